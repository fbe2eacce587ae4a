// The shop on Express 5 with its defaults, which include an ETag and x-powered-by.

import express from "express";
import { tellParent } from "../peer.ts";
import {
  currency,
  headerName,
  headerValue,
  measuredRoute,
  other,
  product,
  type Route,
  routesAfter,
  routesBefore,
  user,
} from "../shop.ts";

declare module "express-serve-static-core" {
  interface Request {
    user?: string;
    currency?: string;
  }
}

const app = express();

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
  const name = method.toLowerCase() as Lowercase<typeof method>;
  app[name](path, (_req, res) => {
    res.json(other);
  });
}

routesBefore.forEach(addOther);
app.get<string, { id: string }>(measuredRoute.path, (req, res) => {
  res.json(product(req.params.id, req.user ?? "", req.currency ?? ""));
});
routesAfter.forEach(addOther);

tellParent(app.listen(0, "127.0.0.1"));
