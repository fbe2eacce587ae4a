// What students do wrong in lesson 14.

import type { CataloguedMistake } from "../../support/mistake.ts";

const TAG = "const etag = etagOf(value);\n  res";
const SAME = 'req.headers["if-none-match"]?.includes(etag)';
const HEAD = '  res.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" });\n';
const FLUSH = "  res.flushHeaders();\n";
const FORGET = '  res.once("close", () => listeners.delete(res));\n';
const WRITE = "  for (const res of listeners) res.write(text);\n";
const HAD = 'Number(req.headers["last-event-id"] ?? lastId)';

export const mistakes: CataloguedMistake[] = [
  {
    name: "no ETag",
    edit: [['  res.setHeader("ETag", etag);\n', ""]],
    expect: "14-no-etag",
    check: "the loans come with an ETag",
  },
  {
    name: "an ETag without quotes",
    edit: [[TAG, "const etag = etagOf(value).slice(1, -1);\n  res"]],
    expect: "14-etag-quotes",
  },
  { name: "never 304", edit: [[SAME, "false"]], expect: "14-no-304" },
  {
    name: "the time as the ETag",
    edit: [[TAG, 'const etag = `"${performance.now()}"`;\n  res']],
    expect: "14-etag-restless",
  },
  {
    name: "a fixed ETag",
    edit: [[TAG, "const etag = '\"v1\"';\n  res"]],
    expect: "14-etag-fixed",
    check: "after a loan the ETag is another one",
  },
  {
    name: "304 for any If-None-Match",
    edit: [[SAME, 'req.headers["if-none-match"] !== undefined']],
    expect: "14-always-304",
  },
  {
    name: "only one ETag is understood",
    edit: [[SAME, 'req.headers["if-none-match"] === etag']],
    expect: "14-one-tag",
    check: "304 also where several ETags are named",
  },
  {
    name: "the stream is ended at once",
    edit: [[FLUSH, "  res.end();\n"]],
    expect: "14-ended",
    check: "GET /events answers with a stream that stays open",
  },
  { name: "no Content-Type", edit: [[HEAD, ""]], expect: "14-wrong-type" },
  { name: "the stream is called text", edit: [["text/event-stream", "text/plain"]], expect: "14-wrong-type" },
  {
    name: "the header stays in the server",
    edit: [[FLUSH, ""]],
    expect: "14-not-flushed",
    says: ["exercise.ts:"],
  },
  { name: "nobody is kept", edit: [["  listeners.add(res);\n", ""]], expect: "14-nothing-written" },
  { name: "nothing is written", edit: [[WRITE, ""]], expect: "14-nothing-written" },
  { name: "no empty line", edit: [["\\n\\n`", "\\n`"]], expect: "14-no-empty-line" },
  { name: "no data:", edit: [["\\ndata: $", "\\n$"]], expect: "14-no-data" },
  {
    name: "no name",
    edit: [["\\nevent: ${event}", ""]],
    expect: "14-no-event-name",
    check: "each loan is an event, in less than a second",
  },
  { name: "an object as data", edit: [["JSON.stringify(data)}", "data}"]], expect: "object-object" },
  {
    name: "end instead of write",
    edit: [["res.write(text);\n}", "res.end(text);\n}"]],
    expect: "14-ended-after-event",
  },
  {
    name: "only the newest is kept",
    edit: [["  listeners.add(res);\n", "  listeners.clear();\n  listeners.add(res);\n"]],
    expect: "14-one-listener",
    check: "two who listen both hear it",
  },
  {
    name: "nobody is forgotten",
    edit: [[FORGET, ""]],
    expect: "14-not-forgotten",
    check: "one that leaves is forgotten, and the others still hear",
  },
  {
    name: "forgotten at finish",
    edit: [['res.once("close"', 'res.once("finish"']],
    expect: "14-wrong-close",
  },
  {
    name: "all are forgotten",
    edit: [["listeners.delete(res)", "listeners.clear()"]],
    expect: "14-all-forgotten",
  },
  {
    name: "no ids",
    edit: [["id: ${lastId}\\n", ""]],
    expect: "14-no-id",
    check: "each event has an id of its own",
  },
  { name: "one id for all", edit: [["  lastId += 1;\n", ""]], expect: "14-same-id" },
  {
    name: "the past is not kept",
    edit: [["  past.push({ id: lastId, text });\n", ""]],
    expect: "14-no-resume",
  },
  {
    name: "the last one comes again",
    edit: [
      ["id > had", "id >= had"],
      ["?? lastId)", "?? lastId + 1)"],
    ],
    expect: "14-resume-again",
  },
  {
    name: "the past for everybody",
    edit: [[HAD, 'Number(req.headers["last-event-id"] ?? 0)']],
    expect: "14-past-for-new",
  },
  {
    name: "If-Match is not looked at",
    edit: [["if (!tags.includes(etagOf(value))) throw", "if (false) throw"]],
    expect: "14-no-412",
  },
  {
    name: "If-Match without quotes",
    edit: [["tags.includes(etagOf(value))", "tags.includes(etagOf(value).slice(1, -1))"]],
    expect: "14-always-412",
    check: "a change of the newest version is taken",
  },
  {
    name: "If-Match is demanded",
    edit: [
      ['if (wanted === undefined || wanted === "*") return;', ""],
      ["const tags = wanted.split", 'const tags = (wanted ?? "").split'],
    ],
    expect: "14-if-match-missing",
  },
  {
    name: "a name with a dash, without brackets",
    edit: [['req.headers["if-none-match"]', "req.headers.if-none-match"]],
    expect: "unknown-name",
    says: ['["if-none-match"]'],
  },
];
