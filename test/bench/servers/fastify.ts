// The shop on Fastify: its hooks are its middleware. Its defaults: no logger and no response schema.

import { fastify } from "fastify";
import { tellParent } from "../peer.ts";
import {
  currency,
  headerName,
  headerValue,
  measuredRoute,
  other,
  product,
  routesAfter,
  routesBefore,
  user,
} from "../shop.ts";

declare module "fastify" {
  interface FastifyRequest {
    user: string;
    currency: string;
  }
}

const app = fastify();
// Declared first, as its manual advises, so that the request keeps one shape.
app.decorateRequest("user", "");
app.decorateRequest("currency", "");

app.addHook("onRequest", (_request, reply, done) => {
  reply.header(headerName, headerValue);
  done();
});
app.addHook("onRequest", (request, _reply, done) => {
  request.user = user;
  done();
});
app.addHook("onRequest", (request, _reply, done) => {
  request.currency = currency;
  done();
});

for (const { method, path } of [...routesBefore, ...routesAfter]) {
  app.route({ method, url: path, handler: (_request, reply) => reply.send(other) });
}
app.get<{ Params: { id: string } }>(measuredRoute.path, (request, reply) => {
  reply.send(product(request.params.id, request.user, request.currency));
});

await app.listen({ port: 0, host: "127.0.0.1" });
tellParent(app.server);
