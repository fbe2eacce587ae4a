// Middleware and apps below a prefix: they see the path without it, and everybody after them with it.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type App,
  createApp,
  type Handler,
  HttpError,
  type Request,
  type Response,
} from "../../src/index.ts";
import { serve } from "../support/app.ts";

const where = ({ url, baseUrl, originalUrl, path }: Request) => ({ url, baseUrl, originalUrl, path });
const tell: Handler = (req, res) => res.json(where(req));

const prefixed: Record<string, (app: App) => void> = {
  "a middleware": (app) => app.use("/api", tell),
  "an app": (app) => app.use("/api", createApp().all("/", tell).all("/*rest", tell)),
};

for (const [what, build] of Object.entries(prefixed)) {
  test(`${what} below a prefix sees the path without it`, async (t) => {
    const { ask } = await serve(t, build);
    const paths: [sent: string, url: string, baseUrl: string, path: string][] = [
      ["/api/a/b?c=/d", "/a/b?c=/d", "/api", "/a/b"],
      ["/api", "/", "/api", "/"],
      ["/api/", "/", "/api", "/"],
      ["/api?a=1", "/?a=1", "/api", "/"],
      ["/%61pi/caf%C3%A9", "/caf%C3%A9", "/%61pi", "/café"],
    ];
    for (const [originalUrl, url, baseUrl, path] of paths) {
      const reply = await ask(`GET ${originalUrl}`);
      assert.deepEqual(JSON.parse(reply.body), { url, baseUrl, originalUrl, path });
    }
  });

  test(`${what} below /api is not asked for /apifoo`, async (t) => {
    const { ask } = await serve(t, build);
    assert.equal((await ask("GET /apifoo")).status, 404);
    assert.equal((await ask("GET /API")).status, 404);
  });
}

test("mounts nest, and each adds to baseUrl", async (t) => {
  const { ask } = await serve(t, (app) => {
    const inner = createApp().get("/d", tell);
    app.use("/a/b", createApp().use("/c", inner));
  });
  assert.deepEqual(JSON.parse((await ask("GET /a/b/c/d?e")).body), {
    url: "/d?e",
    baseUrl: "/a/b/c",
    originalUrl: "/a/b/c/d?e",
    path: "/d",
  });
});

test('an app mounted at "/" sees the whole path', async (t) => {
  const { ask } = await serve(t, (app) => app.use(createApp().get("/a", tell)));
  const { url, baseUrl } = JSON.parse((await ask("GET /a?b")).body);
  assert.deepEqual({ url, baseUrl }, { url: "/a?b", baseUrl: "" });
});

test("what a mounted app does not answer goes on in the app around it", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.use("/api", createApp().get("/a", tell)).get("/api/b", (_req, res) => res.text("outer")),
  );
  assert.equal((await ask("GET /api/b")).body, "outer");
  assert.equal((await ask("GET /api/c")).status, 404);
});

/** Every way out of a mounted middleware, each of which must put the prefix back. */
const waysOut: Record<string, Handler> = {
  "next()": (_req, _res, next) => next(),
  "next() from a callback": (_req, _res, next) => void setImmediate(next),
  "next(error)": (_req, _res, next) => next(new HttpError(400)),
  "a throw": () => {
    throw new HttpError(400);
  },
  "a rejection": () => Promise.reject(new HttpError(400)),
  "a thenable that rejects": () => ({
    // biome-ignore lint/suspicious/noThenProperty: a promise of another library is what this is about.
    then: (_done: unknown, fail: (error: Error) => void) => fail(new HttpError(400)),
  }),
};

for (const [way, handler] of Object.entries(waysOut)) {
  const mounts: Record<string, Handler | App> = {
    "a middleware": handler,
    "an app": createApp().use(handler),
    "a route of an app": createApp().get("/a", handler),
  };
  for (const [what, mounted] of Object.entries(mounts)) {
    test(`${way} in ${what} puts the prefix back`, async (t) => {
      const { ask } = await serve(t, (app) =>
        app
          .use("/api", mounted)
          .use(tell)
          .onError((_error, req, res) => res.json(where(req))),
      );
      assert.deepEqual(JSON.parse((await ask("GET /api/a?b")).body), {
        url: "/api/a?b",
        baseUrl: "",
        originalUrl: "/api/a?b",
        path: "/api/a",
      });
    });
  }
}

test("an error handler below a prefix sees the path as other middleware there does", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.use("/api", (_error: Error, req: Request, res: Response, _next: unknown) => res.json(where(req))),
  );
  const { url, baseUrl } = JSON.parse((await ask("GET /api/a")).body);
  assert.deepEqual({ url, baseUrl }, { url: "/a", baseUrl: "/api" });
});

test("a mounted app answers HEAD from its GET", async (t) => {
  const { ask } = await serve(t, (app) => app.use("/api", createApp().get("/a", tell)));
  const get = await ask("GET /api/a");
  const head = await ask("HEAD /api/a");
  assert.equal(head.status, 200);
  assert.equal(head.headers["content-length"], get.headers["content-length"]);
});

test("in a mounted app, req.app is the app that serves", async (t) => {
  const apps: unknown[] = [];
  const { app, ask } = await serve(t, (app) =>
    app.use(
      "/api",
      createApp().get("/", (req, res) => {
        apps.push(req.app);
        res.text("");
      }),
    ),
  );
  await ask("GET /api");
  assert.deepEqual(
    apps.map((one) => one === app),
    [true],
  );
});

test("one app can be mounted in two places", async (t) => {
  const { ask } = await serve(t, (app) => {
    const inner = createApp().get("/", tell);
    app.use("/v1", inner).use("/v2", inner);
  });
  assert.equal(JSON.parse((await ask("GET /v1")).body).baseUrl, "/v1");
  assert.equal(JSON.parse((await ask("GET /v2")).body).baseUrl, "/v2");
});

test("a mounted app's middleware runs for its paths only", async (t) => {
  const { ask } = await serve(t, (app) => {
    const inner = createApp().use((_req, res, next) => {
      res.setHeader("X-Inner", "yes");
      return next();
    });
    app.use("/api", inner).get("/*rest", tell);
  });
  assert.equal((await ask("GET /api/a")).headers["x-inner"], "yes");
  assert.equal((await ask("GET /b")).headers["x-inner"], undefined);
});
