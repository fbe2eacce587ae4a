// A store in the small database of this lesson, which stands in where there is no PostgreSQL.

import { request } from "undici";
import type { SharedStore } from "./shared-store.ts";

export async function smallStore<Item>(
  url: string,
  table: string,
  keyOf: (item: Item) => string,
  first: Item[],
): Promise<SharedStore<Item>> {
  const at = (key: string) => `${url}/${table}/${encodeURIComponent(key)}`;
  const all = () => ask("GET", `${url}/${table}`);
  const add = (item: Item) => ask("POST", at(keyOf(item)), item);
  if ((await all()).length === 0) for (const item of first) await add(item);
  return {
    all,
    add,
    get: async (key) => (await ask("GET", at(key))) ?? undefined,
    put: (item) => ask("PUT", at(keyOf(item)), item),
    remove: (key) => ask("DELETE", at(key)),
  };
}

/** Resolves with the data of the answer. @throws {Error} for any status but 200 */
async function ask(method: "GET" | "POST" | "PUT" | "DELETE", url: string, item?: unknown) {
  const { statusCode, body } = await request(url, {
    method,
    headers: { "content-type": "application/json" },
    body: item === undefined ? null : JSON.stringify(item),
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`The database answered ${statusCode}: ${text}`);
  return JSON.parse(text);
}
