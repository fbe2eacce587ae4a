// What students do wrong in lesson 01.

import type { CataloguedMistake } from "../support/mistake.ts";

const END = '  res.end("City Library\\n");';

export const mistakes: CataloguedMistake[] = [
  { name: "no res.end", edit: [[END, ""]], expect: "no-response", check: "a request gets a response" },
  {
    name: "write without end",
    edit: [[END, '  res.write("City Library\\n");']],
    expect: "not-ended",
    says: ["exercise.ts:7"],
  },
  {
    name: "two answers",
    edit: [[END, `${END}\n${END}`]],
    expect: "answered-twice",
    says: ["exercise.ts:7", "exercise.ts:8"],
  },
  { name: "a fixed port", edit: [["Number(process.env.PORT ?? 3000)", "0"]], expect: "wrong-port" },
  { name: "no listen", edit: [["server.listen(port", "void (port"]], expect: "exited-at-start" },
  {
    name: "an answer for / only",
    edit: [[END, `  if (req.url === "/") res.end("City Library");`]],
    expect: "01-only-some-paths",
    check: "any path gets a response",
  },
  { name: "an empty answer", edit: [[END, "  res.end();"]], expect: "01-empty-body" },
  { name: "other letters", edit: [["City Library\\n", "city library"]], expect: "01-other-words" },
  {
    name: "an object as the answer",
    edit: [[END, '  res.end({ name: "City Library" });']],
    expect: "end-not-text",
  },
  { name: "a bracket too many", edit: [["createServer((req", "createServer(((req"]], expect: "syntax" },
  {
    name: "listen twice",
    edit: [["const port", "server.listen(Number(process.env.PORT));\nconst port"]],
    expect: "load-failed",
  },
  { name: "an endless loop", edit: [[END, "  while (true) {}"]], expect: "blocked" },
];
