// Small requests that cost a naive parser a lot: many parameters, deep nesting, huge numbers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { form, json } from "../../src/index.ts";
import { serve } from "../support/app.ts";

const MANY = Array.from({ length: 30_000 }, (_, i) => `a${i}=`).join("&");

test("a form with 30,000 fields is read", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.post("/", form({ limit: 1_000_000 }), (req, res) => res.json((req.body as URLSearchParams).size)),
  );
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  for (const body of [MANY, MANY.replace(/a\d+/g, "a"), MANY.replace(/a\d+/g, "a[]")]) {
    assert.equal((await ask("POST /", { headers, body })).body, "30000");
  }
});

test("a query with 30,000 parameters is too long, one with 3,000 is read", async (t) => {
  const { ask } = await serve(t, (app) => app.get("/", (req, res) => res.json(req.query.size)));
  assert.equal((await ask(`GET /?${"a&".repeat(30_000)}`)).status, 431);
  assert.equal((await ask(`GET /?${"a&".repeat(3_000)}`)).body, "3000");
});

test("brackets in names make no objects", async (t) => {
  const { ask } = await serve(t, (app) => app.get("/", (req, res) => res.json([...req.query])));
  const names = ["a[__proto__][x]", "a[9999999999]", `a${"[b]".repeat(2_000)}`];
  const { body } = await ask(`GET /?${names.map((name) => `${name}=1`).join("&")}`);
  assert.deepEqual(
    JSON.parse(body),
    names.map((name) => [name, "1"]),
  );
});

for (const [what, body] of [
  ["20,000 arrays in each other", "[".repeat(20_000) + "]".repeat(20_000)],
  ["20,000 objects in each other", `${'{"a":'.repeat(20_000)}{}${"}".repeat(20_000)}`],
  ["a number of 90,000 digits", `[${"9".repeat(90_000)}]`],
  ["a huge exponent", "[1e999999999, -1e999999999, 1e-999999999]"],
  ["one key 10,000 times", `{${Array.from({ length: 10_000 }, (_, i) => `"a":${i}`).join()}}`],
  ["10,000 keys", `{${Array.from({ length: 7_000 }, (_, i) => `"k${i}":0`).join()}}`],
] as const) {
  test(`JSON with ${what} reaches the handler, and the next request is answered`, async (t) => {
    const { ask } = await serve(t, (app) =>
      app.post("/", json({ limit: 1_000_000 }), (req, res) => res.json(typeof req.body)),
    );
    const headers = { "content-type": "application/json" };
    assert.equal((await ask("POST /", { headers, body })).body, '"object"');
    assert.equal((await ask("POST /", { headers, body: "[]" })).body, '"object"');
  });
}

test("20,000 brackets that never close are bad JSON", async (t) => {
  const { ask } = await serve(t, (app) => app.post("/", json(), (_req, res) => res.json(true)));
  const headers = { "content-type": "application/json" };
  for (const body of ["[".repeat(20_000), '{"a":'.repeat(19_000), `${"[".repeat(9_000)}}`]) {
    assert.equal((await ask("POST /", { headers, body })).status, 400);
  }
});
