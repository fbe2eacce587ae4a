// Which of several forms of a resource the client likes best (RFC 9110, section 12).

import Negotiator from "negotiator";
import type { Request } from "../server/request.ts";
import type { Response } from "../server/response.ts";

/**
 * The media type, of those offered, that the client likes best; the first, when it likes several equally.
 * Undefined when it takes none: answer 406, or with the first all the same. Caches are told that the answer
 * depends on it.
 */
export function accepts<Type extends string>(
  req: Request,
  res: Response,
  ...offered: Type[]
): Type | undefined {
  res.vary("Accept");
  return new Negotiator(req).mediaType(offered) as Type | undefined;
}
