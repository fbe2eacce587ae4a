// Reads a snapshot, and checks it as what it may be: a file that somebody has changed by hand. Any layout will
// do; what makes no sense is refused by its line, with a sentence on what to do.

import { sumText } from "./bytes.ts";
import type { Disk } from "./disk.ts";
import { InvalidValue } from "./errors.ts";
import { JsonReader } from "./json-reader.ts";
import { FORMAT, type SnapshotHead } from "./snapshot.ts";
import { Tables } from "./tables.ts";
import { checkId, copyFields, isVersion, type Row } from "./values.ts";

export interface Snapshot {
  readonly head: SnapshotHead;
  readonly tables: Tables;
  /** Whether it is not as the store wrote it: its sum is wrong, or gone. */
  readonly edited: boolean;
}

const FIELDS = new Map<string, (value: unknown) => boolean>([
  ["format", (value) => value === FORMAT],
  ["commit", isVersion],
  ["version", isVersion],
  ["continues", (value) => value === null || typeof value === "string"],
  ["collections", () => true],
]);

/** @throws {StoreError} for what is damaged. */
export async function readSnapshot(disk: Disk, path: string): Promise<Snapshot> {
  const reader = new JsonReader(path, disk.read(path));
  const tables = new Tables();
  const found = new Map<string, unknown>();
  let edited = true;
  await reader.expect("{", "where the file should begin");
  while (await reader.another(found.size === 0, "}", "between two fields")) {
    const name = await reader.key("where a field should begin");
    if (found.has(name)) throw reader.damaged(`"${name}" is here a second time.`);
    if (name === "collections") await readCollections(reader, tables);
    const value = name === "collections" || (await reader.value());
    found.set(name, value);
    if (name === "sum") edited = value !== sumText(reader.sumBefore);
    else if (!FIELDS.get(name)?.(value)) {
      throw reader.damaged(`a snapshot has no "${name}" that is ${JSON.stringify(value)}.`);
    }
  }
  if ((await reader.peek()) !== "") throw reader.damaged("the file goes on after its end.");
  const missing = [...FIELDS.keys()].find((name) => !found.has(name));
  if (missing !== undefined) throw reader.damaged(`the file ends without "${missing}".`);
  const head = Object.fromEntries(found) as unknown as SnapshotHead;
  tables.version = Math.max(tables.version, head.version);
  return { head, tables, edited };
}

async function readCollections(reader: JsonReader, tables: Tables): Promise<void> {
  await reader.expect("{", 'after "collections"');
  for (let first = true; await reader.another(first, "}", "between two collections"); first = false) {
    const name = await reader.key("where a collection should begin");
    if (tables.all.has(name)) throw reader.damaged(`the collection "${name}" is here a second time.`);
    const { rows } = tables.table(name);
    await reader.expect("[", `before the records of "${name}"`);
    while (await reader.another(rows.size === 0, "]", `between two records of "${name}"`)) {
      await reader.peek();
      const { line } = reader;
      const row = readRow(await reader.value(), (what) => reader.damaged(what, line));
      if (rows.has(row.id)) {
        throw reader.damaged(`"${name}" has a record with the id ${JSON.stringify(row.id)} already.`, line);
      }
      rows.set(row.id, row);
      tables.version = Math.max(tables.version, row.version);
    }
  }
}

function readRow(value: unknown, damaged: (what: string) => Error): Row {
  try {
    const fields = copyFields(value, "A list of records");
    const { id, version } = value as { id: unknown; version: unknown };
    if (isVersion(version)) return Object.freeze({ id: checkId(id), ...fields, version });
  } catch (error) {
    if (error instanceof InvalidValue) throw damaged(error.message);
    throw error;
  }
  throw damaged('a record needs a "version", which is a whole number. Give a new record 0.');
}
