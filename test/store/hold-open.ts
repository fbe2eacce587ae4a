// A process of its own that opens the store at the given path and stays, until it is killed.

import { openStore } from "../../src/store/store.ts";

try {
  await openStore(`file:${process.argv[2]}`);
  console.log("open");
  setInterval(() => {}, 1000);
} catch (error) {
  console.log((error as Error).message);
}
