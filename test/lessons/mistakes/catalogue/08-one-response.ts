// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code of students, in quotes.

// What students do wrong in lesson 08.

import type { CataloguedMistake } from "../../support/mistake.ts";

const CATCH = `    if (!(error instanceof HttpError)) console.error(\`\${req.method} \${req.url} failed:\`, error);
    if (res.writableEnded) return;
    if (res.headersSent) res.destroy();
    else if (error instanceof HttpError) sendError(res, error.status, error.message);
    else sendError(res, 500, "The server made a mistake.");`;
const TRY = `  try {
    await next();
  } catch (error) {
${CATCH}
  }`;
const LAST = 'sendError(res, 500, "The server made a mistake.");';
const MEANT = "else if (error instanceof HttpError) sendError(res, error.status, error.message);\n    else ";
const IN_TIMER = 'if (!res.headersSent) sendError(res, 503, "The server took too long.");';
const TIMER = `    const timer = setTimeout(() => {
      ${IN_TIMER}
    }, limit);
    res.once("close", () => clearTimeout(timer));
    await next();`;
const CLEAR = '    res.once("close", () => clearTimeout(timer));\n';
const ONCE = `    if (res.writableEnded) {
      console.error(\`\${req.method} \${req.url} was answered twice.\`);
      return res;
    }
    return Reflect.apply(end, res, args);`;
const HEADER = "export const answerErrors: Step";
const BOTH_HIDDEN =
  'process.on("uncaughtException", () => {});\nprocess.on("unhandledRejection", () => {});\n';

const TITLE = {
  works: "what works goes on working",
  meant: "an HttpError answers with its status and its reason",
  throws: "a handler that throws answers 500, and the server lives",
  later: "a handler that fails later answers 500 too",
  inside: "nothing of an error leaves the server",
  silent: "a handler that says nothing answers 503 in time",
  stuck: "a handler that waits for good answers 503 in time",
  alone: "the deadline leaves alone what is answered already",
  twice: "of two answers the first is sent, and the server lives",
  five: "five clients at once get one answer each",
  half: "a response that is half sent is broken off",
};

export const mistakes: CataloguedMistake[] = [
  {
    name: "nothing is caught (M5)",
    edit: [[TRY, "  await next();"]],
    expect: "08-not-caught",
    check: TITLE.meant,
    blames: "/books/9999999999999",
    says: ["exercise.ts:61"],
  },
  {
    name: "a try without await",
    edit: [["    await next();\n  } catch", "    next();\n  } catch"]],
    expect: "08-next-not-awaited",
    check: TITLE.meant,
    blames: "/books/9999999999999",
    says: ["exercise.ts:29"],
  },
  {
    name: "return next() in a try, without await",
    edit: [["    await next();\n  } catch", "    return next();\n  } catch"]],
    expect: "08-next-not-awaited",
    check: TITLE.meant,
  },
  {
    name: "caught and logged, not answered (M6)",
    edit: [[CATCH, "    console.error(error);"]],
    expect: "08-caught-and-silent",
    check: TITLE.meant,
  },
  {
    name: "only an HttpError is answered (M6)",
    edit: [[`    else ${LAST}`, "    else console.error(error);"]],
    expect: "08-caught-and-silent",
    check: TITLE.throws,
  },
  {
    name: "all errors of the process are hidden (M6)",
    edit: [
      [TRY, "  await next();"],
      [HEADER, `${BOTH_HIDDEN}${HEADER}`],
    ],
    expect: "08-error-hidden",
    check: TITLE.meant,
    says: ["exercise.ts:27"],
  },
  {
    name: "an HttpError is answered with 500",
    edit: [[MEANT, "else "]],
    expect: "08-http-error-as-500",
    check: TITLE.meant,
  },
  {
    name: "the reason of an HttpError is lost",
    edit: [["error.status, error.message", 'error.status, "Not found."']],
    expect: "08-reason-lost",
    check: TITLE.meant,
  },
  {
    name: "every error is taken for an HttpError",
    edit: [
      [`${MEANT}${LAST}`, "else sendError(res, (error as HttpError).status, (error as HttpError).message);"],
    ],
    expect: "08-undefined-status",
    check: TITLE.throws,
    blames: "/faults/throws",
  },
  {
    name: "an error of the server with 400",
    edit: [["res, 500,", "res, 400,"]],
    expect: "08-blames-the-client",
    check: TITLE.throws,
  },
  {
    name: "an error of the server with 200 (M14)",
    edit: [["res, 500,", "res, 200,"]],
    expect: "error-with-200",
    check: TITLE.throws,
  },
  {
    name: "the message of the error leaves",
    edit: [[LAST, "sendError(res, 500, (error as Error).message);"]],
    expect: "08-insides-told",
    check: TITLE.inside,
  },
  {
    name: "the stack of the error leaves",
    edit: [[LAST, "sendError(res, 500, String((error as Error).stack));"]],
    expect: "08-insides-told",
    check: TITLE.inside,
  },
  {
    name: "only what is thrown at once is caught",
    edit: [
      [
        "async function rejectLater(): Promise<void> {\n  await books.all();",
        "async function rejectLater(): Promise<void> {\n  await books.all();",
      ],
      [
        "    await next();\n  } catch",
        '    if (req.path === "/faults/rejects") next();\n    else await next();\n  } catch',
      ],
    ],
    expect: "08-next-not-awaited",
    check: TITLE.later,
    blames: "/faults/rejects",
  },
  {
    name: "no deadline",
    edit: [[TIMER, "    await next();"]],
    expect: "08-no-deadline",
    check: TITLE.silent,
  },
  {
    name: "the timer is started after next()",
    edit: [[TIMER, `    await next();\n    setTimeout(() => {\n      ${IN_TIMER}\n    }, limit);`]],
    expect: "08-timer-after-next",
    check: TITLE.stuck,
    says: ["exercise.ts:42"],
  },
  {
    name: "seconds instead of milliseconds",
    edit: [["}, limit);", "}, limit * 1000);"]],
    expect: "08-deadline-too-late",
    check: TITLE.silent,
  },
  {
    name: "a timer that answers nobody",
    edit: [[IN_TIMER, 'console.error("too late");']],
    expect: "08-deadline-too-late",
    check: TITLE.silent,
  },
  {
    name: "setTimeout without a time",
    edit: [["}, limit);", "});"]],
    expect: "08-deadline-at-once",
    check: TITLE.works,
  },
  {
    name: "the answer is given to setTimeout, and not a function",
    edit: [[TIMER, '    setTimeout(sendError(res, 503, "late") as never, limit);\n    await next();']],
    expect: "08-deadline-at-once",
    check: TITLE.works,
  },
  {
    name: "the deadline answers what is answered (M2)",
    edit: [
      [IN_TIMER, 'sendError(res, 503, "The server took too long.");'],
      [CLEAR, ""],
    ],
    expect: "08-deadline-answers-again",
    check: TITLE.silent,
    blames: "/books",
    says: ["exercise.ts:42"],
  },
  {
    name: "500 instead of 503",
    edit: [["res, 503,", "res, 500,"]],
    expect: "08-not-503",
    check: TITLE.silent,
  },
  {
    name: "408 instead of 503",
    edit: [["res, 503,", "res, 408,"]],
    expect: "08-not-503",
    check: TITLE.silent,
  },
  {
    name: "a second end() passes (M2b)",
    edit: [[ONCE, "    return Reflect.apply(end, res, args);"]],
    expect: "08-second-end-passed",
    check: TITLE.twice,
    blames: "/faults/twice",
  },
  {
    name: "a second end() is logged, and passes",
    edit: [["      return res;\n", ""]],
    expect: "08-second-end-passed",
    check: TITLE.twice,
    blames: "/faults/twice",
  },
  {
    name: "try around end (M2c)",
    edit: [
      [
        ONCE,
        "    try {\n      return Reflect.apply(end, res, args);\n    } catch {\n      console.error(req.url);\n      return res;\n    }",
      ],
    ],
    expect: "08-try-around-end",
    check: TITLE.twice,
    blames: "/faults/twice",
    says: ["exercise.ts:52"],
  },
  {
    name: "the error event is hidden",
    edit: [[ONCE, '    res.on("error", () => {});\n    return Reflect.apply(end, res, args);']],
    expect: "08-error-event-hidden",
    check: TITLE.twice,
    blames: "/faults/twice",
  },
  {
    name: "one flag for all requests",
    edit: [
      ["export const answerOnce", "let answered = false;\nexport const answerOnce"],
      ["if (res.writableEnded) {", "if (answered) {"],
      ["    return Reflect.apply(end", "    answered = true;\n    return Reflect.apply(end"],
    ],
    expect: "08-flag-for-all",
    check: TITLE.works,
  },
  {
    name: "the new end calls itself",
    edit: [["return Reflect.apply(end, res, args);", "return Reflect.apply(res.end, res, args);"]],
    expect: "08-calls-itself",
    check: TITLE.works,
  },
  {
    name: "the text of the answer is lost",
    edit: [["return Reflect.apply(end, res, args);", "return end();"]],
    expect: "08-text-lost-on-the-way",
    check: TITLE.works,
  },
  {
    name: "the question the other way round",
    edit: [["    if (res.writableEnded) {", "    if (!res.writableEnded) {"]],
    expect: "08-no-end-passes",
    check: TITLE.works,
  },
  {
    name: "a step without next()",
    edit: [[`${CLEAR}    await next();`, CLEAR]],
    expect: "08-forgot-next",
    check: TITLE.works,
  },
  {
    name: "answerOnce without next()",
    edit: [["  };\n  await next();", "  };"]],
    expect: "08-forgot-next",
    check: TITLE.works,
  },
  {
    name: "half a response and a second status",
    edit: [["    if (res.headersSent) res.destroy();\n    else if", "    if"]],
    expect: "08-half-and-status",
    check: TITLE.half,
    blames: "/faults/half",
  },
  {
    name: "half a response ended as if it were whole",
    edit: [["res.destroy()", "res.end()"]],
    expect: "08-half-looks-whole",
    check: TITLE.half,
  },
  {
    name: "half a response, and then nothing",
    edit: [["if (res.headersSent) res.destroy();", "if (res.headersSent) return;"]],
    expect: "08-half-hangs",
    check: TITLE.half,
  },
  {
    name: "an error without new",
    edit: [["  await next();\n};", "  await next();\n};\n}"]],
    expect: "syntax",
  },
];
