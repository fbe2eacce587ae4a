// Holds a response against what the lesson promises for it.

import { isAsPromised, type PromisedExchange } from "../../course/readme.ts";
import type { WireReply } from "../wire.ts";

/** What differs from the promise, in words; empty when all is as promised. */
export function differences(promised: PromisedExchange, reply: WireReply | undefined): string[] {
  if (reply === undefined) return [`The lesson promises a response with status ${promised.status}.`];
  const found: string[] = [];
  if (reply.status !== promised.status) {
    found.push(`The status is ${reply.status}, and the lesson promises ${promised.status}.`);
  }
  for (const [name, value] of promised.replyHeaders) {
    const got = reply.headers[name.toLowerCase()];
    if (got === undefined) found.push(`The header field ${name} is missing.`);
    else if (!isAsPromised(value, got))
      found.push(`${name} is "${got}", and the lesson promises "${value}".`);
  }
  if (promised.replyBody !== undefined && !isAsPromised(promised.replyBody.trim(), reply.body.trim())) {
    found.push("The body is another one than the lesson promises.");
  }
  return found;
}
