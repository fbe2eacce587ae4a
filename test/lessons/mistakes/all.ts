// `npm run mistakes`: the whole catalogue of mistakes, of which `npm test` proves a part. With words, only of the
// lessons whose name contains one: npm run mistakes -- 05

process.env.MISTAKES = "all";
process.env.MISTAKES_OF = process.argv.slice(2).join(" ");
process.argv = [...process.argv.slice(0, 2), "test/lessons/mistakes"];
await import("../../run.ts");
