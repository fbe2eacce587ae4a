// The shop on the parts that work/17-your-own/exercise.ts takes: the student's where it names them, else the course's.

import { pathToFileURL } from "node:url";
import { type MeasuredParts, serve } from "../put-together.ts";
import { chosenParts } from "../whose-parts.ts";

const taken: Record<string, unknown> = {};
for (const { names, file } of await chosenParts()) {
  const module = await import(pathToFileURL(file).href);
  for (const name of names) taken[name] = module[name];
}
serve(taken as unknown as MeasuredParts);
