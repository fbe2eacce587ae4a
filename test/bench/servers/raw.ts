// The yardstick: the shop on node:http alone, with the measured route written out by hand.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tellParent } from "../peer.ts";
import {
  currency,
  headerName,
  headerValue,
  jsonType,
  other,
  product,
  routesAfter,
  routesBefore,
  user,
} from "../shop.ts";

type Request = IncomingMessage & { user?: string; currency?: string };

const start = "/products/";
const rest = [...routesBefore, ...routesAfter].map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${path.replace(/:\w+/g, "[^/]+")}$`),
}));

function setHeader(_req: Request, res: ServerResponse): void {
  res.setHeader(headerName, headerValue);
}

function setUser(req: Request): void {
  req.user = user;
}

function setCurrency(req: Request): void {
  req.currency = currency;
}

function json(res: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  res.statusCode = status;
  res.setHeader("content-type", jsonType);
  res.setHeader("content-length", Buffer.byteLength(text));
  res.end(text);
}

const server = createServer((req: Request, res) => {
  setHeader(req, res);
  setUser(req);
  setCurrency(req);
  const url = req.url ?? "/";
  const query = url.indexOf("?");
  const path = query === -1 ? url : url.slice(0, query);
  if (req.method === "GET" && path.startsWith(start) && path.indexOf("/", start.length) === -1) {
    const id = decodeURIComponent(path.slice(start.length));
    json(res, 200, product(id, req.user ?? "", req.currency ?? ""));
    return;
  }
  const found = rest.some(({ method, pattern }) => method === req.method && pattern.test(path));
  if (found) json(res, 200, other);
  else json(res, 404, { error: "not found" });
});
server.listen(0, "127.0.0.1");
tellParent(server);
