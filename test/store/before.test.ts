// `before`: called ahead of each read and each write, waited for, and able to refuse.

import assert from "node:assert/strict";
import { test } from "node:test";
import { StoreError } from "../../src/store/errors.ts";
import { openStore } from "../../src/store/store.ts";

test("it is called ahead of each read and each write, and once for a transaction's writes", async () => {
  let calls = 0;
  const store = await openStore("memory:", {
    before: () => {
      calls++;
      return undefined;
    },
  });
  const products = store.collection<{ name: string }>("products");
  const count = async (act: () => Promise<unknown>) => {
    calls = 0;
    await act();
    return calls;
  };
  assert.equal(await count(() => products.insert({ id: "a", name: "Cover" })), 1);
  assert.equal(await count(() => products.get("a")), 1);
  assert.equal(await count(() => products.find()), 1);
  assert.equal(await count(() => products.count()), 1);
  assert.equal(await count(() => products.delete("a")), 1);
  assert.equal(await count(() => store.transaction((view) => view.collection(products).get("a"))), 1);
  const two = count(() =>
    store.transaction(async (view) => {
      await view.collection(products).insert({ id: "b", name: "Case" });
      await view.collection(products).insert({ id: "c", name: "Pouch" });
    }),
  );
  assert.equal(await two, 3); // Whether the ids are free is read; both are written in one step.
});

test("what it returns is waited for", async () => {
  const { promise, resolve } = withResolvers();
  let wait: Promise<void> | undefined;
  const store = await openStore("memory:", { before: () => wait });
  const products = store.collection<{ name: string }>("products");
  await products.insert({ id: "a", name: "Cover" });
  wait = promise;
  let isDone = false;
  const found = products.get("a").finally(() => {
    isDone = true;
  });
  await new Promise((next) => setImmediate(next));
  assert.equal(isDone, false);
  resolve();
  assert.equal((await found)?.name, "Cover");
});

test("what it throws, the operation throws, and nothing is written", async () => {
  let isAway = false;
  const store = await openStore("memory:", {
    before: () => {
      if (isAway) throw new StoreError("unreachable", "No database is there.");
      return undefined;
    },
  });
  const products = store.collection<{ name: string }>("products");
  isAway = true;
  const away = { code: "unreachable" };
  await assert.rejects(products.insert({ id: "a", name: "Cover" }), away);
  await assert.rejects(products.find(), away);
  await assert.rejects(
    store.transaction((view) => view.collection(products).insert({ id: "a", name: "Cover" })),
    away,
  );
  isAway = false;
  assert.equal(await products.count(), 0);
});

function withResolvers() {
  let resolve = () => {};
  const promise = new Promise<void>((given) => {
    resolve = given;
  });
  return { promise, resolve };
}
