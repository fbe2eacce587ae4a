// What must hold for the exercise of lesson 02, and what its failures come from.

import { defineLesson, type Evidence, Miss, type Mistake, type Reply } from "../../src/course/checks.ts";

/** What can go wrong with every answer, whichever check is the first to meet it. */
const anyAnswer: readonly Mistake[] = [
  {
    id: "02-only-some",
    when: async ({ silence, probe }) => silence === "no-reply" && (await probe("GET /echo"))?.status === 200,
    why: ({ line }) =>
      `GET /echo gets a response, and this request gets none: only some reach res.end()${at(line(/\burl\s*===?|===?\s*["'`]\/echo|\.method\s*===?/))}. (Note that req.url has the query in it: "/echo?limit=2" is not "/echo".)`,
    tip: "answer every request: take the condition away",
  },
  {
    id: "02-no-name",
    when: ({ crash, line }) =>
      /of undefined/.test(crash?.message ?? "") && crash?.place === line(/["'`]user-agent/i),
    why: ({ crash }) =>
      `${crash?.message}${at(crash?.place)}: this client did not send the field, so its value is undefined.`,
    tip: 'give it a value for this case: req.headers["user-agent"] ?? ""',
  },
  {
    id: "02-express",
    when: ({ source, line, crash }) =>
      !source.includes("readTarget") &&
      (line(/\breq\.(path|query)\b/) !== undefined || /\.get is not a function/.test(crash?.message ?? "")),
    why: ({ line }) =>
      `req.path, req.query and req.get() belong to Express${at(line(/\breq\.(path|query|get)\b/))}. On node:http they are undefined.`,
    tip: "take path and query out of req.url, and the header fields out of req.headers",
  },
  {
    id: "02-not-json",
    when: ({ reply, crash }) =>
      crash === undefined &&
      reply !== undefined &&
      reply.data === undefined &&
      !reply.text.includes("[object"),
    why: "the body is not JSON, so a program cannot read it.",
    tip: "end with res.end(JSON.stringify(said)), once, and with nothing before or behind it",
  },
  {
    id: "02-in-quotes",
    when: ({ reply }) => reply !== undefined && /"req\.[\w.]+"/.test(reply.text),
    why: ({ reply, line }) =>
      `${/"req\.[\w.]+"/.exec(reply?.text ?? "")?.[0]} in quotes is a text of these letters${at(line(/["'`]req\./))}, and not what the request says.`,
    tip: "take the quotes away: req.method",
  },
  {
    id: "02-split-whole",
    when: ({ reply }) => reply !== undefined && Array.isArray(said(reply).path),
    why: ({ line }) =>
      `split("?") gives a list of the parts${at(line(/\.split\(["'`]\?["'`]\)/))}, and the path is only the first of them.`,
    tip: 'url.split("?")[0] is the first part',
  },
  {
    id: "02-pairs",
    when: ({ reply, line }) =>
      reply !== undefined &&
      line(PAIRS) !== undefined &&
      Object.keys(query(reply)).some((name) => name.includes(",")),
    why: ({ line }) =>
      `a loop over the URLSearchParams itself gives pairs, a name and a value${at(line(PAIRS))}.`,
    tip: "search.keys() gives the names: for (const name of search.keys())",
  },
  {
    id: "02-gap",
    when: ({ reply, wanted }) => reply !== undefined && said(reply)[memberIn(wanted) ?? ""] === "",
    why: ({ wanted, line }) =>
      `${memberIn(wanted)} is an empty text, as in the exercise before you began${at(line(new RegExp(`${memberIn(wanted)}\\s*[:=]\\s*(""|''|\`\`)`)))}.`,
    tip: "put the value there that this step asks for",
  },
  {
    id: "02-other-member",
    when: ({ reply, wanted, again }) => {
      if (again !== undefined || !isObject(reply?.data)) return false;
      const name = memberIn(wanted);
      return name !== undefined && name !== "userAgent" && !Object.hasOwn(reply.data, name);
    },
    why: ({ reply, wanted }) =>
      `the JSON has no member ${/"\w+"/.exec(wanted)?.[0]}. It has: ${Object.keys(reply ? said(reply) : {}).join(", ")}.`,
    tip: "use the names method, path, query and userAgent, letter by letter; a value that is undefined is left out",
  },
];

export const lesson = defineLesson({
  starts: "itself",
  checks: [
    {
      step: "a",
      title: "the verb is told",
      isPoint: true,
      run: async ({ ask }) => {
        for (const verb of ["GET", "POST", "DELETE"])
          (await ask(`${verb} /echo`)).is(200).hasJson({ method: verb });
      },
      hints: [
        "Who knows the verb: the request or the response?",
        "The object `said` has an empty text for it. Lesson 01 printed the verb in the terminal.",
        "method: req.method,",
      ],
      mistakes: [
        ...anyAnswer,
        {
          id: "02-verb-letters",
          when: ({ reply, wanted }) =>
            reply !== undefined &&
            wanted === `JSON with "method": ${JSON.stringify(upper(said(reply).method))}`,
          why: 'the verb has small letters. In HTTP "get" and "GET" are two different verbs.',
          tip: "tell req.method as it is",
        },
        {
          id: "02-verb-fixed",
          when: ({ reply }) => reply !== undefined && said(reply).method === "GET",
          why: ({ line }) => `the answer says GET, and the request did not${at(line(/method:\s*["'`]/))}.`,
          tip: "take the verb from the request: req.method",
        },
      ],
    },
    {
      step: "a",
      title: "a path without a query stays whole",
      isPoint: true,
      run: async ({ ask }) => {
        for (const path of ["/echo", "/", "/books/9780141439518"])
          (await ask(`GET ${path}`)).is(200).hasJson({ path });
      },
      hints: [
        'What is url.indexOf("?") for "/echo", which has no "?"',
        "Look where path is made: there are two cases.",
        'const mark = url.indexOf("?"); const path = mark === -1 ? url : url.slice(0, mark);',
      ],
      mistakes: [
        ...anyAnswer,
        {
          id: "02-path-fixed",
          when: ({ reply }) => reply !== undefined && said(reply).path === "/echo",
          why: "another path was asked for, and the answer still says /echo.",
          tip: "take the path from req.url",
        },
        {
          id: "02-no-mark",
          when: ({ reply }) => reply !== undefined && said(reply).path === "/ech",
          why: ({ line }) =>
            `the last letter is gone${at(line(/\.indexOf\(/))}. Without a "?" indexOf gives -1, and slice(0, -1) leaves the last letter out.`,
          tip: "ask for -1 first: mark === -1 ? url : url.slice(0, mark)",
        },
      ],
    },
    {
      step: "a",
      title: "the path is told without the query",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /echo?limit=2")).is(200).hasJson({ path: "/echo" });
        (await ask("GET /books?tag=sea&tag=storm")).is(200).hasJson({ path: "/books" });
      },
      hints: [
        "What is req.url for /echo?limit=2, letter by letter?",
        'Look where path is made. The "?" is where it ends.',
        'const mark = url.indexOf("?"); const path = mark === -1 ? url : url.slice(0, mark);',
      ],
      mistakes: [
        ...anyAnswer,
        {
          id: "02-path-with-query",
          when: ({ reply }) => reply !== undefined && String(said(reply).path).includes("?"),
          why: "req.url is path and query in one text.",
          tip: 'cut it at the "?": url.slice(0, url.indexOf("?")), and take all of it where there is no "?"',
        },
      ],
    },
    {
      step: "b",
      title: "each name of the query leads to a list of its values",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /echo?limit=2&sort=year"))
          .is(200)
          .hasJson({ query: { limit: ["2"], sort: ["year"] } });
      },
      hints: [
        "Which part of url has the names and values, and what does URLSearchParams make of it?",
        "Give that part to new URLSearchParams(...), and go through search.keys() with for ... of.",
        "for (const name of search.keys()) { query[name] = search.getAll(name); }",
      ],
      mistakes: [
        ...anyAnswer,
        {
          id: "02-for-in",
          when: ({ reply, line }) =>
            Object.hasOwn(query(reply), "append") ||
            (Object.hasOwn(query(reply), "next") && line(/for\s*\([^)]*\bin\b/) !== undefined),
          why: ({ line }) =>
            `"for ... in" goes through what the object can do${at(line(/for\s*\([^)]*\bin\b/))}, and not through the names of the query.`,
          tip: "write: for (const name of search.keys())",
        },
        {
          id: "02-path-in-query",
          when: ({ reply }) => Object.keys(query(reply)).some((name) => name.startsWith("/")),
          why: 'URLSearchParams was given all of url. It takes the path for a part of the first name: "/echo?limit".',
          tip: 'give it only what stands behind the "?": url.slice(mark)',
        },
        {
          id: "02-whole-search",
          when: ({ reply, line }) =>
            Object.keys(query(reply)).length === 0 &&
            line(/query\s*(:|=)\s*(url\.search|search|new URLSearch)/) !== undefined,
          why: ({ line }) =>
            `a URLSearchParams becomes {} in JSON${at(line(/query\s*(:|=)\s*(url\.search|search|new URLSearch)/))}: its names are not members of the object.`,
          tip: "put the names into an object one by one: query[name] = search.getAll(name)",
        },
        {
          id: "02-not-a-list",
          when: ({ reply }) => query(reply).limit === "2",
          why: 'the value is a text, "2", and not a list with a text in it, ["2"]. A name can come more than once.',
          tip: "search.getAll(name) gives the list",
        },
        {
          id: "02-as-number",
          when: ({ reply }) => hasNumber(reply),
          why: "the value was made a number. The client sent text, and this answer tells back what was sent.",
          tip: "leave the values as they are: query[name] = search.getAll(name)",
        },
        {
          id: "02-empty-search",
          when: ({ reply, line }) =>
            Object.keys(query(reply)).length === 0 &&
            line(/URLSearchParams\(\s*(["'`]{2})?\s*\)/) !== undefined,
          why: ({ line }) =>
            `URLSearchParams was given an empty text${at(line(/URLSearchParams\(\s*(["'`]{2})?\s*\)/))}: nothing to read.`,
          tip: 'give it what stands behind the "?": url.slice(mark)',
        },
      ],
    },
    {
      step: "b",
      title: "a name that comes twice has both values",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /echo?tag=sea&limit=2&tag=storm"))
          .is(200)
          .hasJson({ query: { tag: ["sea", "storm"], limit: ["2"] } });
      },
      hints: [
        "The name tag came twice. Where did its other value go?",
        "get(name) gives one value, and getAll(name) gives all. And an assignment replaces what was there before.",
        "query[name] = search.getAll(name);",
      ],
      mistakes: [
        ...anyAnswer,
        {
          id: "02-one-of-two",
          when: ({ reply }) => ["sea", "storm"].includes(String(query(reply).tag)),
          why: ({ reply }) =>
            String(query(reply).tag) === "sea"
              ? "only the first value is left: search.get(name) gives the first."
              : "only the last value is left: it has replaced the first.",
          tip: "search.getAll(name) gives all values of a name",
        },
        {
          id: "02-twice-too-many",
          when: ({ reply }) => String(query(reply).tag).startsWith("sea,storm,"),
          why: "search.keys() has the name twice, and each time both values were added.",
          tip: "replace instead of adding: query[name] = search.getAll(name)",
        },
      ],
    },
    {
      step: "b",
      title: "a blank, é and & arrive as the client meant them",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /echo?title=don%20quixote&by=jane+austen&drink=caf%C3%A9&q=war%26peace"))
          .is(200)
          .hasJson({
            query: { title: ["don quixote"], by: ["jane austen"], drink: ["café"], q: ["war&peace"] },
          });
      },
      hints: [
        "What do %20, +, %C3%A9 and %26 stand for in a query?",
        "URLSearchParams decodes by itself. Look whether you decode once more, before it, or not at all.",
        "const search = new URLSearchParams(url.slice(mark)); for a url as it came, with its % signs",
      ],
      mistakes: [
        ...anyAnswer,
        {
          id: "02-decoded-too-early",
          when: ({ reply }) => Object.hasOwn(query(reply), "peace"),
          why: ({ line }) =>
            `the text was decoded before it was taken apart${at(line(/decodeURI/))}. %26 became &, and & separates two names.`,
          tip: "take it apart first, and decode the pieces; URLSearchParams does both",
        },
        {
          id: "02-not-decoded",
          when: ({ reply }) => String(query(reply).title).includes("%20"),
          why: "the values have % signs still: nobody has decoded them.",
          tip: 'let URLSearchParams read the query: new URLSearchParams(url.slice(url.indexOf("?")))',
        },
        {
          id: "02-plus",
          when: ({ reply }) => String(query(reply).by) === "jane+austen",
          why: "in a query + stands for a blank, and decodeURIComponent does not know that.",
          tip: "let URLSearchParams read the query: it knows both",
        },
      ],
    },
    {
      step: "b",
      title: "? and = may stand in a value, and a value may be empty",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /echo?back=/books?limit=2&tag="))
          .is(200)
          .hasJson({ path: "/echo", query: { back: ["/books?limit=2"], tag: [""] } });
      },
      hints: [
        'The query begins behind the first "?". What if another one follows?',
        'Look for split("?") or lastIndexOf("?").',
        'url.slice(url.indexOf("?")) is all that stands from the first "?" on.',
      ],
      mistakes: [
        ...anyAnswer,
        {
          id: "02-second-mark",
          when: ({ reply }) => !String(query(reply).back).includes("limit=2"),
          why: ({ line }) =>
            `a part of the value is gone${at(line(/split\(|lastIndexOf\(/))}. Only the first "?" begins the query, and only the first = ends a name.`,
          tip: 'cut once: const mark = url.indexOf("?"), then url.slice(mark)',
        },
        {
          id: "02-no-empty-value",
          when: ({ reply }) => JSON.stringify(query(reply).tag) !== '[""]',
          why: "tag= is there, with an empty value: the list has one text, and that is empty.",
          tip: "take what search.getAll(name) gives, also if it is empty",
        },
      ],
    },
    {
      step: "b",
      title: "without a query there are no names",
      run: async ({ ask }) => {
        (await ask("GET /echo")).is(200).hasJson({ query: {} });
        (await ask("GET /echo?")).is(200).hasJson({ query: {} });
      },
      hints: [
        "What do you give to URLSearchParams when url has no query?",
        'Look at what url.slice(mark) is when mark is -1. With "/echo" it is "o".',
        'new URLSearchParams(mark === -1 ? "" : url.slice(mark))',
      ],
      mistakes: [
        ...anyAnswer,
        {
          id: "02-query-of-nothing",
          when: ({ reply, crash }) => crash === undefined && Object.keys(query(reply)).length > 0,
          why: ({ reply }) =>
            `nothing was asked, and the query has ${JSON.stringify(Object.keys(query(reply))[0])}: that is a piece of the path.`,
          tip: 'where there is no "?", give URLSearchParams an empty text',
        },
      ],
    },
    {
      step: "c",
      title: "the client's name is told",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /echo", { headers: { "User-Agent": "kettle/1.0" } }))
          .is(200)
          .hasJson({ userAgent: "kettle/1.0" });
        (await ask("GET /echo", { headers: { "User-Agent": "phone" } }))
          .is(200)
          .hasJson({ userAgent: "phone" });
      },
      hints: [
        "In which part of the request does a client say who it is?",
        "req.headers is an object. Its names have small letters only, and - is a part of the name.",
        'userAgent: req.headers["user-agent"],',
      ],
      mistakes: [...anyAnswer, ...header()],
    },
    {
      step: "c",
      title: "in whatever letters the name of the field comes",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /echo", { headers: { "uSER-aGENT": "kettle/1.0" } }))
          .is(200)
          .hasJson({ userAgent: "kettle/1.0" });
      },
      hints: [
        "In HTTP, User-Agent and USER-AGENT name the same field. Do you compare letter by letter?",
        "Look at req.headers: Node has made all names small there. In req.rawHeaders it has not.",
        'userAgent: req.headers["user-agent"],',
      ],
      mistakes: [...anyAnswer, ...header()],
    },
    {
      step: "c",
      title: "a client that does not say its name gets an answer too",
      run: async ({ ask }) => {
        const reply = (await ask("GET /echo")).is(200);
        if (!isObject(reply.data)) throw new Miss("a JSON object", reply);
        if (reply.data.userAgent === "undefined") throw new Miss("no userAgent, or an empty one", reply);
      },
      hints: [
        "What is req.headers[...] for a field that was not sent?",
        "Look for something that is done with the value: it may be undefined.",
        'userAgent: req.headers["user-agent"], and nothing more. JSON.stringify leaves out what is undefined.',
      ],
      mistakes: [
        ...anyAnswer,
        {
          id: "02-undefined-text",
          when: ({ reply }) => reply !== undefined && said(reply).userAgent === "undefined",
          why: 'undefined was turned into the text "undefined". A client could really be called that.',
          tip: 'leave the value as it is: userAgent: req.headers["user-agent"]',
        },
      ],
    },
    {
      step: "d",
      title: "the names __proto__ and constructor are told too",
      further: true,
      isPoint: true,
      run: async ({ ask }) => {
        const reply = (await ask("GET /echo?__proto__=sea&constructor=storm")).is(200);
        const names = query(reply);
        for (const name of ["__proto__", "constructor"]) {
          if (!Object.hasOwn(names, name))
            throw new Miss(`JSON with ${name} among the names of the query`, reply);
        }
      },
      hints: [
        "What is ({}).constructor? You have put nothing into that object.",
        "Every {} comes with some names. Writing to __proto__ does not even make a member.",
        "const query: Record<string, string[]> = Object.create(null);",
      ],
      mistakes: [
        ...anyAnswer,
        {
          id: "02-proto",
          when: ({ reply }) => reply?.status === 200,
          why: "an object made with {} has names already, from the object that stands behind all objects.",
          tip: "make one with nothing behind it: Object.create(null)",
        },
      ],
    },
  ],
});

function header(): Mistake[] {
  return [
    {
      id: "02-raw-header",
      when: ({ line }) => line(/rawHeaders/) !== undefined,
      why: ({ line }) =>
        `req.rawHeaders has the names as they were sent${at(line(/rawHeaders/))}, and each client writes them in its own way.`,
      tip: 'write req.headers["user-agent"]: there all names have small letters',
    },
    {
      id: "02-header-dash",
      when: ({ line }) => line(/headers\.user_?agent/i) !== undefined,
      why: ({ line }) =>
        `there is no such member${at(line(/headers\.user_?agent/i))}: the name has a - in it.`,
      tip: 'write it between brackets: req.headers["user-agent"]',
    },
    {
      id: "02-header-letters",
      when: ({ line, reply }) =>
        line(capitals) !== undefined && reply !== undefined && !said(reply).userAgent,
      why: ({ line }) =>
        `nothing was found under a name with capitals${at(line(capitals))}. Node makes all names small.`,
      tip: 'write req.headers["user-agent"]',
    },
    {
      id: "02-res-header",
      when: ({ line }) => line(/\bres\.(getHeader|headers)/) !== undefined,
      why: ({ line }) =>
        `the header of the response was asked${at(line(/\bres\.(getHeader|headers)/))}: res is yours, req is the client's.`,
      tip: 'write req.headers["user-agent"]',
    },
    {
      id: "02-agent-missing",
      when: ({ reply }) => reply !== undefined && !Object.hasOwn(said(reply), "userAgent"),
      why: "the JSON has no member userAgent: it has another name, or its value is undefined and was left out.",
      tip: 'write: userAgent: req.headers["user-agent"]',
    },
    {
      id: "02-agent-fixed",
      when: ({ line, reply }) =>
        line(/userAgent:\s*["'`]/) !== undefined && reply !== undefined && said(reply).userAgent !== "",
      why: ({ line }) =>
        `the name stands in the code${at(line(/userAgent:\s*["'`]/))}, and another client sends another.`,
      tip: 'take it from the request: req.headers["user-agent"]',
    },
  ];
}

/** for (const name of search) */
const PAIRS = /for\s*\([^)]*\bof\s+(?:search|new URLSearchParams\([^)]*\))\s*\)/;
const capitals = /["'`](User-Agent|USER-AGENT|User-agent|user-Agent)["'`]/;

/** The members of the JSON in the reply. */
function said(reply: Reply): Record<string, unknown> {
  return isObject(reply.data) ? reply.data : {};
}

/** The member that a check wanted: "path" in `JSON with "path": "/echo"`. */
function memberIn(wanted: string): string | undefined {
  return /^JSON with "(\w+)"/.exec(wanted)?.[1];
}

function query(reply: Evidence["reply"]): Record<string, unknown> {
  const found = reply && said(reply).query;
  return isObject(found) ? found : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasNumber(reply: Evidence["reply"]): boolean {
  return [query(reply).limit].flat().some((value) => typeof value === "number");
}

function upper(value: unknown): string {
  return String(value).toUpperCase();
}

function at(place: string | undefined): string {
  return place === undefined ? "" : ` (${place})`;
}
