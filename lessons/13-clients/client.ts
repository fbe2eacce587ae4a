// A client in the terminal: asks a Web API for a list, and shows it as lines.
//
//   node --import tsx lessons/13-clients/client.ts http://localhost:3000/products

import { fetchJson } from "./fetch-json.ts";

try {
  const url = process.argv[2] ?? "http://localhost:3000/products";
  const list = await fetchJson(url);
  if (!Array.isArray(list)) throw new Error(`${url} is no list.`);
  for (const item of list) console.log(`${item.id}  ${item.name ?? item.title}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1; // Says to other programs that it went wrong.
}
