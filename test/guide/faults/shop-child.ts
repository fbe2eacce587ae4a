// The shop as a process of its own, as the guide has it, for tests that kill it.

import type { AddressInfo } from "node:net";
import { GuideInShop } from "../../../src/guide/in-shop.ts";
import { openStore } from "../../../src/index.ts";
import { openShopData } from "../../../src/shop/records.ts";
import { fillShop } from "../../../src/shop/seed.ts";
import { createShop } from "../../../src/shop/shop.ts";

const [url = "memory:", port = "0"] = process.argv.slice(2);
const guide = new GuideInShop({ isClass: true });
const store = await openStore(url, { before: guide.before });
await fillShop(openShopData(store));
const { middleware, aroundProduct } = guide;
const shop = createShop(store, { before: middleware, aroundProduct, report: () => {} });
guide.listen(store);
const server = await shop.listen(Number(port));
process.send?.({ type: "listening", port: (server.address() as AddressInfo).port });
process.once("disconnect", () => process.exit());
