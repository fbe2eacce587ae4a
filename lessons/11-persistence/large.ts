// Looks for products in a large file, in three ways, and says what each costs in memory and in time.

import { createReadStream, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

type Find = (id: number) => Promise<string | undefined>;
setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");
const BLOCK = 1_000;
const count = Number(process.argv[2] ?? 200_000);
const path = join(mkdtempSync(join(tmpdir(), "large-")), "products.jsonl");
writeFileSync(path, Array.from({ length: count }, (_, id) => `${lineOf(id)}\n`).join(""));
console.log(`${count} products, ${(statSync(path).size / 1e6).toFixed(1)} MB on the disk.`);
await show("all in memory", 1_000, keepAll);
await show("line after line", 5, async () => readLines);
await show("by an index", 100, keepIndex);
rmSync(dirname(path), { recursive: true, force: true });

function lineOf(id: number): string {
  return JSON.stringify({ id, name: `Product ${id}`, category: "kitchen", price: id % 5_000, stock: 3 });
}

/** As file-store.ts does it: everything is read once, and kept. */
async function keepAll(): Promise<Find> {
  const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
  const products = lines.map((line) => JSON.parse(line)); // Their ids are counted from 0.
  return async (id) => JSON.stringify(products[id]);
}

/** Nothing is kept, and each look begins at the first line. */
async function readLines(id: number): Promise<string | undefined> {
  const input = createReadStream(path);
  for await (const line of createInterface({ input })) {
    if (JSON.parse(line).id !== id) continue;
    input.destroy();
    return line;
  }
}

/** Kept is where every thousandth line begins. Of the file a thousand lines are read. */
async function keepIndex(): Promise<Find> {
  const starts: number[] = [];
  let at = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (JSON.parse(line).id % BLOCK === 0) starts.push(at);
    at += Buffer.byteLength(line) + 1;
  }
  return async (id) => {
    const [start = 0, end = at] = starts.slice(id / BLOCK);
    const file = await open(path);
    const { buffer } = await file.read({ buffer: Buffer.alloc(end - start), position: start });
    await file.close();
    return buffer.toString("utf8").split("\n")[id % BLOCK];
  };
}

async function show(way: string, times: number, prepare: () => Promise<Find>): Promise<void> {
  const before = memory();
  const find = await prepare();
  const kept = Math.max(0, memory() - before);
  const start = performance.now();
  for (let i = 0; i < times; i += 1) {
    const id = Math.floor((i / times) * count);
    if ((await find(id)) !== lineOf(id)) throw new Error(`${way}: product ${id} is not right.`);
  }
  const time = (performance.now() - start) / times;
  console.log(`${way}: ${kept.toFixed(1)} MB of memory, ${time.toFixed(3)} ms for one product`);
}

/** What the program keeps in memory, without what it has thrown away; megabytes. */
function memory(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1e6;
}
