// What must hold for the exercise of lesson 12, and what its failures come from. Many requests are sent at once, and the
// server is killed under load.

import { existsSync, mkdirSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import {
  type Ask,
  type Context,
  defineLesson,
  type Evidence,
  Miss,
  type Mistake,
  type Reply,
} from "../../src/course/checks.ts";

const EMMA = { isbn: "9780141439587", title: "Emma", author: "Jane Austen", year: 1815 };
/** Moments are chosen by chance. SEED=... chooses the same again. */
const seed = Number(process.env.SEED ?? Date.now() % 100_000);

const RUN_AT_ONCE: Mistake = {
  id: "12-queue-not-advanced",
  when: ({ line }) => line(/^\s*last = /m) === undefined,
  why: ({ line }) =>
    `queue${at(line(/function queue/))} gives no turns: \`last\` always stays the promise of the beginning, which is done.`,
  tip: "let last = ...; const result = last.then(run); last = result.catch(() => {}); return result;",
};

const ALL_WAIT_FOR_ONE: Mistake = {
  id: "12-all-wait-for-one",
  when: ({ line }) => line(/await last\b/) !== undefined,
  why: ({ line }) =>
    `many wait for one and the same \`last\`${at(line(/await last\b/))}. When it is done, all of them run at once.`,
  tip: "take your place in the queue before you wait: last = last.then(run), without await",
};

const NO_TURN: Mistake = {
  id: "12-no-turn",
  when: ({ line }) => line(/(?<!= )inTurn\(/) === undefined,
  why: ({ line }) =>
    `change${at(line(/change\s*[<(]/))} takes no turn. All looked at the same old list, and each wrote its own new one over that of the others.`,
  tip: "return inTurn(async () => { ... }) around everything that change does",
};

const LOOK_OUTSIDE_TURN: Mistake = {
  id: "12-look-before-turn",
  when: ({ line }) => numberOf(line(/structuredClone\(/)) < numberOf(line(/inTurn\(\s*(?:async|\()/)),
  why: ({ line }) =>
    `the copy is taken${at(line(/structuredClone\(/))} before the turn begins${at(line(/inTurn\(\s*(?:async|\()/))}. Until then it may be old.`,
  tip: "structuredClone(data) is the first line inside of the turn",
};

const LOST: Mistake = {
  id: "12-lost",
  when: ({ wanted }) => wanted.includes("twenty"),
  why: "some looked at the list before others had written theirs. Who writes last wins, and the others are lost.",
  tip: "look, decide and write in one turn",
};

const RESULT_LOST: Mistake = {
  id: "12-result-lost",
  when: ({ reply, output }) => reply?.status === 500 && /of undefined/.test(output),
  why: ({ line }) =>
    `change resolves with nothing${at(line(/function queue/))}: what decide returned gets lost on the way.`,
  tip: "queue returns `result`, the turn returns what decide returned, and change returns the turn",
};

const TURN_IN_TURN: Mistake = {
  id: "12-turn-in-turn",
  when: ({ silence, reply }) => silence === "no-reply" || reply?.status === 503,
  why: ({ line }) =>
    `a turn waits for a turn that cannot begin before it ends${at(line(/await inTurn\(|await library\.change\(\s*async/))}. Both wait for ever.`,
  tip: "one inTurn around everything, and none inside of it",
};

const QUEUE_STOPS: Mistake = {
  id: "12-queue-stops",
  when: ({ wanted, replies, reply }) =>
    (wanted === "status 201" || wanted === "one response") &&
    reply?.status !== 201 &&
    replies.some(({ status }) => status === 500),
  why: ({ line }) =>
    `one turn failed, and since then no other runs${at(line(/^\s*last = /m))}: then() skips its function after an error.`,
  tip: "last = result.catch(() => {}); the caller still gets the error from `result`",
};

const SHOWN_EARLY: Mistake = {
  id: "12-shown-too-early",
  when: ({ wanted }) => wanted.includes("without the book"),
  why: ({ line }) =>
    `the client was told 500, and the book is in the list all the same${at(line(/data = draft|decide\(data\)/))}. After a restart it is gone.`,
  tip: "change a copy: structuredClone(data). data = draft comes after writeWhole",
};

const NOT_AWAITED: Mistake = {
  id: "12-not-awaited",
  when: ({ line }) => line(UNAWAITED) !== undefined,
  why: ({ line }) => `nobody waits until the file is written${at(line(UNAWAITED))}. 201 is said too early.`,
  tip: "await writeWhole(...)",
};
const UNAWAITED = /(?<!await |return |=> |function )\bwriteWhole\(/;

const ASYNC_DECIDE: Mistake = {
  id: "12-async-decide",
  when: ({ line }) => line(/\.change\(\s*async\b/) !== undefined,
  why: ({ line }) =>
    `the function that is given to change() is async${at(line(/\.change\(\s*async\b/))}: the copy is written before it is done.`,
  tip: "wait before: read the body first, and call change() with a function without await",
};

const LENT_OUTSIDE: Mistake = {
  id: "12-look-outside",
  when: ({ wanted, line }) =>
    wanted.includes("409") && line(/library\.read\(\)\.loans\s*\.\s*(?!find\b.*params)/) !== undefined,
  why: ({ line }) =>
    `whether the book is lent is looked up${at(line(/library\.read\(\)\.loans\s*\.\s*(?!find\b.*params)/))} before the turn. Both borrowers looked while it was still there.`,
  tip: "look inside of change(), at draft.loans",
};

const LENT_TWICE: Mistake = {
  id: "12-lent-twice",
  when: ({ wanted }) => wanted.includes("409"),
  why: "two members were told that they have the one copy. Nobody looked whether it is lent.",
  tip: "if (draft.loans.some((one) => one.book === book.id)) throw new HttpError(409, ...)",
};

const LOAN_NOT_MADE: Mistake = {
  id: "12-loan-missing",
  when: ({ reply, replies }) => reply?.status === 404 && replies.at(-2)?.status === 201,
  why: ({ replies }) => `Location says ${replies.at(-2)?.header("location")}, and there is no such loan.`,
  tip: "draft.loans.push(loan) in change(), and sendCreated(res, `/loans/${loan.id}`, loan)",
};

const NOT_LENT_YET: Mistake = {
  id: "12-not-written-yet",
  when: ({ reply }) => reply?.status === 501,
  why: ({ line }) => `the handler${at(line(/501/))} still says that it can do nothing.`,
  tip: "read the member from the body, then look, decide and write in library.change(...)",
};

const NO_ROUTE: Mistake = {
  id: "12-no-route",
  when: ({ reply }) =>
    reply?.status === 405 || (reply?.status === 404 && reply.text.includes("There is nothing at")),
  why: "no line of the list of routes has this verb and this path.",
  tip: '{ method: "DELETE", path: "/loans/:id", handler: takeBack }',
};

const UNKNOWN_BOOK: Mistake = {
  id: "12-unknown-book",
  when: ({ wanted, reply }) => wanted === "status 404" && reply?.status === 201,
  why: "a book that the Library does not have was lent.",
  tip: "const book = find(draft.books, req.params.id): it throws the 404",
};

const NO_MEMBER: Mistake = {
  id: "12-no-member",
  when: ({ wanted, reply }) => wanted === "status 400" && reply?.status === 201,
  why: "a book was lent to nobody: the field member was not looked at.",
  tip: 'textField(await readJson(req), "member") throws the 400',
};

const COUNTER_IN_MEMORY: Mistake = {
  id: "12-counter-in-memory",
  when: ({ wanted, reply, line }) =>
    (wanted.includes("never been given") || reply?.status === 409) &&
    line(/^let last\w+ = \d/m) !== undefined,
  why: ({ line }) =>
    `the counter${at(line(/^let last\w+ = \d/m))} lies in memory, and begins again with each start.`,
  tip: "draft.lastLoan += 1: that one lies in the file, with the loans",
};

const LENGTH_AS_ID: Mistake = {
  id: "12-length-as-id",
  when: ({ wanted }) => wanted.includes("never been given"),
  why: ({ line }) =>
    `the id is made from the length of the list${at(line(/\.length\s*\+\s*1/))}. It gets shorter, and an old id comes again.`,
  tip: "draft.lastLoan += 1, and never backwards",
};

const WRITING = [NOT_AWAITED, ASYNC_DECIDE, ALL_WAIT_FOR_ONE, RESULT_LOST, TURN_IN_TURN];

export const lesson = defineLesson({
  starts: "listener",
  checks: [
    {
      step: "a",
      title: "one after the other: a new book, and it stays",
      run: async ({ ask, restart }) => {
        const id = await add(ask);
        const other = await add(ask);
        await restart();
        (await ask(`GET /books/${id}`)).is(200).hasJson(EMMA);
        (await ask(`GET /books/${other}`)).is(200);
      },
      hints: [
        "What does change give back, and when?",
        "Look at what queue returns, and at what the turn returns.",
        "const result = last.then(run); ...; return result;",
      ],
      mistakes: WRITING,
    },
    {
      step: "b",
      title: "twenty POSTs at once: twenty books with twenty ids",
      isPoint: true,
      run: async ({ ask, restart }) => {
        const author = `Twenty ${Math.floor(Math.random() * 1e6)}`;
        const replies = await Promise.all(
          Array.from({ length: 20 }, () => ask("POST /books", { json: { ...EMMA, author }, limit: 8_000 })),
        );
        const ids = new Set(replies.map(idOf));
        const list = async () =>
          (await ask(`GET /books?limit=100&author=${encodeURIComponent(author)}`)).is(200);
        const before = await list();
        if (countOf(before) !== 20) throw new Miss(`a list of twenty books, not ${countOf(before)}`, before);
        for (const reply of replies) reply.is(201);
        if (ids.size !== 20) throw new Miss("twenty different ids", replies[0]);
        await restart();
        const after = await list();
        if (countOf(after) !== 20) throw new Miss("the same twenty books after a restart", after);
      },
      hints: [
        "Two look at the same list, and each adds a book to its copy. What is written last?",
        "Look at change: what can happen between structuredClone and the end of writeWhole?",
        "return inTurn(async () => { const draft = ...; const result = ...; await writeWhole(...); data = draft; return result; });",
      ],
      mistakes: [...WRITING, NO_TURN, LOOK_OUTSIDE_TURN, RUN_AT_ONCE, LOST],
    },
    {
      step: "b",
      title: "reads never fail meanwhile",
      run: async ({ ask }) => {
        let isOver = false;
        const writes = Promise.allSettled(
          Array.from({ length: 10 }, () => ask("POST /books", { json: EMMA, limit: 8_000 })),
        ).then(() => {
          isOver = true;
        });
        while (!isOver) {
          const reply = (await ask("GET /books?author=Mary+Shelley")).is(200);
          if (countOf(reply) !== 1) throw new Miss("a list of one book, as before", reply);
        }
        await writes;
      },
      hints: [
        "Must a reader wait for a writer?",
        "Look at read(): it shows what was last on the disk, whole.",
        "read: () => data, without a turn; and data = draft only when the file is written.",
      ],
      mistakes: WRITING,
    },
    {
      step: "b",
      title: "a write that fails changes nothing, and the next one works",
      run: async (context) => {
        const { ask } = context;
        // A folder with the name of the new file: it cannot be opened for writing.
        const hindrance = join(context.data, "library.json.new");
        await rid(hindrance);
        mkdirSync(hindrance);
        const author = "Never Written";
        try {
          (await ask("POST /books", { json: { ...EMMA, author } })).is(500);
        } finally {
          rmdirSync(hindrance);
        }
        const list = (await ask("GET /books?author=Never+Written")).is(200);
        if (countOf(list) !== 0) throw new Miss("a list without the book that was not written", list);
        (await ask("POST /books", { json: EMMA })).is(201);
      },
      hints: [
        "The disk is full for a moment. What becomes of those who come after?",
        "Look at `last` after a turn that has failed.",
        "last = result.catch(() => {});",
      ],
      mistakes: [SHOWN_EARLY, QUEUE_STOPS, ...WRITING],
    },
    {
      step: "b",
      title: "every 201 survives a kill, under load",
      isPoint: true,
      run: async (context) => {
        const random = randomFrom(seed);
        for (let round = 0; round < 2; round += 1) await killUnderLoad(context, random);
      },
      hints: [
        "201 is a promise. When is the book on the disk, and not only in the queue?",
        "Follow the awaits from the handler to writeWhole.",
        "await library.change(...) in the handler, and await writeWhole(...) in the turn.",
      ],
      mistakes: [...WRITING, NO_TURN, LOOK_OUTSIDE_TURN, RUN_AT_ONCE],
    },
    {
      step: "c",
      title: "POST /books/1/loans: 201, and Location leads to the loan",
      isPoint: true,
      run: async ({ ask }) => {
        const book = await add(ask);
        const reply = await lend(ask, book, "ada");
        reply.is(201).has("Location", /^(?:http:\/\/[^/]+)?\/loans\/.+/, "/loans/...");
        const path = (reply.header("location") ?? "").replace(/^http:\/\/[^/]+/, "");
        (await ask(`GET ${path}`)).is(200).isJson({ id: idOf(reply), book, member: "ada" });
      },
      hints: [
        "What has a loan, and where does it lie?",
        "addBook shows how something is added in a change(). A loan gets its id from draft.lastLoan.",
        "draft.lastLoan += 1; const loan = { id: String(draft.lastLoan), book: book.id, member }; draft.loans.push(loan);",
      ],
      mistakes: [NOT_LENT_YET, LOAN_NOT_MADE, ...WRITING],
    },
    {
      step: "c",
      title: "an unknown book is a 404, and a missing member a 400",
      isPoint: true,
      run: async ({ ask }) => {
        (await lend(ask, "no-such", "ada")).is(404);
        const refused = (await ask("POST /books/2/loans", { json: {} })).is(400);
        refused.isType("application/problem+json").says("member");
        (await lend(ask, await add(ask), "ada")).is(201);
      },
      hints: [
        "Which functions of earlier lessons throw a 400 and a 404 for you?",
        "Look at find and at textField.",
        'const member = textField(await readJson(req), "member"); and in change: const book = find(draft.books, req.params.id);',
      ],
      mistakes: [NOT_LENT_YET, ASYNC_DECIDE, UNKNOWN_BOOK, NO_MEMBER, QUEUE_STOPS],
    },
    {
      step: "c",
      title: "one copy, two borrowers: one gets it, the other a 409",
      isPoint: true,
      run: async ({ ask }) => {
        for (let round = 0; round < 5; round += 1) {
          const book = await add(ask);
          const replies = await Promise.all([lend(ask, book, "ada"), lend(ask, book, "grace")]);
          const statuses = replies.map(({ status }) => status).sort();
          if (statuses.join() !== "201,409")
            throw new Miss(`one 201 and one 409, not ${statuses.join(" and ")}`, replies[1]);
        }
      },
      hints: [
        "Between looking and lending: can somebody else lend the book?",
        "Look at where you ask whether the book is lent: inside of change(), or before it?",
        "if (draft.loans.some((one) => one.book === book.id)) throw new HttpError(409, `${book.title} is lent.`);",
      ],
      mistakes: [NOT_LENT_YET, ASYNC_DECIDE, LENT_OUTSIDE, LENT_TWICE],
    },
    {
      step: "d",
      title: "a book is taken back once, and can be lent again",
      further: true,
      isPoint: true,
      run: async ({ ask }) => {
        const book = await add(ask);
        const id = idOf((await lend(ask, book, "ada")).is(201));
        const replies = await Promise.all([ask(`DELETE /loans/${id}`), ask(`DELETE /loans/${id}`)]);
        const statuses = replies.map(({ status }) => status).sort();
        if (statuses.join() !== "204,404")
          throw new Miss(`one 204 and one 404, not ${statuses.join(" and ")}`, replies[1]);
        (await lend(ask, book, "grace")).is(201);
      },
      hints: [
        "Two take the same book back at once. Whom do you tell that there is no such loan?",
        "find(draft.loans, req.params.id) throws the 404. It must stand inside of change().",
        "draft.loans = draft.loans.filter((one) => one !== loan);",
      ],
      mistakes: [NOT_LENT_YET, NO_ROUTE],
    },
    {
      step: "d",
      title: "the id of a loan is never given again, nor after a restart",
      further: true,
      isPoint: true,
      run: async ({ ask, restart }) => {
        const book = await add(ask);
        const given = new Set<string>();
        for (const restarts of [true, false, true]) {
          if (restarts) await restart();
          const reply = (await lend(ask, book, "ada")).is(201);
          if (given.has(idOf(reply))) throw new Miss("an id that has never been given", reply);
          given.add(idOf(reply));
          (await ask(`DELETE /loans/${idOf(reply)}`)).is(204);
        }
      },
      hints: [
        "Where does the counter lie, and what becomes of it in a restart?",
        "Look at the line that makes the id of a loan.",
        "draft.lastLoan += 1; It is written into the file with everything else.",
      ],
      mistakes: [NOT_LENT_YET, NO_ROUTE, COUNTER_IN_MEMORY, LENGTH_AS_ID],
    },
  ],
});

async function add(ask: Ask): Promise<string> {
  return idOf((await ask("POST /books", { json: EMMA })).is(201));
}

function lend(ask: Ask, book: string, member: string): Promise<Reply> {
  return ask(`POST /books/${book}/loans`, { json: { member } });
}

function idOf(reply: Reply): string {
  return String((reply.data as { id?: unknown } | undefined)?.id);
}

function countOf(reply: Reply): number {
  if (!Array.isArray(reply.data)) throw new Miss("a list", reply);
  return reply.data.length;
}

/** A write that was killed may have left it. */
async function rid(path: string): Promise<void> {
  if (existsSync(path)) rmSync(path, { recursive: true });
}

/** Several clients add books until some are acknowledged. Then the server is killed, and must have those. */
async function killUnderLoad({ ask, kill, restart }: Context, random: () => number): Promise<void> {
  const enough = 4 + Math.floor(random() * 12);
  const acknowledged: string[] = [];
  let isOver = false;
  const client = async () => {
    try {
      while (!isOver) {
        const reply = await ask("POST /books", { json: EMMA, limit: 8_000 });
        if (reply.status === 201) acknowledged.push(idOf(reply));
      }
    } catch (error) {
      if (!isOver) throw error;
    }
  };
  const clients = Promise.all([client(), client(), client(), client(), client(), client()]);
  const end = performance.now() + 4_000;
  const load = (async () => {
    while (acknowledged.length < enough && performance.now() < end) await setTimeout(1);
    await setTimeout(random() * 10);
  })();
  await Promise.race([load, clients]);
  isOver = true;
  await kill();
  await clients;
  await restart();
  for (const id of acknowledged) {
    const reply = await ask(`GET /books/${id}`);
    if (reply.status !== 200)
      throw new Miss(
        `the book that was acknowledged (by chance: SEED=${seed} chooses the same moments again)`,
        reply,
      );
  }
}

/** Numbers from 0 to 1 that look like chance, and are the same for the same seed (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function at(place: ReturnType<Evidence["line"]>): string {
  return place === undefined ? "" : ` (${place})`;
}

/** 12 for "exercise.ts:12", and a number that is larger than any for no place. */
function numberOf(place: ReturnType<Evidence["line"]>): number {
  return place === undefined ? Number.POSITIVE_INFINITY : Number(place.split(":")[1]);
}
