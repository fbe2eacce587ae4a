// Tracing: each operation is published when it begins and when it ends.

import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { test } from "node:test";
import { openStore } from "../../src/store/store.ts";
import type { Operation } from "../../src/store/trace.ts";

test("each operation is published at its start and its end, with the same object", async () => {
  const seen: string[] = [];
  const begun: unknown[] = [];
  const start = (message: unknown) => {
    begun.push(message);
    const { name, collection, inTransaction } = message as Operation;
    seen.push(`${name} ${collection}${inTransaction ? " in transaction" : ""}`);
  };
  const end = (message: unknown) => {
    assert.ok(begun.includes(message));
    const { name, result, error } = message as Operation;
    seen.push(`${name} ${error === undefined ? `ended with ${JSON.stringify(result)}` : `failed: ${error}`}`);
  };
  subscribe("roundtrip:store:start", start);
  subscribe("roundtrip:store:end", end);
  const store = await openStore("memory:");
  const products = store.collection<{ name: string }>("products");
  await products.insert({ id: "a", name: "Cover" });
  await assert.rejects(products.get(""));
  await store.transaction((view) => view.collection(products).count());
  unsubscribe("roundtrip:store:start", start);
  unsubscribe("roundtrip:store:end", end);
  await products.count();
  assert.deepEqual(seen, [
    "insert products",
    'insert ended with {"id":"a","name":"Cover","version":1}',
    "get products",
    'get failed: InvalidValue: An id is a string, such as "42", not an empty string. Use String(id) for a number.',
    "transaction undefined",
    "count products in transaction",
    "count ended with 1",
    "transaction ended with 1",
  ]);
});
