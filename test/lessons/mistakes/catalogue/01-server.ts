// What students do wrong in lesson 01.

import type { CataloguedMistake } from "../../support/mistake.ts";

const END = "    res.end(`City Library\\nYou asked: ${req.method} ${req.url}\\n`);";
const TOLD = "`City Library\\nYou asked: ${req.method} ${req.url}\\n`";
const RESPONSE = "a request gets a response";
const ASKED = "the response tells what was asked";
const TIME = "/time answers with the time";

export const mistakes: CataloguedMistake[] = [
  { name: "no res.end", edit: [[END, ""]], expect: "no-response", check: RESPONSE },
  {
    name: "write without end",
    edit: [[END, '    res.write("City Library\\n");']],
    expect: "not-ended",
    says: ["exercise.ts:10"],
  },
  {
    name: "two answers",
    edit: [[END, `${END}\n${END}`]],
    expect: "answered-twice",
    says: ["exercise.ts:10", "exercise.ts:11"],
  },
  { name: "a fixed port", edit: [["Number(process.env.PORT ?? 3000)", "0"]], expect: "wrong-port" },
  {
    name: "a name that is not there, in what runs when the server listens",
    edit: [["localhost:${port}", "localhost:${prot}"]],
    expect: "unknown-name",
    says: ["prot", "exercise.ts:16"],
  },
  { name: "no listen", edit: [["server.listen(port", "void (port"]], expect: "exited-at-start" },
  {
    name: "listens when the first request has come",
    edit: [
      ["  console.log(`A request", "  server.listen(Number(process.env.PORT));\n  console.log(`A request"],
      ["server.listen(port", "void (port"],
    ],
    expect: "exited-at-start",
  },
  {
    name: "an answer for / only",
    edit: [[END, `    if (req.url === "/") res.end("City Library");`]],
    expect: "01-only-some-paths",
    check: "any path gets a response",
  },
  { name: "an empty answer", edit: [[END, "    res.end();"]], expect: "01-empty-body" },
  { name: "other letters", edit: [["City Library\\n", "city library"]], expect: "01-other-words" },
  {
    name: "an object as the answer",
    edit: [[END, '    res.end({ name: "City Library" });']],
    expect: "end-not-text",
  },
  {
    name: "a number as the answer",
    edit: [[END, "    res.end(42);"]],
    expect: "end-not-text",
  },
  { name: "a bracket too many", edit: [["createServer((req", "createServer(((req"]], expect: "syntax" },
  {
    name: "listen twice",
    edit: [["const port", "server.listen(Number(process.env.PORT));\nconst port"]],
    expect: "load-failed",
  },
  { name: "an endless loop", edit: [[END, "    while (true) {}"]], expect: "blocked" },
  {
    name: "request and response the wrong way round",
    edit: [["(req, res) =>", "(res, req) =>"]],
    expect: "01-swapped",
    check: RESPONSE,
    says: ["exercise.ts:10"],
  },
  {
    name: "Express's res.send",
    edit: [["res.end(`City", "res.send(`City"]],
    expect: "01-express",
    check: RESPONSE,
  },
  {
    name: "printed instead of sent",
    edit: [[END, '    console.log("City Library");']],
    expect: "01-printed",
    check: RESPONSE,
    says: ["exercise.ts:10"],
  },
  {
    name: "returned instead of sent",
    edit: [[END, '    return "City Library";']],
    expect: "01-returned",
    check: RESPONSE,
    says: ["exercise.ts:10"],
  },
  {
    name: "closes the server after the first answer",
    edit: [[END, `${END}\n    res.on("finish", () => process.exit());`]],
    expect: "exited",
    check: RESPONSE,
  },
  {
    name: "quotes where backticks belong",
    edit: [[TOLD, '"City Library\\nYou asked: ${req.method} ${req.url}\\n"']],
    expect: "01-quotes",
    check: ASKED,
    says: ["exercise.ts:10"],
  },
  {
    name: "a member that is not there",
    edit: [["asked: ${req.method}", "asked: ${req.verb}"]],
    expect: "01-undefined",
  },
  {
    name: "the whole request as text",
    edit: [["${req.method} ${req.url}\\n", "${req}"]],
    expect: "01-whole-request",
  },
  {
    name: "words that fit one request",
    edit: [[TOLD, '"City Library, GET /books/7"']],
    expect: "01-fixed-words",
  },
  { name: "the step not made", edit: [[TOLD, '"City Library"']], expect: "01-fixed-words", check: ASKED },
  {
    name: "the path without the verb",
    edit: [["asked: ${req.method} ", "asked: "]],
    expect: "01-half",
    check: ASKED,
  },
  {
    name: "a variable that all requests share",
    edit: [
      ["const server", 'let asked = "";\nconst server'],
      [
        END,
        "    asked = `${req.method} ${req.url}`;\n    setTimeout(() => res.end(`City Library ${asked}`), 50);",
      ],
    ],
    expect: "01-shared",
    check: "five requests at once get five responses, each its own",
  },
  {
    name: "a name with two letters changed",
    edit: [[END, END.replace("res.end", "rse.end")]],
    expect: "unknown-name",
    check: RESPONSE,
    says: ["rse is not defined", "exercise.ts:10", "Is res meant?"],
  },
  {
    name: "a name with a letter missing, at the start",
    edit: [["const server = createServer", "const server = createServr"]],
    expect: "unknown-name",
    says: ["Is createServer meant?"],
  },
  {
    name: "one = in an if, and a second answer behind it",
    edit: [
      ['if (req.url === "/time") {', 'if (req.url = "/time") {'],
      ["  } else {", "  }\n  {"],
    ],
    expect: "assigned-in-if",
    check: RESPONSE,
    says: ["exercise.ts:7"],
  },
  {
    name: "one text for the field and its value",
    edit: [[END, `    (res.setHeader as Function)("Content-Type: text/html");\n${END}`]],
    expect: "header-without-value",
    check: RESPONSE,
  },
  {
    name: "a method that does not exist",
    edit: [[END, END.replace("res.end", "(res as any).finish")]],
    expect: "no-such-function",
    check: RESPONSE,
  },
  { name: "/time without its slash", edit: [['"/time"', '"time"']], expect: "01-time-slash", check: TIME },
];

// 127.0.0.2 is this computer too, on Linux and Windows.
if (process.platform !== "darwin") {
  mistakes.push({
    name: "listens at another address",
    edit: [['"127.0.0.1"', '"127.0.0.2"']],
    expect: "01-other-address",
    check: RESPONSE,
  });
}
