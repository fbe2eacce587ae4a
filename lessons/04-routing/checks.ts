// What must hold for the exercise of lesson 04, and what its failures come from.

import {
  type Check,
  defineLesson,
  type Evidence,
  Miss,
  type Mistake,
  type Reply,
} from "../../src/course/checks.ts";
import { books, loans } from "../library-data.ts";

const HOME = "<h1>City Library</h1>";
const isHome = (reply: Reply | undefined) => reply?.text.includes(HOME) === true;

/** samePath() or the function given to find(), when it has { } and no return in them. */
const NO_RETURN =
  /function samePath\([^)]*\)[^{]*\{(?![^}]*return)|\.find\(\(?\w+\)?\s*=>\s*\{(?![^}]*return)/;
const ASSIGNED = /(?:route\.(?:path|method)|req\.(?:path|method))\s*=(?![=>])/;

/** They show in whichever check comes first. */
const anywhere: Mistake[] = [
  {
    id: "04-listens-itself",
    when: ({ pulse, output }) => pulse.state === "exited" && output.includes("EADDRINUSE"),
    why: ({ line }) =>
      `the port is taken: this file listens (${line(/\.listen\(|\blisten\(/) ?? "listen()"}), and lessons/start.ts listens too.`,
    tip: "take createServer and listen out: this file only exports the function listener",
  },
  {
    id: "04-handler-of-nothing",
    when: ({ crash }) => crash?.name === "TypeError" && /'handler'/.test(crash.message),
    why: ({ crash, line }) =>
      `no route fits, so route is undefined, and has no handler to call (${crash?.place ?? line(/route\.handler/)}). Node stopped the server.`,
    tip: "answer 404 and return, before the line that calls route.handler",
  },
];

async function nothingFits({ silence, reply, probe }: Evidence): Promise<boolean> {
  if (silence !== "no-reply" && reply?.status !== 404) return false;
  return (await probe("GET /"))?.status !== 200;
}

const rootSlash: Mistake = {
  id: "04-root-slash",
  when: ({ reply, line }) =>
    reply?.status === 404 &&
    /:\d+\/?$/.test(reply.sent) &&
    line(/slice|endsWith|replace|substring/) !== undefined,
  why: ({ line }) =>
    `the path "/" has lost its slash too (${line(/slice|endsWith|replace|substring/)}). Nothing is left of it, and no route has the path "".`,
  tip: "take the slash off only where the path is longer than 1",
};

const checks: Check[] = [
  {
    step: "a",
    title: "GET /books is answered with the list of books",
    isPoint: true,
    run: async ({ ask }) => {
      isAll((await ask("GET /books")).is(200).isType("application/json"), books, "books");
    },
    hints: [
      "Which route answers now, and why this one?",
      "Look at samePath(): it gets one route and the request, and says true or false.",
      "return route.path === ...; and on the other side stands the path of the request, without its query.",
    ],
    mistakes: [
      {
        id: "04-assignment",
        when: ({ reply, line }) => isHome(reply) && line(ASSIGNED) !== undefined,
        why: ({ line }) =>
          `one = puts the right side into the left side (${line(ASSIGNED)}). It compares nothing.`,
        tip: "write three of them: ===",
      },
      {
        id: "04-starts-with",
        when: ({ reply, line }) =>
          isHome(reply) && line(/startsWith|includes|indexOf|\.match\(/) !== undefined,
        why: ({ line }) =>
          `every path begins with "/", so the route of "/" fits them all (${line(/startsWith|includes|indexOf|\.match\(/)}).`,
        tip: "compare the whole path: ===",
      },
      {
        id: "04-always-first",
        when: ({ reply }) => isHome(reply),
        why: ({ line }) =>
          `the page of GET / came: samePath() (${line(/function samePath/) ?? "exercise.ts"}) says true for every route, so the first one answers.`,
        tip: "compare the path of the route with the path of the request",
      },
      {
        id: "04-no-return",
        when: async (evidence) => evidence.line(NO_RETURN) !== undefined && (await nothingFits(evidence)),
        why: ({ line }) => `this function has no return, so what it finds out is lost (${line(NO_RETURN)}).`,
        tip: "write return before the comparison",
      },
      {
        id: "04-nothing-fits",
        when: nothingFits,
        why: "no route fits, not even the one for GET /: the comparison is false each time.",
        tip: "print both sides: console.log(route.path, req.path, route.method, req.method)",
      },
    ],
  },
  {
    step: "a",
    title: "GET / is still answered with the page",
    run: async ({ ask }) => {
      (await ask("GET /")).is(200).isType("text/html").says(HOME);
    },
    hints: [
      "Is the route for / still in the list?",
      'Look at the first route: method "GET", path "/".',
      '{ method: "GET", path: "/", handler: showHome },',
    ],
    mistakes: [rootSlash],
  },
  {
    step: "a",
    title: "the query does not change who answers",
    isPoint: true,
    run: async ({ ask }) => {
      isAll((await ask("GET /books?limit=2")).is(200), books, "books");
      (await ask("GET /?from=mail")).is(200).says(HOME);
    },
    hints: [
      "What is req.url for /books?limit=2, and what is req.path?",
      "Look at what samePath() compares with route.path.",
      "route.path === req.path",
    ],
    mistakes: [
      {
        id: "04-query-compared",
        when: ({ reply, silence }) => reply?.status === 404 || silence === "no-reply",
        why: ({ line }) => {
          const place = line(/(?:req|incoming)\.url/);
          return `/books fits, and /books?limit=2 does not: the query is compared too${place ? ` (req.url, ${place})` : ""}.`;
        },
        tip: "req.path is the path without the query: compare that",
      },
    ],
  },
  {
    step: "b",
    title: "a path without a route gets 404",
    isPoint: true,
    run: async ({ ask }) => {
      (await ask("GET /nothing-here")).is(404);
      (await ask("GET /books")).is(200);
    },
    hints: [
      "What is route when no route fits, and what does listener() do then?",
      "Look into listener(), between findRoute() and the call of the handler.",
      'if (route === undefined) { sendText(res, 404, "Nothing is here.\\n"); return; }',
    ],
    mistakes: [
      {
        id: "04-no-answer",
        when: ({ silence, pulse }) => silence === "no-reply" && !pulse.open.some(({ begun }) => begun),
        why: ({ line }) =>
          `no route fits, so no handler runs (${line(/route\?*\.handler\(/) ?? "listener()"}), and nothing is sent. The client waits.`,
        tip: "if route is undefined: sendText(res, 404, ...), then return",
      },
      {
        id: "04-default-route",
        when: ({ reply }) => reply?.status === 200 && (isHome(reply) || Array.isArray(reply.data)),
        why: "a path that is in no route got the answer of another route.",
        tip: "when findRoute() gives undefined, answer 404",
      },
      {
        id: "04-error-with-200",
        when: ({ reply, line }) =>
          reply?.status === 200 && line(/\.end\([^;]*\);?\s*\n?\s*res\.statusCode/) === undefined,
        why: "a person reads in the body that nothing is here. A program reads the status, and it says 200: found.",
        tip: "give sendText() the status 404",
      },
    ],
  },
  {
    step: "b",
    title: "a path that is only nearly right gets 404",
    isPoint: true,
    run: async ({ ask }) => {
      for (const path of ["/bookshelf", "/book", "/books/9780141439518", "/Books"]) {
        (await ask(`GET ${path}`)).is(404);
      }
    },
    hints: [
      "Is the whole path compared, or only a part of it?",
      "Look at samePath(): startsWith, includes and toLowerCase let too much pass.",
      "=== on two texts is true only when every letter is the same.",
    ],
    mistakes: [
      {
        id: "04-case",
        when: ({ reply }) => reply?.status === 200 && reply.sent.endsWith("/Books"),
        why: "/Books was taken for /books. In a path, small and capital letters are different letters.",
        tip: "compare the path as it is, without toLowerCase()",
      },
      {
        id: "04-part-of-path",
        when: ({ reply }) => reply?.status === 200,
        why: ({ reply, line }) => {
          const place = line(/startsWith|includes|indexOf|\.match\(|\.test\(/);
          return `${pathOf(reply)} got an answer that belongs to another path: only a part is compared${place ? ` (${place})` : ""}.`;
        },
        tip: "compare the whole path: ===",
      },
    ],
  },
  {
    step: "c",
    title: "POST /books is not answered with the list",
    isPoint: true,
    run: async ({ ask }) => {
      (await ask("POST /books")).is(404, 405);
      (await ask("GET /books")).is(200);
    },
    hints: [
      "A route is the pair of verb and path. Which of the two is compared so far?",
      "Look at the function that findRoute() gives to find().",
      "(route) => route.method === req.method && fits(route, req)",
    ],
    mistakes: [
      {
        id: "04-verb-assignment",
        when: ({ line }) => line(ASSIGNED) !== undefined,
        why: ({ line }) =>
          `one = puts the right side into the left side (${line(ASSIGNED)}). It compares nothing.`,
        tip: "write three of them: ===",
      },
      {
        id: "04-any-verb",
        when: ({ reply }) => reply?.status === 200 && reply.sent.includes("POST"),
        why: "the route of GET /books answered a POST: the path is compared, and the verb is not.",
        tip: "in findRoute(), ask for route.method === req.method as well",
      },
      {
        id: "04-no-get",
        when: ({ reply }) => reply?.status === 404 && !reply.sent.includes("POST"),
        why: "POST is told apart now, and GET finds its route no more.",
        tip: 'print both sides: console.log(route.method, req.method). Verbs have capital letters: "GET"',
      },
    ],
  },
  {
    step: "d",
    title: "GET /loans is answered with the list of loans",
    isPoint: true,
    run: async ({ ask }) => {
      isAll((await ask("GET /loans")).is(200).isType("application/json"), loans, "loans");
    },
    hints: [
      "What does the route for /books look like? This one differs in two words.",
      "Look at the list `routes`. Each route is one object in it, with a comma behind it.",
      '{ method: "GET", path: "/loans", handler: (_req, res) => sendJson(res, 200, ...) },',
    ],
    mistakes: [
      {
        id: "04-path-without-slash",
        when: ({ reply, line }) => reply?.status === 404 && line(/path:\s*["'`](?!\/)/) !== undefined,
        why: ({ line }) =>
          `the path of a route begins with "/", as the path of every request does (${line(/path:\s*["'`](?!\/)/)}).`,
        tip: 'write path: "/loans"',
      },
      {
        id: "04-route-missing",
        when: ({ reply }) => reply?.status === 404,
        why: "no route in the list has the verb GET and the path /loans.",
        tip: "add one to `routes`, below the one for /books",
      },
      {
        id: "04-handler-silent",
        when: ({ silence }) => silence === "no-reply",
        why: ({ line }) =>
          `the route is found, and its handler sends nothing (${line(/path:\s*["'`]\/loans/) ?? "the route of /loans"}). The client waits.`,
        tip: "the handler must call it: (_req, res) => sendJson(res, 200, loans)",
      },
      {
        id: "04-other-list",
        when: ({ reply }) => JSON.stringify(reply?.data) === JSON.stringify(books),
        why: "the route of /loans answers with the books.",
        tip: "give its sendJson() the list `loans`",
      },
    ],
  },
  {
    step: "d",
    title: "GET /health is answered with 204 and no body",
    isPoint: true,
    run: async ({ ask }) => {
      (await ask("GET /health")).is(204).isEmpty();
    },
    hints: [
      "Which function of lesson 03 sends only a status?",
      "Look at the imports: sendNothing is there already.",
      '{ method: "GET", path: "/health", handler: (_req, res) => sendNothing(res) },',
    ],
    mistakes: [
      {
        id: "04-health-missing",
        when: ({ reply }) => reply?.status === 404,
        why: "no route in the list has the verb GET and the path /health.",
        tip: "add one to `routes`, below the one for /loans",
      },
      {
        id: "04-health-silent",
        when: ({ silence }) => silence === "no-reply",
        why: ({ line }) =>
          `the route is found, and its handler sends nothing (${line(/path:\s*["'`]\/health/) ?? "the route of /health"}). The client waits.`,
        tip: "the handler must call it, with brackets: (_req, res) => sendNothing(res)",
      },
      {
        id: "04-health-with-200",
        when: ({ reply }) => reply?.status === 200,
        why: "200 says: here is what you asked for. This route has nothing to show, and 204 says that.",
        tip: "answer with sendNothing(res)",
      },
    ],
  },
  {
    step: "e",
    title: "HEAD gets the header that GET has, and no body",
    isPoint: true,
    run: async ({ ask }) => {
      for (const path of ["/books", "/"]) {
        const get = (await ask(`GET ${path}`)).is(200);
        const head = (await ask(`HEAD ${path}`)).is(200).isEmpty();
        head.has("Content-Type", get.header("content-type") ?? "");
        head.has("Content-Length", get.header("content-length") ?? "");
      }
      (await ask("HEAD /nothing-here")).is(404);
    },
    hints: [
      "The client asks with HEAD. Which route must answer, and is one in the list?",
      "Look at the first lines of findRoute(): with which verb does it search?",
      'const method = req.method === "HEAD" ? "GET" : req.method; and then route.method === method',
    ],
    mistakes: [
      {
        id: "04-head-everywhere",
        when: ({ reply }) => reply?.status === 200 && reply.sent.endsWith("/nothing-here"),
        why: "HEAD finds a route for a path that has none.",
        tip: "for HEAD too the path must be the same: only the verb is looked up as GET",
      },
      {
        id: "04-head",
        when: ({ reply }) => reply?.status === 404 || reply?.status === 405,
        why: "GET finds a route here, and HEAD does not. HEAD asks for the header that GET would get.",
        tip: 'in findRoute(), search for "GET" when req.method is "HEAD"',
      },
      {
        id: "04-head-other-header",
        when: ({ replies }) => replies.length >= 2,
        why: "HEAD got another header than GET gets.",
        tip: "let the handler of the GET route answer as always: Node leaves the body out by itself",
      },
    ],
  },
  {
    step: "f",
    title: "/books/ is answered as /books, and / as before",
    isPoint: true,
    run: async ({ ask }) => {
      isAll((await ask("GET /books/")).is(200), books, "books");
      isAll((await ask("GET /loans/?limit=2")).is(200), loans, "loans");
      (await ask("GET /")).is(200).says(HOME);
    },
    hints: [
      "Which two texts does samePath() compare for /books/, and where do they differ?",
      "Look at samePath(): take the last character off the path before you compare, if it is a slash.",
      'if (path.length > 1 && path.endsWith("/")) path = path.slice(0, -1); where `let path = req.path;` stands before.',
    ],
    mistakes: [
      rootSlash,
      {
        id: "04-trailing-slash",
        when: ({ reply }) => reply?.status === 404,
        why: ({ reply }) => `${pathOf(reply)} finds no route: the last slash is compared too.`,
        tip: "take it off in samePath(), before comparing",
      },
    ],
  },
  {
    step: "g",
    title: "GET /routes lists the routes: verb and path of each",
    further: true,
    isPoint: true,
    run: async ({ ask }) => {
      const reply = (await ask("GET /routes")).is(200).isType("application/json");
      const rows = Array.isArray(reply.data) ? reply.data : [];
      for (const path of ["/", "/books", "/loans", "/health", "/routes"]) {
        if (!rows.some((row) => row?.method === "GET" && row?.path === path))
          throw new Miss(`a list that has {"method":"GET","path":"${path}"}`, reply);
      }
    },
    hints: [
      "Where do the verbs and paths of all routes stand already?",
      "Look at the array `routes`: a handler can read it, as it reads `books`.",
      '{ method: "GET", path: "/routes", handler: (_req, res) => sendJson(res, 200, routes) },',
    ],
    mistakes: [
      {
        id: "04-routes-written-out",
        when: ({ reply }) => Array.isArray(reply?.data),
        why: "the list is not the one that the server works with: a route is missing.",
        tip: "send `routes` itself, or make the answer from it",
      },
    ],
  },
];

/** @throws {Miss} in few words: the whole list would hide what matters. */
function isAll(reply: Reply, list: readonly unknown[], name: string): void {
  if (JSON.stringify(reply.data) !== JSON.stringify(list))
    throw new Miss(`the list of all ${list.length} ${name}, as JSON`, reply);
}

function pathOf(reply: Reply | undefined): string {
  return /localhost:\d+([^"]*)/.exec(reply?.sent ?? "")?.[1] ?? "the path";
}

export const lesson = defineLesson({
  starts: "listener",
  checks: checks.map((check) => ({ ...check, mistakes: [...anywhere, ...(check.mistakes ?? [])] })),
});
