// The shop over HTTP, and all the ways in which it can fail to answer: each is one clear sentence.

import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import { test } from "node:test";
import { apiOf, listener, nowhere } from "../support/elsewhere.ts";
import { serveShop } from "../support/shop.ts";

test("it reads, and with the ETag reads only what has changed", async (t) => {
  const { url, data } = await serveShop(t);
  const api = apiOf(t, `${url}/`);
  const first = await api.get<{ price: number }>("/api/products/66432");
  assert.equal(first.value?.price, 1990);
  const again = await api.get("/api/products/66432", first.etag);
  assert.deepEqual([again.status, again.value], [304, undefined]);
  await data.products.update("66432", { price: 5 });
  assert.equal((await api.get<{ price: number }>("/api/products/66432", first.etag)).value?.price, 5);
});

test("what the shop says no to is an error with its words", async (t) => {
  const api = apiOf(t, (await serveShop(t)).url);
  await assert.rejects(api.get("/api/products/1"), {
    name: "ShopProblem",
    status: 404,
    message: "No product has the id 1.",
  });
});

test("where nothing listens, it says so", async (t) => {
  const api = apiOf(t, await nowhere());
  const away = { name: "ShopAway", mayHaveArrived: false, message: /^Nothing listens at http:.*npm start/ };
  await assert.rejects(api.get("/api/products"), away);
});

const ODD: Record<string, [listen: RequestListener, message: RegExp]> = {
  "a shop that never answers": [() => {}, /gave no answer within 0\.3 seconds/],
  "a shop that stops in the middle": [
    (_req, res) => {
      res.writeHead(200, { "content-type": "application/json" });
      res.write("{");
    },
    /gave no answer within 0\.3 seconds/,
  ],
  "a connection that is cut": [(req) => req.socket.destroy(), /broke off its answer/],
  "a page instead of JSON": [
    (_req, res) => res.setHeader("content-type", "text/html").end("<h1>Hello</h1>"),
    /Something answers at .*, but not as the shop does \(200, text\/html\)/,
  ],
  "JSON that is none": [
    (_req, res) => res.setHeader("content-type", "application/json").end("{{"),
    /not as the shop does/,
  ],
  "a redirect to another place": [
    (_req, res) => res.writeHead(302, { location: "https://evil.example" }).end(),
    /not as the shop does \(302/,
  ],
  "an answer without an end": [
    (_req, res) => {
      res.writeHead(200, { "content-type": "application/json" });
      res.on("error", () => {});
      const more = () => {
        while (!res.destroyed && res.write("x".repeat(100_000)));
      };
      res.on("drain", more);
      more();
    },
    /broke off its answer|gave no answer/,
  ],
};

for (const [name, [listen, message]] of Object.entries(ODD)) {
  test(`${name} is told in one sentence`, async (t) => {
    const api = apiOf(t, await listener(t, listen), { timeout: 300 });
    await assert.rejects(api.get("/api/products"), { name: "ShopAway", mayHaveArrived: true, message });
  });
}
