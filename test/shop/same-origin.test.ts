// Another site cannot make a visitor's browser write into the shop: not by a form, and not by a script.

import assert from "node:assert/strict";
import { test } from "node:test";
import { formBody, jsonBody, serveShop } from "../support/shop.ts";

const ORDER = { productId: "66432", quantity: "1", name: "Alice", address: "Main Street" };

const FOREIGN: Record<string, Record<string, string>> = {
  "Sec-Fetch-Site": { "sec-fetch-site": "cross-site" },
  Origin: { "sec-fetch-site": "", origin: "https://evil.example" },
};

for (const [name, headers] of Object.entries(FOREIGN)) {
  test(`a request whose ${name} is another site's gets 403, whatever it writes`, async (t) => {
    const { ask, data } = await serveShop(t);
    const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ""));
    const form = formBody(ORDER);
    const { "sec-fetch-site": _, ...rest } = form.headers;
    const foreignForm = { ...form, headers: { ...rest, ...sent } };
    const json = jsonBody({ ...ORDER, quantity: 1 }, sent);
    for (const [request, options] of [
      ["POST /orders", foreignForm],
      ["POST /products/66432/reviews", foreignForm],
      ["POST /api/orders", json],
      ["POST /api/products", json],
      ["PUT /api/products/66432", json],
      ["PATCH /api/products/66432", json],
      ["DELETE /api/products/66432", { headers: sent }],
    ] as const) {
      assert.equal((await ask(request, options)).status, 403, request);
    }
    assert.equal(await data.orders.count(), 0);
    assert.equal((await data.products.get("66432"))?.stock, 12);
  });
}

test("a form's types are no JSON: the Web API answers 415 to what a foreign form could send", async (t) => {
  const { ask } = await serveShop(t);
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
    const options = { headers: { "content-type": type }, body: JSON.stringify(ORDER) };
    assert.equal((await ask("POST /api/orders", options)).status, 415, type);
  }
});
