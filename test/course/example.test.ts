// A file of the student's that runs: on which port it listens.

import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Example } from "../../src/course/example.ts";
import { freePort } from "../../src/course/ports.ts";
import { eventually } from "../support/eventually.ts";

/** Writes down the port that it is given, waits for a word, and listens there. */
const PATIENT = `
import { existsSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { setTimeout } from "node:timers/promises";
writeFileSync(new URL("./port", import.meta.url), process.env.PORT);
while (!existsSync(new URL("./go", import.meta.url))) await setTimeout(5);
createServer((_req, res) => res.end("here")).listen(Number(process.env.PORT), "127.0.0.1");
`;

test("a port that another program takes just before the start is no fault of the student's", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "roundtrip-example-"));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  const file = join(folder, "exercise.mts");
  writeFileSync(file, PATIENT);
  const wantedPort = await freePort();
  let port: number | undefined;
  const failures: string[] = [];
  const nothing = () => {};
  const example = new Example(
    file,
    {
      onListening: (at) => {
        port = at;
      },
      onFailure: ({ got }) => failures.push(got),
      onOutput: nothing,
      onSave: nothing,
      onGone: nothing,
    },
    { wantedPort },
  );
  t.after(() => example.end());
  await eventually(() => existsSync(join(folder, "port")), "the port that it was given");
  assert.equal(readFileSync(join(folder, "port"), "utf8"), String(wantedPort));
  const other = createServer().listen(wantedPort, "127.0.0.1");
  t.after(() => other.close());
  await once(other, "listening");
  writeFileSync(join(folder, "go"), "");
  await eventually(() => port !== undefined || failures.length > 0, "what becomes of it");
  assert.deepEqual(failures, []);
  assert.equal(await (await fetch(`http://127.0.0.1:${port}/`)).text(), "here");
});
