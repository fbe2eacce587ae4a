// What students do wrong in lesson 13.

import type { CataloguedMistake } from "../../support/mistake.ts";

const CHOICE = "  if (html > json) sendHtml(res, 200, pageOf(list));\n  else sendJson(res, 200, list);";
const SIGNAL = "    signal: AbortSignal.timeout(1_000),\n";
const ACCEPT = '    headers: { accept: "application/json" },\n';
const ORIGIN = '  if (req.headers.origin !== "http://reader.example") return next();';
const CATCH = 'if (error instanceof Error && error.name === "TimeoutError")';

export const mistakes: CataloguedMistake[] = [
  { name: "JSON for everybody", edit: [[CHOICE, "  sendJson(res, 200, list);"]], expect: "13-no-page" },
  {
    name: "the page for everybody",
    edit: [[CHOICE, "  sendHtml(res, 200, pageOf(list));"]],
    expect: "13-always-page",
  },
  {
    name: "the page for those who do not care",
    edit: [["html > json", "html >= json"]],
    expect: "13-page-for-any",
    check: "a client that takes anything, or says nothing, gets JSON",
  },
  {
    name: "the page for all who take HTML at all",
    edit: [["html > json", "html > 0"]],
    expect: "13-page-for-any",
    says: ["exercise.ts:"],
  },
  {
    name: "the form by the client's name",
    edit: [["html > json", '!(req.headers["user-agent"] ?? "").includes("curl")']],
    expect: "13-by-user-agent",
  },
  {
    name: "a look for text/html in Accept",
    edit: [["html > json", '(req.headers.accept ?? "").includes("text/html")']],
    expect: "13-includes",
    check: "how much a form is wanted counts: q=0.5 before q=0.4",
  },
  {
    name: "nothing escaped",
    edit: [["${escapeHtml(title)}", "${title}"]],
    expect: "13-not-escaped",
    check: "a title with <script> is shown as letters, and not run",
  },
  {
    name: "only the first of each replaced",
    edit: [
      ['.replaceAll("<"', '.replace("<"'],
      ['.replaceAll(">"', '.replace(">"'],
    ],
    expect: "13-only-the-first",
  },
  {
    name: "the ampersand last",
    edit: [
      ['    .replaceAll("&", "&amp;")\n', ""],
      ['.replaceAll("\'", "&#39;")', '.replaceAll("\'", "&#39;").replaceAll("&", "&amp;")'],
    ],
    expect: "13-ampersand-last",
  },
  { name: "no ampersand", edit: [['    .replaceAll("&", "&amp;")\n', ""]], expect: "13-no-ampersand" },
  { name: "quotes left", edit: [[`    .replaceAll('"', "&quot;")\n`, ""]], expect: "13-quotes" },
  {
    name: "escaped when it comes in",
    edit: [
      ["...(await readBook(req)) };", "...(await readBook(req)) };\n  book.title = escapeHtml(book.title);"],
      ["${escapeHtml(title)}", "${title}"],
    ],
    expect: "13-escaped-json",
    check: "JSON has the title as it was sent",
  },
  {
    name: "nobody asked",
    edit: [
      [
        "  const { statusCode, body } = await request(url, {",
        "  return [];\n  const { statusCode, body } = await ask(url, {",
      ],
    ],
    expect: "13-not-asked",
  },
  {
    name: "the client does not say what it wants",
    edit: [[ACCEPT, ""]],
    expect: "13-client-no-accept",
    check: "your client gets the books of another branch",
  },
  {
    name: "the body taken for text",
    edit: [["await body.text()", "String(body)"]],
    expect: "13-body-not-read",
  },
  {
    name: "the text not awaited",
    edit: [["const text = await body.text()", "const text = String(body.text())"]],
    expect: "13-text-not-awaited",
  },
  {
    name: "no Vary",
    edit: [['  res.appendHeader("Vary", "Accept");\n', ""]],
    expect: "13-no-vary",
    check: "Vary says that the response depends on Accept",
  },
  {
    name: "Vary only on the page",
    edit: [
      ['  res.appendHeader("Vary", "Accept");\n', ""],
      [
        "if (html > json) sendHtml",
        'if (html > json) res.setHeader("Vary", "Accept");\n  if (html > json) sendHtml',
      ],
    ],
    expect: "13-no-vary",
  },
  { name: "no 406", edit: [["html === 0 && json === 0", "false"]], expect: "13-no-406" },
  {
    name: "no time-out",
    edit: [[SIGNAL, ""]],
    expect: "13-no-time-out",
    check: "a silent branch is given up in time: 504",
  },
  {
    name: "a time-out longer than the deadline",
    edit: [["timeout(1_000)", "timeout(10_000)"]],
    expect: "13-no-time-out",
  },
  {
    name: "nothing caught",
    edit: [
      [
        "  try {\n    sendJson(res, 200, await askBooks(url));\n  } catch (error) {",
        "  sendJson(res, 200, await askBooks(url));\n  if (false) {\n    const error: unknown = undefined;",
      ],
    ],
    expect: "13-time-out-500",
  },
  { name: "502 for a time-out too", edit: [[CATCH, "if (false)"]], expect: "13-one-gateway-status" },
  {
    name: "504 for nonsense too",
    edit: [[CATCH, "if (true)"]],
    expect: "13-one-gateway-status",
    check: "a branch that talks nonsense is a 502",
  },
  {
    name: "the status not looked at",
    edit: [
      ["  if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}.`);\n", ""],
      ["const { statusCode, body }", "const { body }"],
    ],
    expect: "13-status-not-read",
    check: "an answer that is not 200 is an error",
  },
  {
    name: "no answer to the preflight",
    edit: [['if (req.method !== "OPTIONS") return next();', "return next();"]],
    expect: "13-no-preflight",
  },
  {
    name: "a preflight without the header fields",
    edit: [['  res.setHeader("Access-Control-Allow-Headers", "Content-Type");\n', ""]],
    expect: "13-no-allow-headers",
  },
  {
    name: "the origin only on the preflight",
    edit: [
      ['  res.setHeader("Access-Control-Allow-Origin", "http://reader.example");\n', ""],
      [
        '  res.setHeader("Access-Control-Allow-Methods"',
        '  res.setHeader("Access-Control-Allow-Origin", "http://reader.example");\n  res.setHeader("Access-Control-Allow-Methods"',
      ],
    ],
    expect: "13-no-allow-origin",
    check: "and it may read the answers",
  },
  {
    name: "Vary replaced by another step",
    edit: [['res.appendHeader("Vary", "Accept")', 'res.setHeader("Vary", "Accept")']],
    expect: "13-vary-origin",
  },
  {
    name: "every origin let in",
    edit: [
      [ORIGIN, "  if (req.headers.origin === undefined) return next();"],
      [
        '"Access-Control-Allow-Origin", "http://reader.example"',
        '"Access-Control-Allow-Origin", req.headers.origin',
      ],
    ],
    expect: "13-any-origin",
  },
  {
    name: "a part of the origin is enough",
    edit: [[ORIGIN, '  if (!req.headers.origin?.startsWith("http://reader.example")) return next();']],
    expect: "13-any-origin",
  },
  {
    name: "the text is given back, and not the list",
    edit: [["return JSON.parse(text);", "return text as never;"]],
    expect: "13-not-parsed",
    check: "your client gets the books of another branch",
  },
];
