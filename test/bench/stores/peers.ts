// The stores that are compared, each behind the same few calls, used the way its documentation says.

import { closeSync, fdatasync, openSync, writeSync } from "node:fs";
import { promisify } from "node:util";
import Database from "better-sqlite3";
import { JSONFilePreset } from "lowdb/node";
import { openStore } from "../../../src/store/store.ts";
import type { BenchRecord } from "./record.ts";
import { recordAt } from "./record.ts";

export interface Peer {
  readonly name: string;
  /** At the head of its column. */
  readonly title: string;
  open(path: string): Promise<OpenPeer>;
}

export interface OpenPeer {
  /** Adds the first records, as fast as it can. */
  fill(count: number): Promise<void>;
  insert(record: BenchRecord): Promise<void> | void;
  close(): Promise<void> | void;
}

export interface Reader extends OpenPeer {
  get(id: string): Promise<BenchRecord | undefined> | BenchRecord | undefined;
  /** How many records have this price. */
  priced(price: number): Promise<number> | number;
}

export function isReader(peer: OpenPeer): peer is Reader {
  return "get" in peer;
}

/** Roundtrip comes first: the others are compared with it. */
export const peers: readonly Peer[] = [
  { name: "roundtrip", title: "roundtrip", open: openRoundtrip },
  { name: "bare", title: "append+fdatasync", open: openBare },
  { name: "sqlite", title: "SQLite WAL FULL", open: openSqlite },
  { name: "lowdb", title: "lowdb (not durable)", open: openLowdb },
];

async function openRoundtrip(path: string): Promise<Reader> {
  const store = await openStore(`file:${path}.json`);
  const records = store.collection<BenchRecord>("records");
  return {
    fill: async (count) => {
      // Writes that wait share a sync.
      for (let from = 0; from < count; from += 1000) {
        await Promise.all(range(from, Math.min(count, from + 1000)).map((i) => records.insert(recordAt(i))));
      }
    },
    insert: async (record) => {
      await records.insert(record);
    },
    get: (id) => records.get(id),
    priced: async (price) => (await records.find({ where: { price } })).length,
    close: () => store.close(),
  };
}

/** What durability costs at the least, without anything to read afterwards. */
async function openBare(path: string): Promise<OpenPeer> {
  const file = openSync(`${path}.log`, "a");
  const sync = promisify(fdatasync);
  const write = (record: BenchRecord) => writeSync(file, `${JSON.stringify(record)}\n`);
  return {
    fill: async (count) => {
      for (const i of range(0, count)) write(recordAt(i));
      await sync(file);
    },
    insert: async (record) => {
      write(record);
      await sync(file);
    },
    close: () => closeSync(file),
  };
}

async function openSqlite(path: string): Promise<Reader> {
  const database = new Database(`${path}.sqlite`);
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.exec(
    "CREATE TABLE IF NOT EXISTS records (id TEXT PRIMARY KEY, name TEXT, category TEXT, price REAL, text TEXT)",
  );
  const insert = database.prepare("INSERT INTO records VALUES (@id, @name, @category, @price, @text)");
  const get = database.prepare("SELECT * FROM records WHERE id = ?");
  const priced = database.prepare("SELECT * FROM records WHERE price = ?");
  return {
    fill: async (count) => {
      database.transaction(() => {
        for (const i of range(0, count)) insert.run(recordAt(i));
      })();
    },
    insert: (record) => {
      insert.run(record);
    },
    get: (id) => get.get(id) as BenchRecord | undefined,
    priced: (price) => priced.all(price).length,
    close: () => {
      database.close();
    },
  };
}

async function openLowdb(path: string): Promise<Reader> {
  const records: Record<string, BenchRecord> = {};
  const database = await JSONFilePreset(`${path}.lowdb.json`, { records });
  return {
    fill: async (count) => {
      for (const i of range(0, count)) database.data.records[recordAt(i).id] = recordAt(i);
      await database.write();
    },
    insert: (record) =>
      database.update(({ records }) => {
        records[record.id] = record;
      }),
    get: (id) => database.data.records[id],
    priced: (price) => Object.values(database.data.records).filter((record) => record.price === price).length,
    close: () => {},
  };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
