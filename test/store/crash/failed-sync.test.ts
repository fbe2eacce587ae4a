// A sync that fails, a process that ends then, and a power cut in the life after: the system may have forgotten
// what it could not write, and says of the next sync that it went well.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openSmall } from "./open.ts";
import { SimulatedDisk } from "./simulated-disk.ts";

interface Word {
  readonly id: string;
  readonly text: string;
}

const URL = "file:/data/shop.json";

for (const end of ["is killed", "closes its store"] as const) {
  test(`after a failed sync, when the process ${end}, a later power cut loses nothing that was acknowledged`, async () => {
    const disk = new SimulatedDisk({ seed: 1 });
    const store = await openSmall(URL, { disk });
    const words = store.collection<Word>("words");
    await words.insert({ id: "safe", text: "x" });
    // More than a store of this size keeps in its journal: it begins another, and folding the first one fails.
    disk.failNext("rename", "EIO");
    await words.insert({ id: "long", text: "x".repeat(3000) });
    disk.failNext("sync", "EIO");
    // As far as the process can tell it is not there; on the disk it may be.
    disk.failNext("truncate", "EIO");
    await assert.rejects(words.insert({ id: "refused", text: "x" }), { code: "read-only" });
    if (end === "closes its store") await store.close();

    for (let opened = 0; ; opened++) {
      const left = disk.kill(opened);
      const before = left.operations.length;
      const next = (await openSmall(URL, { disk: left })).collection<Word>("words");
      await next.insert({ id: "later", text: "x" });
      const after = before + opened;
      if (after > left.operations.length) break;
      const found = await openSmall(URL, { disk: left.powerCut(opened, after) });
      const ids = (await found.collection<Word>("words").find()).map(({ id }) => id);
      assert.deepEqual(
        ids.filter((id) => id === "safe" || id === "long"),
        ["long", "safe"],
        `The power went after operation ${after}.`,
      );
    }
  });
}
