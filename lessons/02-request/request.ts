// What a request says, in the form that is used most: the path without the query, and the query by name.

import type { IncomingMessage } from "node:http";

/** A request with a few things more than Node gives it. */
export interface Request extends IncomingMessage {
  /** "/products" in /products?limit=2 */
  path: string;
  /** query.get("limit") is "2" in /products?limit=2 */
  query: URLSearchParams;
  /** The named parts of the path. Empty until lesson 05. */
  params: Record<string, string>;
}

/** Puts `path` and `query` on the request that Node has made. */
export function readTarget(incoming: IncomingMessage): Request {
  const url = incoming.url ?? "/";
  const mark = url.indexOf("?");
  const path = mark === -1 ? url : url.slice(0, mark);
  const query = new URLSearchParams(mark === -1 ? "" : url.slice(mark));
  return Object.assign(incoming, { path, query, params: {} });
}
