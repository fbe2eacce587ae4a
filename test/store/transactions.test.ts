// Transactions: all or nothing, none lost, each as if it were alone.

import assert from "node:assert/strict";
import { onEveryEngine } from "./engines.ts";

interface Account {
  balance: number;
  owner?: string;
}

onEveryEngine("writes of a transaction are made in one step, across collections", async (_t, open) => {
  const store = await open();
  const accounts = store.collection<Account>("accounts");
  const notes = store.collection<{ text: string }>("notes");
  await accounts.insert({ id: "a", balance: 10 });
  const made = await store.transaction(async (view) => {
    await view.collection(accounts).update("a", { balance: 5 });
    const note = await view.collection(notes).insert({ text: "paid" });
    assert.equal(await notes.count(), 0);
    assert.equal((await accounts.get("a"))?.balance, 10);
    return note;
  });
  assert.equal((await accounts.get("a"))?.balance, 5);
  assert.deepEqual(await notes.find(), [made]);
  assert.ok(Object.isFrozen(made) && made.version > 0);
});

onEveryEngine("a transaction that throws writes nothing", async (_t, open) => {
  const store = await open();
  const accounts = store.collection<Account>("accounts", { unique: ["owner"] });
  await accounts.insert({ id: "a", balance: 10, owner: "Ada" });
  const refused = store.transaction(async (view) => {
    await view.collection(accounts).update("a", { balance: 0 });
    throw new RangeError("no");
  });
  await assert.rejects(refused, RangeError);
  const twice = store.transaction(async (view) => {
    await view.collection(accounts).update("a", { balance: 0 });
    await view.collection(accounts).insert({ balance: 1, owner: "Ada" });
  });
  await assert.rejects(twice, { name: "NotUnique", field: "owner" });
  assert.equal((await accounts.get("a"))?.balance, 10);
  assert.equal(await accounts.count(), 1);
});

onEveryEngine("a transaction sees its own writes, in get, find and count", async (_t, open) => {
  const store = await open();
  const accounts = store.collection<Account>("accounts", { index: ["balance"] });
  for (const [i, id] of ["a", "b", "c", "d"].entries()) await accounts.insert({ id, balance: i });
  await store.transaction(async (view) => {
    const own = view.collection(accounts);
    await own.delete("a");
    await own.update("b", { balance: 9 });
    await own.insert({ id: "e", balance: 2 });
    const ids = async (options = {}) => (await own.find(options)).map(({ id }) => id).join("");
    assert.equal(await ids(), "bcde");
    assert.equal(await ids({ sort: "-balance", limit: 2 }), "bd");
    assert.equal(await ids({ sort: "balance", limit: 2 }), "ce");
    assert.equal(await ids({ sort: "balance", after: "c" }), "edb");
    assert.equal(await ids({ where: { balance: { gte: 2 } } }), "bcde");
    assert.equal(await own.count(), 4);
    assert.equal(await own.count({ balance: 2 }), 2);
    assert.equal(await own.get("a"), undefined);
    assert.equal((await own.get("b"))?.balance, 9);
    await own.insert({ id: "a", balance: 0 });
    assert.equal(await own.delete("e"), true);
    await assert.rejects(own.insert({ id: "a", balance: 1 }), { name: "NotUnique", field: "id" });
    await assert.rejects(own.update("e", { balance: 1 }), { name: "NotFound" });
    assert.equal(await ids(), "abcd");
  });
  assert.deepEqual(
    (await accounts.find()).map(({ id, balance }) => `${id}${balance}`),
    ["a0", "b9", "c2", "d3"],
  );
});

onEveryEngine("concurrent increments lose none", async (_t, open) => {
  const store = await open();
  const accounts = store.collection<Account>("accounts");
  await accounts.insert({ id: "a", balance: 0 });
  const increment = () =>
    store.transaction(async (view) => {
      const own = view.collection(accounts);
      const { balance } = (await own.get("a")) ?? { balance: Number.NaN };
      await own.update("a", { balance: balance + 1 });
    });
  await Promise.all(Array.from({ length: 64 }, increment));
  assert.equal((await accounts.get("a"))?.balance, 64);
});

onEveryEngine("what a transaction has counted, found or missed holds until it is done", async (_t, open) => {
  const store = await open();
  const seats = store.collection<{ row: number }>("seats", { index: ["row"] });
  const LIMIT = 5;
  const looks = [
    async (own: typeof seats) => await own.count({ row: 1 }),
    async (own: typeof seats) => (await own.find({ where: { row: 1 } })).length,
    async (own: typeof seats) => (await own.find({ where: { row: 1 }, limit: LIMIT, sort: "-id" })).length,
    async (own: typeof seats) => {
      let taken = 0;
      while ((await own.get(`1-${taken}`)) !== undefined) taken++;
      return taken;
    },
  ];
  for (const look of looks) {
    for (const { id } of await seats.find()) await seats.delete(id);
    const taken = await Promise.all(
      Array.from({ length: 20 }, () =>
        store.transaction(async (view) => {
          const own = view.collection(seats);
          const count = await look(own);
          if (count >= LIMIT) return false;
          await own.insert({ id: `1-${count}`, row: 1 });
          return true;
        }),
      ),
    );
    assert.equal(taken.filter(Boolean).length, LIMIT);
    assert.equal(await seats.count(), LIMIT);
  }
});

onEveryEngine("two accounts that must not both be emptied are not (write skew)", async (_t, open) => {
  const store = await open();
  const accounts = store.collection<Account>("accounts");
  for (const id of ["a", "b"]) await accounts.insert({ id, balance: 1 });
  const empty = (id: string) =>
    store.transaction(async (view) => {
      const own = view.collection(accounts);
      const all = await own.find();
      if (all.reduce((sum, { balance }) => sum + balance, 0) > 1) await own.update(id, { balance: 0 });
    });
  await Promise.all([empty("a"), empty("b")]);
  assert.equal(
    (await accounts.find()).reduce((sum, { balance }) => sum + balance, 0),
    1,
  );
});

onEveryEngine("a function that threw over what was half changed runs again", async (_t, open) => {
  const store = await open();
  const accounts = store.collection<Account>("accounts");
  for (const id of ["a", "b"]) await accounts.insert({ id, balance: 1 });
  let runs = 0;
  await store.transaction(async (view) => {
    const own = view.collection(accounts);
    const first = await own.get("a");
    if (runs++ === 0) {
      await store.transaction(async (other) => {
        await other.collection(accounts).update("a", { balance: 2 });
        await other.collection(accounts).update("b", { balance: 2 });
      });
    }
    assert.equal(first?.balance, (await own.get("b"))?.balance, "a and b are always equal");
  });
  assert.equal(runs, 2);
});

onEveryEngine("versions count in a transaction too", async (_t, open) => {
  const store = await open();
  const accounts = store.collection<Account>("accounts");
  const { version } = await accounts.insert({ id: "a", balance: 1 });
  await accounts.update("a", { balance: 2 });
  const stale = store.transaction((view) =>
    view.collection(accounts).update("a", { balance: 3 }, { version }),
  );
  await assert.rejects(stale, { name: "Conflict" });
});

onEveryEngine("calls of one transaction side by side", async (_t, open) => {
  const store = await open();
  const accounts = store.collection<Account>("accounts");
  await accounts.insert({ id: "a", balance: 1, owner: "Ada" });
  await store.transaction(async (view) => {
    const own = view.collection(accounts);
    await Promise.all([own.update("a", { balance: 2 }), own.update("a", { owner: "Bob" })]);
  });
  const { balance, owner } = (await accounts.get("a")) ?? {};
  assert.deepEqual([balance, owner], [2, "Bob"]);
});

onEveryEngine(
  "a transaction that can never be made gives up; a view that is over refuses",
  async (_t, open) => {
    const store = await open();
    const accounts = store.collection<Account>("accounts");
    await accounts.insert({ id: "a", balance: 0 });
    let runs = 0;
    const doomed = store.transaction(async (view) => {
      const found = await view.collection(accounts).get("a");
      await accounts.update("a", { balance: ++runs });
      await view.collection(accounts).update("a", { balance: -(found?.balance ?? 0) });
    });
    await assert.rejects(doomed, { name: "Conflict", message: /ran 500 times/ });
    assert.equal(runs, 500);
    const leaked = await store.transaction(async (view) => view.collection(accounts));
    await assert.rejects(leaked.insert({ balance: 1 }), {
      code: "misuse",
      message: /await before each call/,
    });
    await assert.rejects(leaked.get("a"), { code: "misuse" });
  },
);
