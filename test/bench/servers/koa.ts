// The shop on Koa with @koa/router, the router of its own organisation.

import Router from "@koa/router";
import Koa from "koa";
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

const app = new Koa();
const router = new Router();

app.use((ctx, next) => {
  ctx.set(headerName, headerValue);
  return next();
});
app.use((ctx, next) => {
  ctx.state.user = user;
  return next();
});
app.use((ctx, next) => {
  ctx.state.currency = currency;
  return next();
});

function addOther({ method, path }: Route): void {
  router.register(path, [method], (ctx) => {
    ctx.body = other;
  });
}

routesBefore.forEach(addOther);
router.get(measuredRoute.path, (ctx) => {
  ctx.body = product(ctx.params.id ?? "", ctx.state.user, ctx.state.currency);
});
routesAfter.forEach(addOther);
app.use(router.routes());

tellParent(app.listen(0, "127.0.0.1"));
