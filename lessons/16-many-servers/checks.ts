// What must hold for the exercise of lesson 16, and what its failures come from. The checks start it twice, with a long
// way to the database, and put a balancer before the two.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { Client } from "pg";
import { request } from "undici";
import {
  type Beside,
  type Check,
  type Context,
  defineLesson,
  type Evidence,
  Miss,
  type Mistake,
  Reply,
} from "../../src/course/checks.ts";
import { balance } from "./balancer.ts";
import { postgresHere, startSmallDatabase } from "./database-url.ts";
import { type LongWay, longWay } from "./distance.ts";
import { inTurn } from "./order.ts";

/** How far the database is when that should show; milliseconds. */
const FAR = 150;
/** Long enough for anything, on a slow laptop; milliseconds. */
const LIMIT = 15_000;

const given = process.env.DATABASE_URL || (await postgresHere());
/** Where PostgreSQL is. Without it a small database stands in, and the checks of SQL are left out. */
const postgres = given?.startsWith("postgres") ? given : undefined;

const QUIXOTE = {
  isbn: "9780142437230",
  title: "Don Quixote",
  author: "Miguel de Cervantes",
  year: 1605,
};

/** The way to the database, for each run of the checks: by the folder of the run. */
const ways = new Map<string, LongWay>();

async function beside(data: string): Promise<Beside> {
  const { url, end } = postgres === undefined ? await startSmallDatabase(data) : await ownSchema(postgres);
  const way = await longWay(url);
  ways.set(data, way);
  return {
    env: { DATABASE_URL: way.url },
    end: async () => {
      ways.delete(data);
      way.end();
      await end();
    },
  };
}

/** A corner of the database for one run: its tables do not meet those of others. */
async function ownSchema(postgres: string): Promise<{ url: string; end: () => Promise<void> }> {
  const schema = `check_${Date.now()}_${Math.floor(Math.random() * 1e9)}`;
  const tell = async (sql: string) => {
    const client = new Client({ connectionString: postgres, connectionTimeoutMillis: 5_000 });
    try {
      await client.connect();
      await client.query(sql);
    } catch (error) {
      const why = (error as Error).message || String((error as { code?: string }).code);
      throw new Error(`no PostgreSQL at ${new URL(postgres).host} (${why})`);
    } finally {
      await client.end().catch(() => {});
    }
  };
  await tell(`create schema ${schema}`);
  const url = new URL(postgres);
  url.searchParams.set("options", `-c search_path=${schema}`);
  return { url: url.href, end: () => tell(`drop schema ${schema} cascade`) };
}

function wayOf({ data }: Context): LongWay {
  const way = ways.get(data);
  if (way === undefined) throw new Error("There is no way to the database.");
  return way;
}

/** Moves the database away for as long as `run` takes. */
async function from<Result>(context: Context, wait: number, run: () => Promise<Result>): Promise<Result> {
  const way = wayOf(context);
  way.wait = wait;
  try {
    return await run();
  } finally {
    way.wait = 0;
  }
}

/** { book: 20.1, total: 21 }, of "book;dur=20.1, total;dur=21" */
function timingsOf(reply: Reply): Record<string, number> {
  const field = reply.header("server-timing") ?? "";
  const entries = [...field.matchAll(/([\w-]+)\s*;\s*dur=([\d.]+)/g)];
  return Object.fromEntries(entries.map(([, name = "", duration]) => [name, Number(duration)]));
}

/** The timings of a book that was asked for while the database was far. @throws {Miss} */
async function farBook(
  context: Context,
): Promise<{ reply: Reply; book: number; loan: number; total: number }> {
  const reply = await from(context, FAR, () => context.ask("GET /books/1", { limit: LIMIT }));
  reply.is(200).hasJson({ id: "1", title: "Pride and Prejudice" });
  const { book, loan, total = 0 } = timingsOf(reply);
  if (book === undefined || loan === undefined)
    throw new Miss("Server-Timing with an entry for book and one for loan", reply);
  return { reply, book, loan, total };
}

/** Asks the balancer, which stands before the servers at these ports. */
async function balanced(
  ports: number[],
  run: (ask: (request: string) => Promise<Reply>) => Promise<void>,
): Promise<void> {
  const server = createServer(balance(inTurn(ports))).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await run(async (what) => {
      const [method = "GET", path = "/"] = what.split(" ");
      const reply = await request(`http://127.0.0.1:${port}${path}`, { method: method as "GET" });
      const bytes = Buffer.from(await reply.body.arrayBuffer());
      const sent = `curl -i${method === "GET" ? "" : ` -X ${method}`} (to the balancer)${path}`;
      return new Reply(reply.statusCode, reply.headers, bytes, sent);
    });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** How many requests for /health are answered before this one, counted up to `enough`. */
async function answeredBefore(slow: Promise<Reply>, { ask }: Context, enough: number): Promise<number> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  slow.then(over, over);
  let count = 0;
  while (count < enough) {
    (await ask("GET /health", { limit: LIMIT })).is(204);
    if (isOver) return count;
    count += 1;
  }
  return count;
}

function at(place: string | undefined): string {
  return place === undefined ? "" : ` (${place})`;
}

const IN_PROCESS = /slowStore<|new Map\b|^let \w+|^const \w+(?:: [^=]+)? = \[\]/m;
const isAlone = ({ line }: Evidence) => line(IN_PROCESS) !== undefined;

const NO_NOTE: Mistake = {
  id: "16-not-noted",
  when: ({ reply, line }) => reply?.status === 200 && line(/\bnote\(/) === undefined,
  why: ({ line }) => `timed runs the step, and nobody is told how long it took${at(line(/function timed/))}.`,
  tip: "note(res, name, performance.now() - start) when the step is done",
};

const NOT_TIMED: Mistake = {
  id: "16-not-timed",
  when: ({ reply, wanted, line }) =>
    reply?.status === 200 &&
    wanted.includes("an entry for") &&
    (line(/timed\([^)]*"book"/) === undefined || line(/timed\([^)]*"loan"/) === undefined),
  why: ({ line }) =>
    `a question does not go through timed${at(line(/await books\.get\(id\)|await loans\.get\(id\)|loans\.get\(id\)/))}.`,
  tip: 'timed(res, "book", () => books.get(id)), and "loan" in the same way',
};

const TIMED_TOO_LATE: Mistake = {
  id: "16-noted-after-the-answer",
  when: ({ reply, wanted }) => reply?.status === 200 && wanted.includes("an entry for"),
  why: ({ line }) =>
    `what is noted after the answer has gone cannot be told any more${at(line(/\bnote\(/))}. The header goes first.`,
  tip: "const result = await run(); then note(...); then return result",
};

const NOT_WAITED: Mistake = {
  id: "16-not-waited",
  when: ({ wanted, line }) => wanted.includes("in which the way") && line(/await run\(\)/) === undefined,
  why: ({ line }) =>
    `run() gives a promise at once${at(line(/run\(\)/))}. What was measured is how long it takes to begin.`,
  tip: "const result = await run(); and look at the clock then",
};

const WRONG_UNIT: Mistake = {
  id: "16-wrong-unit",
  when: ({ wanted, line }) =>
    (wanted.includes("in which the way") || wanted.includes("fit into")) &&
    line(/\/ 1_?000|\* 1_?000|Date\.now\(\) \/|hrtime/) !== undefined,
  why: ({ line }) =>
    `dur is in milliseconds, and so is performance.now()${at(line(/\/ 1_?000|\* 1_?000|hrtime/))}.`,
  tip: "note(res, name, performance.now() - start)",
};

const WRONG_START: Mistake = {
  id: "16-wrong-start",
  when: ({ wanted }) => wanted.includes("in which the way") || wanted.includes("fit into"),
  why: ({ line }) =>
    `that is not how long the step took${at(line(/\bnote\(/))}. It begins just before run(), and ends when run() is done.`,
  tip: "const start = performance.now() in the line before run()",
};

const NO_RESULT: Mistake = {
  id: "16-no-result",
  when: ({ reply, source }) =>
    (reply?.status === 404 || reply?.status === 500) &&
    !/return (await )?(result|run)|return \w+;/.test(timedOf(source)),
  why: ({ line }) =>
    `timed runs the step and keeps what it gives${at(line(/function timed/))}. So there is no book.`,
  tip: "return result at the end of timed",
};

/** The student's function timed. */
function timedOf(source: string): string {
  return /function timed[\s\S]*?\n}/.exec(source)?.[0] ?? "";
}

const LOANS_HERE: Mistake = {
  id: "16-state-in-the-process",
  when: (it) => isAlone(it),
  why: ({ line }) =>
    `the loans lie in the memory of one process${at(line(IN_PROCESS))}. The other server has its own, and what a killed one had is gone.`,
  tip: 'openStore<Lent>(database, "loans", (loan) => loan.book)',
};

const LOOK_THEN_WRITE: Mistake = {
  id: "16-look-then-write",
  when: ({ wanted, line }) => wanted.includes("201 and one 409") && line(/loans\.add\(/) === undefined,
  why: ({ line }) =>
    `both servers looked${at(line(/loans\.get\(book\)|loans\.all\(\)/))} while the book was there, and both wrote. A turn in one process does not hold for the other.`,
  tip: "if (!(await loans.add({ book, member }))) throw new HttpError(409, ...)",
};

const ADD_NOT_AWAITED: Mistake = {
  id: "16-add-not-awaited",
  when: ({ line }) => line(/(?<!await )loans\.add\(/) !== undefined,
  why: ({ line }) =>
    `loans.add gives a promise${at(line(/(?<!await )loans\.add\(/))}, and a promise is never false. The answer lies in it.`,
  tip: "if (!(await loans.add({ book, member }))) ...",
};

const ADD_IGNORED: Mistake = {
  id: "16-add-ignored",
  when: ({ wanted, line }) => wanted.includes("201 and one 409") && line(/await loans\.add\(/) !== undefined,
  why: ({ line }) =>
    `loans.add says with false that somebody else was first${at(line(/await loans\.add\(/))}. Nobody listens to it.`,
  tip: "if (!(await loans.add({ book, member }))) throw new HttpError(409, ...)",
};

const ONE_AFTER_THE_OTHER: Mistake = {
  id: "16-serial-awaits",
  when: ({ wanted }) => wanted.includes("both questions at once"),
  why: ({ line }) =>
    `the second question is asked when the first one has its answer${at(line(/await timed\([^)]*"loan"|await loans\.get\(id\)|await timed\(/))}. Each goes the whole way, and the client waits for both.`,
  tip: "begin both, then wait: await Promise.all([timed(...), timed(...)])",
};

const NOBODY_ELSE: Mistake = {
  id: "16-blocked-loop",
  when: ({ wanted, line }) =>
    wanted.includes("before the report") && line(/await (?:setImmediate|scheduler|setTimeout)/) === undefined,
  why: ({ line }) =>
    `one thread runs all of a server. While the loop computes${at(line(/for \(let number/))}, nobody else is answered, and no await in it lets anybody in.`,
  tip: "await setImmediate() at the end of each round of the loop",
};

const PAUSE_TOO_LATE: Mistake = {
  id: "16-pause-outside",
  when: ({ wanted }) => wanted.includes("before the report"),
  why: ({ line }) =>
    `the pause does not come between the pieces${at(line(/setImmediate|setTimeout/))}: the loop still runs through without one.`,
  tip: "await setImmediate() inside of the loop",
};

const NO_SIGTERM: Mistake = {
  id: "16-no-sigterm",
  when: ({ line, wanted, silence }) =>
    line(/"SIGTERM"/) === undefined && (silence !== undefined || wanted.includes("that ends")),
  why: "nobody listens for SIGTERM. Then it ends a program at once, and the client waits for an answer that does not come.",
  tip: 'process.once("SIGTERM", ...) with server.close(...) in it',
};

const EXIT_AT_ONCE: Mistake = {
  id: "16-exit-at-once",
  when: ({ line, silence }) => silence !== undefined && line(/process\.exit\(/) !== undefined,
  why: ({ line }) =>
    `process.exit() ends the program at once${at(line(/process\.exit\(/))}. server.close() only begins to close; what it is given is called when all have their answer.`,
  tip: "server.close(() => process.exit())",
};

const CUT_OFF: Mistake = {
  id: "16-connections-cut",
  when: ({ line, silence }) => silence !== undefined && line(/closeAllConnections|\.destroy\(/) !== undefined,
  why: ({ line }) =>
    `the connections are cut${at(line(/closeAllConnections|\.destroy\(/))}, and with them the answer that was under way.`,
  tip: "server.close(...) alone waits for those who have asked",
};

const NEVER_ENDS: Mistake = {
  id: "16-never-ends",
  when: ({ wanted }) => wanted.includes("that ends"),
  why: ({ line }) =>
    `SIGTERM was heard${at(line(/"SIGTERM"/))}, the answer was given, and the program runs on: its connections to the database are still open.`,
  tip: "server.close(() => process.exit())",
};

const NOT_SEARCHED: Mistake = {
  id: "16-not-searched-yet",
  when: ({ reply }) => reply?.status === 501,
  why: ({ line }) => `the handler${at(line(/HttpError\(501/))} still says that it can do nothing.`,
  tip: "const { rows } = await poolOf(database).query(sql, [`%${title}%`])",
};

const SQL_FROM_PIECES = /`[^`]*\bselect\b[^`]*\$\{|select [^"`]*["`] ?\+|like '%?["`'] ?\+/i;

const INJECTION: Mistake = {
  id: "16-sql-from-strings",
  when: ({ line }) => line(SQL_FROM_PIECES) !== undefined,
  why: ({ line }) =>
    `the text of the client is put into the SQL${at(line(SQL_FROM_PIECES))}. A ' in it ends the text, and the rest is run as SQL: read, change, delete, anything. This is called SQL injection.`,
  tip: "write $1 in the SQL, and give the text beside it: query(sql, [`%${title}%`])",
};

const QUERY_NOT_AWAITED: Mistake = {
  id: "16-query-not-awaited",
  when: ({ line }) => line(/(?<!await )(?:poolOf\(database\)|pool|client)\.query\(/) !== undefined,
  why: ({ line }) =>
    `query gives a promise${at(line(/(?<!await )(?:poolOf\(database\)|pool|client)\.query\(/))}, and a promise has no rows.`,
  tip: "const { rows } = await poolOf(database).query(...)",
};

const ROWS_SENT: Mistake = {
  id: "16-rows-sent",
  when: ({ reply }) => /^\[\{"record":|"rowCount"/.test(reply?.text ?? ""),
  why: ({ line }) =>
    `the client gets the rows as the database gives them${at(line(/sendJson\(res, 200, (?:rows|result|found)/))}. The book lies in the field record of each.`,
  tip: "rows.map((row) => row.record)",
};

const NO_PERCENT: Mistake = {
  id: "16-whole-title",
  when: ({ reply, line }) => reply?.text === "[]" && line(/%\$\{|["']%/) === undefined,
  why: ({ line }) =>
    `only a book whose whole title is that text is found${at(line(/ilike/))}. In SQL, % stands for any text.`,
  tip: "the value is `%${title}%`",
};

const NOT_GIVEN_BACK: Mistake = {
  id: "16-client-not-given-back",
  when: ({ line }) => line(/\.connect\(\)/) !== undefined,
  why: ({ line }) =>
    `a connection is borrowed for each search${at(line(/\.connect\(\)/))}, and not given back. When all five are out, everyone waits.`,
  tip: "poolOf(database).query(...) gives it back by itself; else client.release() in finally",
};

const POOL_WITHOUT_LISTENER: Mistake = {
  id: "16-pool-without-listener",
  when: ({ crash, line }) => crash !== undefined && line(/new (?:pg\.)?(?:Pool|Client)\(/) !== undefined,
  why: ({ line }) =>
    `a connection broke that nobody used, and nobody listens for that${at(line(/new (?:pg\.)?(?:Pool|Client)\(/))}. An error event without a listener ends the server.`,
  tip: 'take poolOf(database), or add pool.on("error", ...)',
};

const checks: Check[] = [
  {
    step: "a",
    title: "a book comes with the times of its two steps",
    isPoint: true,
    run: async (context) => {
      await farBook(context);
    },
    hints: [
      "What do you have to know at the beginning of a step to say at its end how long it took?",
      "In timed: look at the clock, run the step, look again. In showBook: both questions through timed.",
      "const start = performance.now(); const result = await run(); note(res, name, performance.now() - start); return result;",
    ],
    mistakes: [NO_RESULT, NO_NOTE, NOT_TIMED, TIMED_TOO_LATE],
  },
  {
    step: "a",
    title: "the times add up",
    isPoint: true,
    run: async (context) => {
      const begun = performance.now();
      const { reply, book, loan, total } = await farBook(context);
      const waited = performance.now() - begun;
      if (book < FAR * 0.8)
        throw new Miss(
          `at least ${FAR} ms for book, in which the way to the database is ${FAR} ms long`,
          reply,
        );
      if (book > total + 1 || loan > total + 1 || total > waited + 1)
        throw new Miss("steps that fit into total, and a total that fits into what the client waited", reply);
      if (book + loan < total * 0.7)
        throw new Miss("steps that make up most of total: they fit into it", reply);
    },
    hints: [
      "Which of the times in Server-Timing contains which?",
      "When does the clock start, and when does it stop? Is the step over by then?",
      "const result = await run(); The time is over only after this line.",
    ],
    mistakes: [NO_RESULT, NO_NOTE, NOT_TIMED, TIMED_TOO_LATE, NOT_WAITED, WRONG_UNIT, WRONG_START],
  },
  {
    step: "b",
    title: "either server sees what the other has written",
    isPoint: true,
    run: async (context) => {
      const { ask } = context;
      const other = await context.another();
      (await ask("PUT /loans/1/ada", { limit: LIMIT })).is(201);
      (await other.ask("GET /loans", { limit: LIMIT })).is(200).isJson([{ book: "1", member: "ada" }]);
      (await other.ask("PUT /loans/2/grace", { limit: LIMIT })).is(201);
      (await ask("GET /books/2", { limit: LIMIT })).is(200).hasJson({ id: "2", member: "grace" });
      for (const book of ["1", "2"]) (await ask(`DELETE /loans/${book}`, { limit: LIMIT })).is(204);
      (await other.ask("GET /loans", { limit: LIMIT })).is(200).isJson([]);
    },
    hints: [
      "Two processes run your file. What of it do they share, and what has each for itself?",
      "Look at the line that makes loans, and at the one that opens books.",
      'const loans = await openStore<Lent>(database, "loans", (loan) => loan.book);',
    ],
    mistakes: [LOANS_HERE, ADD_NOT_AWAITED],
  },
  {
    step: "b",
    title: "one copy, two servers: one lends it, the other says 409",
    isPoint: true,
    run: async (context) => {
      const other = await context.another();
      await from(context, 20, async () => {
        for (let round = 0; round < 4; round += 1) {
          const replies = await Promise.all([
            context.ask("PUT /loans/3/ada", { limit: LIMIT }),
            other.ask("PUT /loans/3/grace", { limit: LIMIT }),
          ]);
          const statuses = replies.map(({ status }) => status).sort();
          if (statuses.join() !== "201,409")
            throw new Miss(`one 201 and one 409, not ${statuses.join(" and ")}`, replies[1]);
          (await context.ask("DELETE /loans/3", { limit: LIMIT })).is(204);
        }
      });
    },
    hints: [
      "Both servers look whether the book is lent. What can happen before they write?",
      "In lend: the database can look and write in one step.",
      "if (!(await loans.add({ book, member }))) throw new HttpError(409, `Book ${book} is lent already.`);",
    ],
    mistakes: [LOANS_HERE, ADD_NOT_AWAITED, LOOK_THEN_WRITE, ADD_IGNORED],
  },
  {
    step: "b",
    title: "one server is killed, and the clients do not notice",
    isPoint: true,
    run: async (context) => {
      const other = await context.another();
      await balanced([context.port, other.port], async (ask) => {
        (await ask("PUT /loans/4/ada")).is(201);
        const look = async () => (await ask("GET /loans")).is(200).isJson([{ book: "4", member: "ada" }]);
        for (let i = 0; i < 4; i += 1) await look();
        let killed = false;
        const kill = other.kill().then(() => {
          killed = true;
        });
        while (!killed) await look();
        await kill;
        for (let i = 0; i < 4; i += 1) await look();
        (await ask("DELETE /loans/4")).is(204);
      });
    },
    hints: [
      "The balancer asks the other server when one is gone. Can that one answer everything?",
      "What does a server have that would be lost with it?",
      'const loans = await openStore<Lent>(database, "loans", (loan) => loan.book);',
    ],
    mistakes: [LOANS_HERE, ADD_NOT_AWAITED],
  },
  {
    step: "c",
    title: "both questions are asked at once",
    isPoint: true,
    run: async (context) => {
      const { reply, book, loan, total } = await farBook(context);
      if (total > book + loan - Math.min(book, loan) / 2)
        throw new Miss("a total that is less than the sum: both questions at once", reply);
    },
    hints: [
      "You send two letters. Do you wait for the first answer before you write the second?",
      "In showBook: each await waits. Begin both, and wait then.",
      'const [book, loan] = await Promise.all([timed(res, "book", () => books.get(id)), timed(res, "loan", () => loans.get(id))]);',
    ],
    mistakes: [NO_RESULT, NO_NOTE, NOT_TIMED, TIMED_TOO_LATE, ONE_AFTER_THE_OTHER],
  },
  {
    step: "c",
    title: "a slow question to the database holds up nobody else",
    run: async (context) => {
      const count = await from(context, 400, async () => {
        const slow = context.ask("GET /books", { limit: LIMIT });
        const count = await answeredBefore(slow, context, 3);
        (await slow).is(200);
        return count;
      });
      if (count < 3) throw new Miss(`others to be answered meanwhile, and not ${count} of 3`);
    },
    hints: [
      "While a request waits for the database, what does the server do?",
      "await lets others run. A loop that asks again and again does not.",
      "await books.all(), and nothing that waits in another way",
    ],
  },
  {
    step: "d",
    title: "a long computation holds up nobody else",
    further: true,
    isPoint: true,
    run: async (context) => {
      const report = context.ask("GET /report", { limit: LIMIT });
      const count = await answeredBefore(report, context, 4);
      const reply = (await report).is(200);
      if (Number((reply.data as { found?: unknown } | undefined)?.found) > 0 !== true)
        throw new Miss("a number that was found", reply);
      if (count < 4) throw new Miss(`others to be answered before the report, and not ${count} of 4`, reply);
    },
    hints: [
      "How many things does Node do at the same moment?",
      "In countPairs: nobody is let in while the loop runs.",
      "await setImmediate(); in the loop",
    ],
    mistakes: [NOBODY_ELSE, PAUSE_TOO_LATE],
  },
  {
    step: "e",
    title: "SIGTERM: what is under way is finished first",
    further: true,
    isPoint: process.platform !== "win32",
    run: async (context) => {
      if (process.platform === "win32") return; // There is no such signal: the README says so.
      const other = await context.another();
      (await other.ask("GET /books/1", { limit: LIMIT })).is(200);
      await from(context, 500, async () => {
        const way = wayOf(context);
        const before = way.sent;
        // A connection that is kept for the next request would hold up the end: after 5 seconds Node closes it.
        const slow = other.ask("GET /books/1", { limit: LIMIT, headers: { connection: "close" } });
        while (way.sent === before) await setTimeout(1);
        const ended = other.stop(8_000);
        const reply = (await slow).is(200);
        if (!(await ended)) throw new Miss("a program that ends when all have their answer", reply);
      });
    },
    hints: [
      "A client waits for its answer. Who tells the server to finish that before it goes?",
      'process.once("SIGTERM", ...) calls you instead of ending the program.',
      'process.once("SIGTERM", () => server.close(() => process.exit()));',
    ],
    mistakes: [NO_SIGTERM, CUT_OFF, EXIT_AT_ONCE, NEVER_ENDS],
  },
];

/** Where there is no PostgreSQL, these are left out. */
const sqlChecks: Check[] = [
  {
    step: "f",
    title: "a part of the title finds a book",
    further: true,
    isPoint: true,
    run: async ({ ask }) => {
      (await ask("GET /search?title=QUIX", { limit: LIMIT })).is(200).isJson([{ ...QUIXOTE, id: "3" }]);
      const reply = (await ask("GET /search?title=n", { limit: LIMIT })).is(200);
      if (!Array.isArray(reply.data) || reply.data.length !== 4) throw new Miss("all four books", reply);
    },
    hints: [
      "Who looks for the books: your server, or the database?",
      "poolOf(database).query(sql, values) gives { rows }. What is in a row is named after select.",
      "const { rows } = await poolOf(database).query(sql, [`%${title}%`]); sendJson(res, 200, rows.map((row) => row.record));",
    ],
    mistakes: [NOT_SEARCHED, INJECTION, QUERY_NOT_AWAITED, ROWS_SENT, NO_PERCENT],
  },
  {
    step: "f",
    title: "what a client sends never becomes a part of the SQL",
    further: true,
    isPoint: true,
    run: async ({ ask }) => {
      for (const title of ["'", "x' or 'a'='a", "$1"]) {
        const reply = await ask(`GET /search?title=${encodeURIComponent(title)}`, { limit: LIMIT });
        if (reply.status !== 200 || reply.text !== "[]")
          throw new Miss(`200 and an empty list: no title has ${title}`, reply);
      }
    },
    hints: [
      "What becomes of your SQL if the title has a ' in it?",
      "The text goes beside the SQL, in the list of values. $1 is its place.",
      'query("... ilike $1 ...", [`%${title}%`])',
    ],
    mistakes: [NOT_SEARCHED, INJECTION, QUERY_NOT_AWAITED, ROWS_SENT, NOT_GIVEN_BACK],
  },
  {
    step: "f",
    title: "twenty searches, and each gives back what it borrowed",
    further: true,
    isPoint: true,
    run: async ({ ask }) => {
      for (let i = 0; i < 20; i += 1) (await ask("GET /search?title=franken")).is(200);
    },
    hints: [
      "The pool has five connections. What happens at the sixth search?",
      "query of the pool borrows and gives back by itself. With connect you have to do it.",
      "poolOf(database).query(...), and no connect()",
    ],
    mistakes: [NOT_SEARCHED, NOT_GIVEN_BACK, QUERY_NOT_AWAITED, ROWS_SENT],
  },
  {
    step: "f",
    title: "the database is gone for a moment, and the server goes on",
    further: true,
    run: async (context) => {
      await context.ask("GET /search?title=a", { limit: LIMIT });
      wayOf(context).cut();
      // The first one may still be told that its connection is gone.
      const look = () => context.ask("GET /books", { limit: LIMIT });
      const first = await look();
      (first.status === 500 ? await look() : first).is(200);
    },
    hints: [
      "A connection breaks while nobody uses it. Who hears of that?",
      "A pool says it with the event error. Without a listener that is an error that nobody catches.",
      'poolOf(database) has a listener. For a pool of your own: pool.on("error", console.error)',
    ],
    mistakes: [POOL_WITHOUT_LISTENER],
  },
];

export const lesson = defineLesson({
  starts: "itself",
  beside,
  checks: postgres === undefined ? checks : [...checks, ...sqlChecks],
});
