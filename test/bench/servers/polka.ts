// The shop on Polka, which leaves writing JSON to its user: done as in raw.ts.

import { createServer, type ServerResponse } from "node:http";
import polka from "polka";
import { tellParent } from "../peer.ts";
import {
  currency,
  headerName,
  headerValue,
  jsonType,
  measuredRoute,
  other,
  product,
  type Route,
  routesAfter,
  routesBefore,
  user,
} from "../shop.ts";

declare module "polka" {
  interface Request {
    user?: string;
    currency?: string;
  }
}

const server = createServer();
const app = polka({ server });

function json(res: ServerResponse, body: unknown): void {
  const text = JSON.stringify(body);
  res.setHeader("content-type", jsonType);
  res.setHeader("content-length", Buffer.byteLength(text));
  res.end(text);
}

app.use((_req, res, next) => {
  res.setHeader(headerName, headerValue);
  next();
});
app.use((req, _res, next) => {
  req.user = user;
  next();
});
app.use((req, _res, next) => {
  req.currency = currency;
  next();
});

function addOther({ method, path }: Route): void {
  app.add(method, path, (_req, res) => json(res, other));
}

routesBefore.forEach(addOther);
app.get(measuredRoute.path, (req, res) => {
  json(res, product(String(req.params.id), req.user ?? "", req.currency ?? ""));
});
routesAfter.forEach(addOther);

app.listen(0, "127.0.0.1");
tellParent(server);
