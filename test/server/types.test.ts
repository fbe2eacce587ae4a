// What the types know at compile time. `npm run types` checks this file; what runs is only that it loads.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createApp, type ErrorHandler, type Handler, type Params, type Request } from "../../src/index.ts";

/** Compiles only when both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <_Claim extends true>() => assert.ok(true);

test("params are read from the path", () => {
  holds<Same<keyof Params<"/products">, never>>();
  holds<Same<Params<"/products/:id">, { id: string }>>();
  holds<Same<Params<"/shops/:shop/products/:id">, { shop: string; id: string }>>();
  holds<Same<Params<"/files/*path">, { path: string[] }>>();
  holds<Same<Params<"/shops/:shop/*file">, { shop: string; file: string[] }>>();
  holds<Same<Params<"/shops/:shop/">, { shop: string }>>();
});

test("the params of a path that is known only at run time are any", () => {
  holds<Same<Params<string>, Record<string, string>>>();
  const path: string = "/a";
  createApp().get(path, (req, res) => res.text(req.params.whatever ?? ""));
});

test("a handler's params are typed", () => {
  createApp()
    .get("/products/:id", (req) => {
      req.params.id.toUpperCase();
      // @ts-expect-error The path has no such parameter.
      req.params.di;
    })
    .get("/files/*path", (req) => {
      req.params.path.join("/");
      // @ts-expect-error A rest is an array.
      req.params.path.toUpperCase();
    })
    .get("/", (req) => {
      // @ts-expect-error The path has no parameters.
      req.params.id;
    });
});

test("the params of every handler of a route are typed", () => {
  createApp().post(
    "/products/:id",
    (req, _res, next) => {
      // @ts-expect-error The path has no such parameter.
      req.params.di;
      return next();
    },
    (req, res) => res.text(req.params.id),
  );
});

test("a handler for any path, and middleware of Express, fit every route", () => {
  const any: Handler = (_req, _res, next) => next();
  const express = (_req: { headers: object }, _res: { end(): void }, next: (error?: Error) => void) => next();
  createApp()
    .get("/products/:id", any, (req, res) => res.text(req.params.id))
    .put("/products/:id", express, (req, res) => res.text(req.params.id))
    .use(any, any)
    .use("/api", any)
    .use(express)
    .use("/api", express);
});

test("a handler that needs a parameter fits only paths that have it", () => {
  const handler = (req: Request<{ id: string }>) => req.params.id;
  createApp().get("/products/:id", handler);
  // @ts-expect-error The path has no such parameter.
  createApp().get("/products", handler);
});

test("the parameters of middleware and error handlers are typed", () => {
  const handler: ErrorHandler = (error, req, res, next) => (req.url ? res.text(error.message) : next(error));
  createApp()
    .use((req, res, next) => {
      // @ts-expect-error There is no such method.
      res.jsno;
      return req.path === "/" ? res.send() : next();
    })
    .onError((error, req, res, next) => {
      // @ts-expect-error There is no such property.
      error.stauts;
      return req.path === "/" ? res.text(error.message) : next();
    })
    .use(handler)
    .use("/api", handler);
});

test("what is no handler does not compile", () => {
  const app = createApp();
  // @ts-expect-error A text is no handler.
  assert.throws(() => app.get("/a", "hello"));
  // @ts-expect-error A promise is no handler.
  assert.throws(() => app.get("/a", Promise.resolve()));
  // @ts-expect-error Undefined is no middleware.
  assert.throws(() => app.use(undefined));
});

test("verbs and app.use chain, and mounted apps are typed", () => {
  const inner = createApp()
    .get("/a", () => {})
    .post("/a", () => {})
    .all("/b", () => {})
    .use(() => {})
    .onError(() => {});
  const app = createApp().use("/inner", inner).use(inner);
  assert.equal(app.routes().length, 6);
});

test("body is unknown until it is checked", () => {
  createApp().post("/", (req) => {
    // @ts-expect-error Clients can send anything.
    req.body.name;
  });
});
