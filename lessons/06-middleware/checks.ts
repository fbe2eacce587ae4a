// What must hold for the exercise of lesson 06, and what its failures come from.

import {
  type Check,
  defineLesson,
  type Evidence,
  Miss,
  type Mistake,
  Reply,
} from "../../src/course/checks.ts";
import { books, loans } from "../library-data.ts";

const AUSTEN = "9780141439518";
const KEY = { headers: { authorization: "Bearer open-sesame" } };

/** These show in whichever check comes first. */
const anywhere: Mistake[] = [
  {
    id: "06-gate-for-all",
    when: ({ reply }) => reply?.status === 401 && !pathOf(reply).includes("staff"),
    why: ({ reply, line }) => `${pathOf(reply)} got 401: the gate stands before all paths${at(line(/401/))}.`,
    tip: 'ask first: req.path.startsWith("/staff/")',
  },
  {
    id: "06-same-steps",
    when: ({ crash }) => crash?.name === "RangeError",
    why: ({ line }) =>
      `next() runs the same steps again and again, until there is no room left${at(line(/runSteps\(steps\s*,/))}.`,
    tip: "give runSteps() a shorter list: the rest, without the first step",
  },
  {
    id: "06-called-not-given",
    when: ({ crash }) => crash?.name === "TypeError" && /next is not a function/.test(crash.message),
    why: ({ line }) =>
      `the step must get a function, and it got what runSteps() gave back${at(line(/step\(req, res, (?:await )?runSteps/))}.`,
    tip: "with () => before it, it runs when next() is called: () => runSteps(rest, req, res)",
  },
  {
    id: "06-next-twice",
    when: (evidence) =>
      answeredTwice(evidence) && stepWith(evidence, (text) => calls(text) > 1) !== undefined,
    why: (evidence) =>
      `${stepWith(evidence, (text) => calls(text) > 1)} calls next() twice: all that follows ran twice, and answered twice. Node stopped the server.`,
    tip: "call next() once: what stands behind it runs when it is done",
  },
  {
    id: "06-header-after-next",
    when: (evidence) =>
      evidence.again?.call === "setHeader" &&
      stepWith(evidence, (text) => /next\(\)[\s\S]*setHeader\(/.test(text)) !== undefined,
    why: ({ again }) =>
      `a header field is set${at(again?.place)} after next(): by then the response has been sent.`,
    tip: "call res.setHeader() before next()",
  },
  {
    id: "06-gate-no-return",
    when: (evidence) =>
      answeredTwice(evidence) &&
      evidence.again?.first !== evidence.again?.place &&
      evidence.line(/401/) !== undefined &&
      !/401[^}]*\breturn\b|return[^;]*401|401[^}]*\}\s*else/.test(evidence.source),
    why: ({ line, again }) =>
      `the gate answers 401${at(line(/401/))} and then lets the request in all the same: ${again?.place ?? "the handler"} answered again. Node stopped the server.`,
    tip: "return after the 401",
  },
  {
    id: "06-constant",
    when: ({ crash }) => /constant/.test(crash?.message ?? ""),
    why: ({ crash }) => `${crash?.message}${at(crash?.place)}: a const keeps its first value.`,
    tip: "declare it with let",
  },
  {
    id: "06-no-next",
    when: (evidence) =>
      evidence.silence === "no-reply" && stepWith(evidence, (text) => calls(text) === 0) !== undefined,
    why: (evidence) =>
      `${stepWith(evidence, (text) => calls(text) === 0)} never calls next(), so the request stays there. The client waits.`,
    tip: "end the step with: await next();",
  },
  {
    id: "06-rest-never-runs",
    when: async ({ silence, source, probe }) =>
      silence === "no-reply" &&
      !source.includes("for (const step of steps)") &&
      (await probe("GET /health")) === undefined &&
      (await probe("GET /staff/loans", KEY)) === undefined,
    why: ({ line }) =>
      `every request waits, whatever its path: the steps behind the first one are not run${at(line(/function runSteps/))}.`,
    tip: "runSteps() must give each step a next() that runs the rest: () => runSteps(rest, req, res)",
  },
  {
    id: "06-next-not-always",
    when: ({ silence, pulse }) => silence === "no-reply" && !pulse.open.some(({ begun }) => begun),
    why: ({ pulse }) =>
      `this request is stuck in a step that neither answers nor calls next()${last(pulse)}. Other requests pass.`,
    tip: "look at each if in your steps: every way through a step ends with an answer or with next()",
  },
  {
    id: "06-no-await",
    when: ({ reply, line }) => isPromise(reply) && line(NOT_AWAITED) !== undefined,
    why: ({ line }) =>
      `a promise was sent, and in JSON that is {}. Nobody waited for the store (${line(NOT_AWAITED)}).`,
    tip: "put await before the call: await books.all()",
  },
];

const NOT_AWAITED = /(?<!await |return |\.)\b(?:books|loans)\.(?:all|get)\(/;

const checks: Check[] = [
  {
    step: "a",
    title: "GET /books waits for the list",
    isPoint: true,
    run: async ({ ask }) => {
      const reply = (await ask("GET /books")).is(200).isType("application/json");
      if (JSON.stringify(reply.data) !== JSON.stringify(books))
        throw new Miss(`the list of all ${books.length} books, as JSON`, reply);
      (await ask(`GET /books/${AUSTEN}/loans/1`)).is(200).isJson(loans[0]);
    },
    hints: [
      "What does books.all() give at once, and what later?",
      "Look at listBooks(): which word waits for a promise?",
      "const found = await books.all();",
    ],
  },
  {
    step: "a",
    title: "GET /books/:isbn waits for the book",
    isPoint: true,
    run: async ({ ask }) => {
      for (const book of books) (await ask(`GET /books/${book.isbn}`)).is(200).isJson(book);
    },
    hints: [
      "Which other line asks the store?",
      "Look at showBook().",
      'const book = await books.get(req.params.isbn ?? "");',
    ],
  },
  {
    step: "a",
    title: "a book that is not there gets 404",
    isPoint: true,
    run: async ({ ask }) => {
      (await ask("GET /books/9780000000000")).is(404);
      (await ask(`GET /books/${AUSTEN}/loans/9`)).is(404);
      (await ask("GET /books")).is(200);
    },
    hints: [
      "Can a promise be undefined?",
      "Look at showBook(): the question book === undefined comes when book is no promise any more.",
      "if (book === undefined) sendText(res, 404, ...); else sendJson(res, 200, book);",
    ],
  },
  {
    step: "a",
    title: "five readers at once get their own books",
    isPoint: true,
    run: async ({ ask }) => {
      const wanted = [...books, books[0]];
      const replies = await Promise.all(wanted.map((book) => ask(`GET /books/${book?.isbn}`)));
      for (const [i, reply] of replies.entries()) reply.is(200).isJson(wanted[i]);
    },
    hints: [
      "While one request waits, the next one begins. What do they share?",
      "Look for variables outside of the functions that a request changes.",
      "Declare what belongs to one request inside of its handler, with const.",
    ],
    mistakes: [
      {
        id: "06-shared-variable",
        when: ({ reply }) => reply?.status === 200 && !isPromise(reply),
        why: "a reader got the book of another one: while a request waits, the next one changes a variable that both use.",
        tip: "declare the variable inside of the handler, with const",
      },
    ],
  },
  {
    step: "b",
    title: "the log: in, then the handler, then out",
    isPoint: true,
    run: async ({ ask }) => {
      const { reply, lines } = await logged(ask, async () => (await ask("GET /books")).is(200));
      if (lines[0] !== "in /books" || lines[1] !== "listBooks" || !lines[2]?.startsWith("out /books"))
        throw new Miss('a log with "in /books", "listBooks", "out /books", one after the other', reply);
    },
    hints: [
      "When does writeLog go on behind await next(), and what has happened until then?",
      "Look at runSteps(): the function that each step gets as next must run the steps that follow.",
      "const [step, ...rest] = steps; then, if there is a step: await step(req, res, () => runSteps(rest, req, res));",
    ],
    mistakes: [
      {
        id: "06-next-without-await",
        when: ({ line }) => line(BARE_NEXT) !== undefined,
        why: ({ line }) =>
          `next() is called and not waited for (${line(BARE_NEXT)}): the lines behind it run at once, before the handler is done.`,
        tip: "write await next();",
      },
      {
        id: "06-next-not-returned",
        when: ({ line }) => line(NOT_RETURNED) !== undefined,
        why: ({ line }) =>
          `the function has { } and no return, so its promise is lost, and await next() waits for nothing (${line(NOT_RETURNED)}).`,
        tip: "without { } it returns by itself: () => runSteps(rest, req, res)",
      },
      {
        id: "06-out-before-next",
        when: ({ line }) => line(OUT_FIRST) !== undefined,
        why: ({ line }) => `the line "out" is written before next() (${line(/log\.push\(`out/)}).`,
        tip: "write it behind await next()",
      },
      {
        id: "06-step-not-awaited",
        when: ({ line }) => line(/(?<!await |return )\bstep\(req, res,/) !== undefined,
        why: ({ line }) =>
          `runSteps() does not wait for the step${at(line(/(?<!await |return )\bstep\(req, res,/))}, so nobody before it can wait either.`,
        tip: "await step(req, res, ...)",
      },
      {
        id: "06-all-run",
        when: ({ reply }) => Array.isArray(reply?.data) && reply.data.includes("listBooks"),
        why: ({ line }) =>
          `"out" stands before "listBooks": next() does nothing, and the steps run one after the other${at(line(/for \(const step of steps\)/))}.`,
        tip: "no loop: run the first step, with a next() that runs the rest",
      },
    ],
  },
  {
    step: "c",
    title: "the line out has the status, 200 and 404",
    isPoint: true,
    run: async ({ ask }) => {
      for (const [path, status] of [
        ["/books", 200],
        ["/books/0", 404],
        ["/nowhere", 404],
      ] as const) {
        const { reply, lines } = await logged(ask, async () => (await ask(`GET ${path}`)).is(status));
        if (!lines.some((line) => new RegExp(`^out ${path} ${status}\\b`).test(line)))
          throw new Miss(`a log with "out ${path} ${status}"`, reply);
      }
    },
    hints: [
      "Which member of res has the status? (Lesson 03 set it.)",
      "Look at the last line of writeLog. There everything that follows is done.",
      'log.push("out " + req.path + " " + res.statusCode);',
    ],
    mistakes: [
      {
        id: "06-status-before-next",
        when: ({ reply, wanted }) => / 404/.test(wanted) && / 200\b/.test(lastOut(reply) ?? ""),
        why: ({ line }) =>
          `the log says 200, and the answer was 404: the status was read before next()${at(line(/res\.statusCode/))}, when nobody had set it.`,
        tip: "read res.statusCode behind await next()",
      },
      {
        id: "06-no-status",
        when: ({ reply }) => lastOut(reply) !== undefined,
        why: ({ reply }) => `the line is "${lastOut(reply)}", and the status is not where it should be.`,
        tip: "the path, a blank, and then res.statusCode",
      },
    ],
  },
  {
    step: "d",
    title: "every response has an X-Request-Id, a 404 too",
    isPoint: true,
    run: async ({ ask }) => {
      for (const path of ["/health", "/books", "/books/0", "/nowhere", "/books/%zz"])
        (await ask(`GET ${path}`)).has("X-Request-Id", /^\d+$/);
      (await ask("GET /books")).is(200);
    },
    hints: [
      "Which step does every request pass, before anybody answers?",
      "Look at giveId: res.setHeader(name, value) before next().",
      'res.setHeader("X-Request-Id", String(requests)); where `let requests = 0;` stands above the function.',
    ],
    mistakes: [
      {
        id: "06-id-is-no-number",
        when: ({ reply }) => reply?.header("x-request-id") !== undefined,
        why: ({ reply }) => `the id is "${reply?.header("x-request-id")}". It should be a number: 1, 2, 3.`,
        tip: "count the requests, and send the count",
      },
      {
        id: "06-id-not-everywhere",
        when: ({ replies }) => replies.length > 1,
        why: ({ reply }) => `other responses have an id, and that of ${pathOf(reply)} has none.`,
        tip: "set it in giveId, which every request passes, and before next()",
      },
      {
        id: "06-no-id",
        when: () => true,
        why: ({ line }) => `no header field X-Request-Id came${at(line(/giveId/))}.`,
        tip: "in giveId, before next(): res.setHeader(...)",
      },
    ],
  },
  {
    step: "d",
    title: "the ids count up by one, for five at once too",
    isPoint: true,
    run: async ({ ask }) => {
      const first = idOf(await ask("GET /books"));
      const second = await ask("GET /nowhere");
      if (idOf(second) !== first + 1)
        throw new Miss(`X-Request-Id: ${first + 1}, one more than before`, second);
      const replies = await Promise.all([1, 2, 3, 4, 5].map(() => ask("GET /books")));
      const ids = replies.map(idOf).sort((a, b) => a - b);
      for (const [i, id] of ids.entries())
        if (id !== first + 2 + i)
          throw new Miss(`the ids ${first + 2} to ${first + 6}, and not ${ids.join(", ")}`, second);
    },
    hints: [
      "Which line of lesson 01 had to stand outside of the function, so that visitors were counted?",
      "Look where the count is declared, how often it grows, and when.",
      "let requests = 0; stands above giveId. In it, first of all: requests += 1;",
    ],
    mistakes: [
      {
        id: "06-counted-after-waiting",
        when: ({ wanted }) => wanted.includes(" to "),
        why: ({ wanted }) =>
          `five requests at once got ${/not (.+)/.exec(wanted)?.[1]}: while one waits, the others read the same count.`,
        tip: "count before await next(), not behind it",
      },
      {
        id: "06-counter-inside",
        when: ({ replies }) => sameIds(replies),
        why: ({ line }) =>
          `each request gets the same id: the count begins anew each time${at(line(/(?:let|const) \w+ = [01];/))}.`,
        tip: "declare it outside of the function, above it",
      },
      {
        id: "06-counted-twice",
        when: () => true,
        why: ({ replies }) =>
          `after ${idOf(replies[0])} came ${idOf(replies[1])}: the count does not grow by one for each request.`,
        tip: "requests += 1, once, in giveId",
      },
    ],
  },
  {
    step: "e",
    title: "GET /staff/loans without the word gets 401",
    isPoint: true,
    run: async ({ ask }) => {
      (await ask("GET /staff/loans")).is(401);
      (await ask("GET /books")).is(200);
    },
    hints: [
      "Is the gate in the list of steps, and before the routes?",
      "Look at staffOnly, and at the list `steps`.",
      'if (req.path.startsWith("/staff/") && req.headers.authorization !== "Bearer open-sesame") { ...; return; }',
    ],
    mistakes: [
      {
        id: "06-gate-not-in-list",
        when: ({ reply, source }) =>
          reply?.status === 200 && !/const steps: Step\[\] = \[[^;]*staffOnly/.test(source),
        why: ({ line }) =>
          `staffOnly does not stand in the list of steps, so nobody calls it${at(line(/const steps/))}.`,
        tip: "put it into the list, before toRoutes(routes)",
      },
      {
        id: "06-gate-too-late",
        when: ({ reply, source }) => reply?.status === 200 && /toRoutes\(routes\),\s*staffOnly/.test(source),
        why: ({ line }) =>
          `the gate stands behind the routes${at(line(/const steps/))}. When it is its turn, the handler has answered; and toRoutes calls no next().`,
        tip: "put staffOnly before toRoutes(routes)",
      },
      {
        id: "06-gate-open",
        when: ({ reply }) => reply?.status === 200,
        why: ({ line }) =>
          `the loans came without any word: the gate lets the request pass${at(line(/const staffOnly/))}.`,
        tip: 'without "Authorization: Bearer open-sesame" answer 401, and do not call next()',
      },
      {
        id: "06-gate-403",
        when: ({ reply }) => reply?.status === 403,
        why: "403 says: I know who you are, and you may not. Here nobody has said who he is, and 401 says that.",
        tip: "answer 401",
      },
      {
        id: "06-gate-404",
        when: ({ reply }) => reply?.status === 404,
        why: "404 says: there is nothing here. The gate should say: show me the word.",
        tip: "answer 401",
      },
    ],
  },
  {
    step: "e",
    title: "the 401 says what is wanted, in WWW-Authenticate",
    isPoint: true,
    run: async ({ ask }) => {
      (await ask("GET /staff/loans")).is(401).has("WWW-Authenticate", /^Bearer realm="/i);
      (await ask("GET /books")).is(200);
    },
    hints: [
      "How does a client learn which kind of proof this server takes?",
      "Look at staffOnly, before the 401 is sent.",
      'res.setHeader("WWW-Authenticate", \'Bearer realm="staff"\');',
    ],
    mistakes: [
      {
        id: "06-no-www-authenticate",
        when: ({ reply }) => reply?.status === 401 && reply.header("www-authenticate") === undefined,
        why: ({ line }) =>
          `a 401 must say in WWW-Authenticate which proof is wanted${at(line(/401/))}. The standard demands it.`,
        tip: "set this header field before the 401 is sent",
      },
      {
        id: "06-other-challenge",
        when: ({ reply }) => reply?.status === 401,
        why: ({ reply }) =>
          `WWW-Authenticate is ${reply?.header("www-authenticate")}. It has the name of the way, Bearer, and then what is guarded: realm="staff".`,
        tip: "put single quotes around the value, because it has double quotes in it: 'Bearer realm=\"staff\"'",
      },
    ],
  },
  {
    step: "e",
    title: "with the word, the loans come",
    run: async ({ ask }) => {
      (await ask("GET /staff/loans", KEY)).is(200).isJson(loans);
      (await ask("GET /books", KEY)).is(200);
    },
    hints: [
      "What does the gate compare, and what has the client sent?",
      "Look at req.headers: Node keeps the names of fields in small letters.",
      'req.headers.authorization === "Bearer open-sesame"',
    ],
    mistakes: [
      {
        id: "06-capital-header",
        when: ({ reply, line }) => reply?.status === 401 && line(CAPITAL) !== undefined,
        why: ({ line }) =>
          `req.headers has names in small letters only, so this is undefined (${line(CAPITAL)}).`,
        tip: "req.headers.authorization",
      },
      {
        id: "06-gate-never-opens",
        when: ({ reply }) => reply?.status === 401,
        why: ({ line }) =>
          `the client sent "Authorization: Bearer open-sesame", and the gate stays shut${at(line(/authorization/))}.`,
        tip: "compare with the whole value, letter by letter: Bearer, a blank, open-sesame",
      },
    ],
  },
  {
    step: "e",
    title: "a wrong word gets 401",
    isPoint: true,
    run: async ({ ask }) => {
      for (const authorization of [
        "Bearer open",
        "Bearer open-sesame2",
        "Basic b3Blbi1zZXNhbWU6",
        "Bearer OPEN-SESAME",
      ])
        (await ask("GET /staff/loans", { headers: { authorization } })).is(401);
      (await ask("GET /books")).is(200);
    },
    hints: [
      "Is the whole value compared, or only whether there is one?",
      "Look at the condition in staffOnly.",
      'req.headers.authorization !== "Bearer open-sesame"',
    ],
    mistakes: [
      {
        id: "06-any-word",
        when: ({ reply }) => reply?.status === 200,
        why: ({ line }) =>
          `a wrong word opened the gate: only a part of the value is looked at${at(line(/authorization/))}.`,
        tip: 'compare the whole value with !== "Bearer open-sesame"',
      },
    ],
  },
  {
    step: "e",
    title: "behind a shut gate nothing runs",
    isPoint: true,
    run: async ({ ask }) => {
      const { reply, lines } = await logged(ask, async () => {
        (await ask("GET /staff/loans")).is(401);
        (await ask("GET /books")).is(200);
      });
      if (lines.includes("listLoans")) throw new Miss('a log without "listLoans" for this request', reply);
    },
    hints: [
      "Does the handler run, although nobody sees its answer?",
      "Look at what staffOnly does behind the 401.",
      "sendText(res, 401, ...); return;",
    ],
    mistakes: [
      {
        id: "06-gate-after-next",
        when: ({ reply }) => Array.isArray(reply?.data),
        why: ({ line }) =>
          `the client got 401, and the handler ran all the same${at(line(/const staffOnly/))}. Imagine it had deleted something.`,
        tip: "do not call next() for a request that may not pass",
      },
    ],
  },
  {
    step: "e",
    title: "a 401 has its id and its line in the log",
    isPoint: true,
    run: async ({ ask }) => {
      const { reply, lines } = await logged(ask, async () =>
        (await ask("GET /staff/loans")).is(401).has("X-Request-Id", /^\d+$/),
      );
      if (!lines.some((line) => line.startsWith("out /staff/loans 401")))
        throw new Miss('a log with "out /staff/loans 401"', reply);
    },
    hints: [
      "Which steps has a request passed when the gate stops it?",
      "Look at the order in the list `steps`.",
      "[writeLog, giveId, staffOnly, toRoutes(routes)]",
    ],
    mistakes: [
      {
        id: "06-gate-too-early",
        when: () => true,
        why: ({ line }) =>
          `the gate stands too far to the left${at(line(/const steps/))}: what stands behind it does not run for a 401.`,
        tip: "the log and the id come first, then the gate, then the routes",
      },
    ],
  },
  {
    step: "e",
    title: "there is no way round the gate",
    isPoint: true,
    run: async ({ ask }) => {
      for (const target of [
        "/staff/loans/",
        "/staff/loans?all=1",
        "//staff/loans",
        "/%73taff/loans",
        "/STAFF/loans",
      ])
        (await ask(`GET ${target}`)).is(401, 404);
      (await ask("HEAD /staff/loans")).is(401);
      (await ask("GET /books")).is(200);
    },
    hints: [
      "For which ways of writing the path does a route fit, and the gate does not?",
      "Look at what staffOnly compares: the path, its beginning, the verb?",
      'req.path.startsWith("/staff/")',
    ],
    mistakes: [
      {
        id: "06-way-round",
        when: ({ reply }) => reply?.status === 200,
        why: ({ reply, line }) =>
          `${/HEAD|-I/.test(reply?.sent ?? "") ? "HEAD " : ""}${pathOf(reply)} reaches the handler, and the gate does not know it${at(line(/req\.(?:path|url|method)\s*[=!]==/))}.`,
        tip: 'guard all that begins so: req.path.startsWith("/staff/")',
      },
    ],
  },
  {
    step: "f",
    title: "the line out ends with the time it took",
    further: true,
    isPoint: true,
    run: async ({ ask }) => {
      const { reply, lines } = await logged(ask, async () => (await ask("GET /books")).is(200));
      const took = /^out \/books 200 (\d+(?:\.\d+)?) ms$/.exec(
        lines.find((line) => line.startsWith("out")) ?? "",
      );
      if (took === null) throw new Miss('a log with a line such as "out /books 200 21 ms"', reply);
      if (Number(took[1]) < 10)
        throw new Miss('a time of about 20 ms in "out /books 200 21 ms": the store waits so long', reply);
    },
    hints: [
      "When does the clock start, and when is it read?",
      "Look at the step log in lessons/06-middleware/server.ts.",
      "const start = performance.now(); before next(), and performance.now() - start behind it",
    ],
    mistakes: [
      {
        id: "06-time-before-next",
        when: ({ wanted }) => wanted.startsWith("a time"),
        why: "the clock was read before the waiting was over.",
        tip: "take performance.now() a second time, behind await next()",
      },
    ],
  },
];

/** A call of next() that nobody waits for. */
const BARE_NEXT = /^[ \t]*(?:void )?next\(\);|\{\s*next\(\);/m;
const NOT_RETURNED = /=>\s*\{\s*(?:void )?runSteps\(/;
const OUT_FIRST = /log\.push\(`out[^;]*;\s*(?:await )?next\(\)/;
const CAPITAL = /headers\.Authorization|headers\[["'`]Authorization["'`]\]/;

type Ask = Parameters<Check["run"]>[0]["ask"];

/** What the log has more after these requests than before. The reply shows only that. */
async function logged(
  ask: Ask,
  requests: () => Promise<unknown>,
): Promise<{ reply: Reply; lines: string[] }> {
  const before = linesOf((await ask("GET /log")).is(200)).length;
  await requests();
  const reply = (await ask("GET /log")).is(200);
  const lines = linesOf(reply)
    .slice(before)
    .filter((line) => !line.startsWith("out /log"));
  const shown = Buffer.from(JSON.stringify(["...", ...lines]));
  return { reply: new Reply(reply.status, reply.headers, shown, reply.sent), lines };
}

function linesOf(reply: Reply | undefined): string[] {
  return Array.isArray(reply?.data) ? reply.data.map(String) : [];
}

function lastOut(reply: Reply | undefined): string | undefined {
  return linesOf(reply).findLast((line) => line.startsWith("out"));
}

function answeredTwice({ again, crash }: Evidence): boolean {
  return again !== undefined || crash?.code === "ERR_HTTP_HEADERS_SENT";
}

/** "giveId (exercise.ts:41)", the first step whose body fits. */
function stepWith({ source, line }: Evidence, fits: (text: string) => boolean): string | undefined {
  for (const [, name = "", text = ""] of source.matchAll(
    /const (\w+): Step = [^\n]*=> \{\r?\n([\s\S]*?)\n\};?/g,
  ))
    if (fits(text)) return `${name}${at(line(new RegExp(`const ${name}\\b`)))}`;
  return undefined;
}

function calls(step: string): number {
  return step.match(/\bnext\(\)/g)?.length ?? 0;
}

function isPromise(reply: Reply | undefined): boolean {
  return reply?.text.trim() === "{}";
}

function idOf(reply: Reply | undefined): number {
  return Number(reply?.header("x-request-id"));
}

function sameIds(replies: readonly Reply[]): boolean {
  return idOf(replies[0]) === idOf(replies[1]);
}

function last(pulse: Evidence["pulse"]): string {
  const place = pulse.open.at(-1)?.lastPlace;
  return place === undefined ? "" : ` (the last line that touched its response is ${place})`;
}

/** " (exercise.ts:14)", or nothing. */
function at(place: string | undefined): string {
  return place === undefined ? "" : ` (${place})`;
}

function pathOf(reply: Reply | undefined): string {
  return /localhost:\d+([^"]*)/.exec(reply?.sent ?? "")?.[1] ?? "the path";
}

export const lesson = defineLesson({
  starts: "listener",
  checks: checks.map((check) => ({ ...check, mistakes: [...anywhere, ...(check.mistakes ?? [])] })),
});
