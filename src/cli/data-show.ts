// What is stored, in a few lines: the files, how many records there are, and which were written last.

import type { Collection, Stored } from "../index.ts";
import type { ShopData } from "../shop/records.ts";
import type { DataFile } from "./data-files.ts";

/** How many of the last records are shown. */
const LAST = 5;

export async function describeData(data: ShopData, files: readonly DataFile[]): Promise<string> {
  const { categories, products, reviews, orders } = data;
  const parts = [
    await read(categories, ({ name }) => name),
    await read(products, ({ name, stock }) => `${name}, ${stock} in stock`),
    await read(reviews, ({ productId, rating, author }) => `${rating} stars for ${productId} by ${author}`),
    // Names and addresses of buyers stay where they are.
    await read(orders, ({ productName, quantity }) => `${quantity} x ${productName}`),
  ];
  const last = parts
    .flatMap(({ records }) => records)
    .sort((a, b) => b.version - a.version)
    .slice(0, LAST);
  return [
    ...files.map(({ path, size }) => `${path}  ${size.toLocaleString("en")} bytes`),
    "",
    ...parts.map(({ name, count }) => `${name.padEnd(10)}  ${count.toLocaleString("en").padStart(9)}`),
    "",
    "Written last:",
    ...last.map(({ name, id, version, text }) => `  ${name} ${id}, version ${version}: ${text}`),
    "",
  ].join("\n");
}

async function read<T extends object>(collection: Collection<T>, describe: (record: Stored<T>) => string) {
  const { name } = collection;
  const records = await collection.find({ sort: "-version", limit: LAST });
  return {
    name,
    count: await collection.count(),
    records: records.map((record) => ({
      name,
      id: record.id,
      version: record.version,
      text: describe(record),
    })),
  };
}
