// Starts a back end that exports its listener, as those from lesson 04 on do:
//
//   node --import tsx lessons/start.ts work/04-routing/exercise.ts

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { listen } from "./01-server/listen.ts";

const file = resolve(process.argv[2] ?? "");
const { listener } = await import(pathToFileURL(file).href);
listen(listener);
