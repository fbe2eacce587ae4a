// What students do wrong in lesson 06.

import type { CataloguedMistake } from "../../support/mistake.ts";

const RUN =
  "  const [step, ...rest] = steps;\n  if (step === undefined) return;\n  await step(req, res, () => runSteps(rest, req, res));\n";
const REST = "() => runSteps(rest, req, res)";
const ID = '  requests += 1;\n  res.setHeader("X-Request-Id", String(requests));\n  await next();\n';
const COUNT = "  requests += 1;\n";
const SET = '  res.setHeader("X-Request-Id", String(requests));\n';
const OUT = "  await next();\n  log.push(`out";
const GATE = 'if (req.path.startsWith("/staff/") && req.headers.authorization !== "Bearer open-sesame") {';
const WANTED = `    res.setHeader("WWW-Authenticate", 'Bearer realm="staff"');\n`;
const REFUSE = '    sendText(res, 401, "For the staff only.\\n");\n    return;\n  }\n  await next();\n';
const STEPS = "[writeLog, giveId, staffOnly, toRoutes(routes)]";

export const mistakes: CataloguedMistake[] = [
  {
    name: "no await for the list",
    edit: [["await books.all()", "books.all()"]],
    expect: "06-no-await",
    check: "GET /books waits for the list",
    says: ["exercise.ts:67"],
  },
  {
    name: "no await for a book",
    edit: [["await books.get(", "books.get("]],
    expect: "06-no-await",
    check: "GET /books/:isbn waits for the book",
  },
  {
    name: "await where it waits for nothing",
    edit: [
      ["await books.all()", "books.all()"],
      ["sendJson(res, 200, found);", "await sendJson(res, 200, found);"],
    ],
    expect: "06-no-await",
  },
  {
    name: "await without async",
    edit: [["async function listBooks", "function listBooks"]],
    expect: "syntax",
  },
  {
    name: "what is not there is read",
    edit: [["if (book === undefined) sendText", 'if (book!.title === "") sendText']],
    expect: "of-nothing",
    check: "a book that is not there gets 404",
    blames: "/books/9780000000000",
  },
  {
    name: "an error while waiting",
    edit: [
      ["await books.get(", 'await Promise.reject(new Error("The shelf is empty.")) ?? await books.get('],
    ],
    expect: "crash",
    blames: "/books/9780141439518",
    says: ["The shelf is empty."],
  },
  {
    name: "one variable for all readers",
    edit: [
      ["async function showBook", "let current: string | undefined;\n\nasync function showBook"],
      [
        'const book = await books.get(req.params.isbn ?? "");',
        'current = req.params.isbn;\n  await books.all();\n  const book = await books.get(current ?? "");',
      ],
    ],
    expect: "06-shared-variable",
    check: "five readers at once get their own books",
  },
  {
    name: "all steps run, one after the other",
    edit: [[RUN, "  for (const step of steps) await step(req, res, async () => {});\n"]],
    expect: "06-all-run",
    check: "the log: in, then the handler, then out",
  },
  { name: "the rest never runs", edit: [[REST, "async () => {}"]], expect: "06-rest-never-runs" },
  {
    name: "the same steps again",
    edit: [[REST, "() => runSteps(steps, req, res)"]],
    expect: "06-same-steps",
  },
  {
    name: "runSteps called instead of given",
    edit: [[REST, "runSteps(rest, req, res) as never"]],
    expect: "06-called-not-given",
  },
  {
    name: "the promise of next() lost",
    edit: [[REST, "async () => { runSteps(rest, req, res); }"]],
    expect: "06-next-not-returned",
  },
  {
    name: "the step not waited for",
    edit: [["await step(req, res,", "step(req, res,"]],
    expect: "06-step-not-awaited",
  },
  {
    name: "next() forgotten",
    edit: [[ID, COUNT + SET]],
    expect: "06-no-next",
    says: ["giveId", "exercise.ts:41"],
  },
  {
    name: "next without brackets",
    edit: [[ID, `${COUNT}${SET}  await next;\n`]],
    expect: "06-no-next",
    says: ["giveId"],
  },
  {
    name: "the gate forgets next()",
    edit: [[REFUSE, REFUSE.replace("  await next();\n", "")]],
    expect: "06-no-next",
    says: ["staffOnly"],
  },
  {
    name: "next() only for the staff",
    edit: [[`  ${GATE}\n`, `  if (!req.path.startsWith("/staff/")) return;\n  ${GATE}\n`]],
    expect: "06-next-not-always",
    says: ["exercise.ts:43"],
  },
  {
    name: "next() twice",
    edit: [[ID, `${ID}  await next();\n`]],
    expect: "06-next-twice",
    check: "GET /books waits for the list",
    blames: "/books$",
    says: ["giveId", "exercise.ts:41"],
  },
  {
    name: "next() twice, the first without await",
    edit: [[ID, ID.replace("  await next", "  next();\n  await next")]],
    expect: "06-next-twice",
    blames: "/books$",
  },
  {
    name: "next() before and behind the gate",
    edit: [[`  ${GATE}\n`, `  await next();\n  ${GATE}\n`]],
    expect: "06-next-twice",
    blames: "/books$",
    says: ["staffOnly"],
  },
  {
    name: "next() without await in the log",
    edit: [[OUT, OUT.replace("await ", "")]],
    expect: "06-next-without-await",
    says: ["exercise.ts:35"],
  },
  {
    name: "next() without await in another step",
    edit: [[ID, ID.replace("await ", "")]],
    expect: "06-next-without-await",
    says: ["exercise.ts:44"],
  },
  {
    name: "the line out before next()",
    edit: [
      ["  log.push(`in", "  log.push(`out /none 0 0 ms`);\n  log.push(`in"],
      ["  await next();\n  log.push(`out $", "  log.push(`out $"],
      [" ms`);\n};", " ms`);\n  await next();\n};"],
    ],
    expect: "06-out-before-next",
  },
  {
    name: "the status read before next()",
    edit: [
      [OUT, "  const status = res.statusCode;\n  await next();\n  log.push(`out"],
      ["{res.statusCode} $", "{status} $"],
    ],
    expect: "06-status-before-next",
    check: "the line out has the status, 200 and 404",
  },
  {
    name: "no status",
    edit: [[" $" + "{res.statusCode} $" + "{Math.round(performance.now() - start)} ms", ""]],
    expect: "06-no-status",
  },
  {
    name: "an answer twice in a handler",
    edit: [
      [
        '  log.push("listBooks");\n  sendJson(res, 200, found);\n',
        '  log.push("listBooks");\n  sendJson(res, 200, found);\n  sendJson(res, 200, found);\n',
      ],
    ],
    expect: "answered-twice",
    blames: "/books$",
    says: ["exercise.ts:69", "exercise.ts:70"],
  },
  { name: "no id", edit: [[SET, ""]], expect: "06-no-id" },
  {
    name: "the id after next()",
    edit: [[ID, `${COUNT}  await next();\n${SET}`]],
    expect: "06-header-after-next",
    blames: "/books$",
    says: ["exercise.ts:44"],
  },
  {
    name: "the id in a handler only",
    edit: [
      [SET, ""],
      [
        "function showHome(_req: Request, res: ServerResponse): void {\n",
        `function showHome(_req: Request, res: ServerResponse): void {\n${SET}`,
      ],
      [
        "(_req, res) => sendNothing(res)",
        '(_req, res) => { res.setHeader("X-Request-Id", "1"); sendNothing(res); }',
      ],
    ],
    expect: "06-id-not-everywhere",
  },
  { name: "a random id", edit: [["String(requests)", "crypto.randomUUID()"]], expect: "06-id-is-no-number" },
  {
    name: "a constant count",
    edit: [["let requests = 0", "const requests = 0"]],
    expect: "06-constant",
    says: ["exercise.ts:42"],
  },
  {
    name: "the count inside of the step",
    edit: [
      ["let requests = 0;\n\n", ""],
      [COUNT, `  let requests = 0;\n${COUNT}`],
    ],
    expect: "06-counter-inside",
    says: ["exercise.ts:40"],
  },
  { name: "counted twice", edit: [[ID, `${ID}${COUNT}`]], expect: "06-counted-twice" },
  {
    name: "counted behind the waiting",
    edit: [[ID, `${SET}  await next();\n${COUNT}`]],
    expect: "06-counted-after-waiting",
    check: "the ids count up by one, for five at once too",
  },
  {
    name: "the gate not in the list",
    edit: [[STEPS, "[writeLog, giveId, toRoutes(routes)]"]],
    expect: "06-gate-not-in-list",
    says: ["exercise.ts:56"],
  },
  {
    name: "the gate behind the routes",
    edit: [[STEPS, "[writeLog, giveId, toRoutes(routes), staffOnly]"]],
    expect: "06-gate-too-late",
  },
  {
    name: "the gate first of all",
    edit: [[STEPS, "[staffOnly, writeLog, giveId, toRoutes(routes)]"]],
    expect: "06-gate-too-early",
    check: "a 401 has its id and its line in the log",
  },
  {
    name: "the gate open",
    edit: [['!== "Bearer open-sesame"', '=== "Bearer open-sesame"']],
    expect: "06-gate-open",
  },
  {
    name: "a gate without return",
    edit: [[REFUSE, REFUSE.replace("    return;\n", "")]],
    expect: "06-gate-no-return",
    blames: "/staff/loans$",
    says: ["exercise.ts:50", "exercise.ts:87"],
  },
  {
    name: "a gate with next() in it",
    edit: [[REFUSE, REFUSE.replace("    return;\n", "    await next();\n    return;\n")]],
    expect: "06-next-twice",
  },
  { name: "403", edit: [["sendText(res, 401", "sendText(res, 403"]], expect: "06-gate-403" },
  { name: "404", edit: [["sendText(res, 401", "sendText(res, 404"]], expect: "06-gate-404" },
  { name: "200", edit: [["sendText(res, 401", "sendText(res, 200"]], expect: "06-gate-open" },
  {
    name: "a gate before all paths",
    edit: [['req.path.startsWith("/staff/") && ', ""]],
    expect: "06-gate-for-all",
    check: "GET /books waits for the list",
  },
  {
    name: "no WWW-Authenticate",
    edit: [[WANTED, ""]],
    expect: "06-no-www-authenticate",
    check: "the 401 says what is wanted, in WWW-Authenticate",
  },
  { name: "another challenge", edit: [[`'Bearer realm="staff"'`, '"please"']], expect: "06-other-challenge" },
  {
    name: "a capital in the name of the field",
    edit: [["req.headers.authorization", "req.headers.Authorization"]],
    expect: "06-capital-header",
    says: ["exercise.ts:48"],
  },
  {
    name: "the word without Bearer",
    edit: [['"Bearer open-sesame"', '"open-sesame"']],
    expect: "06-gate-never-opens",
  },
  {
    name: "any word opens",
    edit: [['req.headers.authorization !== "Bearer open-sesame"', "req.headers.authorization === undefined"]],
    expect: "06-any-word",
  },
  {
    name: "the beginning of the word opens",
    edit: [
      [
        'req.headers.authorization !== "Bearer open-sesame"',
        '!req.headers.authorization?.startsWith("Bearer open-sesame")',
      ],
    ],
    expect: "06-any-word",
  },
  {
    name: "the handler runs behind the 401",
    edit: [[REFUSE, REFUSE.replace("    return;\n", '    log.push("listLoans");\n    return;\n')]],
    expect: "06-gate-after-next",
    check: "behind a shut gate nothing runs",
  },
  {
    name: "one path only",
    edit: [['req.path.startsWith("/staff/")', 'req.path === "/staff/loans"']],
    expect: "06-way-round",
    check: "there is no way round the gate",
    says: ["/staff/loans/"],
  },
  {
    name: "req.url only",
    edit: [['req.path.startsWith("/staff/")', '["/staff/loans", "/staff/loans/"].includes(req.url ?? "")']],
    expect: "06-way-round",
    says: ["all=1"],
  },
  {
    name: "only GET is guarded",
    edit: [['req.path.startsWith("/staff/")', 'req.method === "GET" && req.path.startsWith("/staff/")']],
    expect: "06-way-round",
    says: ["HEAD"],
  },
  {
    name: "the time before the waiting",
    edit: [
      [
        "  const start = performance.now();\n",
        "  const start = performance.now();\n  const took = performance.now() - start;\n",
      ],
      ["Math.round(performance.now() - start)", "Math.round(took)"],
    ],
    expect: "06-time-before-next",
  },
];
