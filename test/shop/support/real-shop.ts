// SuperCoolShop of src/shop as a program by itself, where the runner of the course says: on the port in PORT, with its
// data in the folder that DATA names.

import { join } from "node:path";
import { openStore } from "../../../src/index.ts";
import { openShopData } from "../../../src/shop/records.ts";
import { fillShop } from "../../../src/shop/seed.ts";
import { createShop } from "../../../src/shop/shop.ts";

const store = await openStore(`file:${join(process.env.DATA ?? "data", "shop.json")}`);
await fillShop(openShopData(store));
await createShop(store).listen(Number(process.env.PORT), "127.0.0.1");
