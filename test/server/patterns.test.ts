// Mistakes in what is registered are errors at once, and their messages say what to write instead.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createApp } from "../../src/index.ts";

const handler = () => {};

const patterns: Record<string, RegExp> = {
  products: /^A path begins with "\/": write "\/products", not "products"\.$/,
  "": /^A path begins with "\/"/,
  "/products/:id?": /"\/products\/:id\?" the parameter ":id\?" needs a name .* like "\/products\/:id"/,
  "/products?": /the part "products\?" has a character that patterns do not know/,
  "/(a|b)": /the part "\(a\|b\)" has a character that patterns do not know/,
  "/:id(\\d+)": /the parameter ":id\(\\d\+\)" needs a name/,
  "/:id.json": /the parameter ":id\.json" needs a name of letters, digits and _, and a segment of its own/,
  "/a-:id": /the part "a-:id" has a character/,
  "/:": /the parameter ":" needs a name/,
  "/:1st": /the parameter ":1st" needs a name/,
  "/:__proto__": /the parameter ":__proto__" needs a name/,
  "/*": /the parameter "\*" needs a name/,
  "/a*": /the part "a\*" has a character/,
  "/*rest/more": /the rest "\*rest" must come last: it takes all that is left of the path/,
  "/:id/x/:id": /The path "\/:id\/x\/:id" names the parameter "id" twice\./,
  "/caf%C3%A9": /the part "caf%C3%A9" has a character .*plain text \(not %-encoded\)/,
};

for (const [pattern, message] of Object.entries(patterns)) {
  test(`the path "${pattern}" is refused with what to write instead`, () => {
    assert.throws(() => createApp().post(pattern, handler), { name: "TypeError", message });
  });
}

test("a route without a path, or with a regular expression as one, is refused", () => {
  const message = /^A path begins with "\/"/;
  const app = createApp();
  assert.throws(() => app.get(handler as never), { name: "TypeError", message });
  assert.throws(() => app.get(/^\/a/ as never, handler), { name: "TypeError", message });
  assert.throws(() => app.get(undefined as never, handler), { name: "TypeError", message });
});

test("a duplicate route is refused, and both places are named", () => {
  const app = createApp();
  app.get("/p/:id", handler);
  const message =
    /^The route GET \/p\/:id exists already: added at test.server.patterns\.test\.ts:\d+, again at test.server.patterns\.test\.ts:\d+\. A route can have several handlers/;
  assert.throws(() => app.get("/p/:id", handler), { message });
});

test("routes that differ only in the names of parameters, or in a last slash, are duplicates", () => {
  const app = createApp();
  app.get("/p/:id", handler).get("/files/*path", handler).get("/a", handler);
  assert.throws(() => app.get("/p/:slug", handler), {
    message: /GET \/p\/:slug exists already as \/p\/:id:/,
  });
  assert.throws(() => app.get("/files/*rest", handler), { message: /exists already as \/files\/\*path:/ });
  assert.throws(() => app.get("/a/", handler), { message: /GET \/a\/ exists already as \/a:/ });
});

test("another verb, and with `strict` a last slash, makes another route", () => {
  const app = createApp({ strict: true });
  app.get("/a", handler).put("/a", handler).all("/a", handler).get("/a/", handler);
  assert.equal(app.routes().length, 4);
});

test("a refused route leaves no trace", () => {
  const app = createApp();
  assert.throws(() => app.get("/a/:", handler));
  assert.throws(() => app.get("/a", handler, undefined as never));
  assert.deepEqual(app.routes(), []);
  app.get("/a", handler);
});

const handlers: [what: string, given: unknown[], message: RegExp][] = [
  ["no handler", [], /^app\.get\("\/a"\) needs a function: \(req, res\) => \{ \.\.\. \}\.$/],
  ["an empty list", [[]], /^app\.get\("\/a"\) needs a function/],
  ["an undefined handler", [undefined], /handler 1 is undefined, not a function\. Is it exported/],
  ["a missing second handler", [handler, undefined], /handler 2 is undefined, not a function/],
  ["null", [null], /handler 1 is null, not a function/],
  ["a text", ["hello"], /handler 1 is string, not a function/],
  ["a promise", [Promise.resolve(handler)], /handler 1 is a promise, not a function/],
  ["an app", [createApp()], /handler 1 is object, not a function/],
];

for (const [what, given, message] of handlers) {
  test(`a route with ${what} is refused`, () => {
    assert.throws(() => createApp().get("/a", ...(given as [])), { name: "TypeError", message });
  });
}

test("app.use refuses what is no middleware", () => {
  const app = createApp();
  assert.throws(() => app.use(), { message: /^app\.use\("\/"\) needs a function/ });
  assert.throws(() => app.use("/a"), { message: /^app\.use\("\/a"\) needs a function/ });
  assert.throws(() => app.use(undefined as never), { message: /handler 1 is undefined/ });
  assert.throws(() => app.use("api", handler), { message: /^A path begins with "\/"/ });
  assert.throws(() => app.onError(undefined as never), { message: /^app\.onError: handler 1 is undefined/ });
});

test("the path of a middleware has no parameters", () => {
  const message = /Put the middleware on the routes instead: app\.get\("\/a\/:id", middleware, handler\)/;
  assert.throws(() => createApp().use("/a/:id", handler), { name: "TypeError", message });
});

test("an app cannot be mounted in itself", () => {
  const app = createApp();
  assert.throws(() => app.use("/a", app), { name: "TypeError", message: /mounted in itself/ });
});

test('app.get("a setting") has none to give, for packages that ask', () => {
  assert.equal(createApp().get("trust proxy"), undefined);
});
