// The shop on Roundtrip.

import { createApp } from "../../../src/index.ts";
import { tellParent } from "../peer.ts";
import {
  currency,
  headerName,
  headerValue,
  other,
  product,
  type Route,
  routesAfter,
  routesBefore,
  user,
} from "../shop.ts";

declare module "node:http" {
  interface IncomingMessage {
    user?: string;
    currency?: string;
  }
}

const app = createApp();

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
app.get("/products/:id", (req, res) => {
  res.json(product(req.params.id, req.user ?? "", req.currency ?? ""));
});
routesAfter.forEach(addOther);

tellParent(await app.listen(0, "127.0.0.1"));
