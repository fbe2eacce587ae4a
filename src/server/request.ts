// The request: node:http's own, with what a handler asks for most. Made by node:http itself, never wrapped.

import { IncomingMessage } from "node:http";
import type { App } from "./app.ts";
import type { AnyParams } from "./params.ts";
import { splitPath } from "./path.ts";
import type { Route } from "./router.ts";

/** What a request has for parameters outside of a route. */
export const NO_PARAMS: AnyParams = Object.freeze({});

export class Request<P = AnyParams> extends IncomingMessage {
  // node:http types this as optional because it shares the class with the client's side.
  declare url: string;
  declare method: string;

  /** The app that the server serves; also in an app mounted in it. */
  declare app: App;
  /** The path and query as the client sent them; `url` lacks the prefix of a mounted app. */
  originalUrl = "";
  /** The prefix under which the app or middleware is mounted, as the client sent it; "" at the top. */
  baseUrl = "";
  /** The parameters of the route's path, decoded; empty in a middleware before the route. */
  params: P = NO_PARAMS as P;
  /** The route whose handler has the request now; undefined in a middleware. */
  route: Route | undefined = undefined;
  /** What a body parser made of the body; undefined without one. Clients can send anything: check it. */
  body: unknown = undefined;
  #query: URLSearchParams | undefined;

  /** The path, decoded and without the query: "/caf%C3%A9?size=s" is "/café". As sent, if it does not decode. */
  get path(): string {
    const segments = splitPath(this.url, true);
    return segments === undefined ? (this.url.split("?", 1)[0] as string) : `/${segments.join("/")}`;
  }

  /** The query, made when it is asked for: `req.query.get("page")` is a string, or null without one. */
  get query(): URLSearchParams {
    if (this.#query === undefined) {
      const start = this.url.indexOf("?");
      this.#query = new URLSearchParams(start === -1 ? "" : this.url.slice(start));
    }
    return this.#query;
  }

  /** The address of the other end of the connection: the client's, or its proxy's. */
  get ip(): string {
    const address = this.socket.remoteAddress ?? "";
    return address.startsWith("::ffff:") ? address.slice("::ffff:".length) : address;
  }
}

/** Whether a request says that it has a body (RFC 9112, section 6.3). */
export function hasBody({ headers }: Request): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}
