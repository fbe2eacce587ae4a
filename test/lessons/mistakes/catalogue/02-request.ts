// What students do wrong in lesson 02.

import type { CataloguedMistake } from "../../support/mistake.ts";

const PATH = "mark === -1 ? url : url.slice(0, mark)";
const SEARCH = 'new URLSearchParams(mark === -1 ? "" : url.slice(mark))';
const LOOP = "for (const name of search.keys()) {";
const LIST = "query[name] = search.getAll(name);";
const AGENT = 'req.headers["user-agent"]';
const SEND = "res.end(JSON.stringify(said));";

/** The query taken apart by hand: from the text behind the mark to the object. */
function byHand(text: string, add: string): [string, string][] {
  return [
    [LOOP, `for (const pair of ${text}.split("&")) {\n    const [name = "", value = ""] = pair.split("=");`],
    [LIST, `if (pair !== "") ${add}`],
  ];
}

const ADD = "query[name] = [...(query[name] ?? []), value];";
const VERB = "the verb is told";
const WHOLE = "a path without a query stays whole";
const WITHOUT = "the path is told without the query";
const EACH = "each name of the query leads to a list of its values";
const TWICE = "a name that comes twice has both values";
const MEANT = "a blank, é and & arrive as the client meant them";
const MARKS = "? and = may stand in a value, and a value may be empty";
const AGENT_TOLD = "the client's name is told";
const NO_AGENT = "a client that does not say its name gets an answer too";

export const mistakes: CataloguedMistake[] = [
  {
    name: "the gap for the verb",
    edit: [["method: req.method", 'method: ""']],
    expect: "02-gap",
    check: VERB,
    says: ["exercise.ts:17"],
  },
  {
    name: "the gap for the path",
    edit: [[PATH, '""']],
    expect: "02-gap",
    check: WHOLE,
    says: ["exercise.ts:8"],
  },
  { name: "the gap for the client", edit: [[AGENT, '""']], expect: "02-gap", check: AGENT_TOLD },
  { name: "req.url as the path", edit: [[PATH, "url"]], expect: "02-path-with-query", check: WITHOUT },
  {
    name: "cut without asking for -1",
    edit: [[PATH, "url.slice(0, mark)"]],
    expect: "02-no-mark",
    check: WHOLE,
    says: ["exercise.ts:7"],
  },
  { name: "a fixed path", edit: [[PATH, '"/echo"']], expect: "02-path-fixed", check: WHOLE },
  {
    name: "only /echo is answered",
    edit: [[SEND, `if (req.url === "/echo") ${SEND}`]],
    expect: "02-only-some",
    check: WHOLE,
    says: ["exercise.ts:23"],
  },
  {
    name: "only /echo..., by startsWith",
    edit: [[SEND, `if (req.url?.startsWith("/echo")) ${SEND}`]],
    expect: "02-only-some",
    check: WHOLE,
  },
  {
    name: "only GET is answered",
    edit: [[SEND, `if (req.method === "GET") ${SEND}`]],
    expect: "02-only-some",
    check: VERB,
    says: ["exercise.ts:23"],
  },
  {
    name: "new URL without a base",
    edit: [[PATH, 'new URL(req.url ?? "").pathname']],
    expect: "relative-url",
    check: VERB,
  },
  {
    name: "a fixed verb",
    edit: [["method: req.method", 'method: "GET"']],
    expect: "02-verb-fixed",
    check: VERB,
  },
  {
    name: "the verb in small letters",
    edit: [["method: req.method", "method: req.method?.toLowerCase()"]],
    expect: "02-verb-letters",
    check: VERB,
  },
  {
    name: "another name for the verb",
    edit: [["method: req.method", "verb: req.method"]],
    expect: "02-other-member",
    check: VERB,
  },
  {
    name: "Express's req.path",
    edit: [[PATH, "req.path"]],
    expect: "02-express",
    check: WHOLE,
    says: ["exercise.ts:8"],
  },
  {
    name: "Express's req.query",
    edit: [["    query,", "    query: req.query,"]],
    expect: "02-express",
    check: EACH,
  },
  {
    name: "Express's req.get",
    edit: [[AGENT, 'req.get("User-Agent")']],
    expect: "02-express",
    check: VERB,
  },
  { name: "no JSON.stringify", edit: [[SEND, "res.end(said);"]], expect: "end-not-text" },
  {
    name: "String instead of JSON.stringify",
    edit: [[SEND, "res.end(String(said));"]],
    expect: "object-object",
  },
  {
    name: "words before the JSON",
    edit: [[SEND, "res.end(`You said: ${JSON.stringify(said)}`);"]],
    expect: "02-not-json",
  },
  { name: "no res.end", edit: [[SEND, "JSON.stringify(said);"]], expect: "no-response" },
  {
    name: "answered for each name",
    edit: [[LIST, `${LIST}\n    res.end(JSON.stringify(query));`]],
    expect: "answered-twice",
  },
  {
    name: "get instead of getAll",
    edit: [[LIST, "query[name] = search.get(name) as any;"]],
    expect: "02-not-a-list",
    check: EACH,
  },
  {
    name: "Object.fromEntries",
    edit: [[LOOP, "Object.assign(query, Object.fromEntries(search));\n  for (const name of []) {"]],
    expect: "02-not-a-list",
    check: EACH,
  },
  {
    name: "a list with one value",
    edit: [[LIST, 'query[name] = [search.get(name) ?? ""];']],
    expect: "02-one-of-two",
    check: TWICE,
    says: ["first"],
  },
  {
    name: "the last replaces the first",
    edit: [
      [LOOP, "for (const [name, value] of search) {"],
      [LIST, "query[name] = [value];"],
    ],
    expect: "02-one-of-two",
    check: TWICE,
    says: ["last"],
  },
  {
    name: "both added, twice",
    edit: [[LIST, "query[name] = [...(query[name] ?? []), ...search.getAll(name)];"]],
    expect: "02-twice-too-many",
    check: TWICE,
  },
  {
    name: "for in",
    edit: [[LOOP, "for (const name in search) {"]],
    expect: "02-for-in",
    check: EACH,
    says: ["exercise.ts:12"],
  },
  {
    name: "for in, over the names",
    edit: [[LOOP, "for (const name in search.keys()) {"]],
    expect: "02-for-in",
    check: EACH,
  },
  {
    name: "for of, over the pairs",
    edit: [[LOOP, "for (const name of search) {"]],
    expect: "02-pairs",
    check: EACH,
  },
  {
    name: "split without [0]",
    edit: [[PATH, 'url.split("?")']],
    expect: "02-split-whole",
    says: ["exercise.ts:8"],
  },
  {
    name: "the value in quotes",
    edit: [["method: req.method", 'method: "req.method"']],
    expect: "02-in-quotes",
    check: VERB,
  },
  {
    name: "URLSearchParams of the whole url",
    edit: [[SEARCH, "new URLSearchParams(url)"]],
    expect: "02-path-in-query",
    check: EACH,
  },
  {
    name: "URLSearchParams of nothing",
    edit: [[SEARCH, 'new URLSearchParams("")']],
    expect: "02-empty-search",
    check: EACH,
    says: ["exercise.ts:10"],
  },
  {
    name: "the URLSearchParams itself",
    edit: [["    query,", "    query: search,"]],
    expect: "02-whole-search",
    check: EACH,
  },
  {
    name: "values made numbers",
    edit: [[LIST, "query[name] = search.getAll(name).map((value) => Number(value) || value) as any;"]],
    expect: "02-as-number",
    check: EACH,
  },
  {
    name: "cut at -1 for the query",
    edit: [[SEARCH, "new URLSearchParams(url.slice(mark))"]],
    expect: "02-query-of-nothing",
    says: ["piece of the path"],
  },
  {
    name: "by hand, not decoded",
    edit: byHand("url.slice(mark + 1)", ADD),
    expect: "02-not-decoded",
    check: MEANT,
  },
  {
    name: "by hand, + not known",
    edit: byHand("url.slice(mark + 1)", ADD.replace("value]", "decodeURIComponent(value)]")),
    expect: "02-plus",
    check: MEANT,
  },
  {
    name: "decoded before it is taken apart",
    edit: [[SEARCH, 'new URLSearchParams(mark === -1 ? "" : decodeURIComponent(url).slice(mark))']],
    expect: "02-decoded-too-early",
    check: MEANT,
    says: ["exercise.ts:10"],
  },
  {
    name: "by hand, = in a value",
    edit: byHand(
      "url.slice(mark + 1)",
      ADD.replace("value]", 'decodeURIComponent(value.replaceAll("+", " "))]'),
    ),
    expect: "02-second-mark",
    check: MARKS,
  },
  {
    name: 'split("?")',
    edit: [[SEARCH, 'new URLSearchParams(url.split("?")[1])']],
    expect: "02-second-mark",
    check: MARKS,
    says: ["exercise.ts:10"],
  },
  {
    name: "lastIndexOf",
    edit: [
      ['indexOf("?")', 'lastIndexOf("?")'],
      ["url.slice(0, mark)", 'url.split("?")[0]'],
    ],
    expect: "02-second-mark",
  },
  {
    name: "empty values left out",
    edit: [[LIST, "query[name] = search.getAll(name).filter(Boolean);"]],
    expect: "02-no-empty-value",
    check: MARKS,
  },
  {
    name: "a header name with capitals",
    edit: [[AGENT, 'req.headers["User-Agent"]']],
    expect: "02-header-letters",
    check: AGENT_TOLD,
    says: ["exercise.ts:20"],
  },
  {
    name: "a header name without its dash",
    edit: [[AGENT, "req.headers.userAgent"]],
    expect: "02-header-dash",
    check: AGENT_TOLD,
  },
  {
    name: "looked for in the raw header, letter by letter",
    edit: [[AGENT, 'req.rawHeaders[req.rawHeaders.indexOf("User-Agent") + 1]']],
    expect: "02-raw-header",
    check: "in whatever letters the name of the field comes",
  },
  {
    name: "the response's header",
    edit: [[AGENT, 'res.getHeader("user-agent")']],
    expect: "02-res-header",
    check: AGENT_TOLD,
  },
  { name: "a fixed client", edit: [[AGENT, '"curl/8.5.0"']], expect: "02-agent-fixed", check: AGENT_TOLD },
  {
    name: "another name for the client",
    edit: [["userAgent: req", "user_agent: req"]],
    expect: "02-agent-missing",
    check: AGENT_TOLD,
  },
  {
    name: "something done with a name that was not sent",
    edit: [["method: req", `agent: (${AGENT} as string).trim(),\n    method: req`]],
    expect: "02-no-name",
  },
  {
    name: "undefined as a text",
    edit: [[AGENT, '`${req.headers["user-agent"]}`']],
    expect: "02-undefined-text",
    check: NO_AGENT,
  },
  {
    name: "a name with a dash after a dot",
    edit: [[AGENT, "req.headers.user-agent"]],
    expect: "unknown-name",
    says: ['["user-agent"]'],
  },
  { name: "a plain object for the query", edit: [["Object.create(null)", "{}"]], expect: "02-proto" },
];
