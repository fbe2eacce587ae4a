// What students do wrong in lesson 04.

import type { CataloguedMistake } from "../../support/mistake.ts";

const PATH =
  '  const path = req.path.length > 1 && req.path.endsWith("/") ? req.path.slice(0, -1) : req.path;\n';
const SAME = "return route.path === path;";
const FIND = "routes.find((route) => route.method === method && fits(route, req))";
const MISSING =
  "    sendText(res, 404, `No route for $" + "{req.method} $" + "{req.path}.\\n`);\n    return;\n";
const LOANS = `  { method: "GET", path: "/loans", handler: (_req, res) => sendJson(res, 200, loans) },\n`;
const ROUTES = `  { method: "GET", path: "/routes", handler: (_req, res) => sendJson(res, 200, routes) },\n`;
const HEALTH = `  { method: "GET", path: "/health", handler: (_req, res) => sendNothing(res) },\n`;

export const mistakes: CataloguedMistake[] = [
  {
    name: "nothing is compared",
    edit: [[SAME, "return true;"]],
    expect: "04-always-first",
    check: "GET /books is answered with the list of books",
  },
  {
    name: "the beginning is compared",
    edit: [[SAME, "return path.startsWith(route.path);"]],
    expect: "04-starts-with",
  },
  {
    name: "a part is compared",
    edit: [[SAME, "return req.path.includes(route.path);"]],
    expect: "04-starts-with",
    says: ["exercise.ts:19"],
  },
  {
    name: "= for ===",
    edit: [[SAME, "return (route.path = path);"]],
    expect: "04-assignment",
    says: ["exercise.ts:19"],
  },
  {
    name: "no return",
    edit: [[SAME, "route.path === path;"]],
    expect: "04-no-return",
    says: ["exercise.ts:17"],
  },
  {
    name: "braces without return in find()",
    edit: [[FIND, "routes.find((route) => { route.method === method && fits(route, req); })"]],
    expect: "04-no-return",
    says: ["exercise.ts:24"],
  },
  {
    name: "the verb in small letters",
    edit: [['? "GET" : req.method', '? "GET" : req.method?.toLowerCase()']],
    expect: "04-nothing-fits",
  },
  {
    name: "the last character always taken off",
    edit: [[SAME, "return route.path === path.slice(0, -1);"]],
    expect: "04-nothing-fits",
  },
  {
    name: "req.url is compared",
    edit: [[SAME, "return route.path === req.url;"]],
    expect: "04-query-compared",
    check: "the query does not change who answers",
    says: ["exercise.ts:19"],
  },
  {
    name: "no answer without a route",
    edit: [[MISSING, "    return;\n"]],
    expect: "04-no-answer",
    check: "a path without a route gets 404",
  },
  {
    name: "the answer for no route not ended",
    edit: [[MISSING, '    res.statusCode = 404;\n    res.write("no route");\n    return;\n']],
    expect: "not-ended",
  },
  {
    name: "no return after 404",
    edit: [["    return;\n", ""]],
    expect: "04-handler-of-nothing",
    blames: "/nothing-here",
    says: ["exercise.ts:33"],
  },
  {
    name: "not asked whether there is a route",
    edit: [["if (route === undefined) {", "if (route === null) {"]],
    expect: "04-handler-of-nothing",
    blames: "/nothing-here",
  },
  {
    name: "the first route for lost paths",
    edit: [[`${FIND};`, `${FIND} ?? routes[0];`]],
    expect: "04-default-route",
  },
  {
    name: "404 in words, 200 in the status",
    edit: [["sendText(res, 404", "sendText(res, 200"]],
    expect: "04-error-with-200",
  },
  {
    name: "the status set too late",
    edit: [[MISSING, '    res.end("No route.\\n");\n    res.statusCode = 404;\n    return;\n']],
    expect: "status-too-late",
  },
  {
    name: "answered twice",
    edit: [[MISSING, `${MISSING.replace("    return;\n", "")}    res.end("Sorry.\\n");\n    return;\n`]],
    expect: "answered-twice",
    blames: "/nothing-here",
  },
  {
    name: "the beginning is compared, but for /",
    edit: [[SAME, 'return route.path === "/" ? path === "/" : path.startsWith(route.path);']],
    expect: "04-part-of-path",
    check: "a path that is only nearly right gets 404",
    says: ["/bookshelf", "exercise.ts:19"],
  },
  {
    name: "a path that a route contains",
    edit: [[SAME, 'return path === route.path || (path !== "/" && route.path.includes(path));']],
    expect: "04-part-of-path",
  },
  {
    name: "capital letters ignored",
    edit: [[SAME, "return route.path === path.toLowerCase();"]],
    expect: "04-case",
  },
  {
    name: "the verb is not compared",
    edit: [["route.method === method && ", ""]],
    expect: "04-any-verb",
    check: "POST /books is not answered with the list",
  },
  {
    name: "= for === with the verb",
    edit: [["route.method === method", "(route.method = method)"]],
    expect: "04-verb-assignment",
  },
  { name: "or for and", edit: [["=== method &&", "=== method ||"]], expect: "04-always-first" },
  { name: "no route for /loans", edit: [[LOANS, ""]], expect: "04-route-missing" },
  {
    name: "a path without its slash",
    edit: [['path: "/loans"', 'path: "loans"']],
    expect: "04-path-without-slash",
    says: ["exercise.ts:12"],
  },
  {
    name: "the wrong list",
    edit: [["sendJson(res, 200, loans)", "sendJson(res, 200, books)"]],
    expect: "04-other-list",
  },
  {
    name: "a handler that gives instead of sends",
    edit: [["(_req, res) => sendJson(res, 200, loans)", "() => loans"]],
    expect: "04-handler-silent",
    says: ["exercise.ts:12"],
  },
  { name: "no route for /health", edit: [[HEALTH, ""]], expect: "04-health-missing" },
  {
    name: "a handler that is not called",
    edit: [["sendNothing(res) }", "sendNothing }"]],
    expect: "04-health-silent",
    says: ["exercise.ts:13"],
  },
  {
    name: "a handler called while the list is made",
    edit: [["(_req, res) => sendNothing(res)", "sendNothing(undefined as never)"]],
    expect: "handler-called",
  },
  {
    name: "health with 200",
    edit: [["sendNothing(res) }", 'sendText(res, 200, "") }']],
    expect: "04-health-with-200",
  },
  {
    name: "HEAD forgotten",
    edit: [['req.method === "HEAD" ? "GET" : req.method', "req.method"]],
    expect: "04-head",
    check: "HEAD gets the header that GET has, and no body",
  },
  {
    name: "HEAD fits every path",
    edit: [
      [
        "route.method === method && fits(route, req)",
        '(route.method === req.method && fits(route, req)) || (req.method === "HEAD" && (fits(route, req) || req.path === "/nothing-here"))',
      ],
    ],
    expect: "04-head-everywhere",
  },
  {
    name: "HEAD answered by the first route",
    edit: [
      [
        FIND,
        'req.method === "HEAD" ? routes[0] : routes.find((route) => route.method === method && fits(route, req))',
      ],
    ],
    expect: "04-head-other-header",
  },
  {
    name: "the last slash compared",
    edit: [[PATH, "  const path = req.path;\n"]],
    expect: "04-trailing-slash",
  },
  {
    name: "the slash of / taken off",
    edit: [["req.path.length > 1 && ", ""]],
    expect: "04-root-slash",
    check: "GET / is still answered with the page",
  },
  {
    name: "the listener not exported",
    edit: [["export function listener", "function listener"]],
    expect: "no-listener",
  },
  {
    name: "the file listens too",
    edit: [
      [
        "export function listener",
        'import { createServer } from "node:http";\ncreateServer(listener).listen(process.env.PORT);\n\nexport function listener',
      ],
    ],
    expect: "04-listens-itself",
  },
  {
    name: "a comma forgotten",
    edit: [["sendJson(res, 200, loans) },", "sendJson(res, 200, loans) }"]],
    expect: "syntax",
    says: ["line"],
  },
  { name: "no route for /routes", edit: [[ROUTES, ""]], expect: "04-routes-missing" },
  {
    name: "a list of routes written by hand",
    edit: [["sendJson(res, 200, routes)", 'sendJson(res, 200, [{ method: "GET", path: "/" }])']],
    expect: "04-routes-written-out",
  },
  {
    name: "sendText gets the text before the status",
    edit: [
      ["sendText(res, 404, `No", "sendText(res, `No"],
      ["req.path}.\\n`)", "req.path}.\\n` as never, 404 as never)"],
    ],
    expect: "arguments-swapped",
    says: ["exercise.ts:"],
  },
  {
    name: "a handler called while the list is made, with what is not there yet",
    edit: [["(_req, res) => sendNothing(res)", "sendNothing(res as never)"]],
    expect: "handler-called",
    says: ["sendNothing", "exercise.ts:"],
  },
];
