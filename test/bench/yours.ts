// `npm run bench:yours`: what a request costs on the course's modules put together, and on the kit, in one run and by
// the same measure as http.ts. The student's own parts are measured too, when work/17-your-own/exercise.ts takes some.
//
//   npm ci --prefix test/bench
//   npm run bench:yours
//
// It takes the options of http.ts: npm run bench:yours -- --rounds 3

import { chosenParts } from "./whose-parts.ts";

const parts = await chosenParts();
const own = parts.filter(({ isOwn }) => isOwn);
const names = own.flatMap(({ names }) => names);
console.error(
  own.length === 0
    ? 'No part of yours is taken yet, so there is no row "yours": npm run parts -- --take'
    : `"yours" has these parts of yours: ${names.join(", ")}.`,
);
process.argv.push("--only", own.length === 0 ? "course,roundtrip" : "course,yours,roundtrip");
await import("./http.ts");
