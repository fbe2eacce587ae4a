// Parameters: one route for many paths. "/products/:id" fits /products/66432, and req.params.id is "66432".

import type { Request } from "../02-request/request.ts";
import { type Route, withoutSlash } from "../04-routing/router.ts";

/** Whether the path fits the route's pattern. If so, the named parts are in `req.params` afterwards. */
export function fitsPattern(route: Route, req: Request): boolean {
  const pattern = route.path.split("/");
  const segments = withoutSlash(req.path).split("/");
  if (pattern.length !== segments.length) return false;
  const params: Record<string, string> = {};
  for (const [i, part] of pattern.entries()) {
    const segment = segments[i] ?? "";
    if (part.startsWith(":") && segment !== "") params[part.slice(1)] = decodeURIComponent(segment);
    else if (part !== segment) return false;
  }
  req.params = params;
  return true;
}

/** Whether the path can be decoded. "%20" stands for a blank; "%zz" stands for nothing. */
export function decodes(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
