// What students do wrong in lesson 16.

import type { CataloguedMistake } from "../../support/mistake.ts";

const START = "  const start = performance.now();\n";
const RUN = "const result = await run();";
const NOTE = "  note(res, name, performance.now() - start);\n";
const BOOK = 'timed(res, "book", () => books.get(id))';
const LOAN = 'timed(res, "loan", () => loans.get(id))';
const BOTH = `const [book, loan] = await Promise.all([\n    ${BOOK},\n    ${LOAN},\n  ]);`;
const OPEN = 'await openStore<Lent>(database, "loans", (loan) => loan.book);';
const ADD = "if (!(await loans.add({ book, member })))";
const TAKEN = "throw new HttpError(409, `Book ${book} is lent already.`);";
const PAUSE = "    await setImmediate();\n";
const TERM = 'process.once("SIGTERM", () => server.close(() => process.exit()));';
const QUERY = "poolOf(database).query(";
const ILIKE = "\"select record from books where record->>'title' ilike $1 order by number\"";
const VALUES = ',\n    [`%${query.get("title") ?? ""}%`],\n  );';
const ROWS = "const found = rows.map((row) => row.record);";
/** A store in the memory of the process, that has add as the one of the database has it. */
const IN_MEMORY = `{
  ...slowStore<Lent>([], (loan) => loan.book),
  lent: new Set<string>(),
  async add(loan: Lent) {
    if ((await loans.get(loan.book)) !== undefined) return false;
    await loans.put(loan);
    return true;
  },
};`;
const SLOW_STORE: [string, string] = [
  'from "../../lessons/library-data.ts";',
  'from "../../lessons/library-data.ts";\nimport { slowStore } from "../../lessons/slow-store.ts";',
];

const mistakesAnywhere: CataloguedMistake[] = [
  { name: "nothing is noted", edit: [[NOTE, ""]], expect: "16-not-noted" },
  {
    name: "timed keeps the result",
    edit: [["  return result;\n", "  return undefined as Result;\n"]],
    expect: "16-no-result",
  },
  {
    name: "only the book is timed",
    edit: [[LOAN, "loans.get(id)"]],
    expect: "16-not-timed",
    check: "a book comes with the times of its two steps",
  },
  {
    name: "noted when the answer has gone",
    edit: [[NOTE, "  setTimeout(() => note(res, name, performance.now() - start), 1_000);\n"]],
    expect: "16-noted-after-the-answer",
  },
  {
    name: "the promise is not waited for",
    edit: [[RUN, "const result = run();"]],
    expect: "16-not-waited",
    check: "the times add up",
  },
  {
    name: "seconds",
    edit: [[NOTE, "  note(res, name, (performance.now() - start) / 1000);\n"]],
    expect: "16-wrong-unit",
    check: "the times add up",
  },
  {
    name: "the clock is started after the step",
    edit: [
      [START, ""],
      [RUN, `${RUN}\n${START}`],
    ],
    expect: "16-wrong-start",
  },
  {
    name: "counted from the start of the process",
    edit: [[NOTE, "  note(res, name, performance.now());\n"]],
    expect: "16-wrong-start",
  },
  {
    name: "loans in memory",
    edit: [[OPEN, IN_MEMORY], SLOW_STORE],
    expect: "16-state-in-the-process",
    check: "either server sees what the other has written",
    says: ["exercise.ts:"],
  },
  {
    name: "loans in the database, and a list of them in memory",
    edit: [
      [OPEN, `${OPEN}\nconst seen = new Map<string, Lent>();`],
      [`  ${ADD}`, `  seen.set(book, { book, member });\n  ${ADD}`],
      ["sendJson(res, 200, await loans.all())", "sendJson(res, 200, [...seen.values()])"],
      ["  sendNothing(res);\n}\n", "  seen.delete(book);\n  sendNothing(res);\n}\n"],
    ],
    expect: "16-state-in-the-process",
  },
  {
    name: "looked, then written",
    edit: [
      [ADD, "if ((await loans.get(book)) !== undefined)"],
      [TAKEN, `${TAKEN}\n  await loans.put({ book, member });`],
    ],
    expect: "16-look-then-write",
    check: "one copy, two servers: one lends it, the other says 409",
  },
  {
    name: "the answer of add is not waited for",
    edit: [[ADD, "if (!loans.add({ book, member }))"]],
    expect: "16-add-not-awaited",
  },
  {
    name: "the answer of add is thrown away",
    edit: [[`${ADD} ${TAKEN}`, "await loans.add({ book, member });"]],
    expect: "16-add-ignored",
    check: "one copy, two servers: one lends it, the other says 409",
  },
  {
    name: "one await after the other",
    edit: [[BOTH, `const book = await ${BOOK};\n  const loan = await ${LOAN};`]],
    expect: "16-serial-awaits",
    check: "both questions are asked at once",
    says: ["exercise.ts:"],
  },
  {
    name: "awaits inside of Promise.all",
    edit: [[BOTH, `const [book, loan] = await Promise.all([await ${BOOK}, await ${LOAN}]);`]],
    expect: "16-serial-awaits",
  },
  {
    name: "no pause",
    edit: [[PAUSE, ""]],
    expect: "16-blocked-loop",
    check: "a long computation holds up nobody else",
  },
  {
    name: "await of something that is there already",
    edit: [[PAUSE, "    await Promise.resolve();\n"]],
    expect: "16-blocked-loop",
  },
  {
    name: "the pause after the loop",
    edit: [
      [PAUSE, ""],
      ["  return found;\n", "  await setImmediate();\n  return found;\n"],
    ],
    expect: "16-pause-outside",
  },
  ...(process.platform === "win32" ? [] : signalMistakes()),
];

function signalMistakes(): CataloguedMistake[] {
  const check = "SIGTERM: what is under way is finished first";
  return [
    { name: "nobody listens for SIGTERM", edit: [[TERM, ""]], expect: "16-no-sigterm", check },
    {
      name: "exit at once",
      edit: [[TERM, 'process.once("SIGTERM", () => process.exit());']],
      expect: "16-exit-at-once",
      check,
    },
    {
      name: "exit beside close",
      edit: [[TERM, 'process.once("SIGTERM", () => {\n  server.close();\n  process.exit();\n});']],
      expect: "16-exit-at-once",
    },
    {
      name: "all connections are cut",
      edit: [
        [
          TERM,
          'process.once("SIGTERM", () => {\n  server.close(() => process.exit());\n  server.closeAllConnections();\n});',
        ],
      ],
      expect: "16-connections-cut",
    },
    {
      name: "SIGTERM is heard, and nothing is done",
      edit: [[TERM, 'process.once("SIGTERM", () => console.log("later"));']],
      expect: "16-never-ends",
    },
  ];
}

const searchMistakes: CataloguedMistake[] = [
  {
    name: "the title is put into the SQL",
    edit: [
      [
        ILIKE,
        "`select record from books where record->>'title' ilike '%${query.get(\"title\")}%' order by number`",
      ],
      [VALUES, ",\n  );"],
    ],
    expect: "16-sql-from-strings",
    check: "what a client sends never becomes a part of the SQL",
    says: ["exercise.ts:"],
  },
  {
    name: "the SQL is put together with +",
    edit: [
      [
        ILIKE,
        '"select record from books where record->>\'title\' ilike \'%" + query.get("title") + "%\' order by number"',
      ],
      [VALUES, ",\n  );"],
    ],
    expect: "16-sql-from-strings",
  },
  {
    name: "the query is not waited for",
    edit: [
      [`await ${QUERY}`, `(${QUERY}`],
      [VALUES, `${VALUES.slice(0, -1)}) as any;`],
    ],
    expect: "16-query-not-awaited",
  },
  { name: "the rows are sent", edit: [[ROWS, "const found = rows;"]], expect: "16-rows-sent" },
  {
    name: "only the whole title",
    edit: [[VALUES, ',\n    [query.get("title") ?? ""],\n  );']],
    expect: "16-whole-title",
  },
  {
    name: "a client that is not given back",
    edit: [
      [`await ${QUERY}`, "await client.query("],
      ["  const { rows }", "  const client = await poolOf(database).connect();\n  const { rows }"],
    ],
    expect: "16-client-not-given-back",
    check: "twenty searches, and each gives back what it borrowed",
  },
  {
    name: "a pool of one's own without a listener",
    edit: [
      [QUERY, "pool.query("],
      [
        "async function search",
        "const pool = new Pool({ connectionString: database });\n\nasync function search",
      ],
      ['from "node:timers/promises";', 'from "node:timers/promises";\nimport { Pool } from "pg";'],
    ],
    expect: "16-pool-without-listener",
    check: "the database is gone for a moment, and the server goes on",
  },
];

/** Those of SQL need PostgreSQL, as their checks do. */
export const mistakes = process.env.DATABASE_URL
  ? [...mistakesAnywhere, ...searchMistakes]
  : mistakesAnywhere;
