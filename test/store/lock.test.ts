// The lock of a store in a file: one process at a time, and no trouble after one that was killed.

import assert from "node:assert/strict";
import { hostname } from "node:os";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { eventually } from "../support/eventually.ts";
import { run, type Started } from "../support/start.ts";
import { FileStore } from "./file-store.ts";

const program = fileURLToPath(new URL("hold-open.ts", import.meta.url));

async function holdOpen(t: TestContext, files: FileStore): Promise<Started> {
  const started = run(t, ["--import", "tsx", program, files.path]);
  await eventually(() => started.stdout !== "" || started.child.exitCode !== null, "the other process");
  return started;
}

test("a second process is refused by the first one's id; after a kill it is not", async (t) => {
  const files = new FileStore(t);
  const first = await holdOpen(t, files);
  assert.equal(first.stdout, "open\n", first.stderr);
  await assert.rejects(files.open(), {
    code: "locked",
    message: new RegExp(`shop\\.json\\.lock: process ${first.child.pid} has it open\\. End that one first`),
  });
  first.child.kill("SIGKILL");
  await first.exit();
  const store = await files.open();
  await store.collection("products").insert({ id: "a" });
  const second = await holdOpen(t, files);
  assert.match(second.stdout, new RegExp(`process ${process.pid} has it open`));
  await store.close();
  assert.deepEqual(files.names(), ["shop.json"]);
});

test("a process that opens it twice is refused too, until it has closed it", async (t) => {
  const files = new FileStore(t);
  const store = await files.open();
  const again = { code: "locked", message: /this process \(\d+\) has it open already/ };
  await assert.rejects(files.open(), again);
  await assert.rejects(files.open(), again);
  await store.close();
  await (await files.open()).close();
});

test("of many that find a lock that is left over, one gets it", async (t) => {
  const files = new FileStore(t);
  const gone = run(t, ["-e", ""]);
  await gone.exit();
  const owner = (pid: number | undefined) => JSON.stringify({ pid, host: hostname(), token: "0a" });
  // Of a process that is gone; of one that had this one's id; of one that lost power while it made the lock.
  for (const left of [owner(gone.child.pid), owner(process.pid), "", "\0\0\0"]) {
    files.write("shop.json.lock", left);
    const opened = await Promise.allSettled(Array.from({ length: 8 }, () => files.open()));
    assert.equal(opened.filter(({ status }) => status === "fulfilled").length, 1, left);
    for (const result of opened) {
      if (result.status === "rejected") assert.equal(result.reason.code, "locked");
      else await result.value.close();
    }
    assert.deepEqual(files.names(), ["shop.json"]);
  }
});

test("nor does it matter when the one that was taking it over was killed as well", async (t) => {
  const files = new FileStore(t);
  const gone = run(t, ["-e", ""]);
  await gone.exit();
  const left = (token: string) => JSON.stringify({ pid: gone.child.pid, host: hostname(), token });
  files.write("shop.json.lock", left("0a"));
  files.write("shop.json.lock-after-0a", left("0b"));
  files.write("shop.json.lock-after-0a-after-0b", "");
  await (await files.open()).close();
  assert.deepEqual(files.names(), ["shop.json"]);
});

test("a process can end without closing the store, and what was acknowledged is there", async (t) => {
  const files = new FileStore(t);
  const code = `
    import { openStore } from ${JSON.stringify(new URL("../../src/store/store.ts", import.meta.url).href)};
    const store = await openStore(${JSON.stringify(`file:${files.path}`)});
    await store.collection("products").insert({ id: "a" });`;
  const ended = run(t, ["--import", "tsx", "--input-type=module", "-e", code]);
  assert.equal(await ended.exit(), 0, ended.stderr);
  assert.equal(await (await files.open()).collection("products").count(), 1);
});

test("a lock of another computer is respected, and says what to do", async (t) => {
  const files = new FileStore(t);
  files.write("shop.json.lock", JSON.stringify({ pid: 1, host: "elsewhere.test", token: "0a" }));
  await assert.rejects(files.open(), {
    code: "locked",
    message: /process 1 on the computer elsewhere\.test .* delete .*shop\.json\.lock/,
  });
});

test("a store whose lock was taken away writes nothing more", async (t) => {
  const files = new FileStore(t);
  const first = await files.open();
  const products = first.collection("products");
  await products.insert({ id: "a" });
  files.remove("shop.json.lock");
  const second = await files.open();
  await second.collection("products").insert({ id: "b" });
  await assert.rejects(products.insert({ id: "c" }), {
    code: "read-only",
    message: /its lock was removed or replaced/,
  });
  assert.equal(await products.count(), 1);
  await first.close();
  assert.ok(files.has("shop.json.lock"));
  await second.close();
  const found = await (await files.open()).collection("products").find();
  assert.deepEqual(
    found.map(({ id }) => id),
    ["a", "b"],
  );
});
