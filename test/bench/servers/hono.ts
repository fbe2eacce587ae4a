// The shop on Hono with its adapter to node:http.

import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
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

const app = new Hono<{ Variables: { user: string; currency: string } }>();

app.use((c, next) => {
  c.header(headerName, headerValue);
  return next();
});
app.use((c, next) => {
  c.set("user", user);
  return next();
});
app.use((c, next) => {
  c.set("currency", currency);
  return next();
});

function addOther({ method, path }: Route): void {
  app.on(method, path, (c) => c.json(other));
}

routesBefore.forEach(addOther);
app.get(measuredRoute.path, (c) =>
  c.json(product(c.req.param("id") ?? "", c.get("user"), c.get("currency"))),
);
routesAfter.forEach(addOther);

const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
tellParent(server as Server);
