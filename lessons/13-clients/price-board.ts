// Another server, and a client of the shop: it shows what costs least. When the shop is silent, it shows what it
// was told last.
//
//   node --import tsx lessons/13-clients/price-board.ts

import { createServer } from "node:http";
import { sendHtml } from "../03-response/respond.ts";
import { fetchJson } from "./fetch-json.ts";
import { escapeHtml } from "./negotiate.ts";

const shop = process.env.SHOP ?? "http://localhost:3000";
const port = Number(process.env.PORT ?? 3001);

let items = "<li>nothing yet";
let note = "";

async function ask(): Promise<void> {
  try {
    const products = await fetchJson(`${shop}/products?sort=price&limit=3`);
    if (!Array.isArray(products)) throw new Error("The shop sent no list.");
    items = products
      .map(({ name, price }) => `<li>${escapeHtml(String(name))}: ${(price / 100).toFixed(2)}`)
      .join("\n");
    note = `Told by the shop at ${new Date().toLocaleTimeString()}.`;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    note = "The shop does not answer. These are the prices it told last.";
  }
}

createServer(async (_req, res) => {
  await ask();
  sendHtml(
    res,
    200,
    `<!doctype html><title>Prices</title><h1>Cheap today</h1><ul>${items}</ul><p>${note}</p>\n`,
  );
}).listen(port, "127.0.0.1", () => console.log(`The price board listens on http://localhost:${port}`));
