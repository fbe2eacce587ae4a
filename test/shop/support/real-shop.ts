// SuperCoolShop of src/shop, started as `npm start` does, where the runner of the course says: on the port in PORT, with
// its data in the folder that DATA names.

import { join } from "node:path";

process.env.DATA = `file:${join(process.env.DATA ?? "data", "shop.json")}`;
await import("../../../src/cli/start.ts");
