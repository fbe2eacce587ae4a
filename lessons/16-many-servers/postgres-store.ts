// A store in PostgreSQL: each record is a row of a table, as JSON. The package pg speaks PostgreSQL's own protocol.

import { Pool, type PoolClient } from "pg";
import { HttpError } from "../08-one-response/one-response.ts";
import type { SharedStore } from "./shared-store.ts";

const pools = new Map<string, Pool>();

/** A few connections that stay open and are lent: to open one for each request takes several round trips. */
export function poolOf(url: string): Pool {
  if (!/^postgres(ql)?:/.test(url)) throw new HttpError(501, "This needs PostgreSQL: npm run database");
  const known = pools.get(url);
  if (known !== undefined) return known;
  const pool = new Pool({ connectionString: url, max: 5, connectionTimeoutMillis: 5_000 });
  // A connection may break while nobody uses it. Without a listener that error would end the server.
  pool.on("error", (error) => console.error(`A connection to the database broke: ${error.message}`));
  pools.set(url, pool);
  return pool;
}

export async function postgresStore<Item>(
  url: string,
  table: string,
  keyOf: (item: Item) => string,
  first: Item[],
): Promise<SharedStore<Item>> {
  const pool = poolOf(url);
  // A value never becomes a part of the SQL: it goes beside it, and $1 is its place. (A name of a table cannot.)
  const add = `insert into ${table} (key, record) values ($1, $2) on conflict (key) do nothing`;
  const put = `insert into ${table} (key, record) values ($1, $2) on conflict (key) do update set record = $2`;
  await inTransaction(pool, async (client) => {
    await client.query("select pg_advisory_xact_lock(16)"); // Two servers may start at once: one makes the table.
    await client.query(
      `create table if not exists ${table} (number bigserial, key text primary key, record json not null)`,
    );
    const { rows } = await client.query(`select 1 from ${table} limit 1`);
    if (rows.length > 0) return;
    for (const item of first) await client.query(add, [keyOf(item), JSON.stringify(item)]);
  });
  return {
    async all() {
      const { rows } = await pool.query(`select record from ${table} order by number`);
      return rows.map(({ record }) => record);
    },
    async get(key) {
      const { rows } = await pool.query(`select record from ${table} where key = $1`, [key]);
      return rows[0]?.record;
    },
    async put(item) {
      await pool.query(put, [keyOf(item), JSON.stringify(item)]);
    },
    async add(item) {
      return (await pool.query(add, [keyOf(item), JSON.stringify(item)])).rowCount === 1;
    },
    async remove(key) {
      return (await pool.query(`delete from ${table} where key = $1`, [key])).rowCount === 1;
    },
  };
}

/** All that `run` does is done together, or none of it. */
async function inTransaction(pool: Pool, run: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await run(client);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {}); // The connection itself may be what broke.
    throw error;
  } finally {
    client.release(); // One that is not given back is missing: after five, everyone waits.
  }
}
