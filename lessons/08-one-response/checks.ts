// What must hold for the exercise of lesson 08, and what its failures come from.

import { type Ask, defineLesson, Miss, type Mistake, type Reply } from "../../src/course/checks.ts";

const UNKNOWN = "9999999999999";
/** Whatever of an error must stay in the server: its message, its stack, the names of files. */
const INSIDES = /catalogue|\bat \w+.*:\d+|exercise\.ts|node_modules/i;
const NOT_AWAITED = /(?<=\btry\s*\{[^}]*)(?<!await\s+)\bnext\(\)/;
const HIDES_ERRORS = /process\.on\(\s*["'`](?:uncaughtException|unhandledRejection)/;

/** What can go wrong with every answer, whichever check is the first to meet it. */
const anyAnswer: readonly Mistake[] = [
  {
    id: "08-calls-itself",
    when: ({ crash }) => crash?.name === "RangeError" && /call stack/.test(crash.message),
    why: ({ crash }) =>
      `the new res.end calls res.end${at(crash?.place)}, which is itself, which calls itself. There is no room for that.`,
    tip: "call the real one, which was kept in the constant end: Reflect.apply(end, res, args)",
  },
  {
    id: "08-forgot-next",
    when: ({ silence, reply, source }) =>
      (silence === "no-reply" || reply?.status === 503) && (source.match(/\bnext\(\)/g) ?? []).length < 3,
    why: "one of the three steps does not call next(). So nobody behind it gets the request.",
    tip: "each step has its await next();",
  },
  {
    id: "08-deadline-at-once",
    when: ({ reply, wanted }) => reply?.status === 503 && wanted === "status 200",
    why: ({ line }) =>
      `the 503 came before the handler could answer${at(line(/setTimeout\(/))}: the timer does not wait as long as it is told.`,
    tip: "give setTimeout a function and the time: setTimeout(() => { ... }, limit)",
  },
  {
    id: "08-deadline-answers-again",
    when: ({ again, line }) =>
      again !== undefined &&
      again.place === line(/(?<=setTimeout\([\s\S]*?)\bsend\w+\(|(?<=setTimeout\([\s\S]*?)\bres\.\w+\(/),
    why: ({ again }) =>
      `answered twice: once in time, and then by the timer at ${again?.place}. It was not told that there is an answer.`,
    tip: "ask in the timer first: if (!res.headersSent) sendError(...)",
  },
  {
    id: "08-undefined-status",
    when: ({ crash }) => crash?.code === "ERR_HTTP_INVALID_STATUS_CODE",
    why: ({ crash }) =>
      `the answer was given the status undefined${at(crash?.place)}. An Error has no status; only an HttpError has one.`,
    tip: "ask first: if (error instanceof HttpError) ..., and answer 500 for all others",
  },
  {
    id: "08-flag-for-all",
    when: ({ silence, replies, source }) =>
      silence === "no-reply" && replies.length > 0 && /^let \w+/m.test(source),
    why: ({ line }) =>
      `the first request was answered, and this one was not. ${line(/^let \w+/m) ?? "A variable outside of the step"} is shared by all requests: once it is true, nobody gets an answer.`,
    tip: "declare it inside of the step, or ask res.writableEnded, which each response has for itself",
  },
  {
    id: "08-no-end-passes",
    when: async ({ silence, pulse, probe }) =>
      silence === "no-reply" && pulse.open.length > 0 && (await probe("GET /books")) === undefined,
    why: "not even GET /books gets its answer any more: no end() reaches the real one.",
    tip: "only if res.writableEnded is true already, the call is a second one",
  },
];

const throwing: readonly Mistake[] = [
  ...anyAnswer,
  {
    id: "08-next-not-awaited",
    when: ({ crash, line }) => crash !== undefined && line(NOT_AWAITED) !== undefined,
    why: ({ line }) =>
      `${line(NOT_AWAITED)} is in a try, and does not wait. The promise is rejected later, when the try is over: nobody catches it, and Node stops the server.`,
    tip: "try { await next(); }",
  },
  {
    id: "08-not-caught",
    when: ({ crash, source }) => crash !== undefined && !/\bcatch\b/.test(source),
    why: ({ crash }) =>
      `the handler failed${at(crash?.place)}, and nobody caught it: ${crash?.message} So Node stopped the server, for all clients.`,
    tip: "in answerErrors: try { await next(); } catch (error) { ... }",
  },
  {
    id: "08-error-hidden",
    when: ({ source, silence, reply }) =>
      HIDES_ERRORS.test(source) && (silence !== undefined || reply?.status === 503),
    why: ({ line }) =>
      `${line(HIDES_ERRORS)} keeps the server alive, and answers nobody. The client of this request waits in vain.`,
    tip: "take it away, and catch the error where its response is at hand: in answerErrors",
  },
  {
    id: "08-caught-and-silent",
    when: ({ silence, reply, source }) =>
      /\bcatch\b/.test(source) && (silence === "no-reply" || reply?.status === 503),
    why: "the error was caught, and the client got no answer from there. For a client that is as bad as a crash.",
    tip: 'answer in catch: sendError(res, 500, "The server made a mistake.")',
  },
  {
    id: "08-http-error-as-500",
    when: ({ reply, wanted }) => wanted === "status 404" && reply?.status === 500,
    why: "the handler threw an HttpError with the status 404, and it was answered like any other error.",
    tip: "if (error instanceof HttpError) sendError(res, error.status, error.message)",
  },
  {
    id: "08-reason-lost",
    when: ({ reply }) => reply?.status === 404 && !reply.text.includes(UNKNOWN),
    why: "the status of the HttpError has arrived, and its reason has not.",
    tip: "sendError(res, error.status, error.message)",
  },
  {
    id: "08-blames-the-client",
    when: ({ reply, wanted }) =>
      wanted === "status 500" && reply !== undefined && reply.status >= 400 && reply.status < 500,
    why: ({ reply }) =>
      `${reply?.status} says that the client did something wrong. It did nothing wrong: the handler failed.`,
    tip: "an error that is no HttpError is the server's own: 500",
  },
  {
    id: "08-insides-told",
    when: ({ reply, wanted }) => wanted.includes("gives nothing away") && reply !== undefined,
    why: "the answer tells what is inside of the server: the error's message or its stack. That helps whoever looks for a way in, and tells a client nothing.",
    tip: 'console.error(error) for yourself, and "The server made a mistake." for the client',
  },
];

const late: readonly Mistake[] = [
  ...anyAnswer,
  {
    id: "08-no-deadline",
    when: ({ silence, source }) => silence === "no-reply" && !/\bsetTimeout\(/.test(source),
    why: "the handler is done, or waits for good, and has answered nobody. The client waits as long as it has patience.",
    tip: "in deadline: setTimeout(() => { ... }, limit), before await next()",
  },
  {
    id: "08-timer-after-next",
    when: ({ silence, line }) =>
      silence === "no-reply" && line(/(?<=await next\(\);[^}]*)\bsetTimeout\(/) !== undefined,
    why: ({ line }) =>
      `the timer is started at ${line(/(?<=await next\(\);[^}]*)\bsetTimeout\(/)}, after await next(). This handler is never done, so that line is never reached.`,
    tip: "start the timer before await next()",
  },
  {
    id: "08-deadline-too-late",
    when: ({ silence, source }) => silence === "no-reply" && /\bsetTimeout\(/.test(source),
    why: ({ line }) =>
      `there is a timer (${line(/\bsetTimeout\(/)}), and no answer in a second and a half. It waits too long, or it does not answer.`,
    tip: "limit is in milliseconds, and so is what setTimeout takes: setTimeout(() => { ... }, limit)",
  },
  {
    id: "08-not-503",
    when: ({ reply, wanted }) => wanted === "status 503" && reply !== undefined,
    why: ({ reply }) =>
      `${reply?.status} says something else. 503 says that the server cannot answer now; the client may come again later.`,
    tip: "sendError(res, 503, ...)",
  },
];

const twice: readonly Mistake[] = [
  {
    id: "08-try-around-end",
    when: ({ again, line }) =>
      again !== undefined && line(/(?<=answerOnce[\s\S]*?)\btry\b[\s\S]*?Reflect\.apply\(end/) !== undefined,
    why: ({ line }) =>
      `the try at ${line(/(?<=answerOnce[\s\S]*?)\btry\b/)} catches nothing: a second end() with a text does not throw. Node tells the error later, as an event, and stops.`,
    tip: "ask before you call the real one: if (res.writableEnded) ... return res;",
  },
  {
    id: "08-error-event-hidden",
    when: ({ again, crash, line }) =>
      again !== undefined && crash === undefined && line(/\.on(?:ce)?\(\s*["'`]error["'`]/) !== undefined,
    why: ({ line }) =>
      `the second end() still reaches the real one. ${line(/\.on(?:ce)?\(\s*["'`]error["'`]/)} only hides the error.`,
    tip: "ask before you call the real one: if (res.writableEnded) ... return res;",
  },
  ...anyAnswer,
  {
    id: "08-second-end-passed",
    when: ({ again }) => again?.call === "end",
    why: ({ again, crash }) =>
      `the handler calls res.end() twice, and both calls reached the real one (${again?.place}).${crash === undefined ? "" : " That is an error event that nobody handles, so Node stopped the server."}`,
    tip: "in the new res.end: if (res.writableEnded) { console.error(...); return res; }",
  },
];

export const lesson = defineLesson({
  starts: "listener",
  checks: [
    {
      step: "a",
      title: "what works goes on working",
      run: async ({ ask }) => {
        (await ask("GET /books")).is(200).isType("application/json").says("Frankenstein");
        (await ask("GET /books/9780141439471")).is(200).hasJson({ title: "Frankenstein" });
        (await ask("POST /books")).is(405);
      },
      hints: [
        "This worked before you began. What did you change last?",
        "Each of the three steps has to call next(), and to let the first end() pass.",
        "await next();",
      ],
      mistakes: [
        ...anyAnswer,
        {
          id: "08-text-lost-on-the-way",
          when: ({ silence, line }) => silence === "no-reply" && line(/(?<!\.)\bend\(\)/) !== undefined,
          why: ({ line }) =>
            `the real end() is called without what was given (${line(/(?<!\.)\bend\(\)/)}). The header has gone, with a Content-Length, and the body never comes.`,
          tip: "hand on what was given: Reflect.apply(end, res, args)",
        },
      ],
    },
    {
      step: "a",
      title: "an HttpError answers with its status and its reason",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask(`GET /books/${UNKNOWN}`))
          .is(404)
          .isType("application/json")
          .says(`No book has the ISBN ${UNKNOWN}.`);
        (await ask("GET /books")).is(200);
      },
      hints: [
        "showBook throws. Who catches what it throws?",
        "Look at answerErrors: everything behind it happens inside of await next().",
        "try { await next(); } catch (error) { if (error instanceof HttpError) sendError(res, error.status, error.message); }",
      ],
      mistakes: throwing,
    },
    {
      step: "b",
      title: "a handler that throws answers 500, and the server lives",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /faults/throws")).is(500).isType("application/json");
        (await ask("GET /books")).is(200);
      },
      hints: [
        "This error is no HttpError. What does your catch do with it?",
        "Look at the catch of answerErrors: it needs an else.",
        'else sendError(res, 500, "The server made a mistake.");',
      ],
      mistakes: throwing,
    },
    {
      step: "b",
      title: "a handler that fails later answers 500 too",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /faults/rejects")).is(500).isType("application/json");
        (await ask("GET /books")).is(200);
      },
      hints: [
        "rejectLater waits first, and throws then. Is your try still waiting at that time?",
        "Look at the line in your try.",
        "await next();",
      ],
      mistakes: throwing,
    },
    {
      step: "b",
      title: "nothing of an error leaves the server",
      isPoint: true,
      run: async ({ ask }) => {
        for (const path of ["/faults/throws", "/faults/rejects"]) {
          const reply = (await ask(`GET ${path}`)).is(500);
          if (INSIDES.test(reply.text)) throw new Miss("a reason that gives nothing away", reply);
        }
      },
      hints: [
        "Who should read the message of the error: you, or the client?",
        "Look at the reason that you give to sendError with the 500.",
        'console.error(error); sendError(res, 500, "The server made a mistake.");',
      ],
      mistakes: throwing,
    },
    {
      step: "c",
      title: "a handler that says nothing answers 503 in time",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /faults/silent")).is(503);
      },
      hints: [
        "The handler is done, and has not answered. Who else could?",
        "Look at deadline. It has to start a timer before await next().",
        'setTimeout(() => { if (!res.headersSent) sendError(res, 503, "The server took too long."); }, limit);',
      ],
      mistakes: late,
    },
    {
      step: "c",
      title: "a handler that waits for good answers 503 in time",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /faults/stuck")).is(503);
      },
      hints: [
        "This handler never comes to its end. Which lines of yours does it hold up?",
        "Look where the timer is started: before await next(), or after it?",
        "const timer = setTimeout(...); await next();",
      ],
      mistakes: late,
    },
    {
      step: "c",
      title: "the deadline leaves alone what is answered already",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /books")).is(200);
        (await ask("GET /faults/silent")).is(503); // While it waits, the timer of the first one is due.
        (await ask("GET /books")).is(200);
      },
      hints: [
        "The timer of an answered request runs on. What does it do when its time comes?",
        "Look into the function that you give to setTimeout.",
        'if (!res.headersSent) sendError(...); and res.once("close", () => clearTimeout(timer)); beside it',
      ],
      mistakes: late,
    },
    {
      step: "d",
      title: "of two answers the first is sent, and the server lives",
      isPoint: true,
      run: async ({ ask }) => {
        isFirst(await ask("GET /faults/twice"));
        (await ask("GET /books")).is(200);
      },
      hints: [
        "The second end() has a text, and the first one has gone. Where does the text go?",
        "Look at the new res.end of answerOnce: it calls the real one each time.",
        "if (res.writableEnded) { console.error(...); return res; }",
      ],
      mistakes: twice,
    },
    {
      step: "d",
      title: "five clients at once get one answer each",
      isPoint: true,
      run: async ({ ask }) => {
        const replies = await Promise.all([1, 2, 3, 4, 5].map(() => ask("GET /faults/twice")));
        for (const reply of replies) isFirst(reply);
        (await ask("GET /books")).is(200);
      },
      hints: [
        "What do five requests share in your code?",
        "Look for a variable outside of answerOnce.",
        "Ask res.writableEnded: each response has its own.",
      ],
      mistakes: twice,
    },
    {
      step: "e",
      title: "a response that is half sent is broken off",
      further: true,
      isPoint: true,
      run: async ({ ask }) => {
        if (!(await isBrokenOff(ask, "GET /faults/half"))) throw new Miss("a response that is broken off");
        (await ask("GET /books")).is(200);
      },
      hints: [
        "The status has gone, and it was a 200. How can the client still learn that something failed?",
        "Look at the catch of answerErrors: res.headersSent is true there.",
        "if (res.headersSent) res.destroy(); else ...",
      ],
      mistakes: [
        {
          id: "08-half-and-status",
          when: ({ crash, again }) => crash?.code === "ERR_HTTP_HEADERS_SENT" && again === undefined,
          why: ({ crash }) =>
            `a part of the response has gone, with a 200. Its status can be changed no more, and who tries gets an error${at(crash?.place)}.`,
          tip: "if (res.headersSent) res.destroy(); else sendError(...)",
        },
        {
          id: "08-half-looks-whole",
          when: ({ reply }) => reply?.status === 200,
          why: "the response was ended, as if it were whole. The client cannot know that the rest is missing.",
          tip: "res.destroy() breaks the connection: that the client can see",
        },
        {
          id: "08-half-hangs",
          when: ({ silence }) => silence === "no-reply",
          why: "a part has gone, and nothing follows. The client waits for the rest.",
          tip: "if (res.headersSent) res.destroy();",
        },
        ...throwing,
      ],
    },
  ],
});

function isFirst(reply: Reply): void {
  reply.is(200).says("The first answer.");
  if (reply.text.includes("second")) throw new Miss("the first answer alone", reply);
}

/** The client sees that the response is not whole. A hang is a miss of its own. */
async function isBrokenOff(ask: Ask, request: string): Promise<boolean> {
  try {
    await ask(request);
    return false;
  } catch (error) {
    if (error instanceof Miss && "silence" in error && error.silence === "broken") return true;
    throw error;
  }
}

function at(place: string | undefined): string {
  return place === undefined ? "" : ` at ${place}`;
}
