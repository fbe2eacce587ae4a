// What must hold for the exercise of lesson 13, and what its failures come from.

import { type Ask, defineLesson, Miss, type Mistake, type Reply } from "../../src/course/checks.ts";

/** What a browser sends for a page. */
const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const READER = "http://reader.example";
/** A title and an author that are code where they are not escaped. */
const WILD = {
  isbn: "9780000000001",
  title: "<script>alert('Tom & Jerry')</script>",
  author: 'Ann" onmouseover="alert(1)',
  year: 2020,
};

function at(place: string | undefined): string {
  return place === undefined ? "" : ` (${place})`;
}

function pageOf(ask: Ask, path = "/books"): Promise<Reply> {
  return ask(`GET ${path}`, { headers: { accept: BROWSER } });
}

const NO_PAGE: Mistake = {
  id: "13-no-page",
  when: ({ reply }) => /json/.test(reply?.header("content-type") ?? "") && reply?.status === 200,
  why: ({ line }) =>
    `the browser says with Accept that it wants HTML most, and it gets JSON${at(line(/sendJson\(res, 200, list\)/))}.`,
  tip: 'compare weightOf(req, "text/html") with weightOf(req, "application/json")',
};

const ALWAYS_PAGE: Mistake = {
  id: "13-always-page",
  when: async ({ reply, probe }) =>
    /html/.test(reply?.header("content-type") ?? "") &&
    /html/.test(
      (await probe("GET /books", { headers: { accept: "application/json" } }))?.header("content-type") ?? "",
    ),
  why: ({ line }) =>
    `everybody gets the page${at(line(/sendHtml\(res, 200, pageOf/))}, and a program cannot read it.`,
  tip: "send the page only to those who want HTML more than JSON",
};

const PAGE_FOR_ANY: Mistake = {
  id: "13-page-for-any",
  when: ({ reply }) => /html/.test(reply?.header("content-type") ?? ""),
  why: ({ line }) =>
    `a client that takes anything gets the page${at(line(/>=|weightOf\(req, "text\/html"\) > 0|html > 0|html !== 0/))}. Such clients are programs, as a rule.`,
  tip: "HTML only where its weight is greater than that of JSON: > and not >=",
};

const BY_NAME: Mistake = {
  id: "13-by-user-agent",
  when: ({ source }) => source.includes('"user-agent"'),
  why: ({ line }) =>
    `the form is chosen by the client's name${at(line(/"user-agent"/))}. There are more clients than names you know, and many lie.`,
  tip: "ask what the client wants, and not who it is: Accept",
};

const INCLUDES: Mistake = {
  id: "13-includes",
  when: ({ reply, source }) =>
    /html/.test(reply?.header("content-type") ?? "") && /includes\(\s*"(text\/)?html"\s*\)/.test(source),
  why: ({ line }) =>
    `"text/html" stands in Accept, so the page is sent${at(line(/includes\(\s*"(text\/)?html"/))}. But behind it stands how much it is wanted: q=0.4, less than JSON.`,
  tip: "use weightOf: it reads the q",
};

const RAW: Mistake = {
  id: "13-not-escaped",
  when: ({ reply }) => reply?.text.includes("<script>") === true,
  why: ({ line }) =>
    `the title stands in the page as it was sent${at(line(/function escapeHtml/))}. A browser runs it, for everyone who looks at the list.`,
  tip: "in escapeHtml, replace & and < and > and \" and ' by &amp; &lt; &gt; &quot; &#39;",
};

const ONLY_FIRST: Mistake = {
  id: "13-only-the-first",
  when: ({ reply, source }) => /&lt;script/.test(reply?.text ?? "") && /\.replace\(\s*["']/.test(source),
  why: ({ line }) =>
    `only the first of each character was replaced${at(line(/\.replace\(\s*["']/))}: replace("<", ...) stops after one.`,
  tip: "replaceAll replaces all of them",
};

const QUOTES: Mistake = {
  id: "13-quotes",
  when: ({ reply }) => reply?.text.includes('Ann"') === true,
  why: ({ line }) =>
    `a quote in a name ends the attribute${at(line(/title="by/))}, and what follows it becomes an attribute of its own: onmouseover runs code.`,
  tip: "escape \" as &quot; too, and ' as &#39;",
};

const TWICE: Mistake = {
  id: "13-ampersand-last",
  when: ({ reply }) => reply?.text.includes("&amp;lt;") === true,
  why: ({ line }) =>
    `the & of &lt; was escaped once more${at(line(/replaceAll\("&"|\/&\/g/))}, so the page shows the letters "&lt;".`,
  tip: "replace & first, and the others after it",
};

const NO_AMPERSAND: Mistake = {
  id: "13-no-ampersand",
  when: ({ reply }) => reply?.text.includes("Tom & Jerry") === true,
  why: ({ line }) =>
    `an & stays as it is${at(line(/function escapeHtml/))}. A title with the letters "&lt;" would be shown as "<".`,
  tip: "replace & by &amp;, before all others",
};

const ESCAPED_STORED: Mistake = {
  id: "13-escaped-json",
  when: ({ reply }) => reply?.text.includes("&lt;") === true,
  why: ({ line }) =>
    `the JSON has &lt; in it${at(line(/escapeHtml\((?!text\b|author\)|title\))/))}. Escaping belongs to HTML. A program that is no browser shows these letters.`,
  tip: "keep data as it is, and escape where it becomes a page: in pageOf",
};

const NOTHING_ASKED: Mistake = {
  id: "13-not-asked",
  when: ({ reply, line }) => reply?.text === "[]" && line(/await request\(/) === undefined,
  why: ({ line }) => `askBooks asks nobody${at(line(/function askBooks/))}: its list is empty.`,
  tip: "const { statusCode, body } = await request(url, { headers: { accept: ... } })",
};

const NOT_PARSED: Mistake = {
  id: "13-not-parsed",
  when: ({ reply }) => typeof reply?.data === "string",
  why: ({ line }) =>
    `askBooks${at(line(/function askBooks/))} gives back a text, in which the list is written down.`,
  tip: "return JSON.parse(text)",
};

const NO_ACCEPT: Mistake = {
  id: "13-client-no-accept",
  when: ({ reply, source }) =>
    reply !== undefined && reply.status >= 500 && !/accept["']?\s*:\s*["']application\/json/i.test(source),
  why: ({ line }) =>
    `the other server sent a page${at(line(/await request\(/))}: it was not told that JSON is wanted. JSON.parse then threw.`,
  tip: 'request(url, { headers: { accept: "application/json" } })',
};

const BODY_OBJECT: Mistake = {
  id: "13-body-not-read",
  when: ({ reply, source }) =>
    reply !== undefined &&
    (reply.status >= 500 || reply.text === "{}") &&
    !/body\.(text|json)\(\)/.test(source),
  why: ({ line }) => `body is no text${at(line(/await request\(/))}: it comes in pieces, as every body does.`,
  tip: "const text = await body.text()",
};

const NOT_AWAITED: Mistake = {
  id: "13-text-not-awaited",
  when: ({ reply, line }) =>
    reply !== undefined && reply.status >= 500 && line(/(?<!await )body\.(text|json)\(\)/) !== undefined,
  why: ({ line }) =>
    `body.text() gives a promise${at(line(/(?<!await )body\.(text|json)\(\)/))}, and JSON.parse was given that.`,
  tip: "put await before it",
};

const NO_VARY: Mistake = {
  id: "13-no-vary",
  when: ({ wanted, reply }) => wanted.includes("Vary") && !/accept\b/i.test(reply?.header("vary") ?? ""),
  why: ({ reply, line }) =>
    `this response${reply?.header("vary") === undefined ? " has no Vary" : " does not name Accept in Vary"}${at(line(/"Vary"/))}. A cache between you and your clients then keeps the page, and gives it to a program.`,
  tip: 'res.appendHeader("Vary", "Accept") before the response is chosen',
};

const NO_406: Mistake = {
  id: "13-no-406",
  when: ({ reply }) => reply?.status === 200,
  why: "this client takes pictures only, and it got what it cannot read, with 200: all went well.",
  tip: "if both weights are 0: throw new HttpError(406, ...)",
};

const NO_TIME_OUT: Mistake = {
  id: "13-no-time-out",
  when: ({ reply, silence }) => reply?.status === 503 || silence === "no-reply",
  why: ({ line }) =>
    `the branch is silent, and you waited for it${at(line(/await request\(/))} until the deadline of lesson 08 answered. Without that it would be minutes.`,
  tip: "request(url, { headers: ..., signal: AbortSignal.timeout(1_000) })",
};

const TIME_OUT_500: Mistake = {
  id: "13-time-out-500",
  when: ({ reply }) => reply?.status === 500,
  why: ({ line }) =>
    `the error of askBooks was not caught${at(line(/await askBooks\(url\)/))}, so it counts as a mistake of this server: 500. The other one is to blame.`,
  tip: "try { ... } catch (error) { throw new HttpError(504, ...) }, and 502 for what is no time-out",
};

const SAME_STATUS: Mistake = {
  id: "13-one-gateway-status",
  when: ({ reply }) => reply?.status === 502 || reply?.status === 504,
  why: ({ reply }) =>
    reply?.status === 504
      ? "504 says that no answer came in time. Here one came, and it was no good: that is 502."
      : "502 says that a bad answer came. Here none came in time: that is 504.",
  tip: 'error instanceof Error && error.name === "TimeoutError" tells them apart',
};

const STATUS_NOT_READ: Mistake = {
  id: "13-status-not-read",
  when: ({ reply, source }) =>
    reply?.status === 200 && !/statusCode\s*[<>!=]/.test(source.replace("res.statusCode", "")),
  why: ({ line }) =>
    `the branch answered 500, and its body was taken for books${at(line(/await request\(/))}. request does not throw for a status.`,
  tip: "if (statusCode !== 200) throw new Error(...)",
};

const NO_PREFLIGHT: Mistake = {
  id: "13-no-preflight",
  when: ({ reply }) => reply?.status === 405,
  why: "before a POST with JSON the browser asks with OPTIONS whether it may. That question got 405, so the POST is never sent.",
  tip: "for OPTIONS from this origin: status 204, the three Access-Control-Allow fields, res.end(), and no next()",
};

const NO_ALLOW_HEADERS: Mistake = {
  id: "13-no-allow-headers",
  when: ({ reply, wanted }) => reply?.status === 204 && /Allow-(Headers|Methods)/.test(wanted),
  why: "the browser asked for a verb and a header field, and the answer does not name both as allowed.",
  tip: 'res.setHeader("Access-Control-Allow-Methods", "GET, POST"), and Access-Control-Allow-Headers with Content-Type',
};

const NO_ORIGIN: Mistake = {
  id: "13-no-allow-origin",
  when: ({ reply }) => reply?.header("access-control-allow-origin") === undefined,
  why: "the response does not name the origin of the page. The browser has the data, and does not hand it to the page.",
  tip: 'res.setHeader("Access-Control-Allow-Origin", "http://reader.example"), for GET as well as for OPTIONS',
};

const ANY_ORIGIN: Mistake = {
  id: "13-any-origin",
  when: ({ reply }) => reply?.header("access-control-allow-origin") !== undefined,
  why: ({ reply, line }) =>
    `${reply?.header("access-control-allow-origin") === "*" ? "* lets the pages of every site in" : "any origin is sent back as allowed"}${at(line(/Access-Control-Allow-Origin/))}.`,
  tip: 'compare first: if (req.headers.origin !== "http://reader.example") return next();',
};

const NO_VARY_ORIGIN: Mistake = {
  id: "13-vary-origin",
  when: ({ wanted, reply }) => wanted.includes("Vary") && !/origin/i.test(reply?.header("vary") ?? ""),
  why: ({ line }) =>
    `Vary does not name Origin${at(line(/setHeader\("Vary"|"Vary"/))}. (setHeader replaces what another step has set; appendHeader adds.)`,
  tip: 'res.appendHeader("Vary", "Origin"), and appendHeader for Accept too',
};

/** @throws {Miss} unless the body has this exact text. */
function shows(page: Reply, text: string): void {
  if (!page.text.includes(text)) throw new Miss(`a page with ${text}`, page);
}

export const lesson = defineLesson({
  starts: "listener",
  checks: [
    {
      step: "a",
      title: "a browser gets the books as a page",
      isPoint: true,
      run: async ({ ask }) => {
        (await pageOf(ask)).is(200).isType("text/html").says("Frankenstein");
      },
      hints: [
        "What does the browser say about itself in Accept, and where does your code look at that?",
        'In listBooks: compare weightOf(req, "text/html") with weightOf(req, "application/json").',
        "if (html > json) sendHtml(res, 200, pageOf(list)); else sendJson(res, 200, list);",
      ],
      mistakes: [NO_PAGE],
    },
    {
      step: "a",
      title: "a program gets the same books as JSON",
      run: async ({ ask }) => {
        const reply = await ask("GET /books?limit=1", { headers: { accept: "application/json" } });
        reply.is(200).isType("application/json").says("Pride and Prejudice");
      },
      hints: [
        "Does the page go to everybody now?",
        "Look at the condition in listBooks.",
        "if (html > json) sendHtml(...); else sendJson(...);",
      ],
      mistakes: [BY_NAME, ALWAYS_PAGE],
    },
    {
      step: "a",
      title: "a client that takes anything, or says nothing, gets JSON",
      run: async ({ ask }) => {
        (await ask("GET /books", { headers: { accept: "*/*" } })).is(200).isType("application/json");
        (await ask("GET /books")).is(200).isType("application/json");
      },
      hints: [
        "For */* both weights are 1. Which one wins in your code?",
        "Look at the condition in listBooks: is it > or >=?",
        "if (html > json) sendHtml(...); else sendJson(...);",
      ],
      mistakes: [BY_NAME, ALWAYS_PAGE, PAGE_FOR_ANY],
    },
    {
      step: "b",
      title: "a title with <script> is shown as letters, and not run",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("POST /books", { json: WILD })).is(201);
        const page = (await pageOf(ask)).is(200).isType("text/html");
        if (/<\/?script/.test(page.text))
          throw new Miss("a page in which <script> is text: &lt;script&gt;", page);
        shows(page, "&lt;script&gt;alert(");
        shows(page, "Tom &amp; Jerry");
      },
      hints: [
        "Look at the page with curl. Which characters of the title has a browser a use for?",
        "escapeHtml gets the text of the title. It has to replace five characters.",
        'return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;") and so on: & first.',
      ],
      mistakes: [NO_PAGE, RAW, ONLY_FIRST, TWICE, NO_AMPERSAND],
    },
    {
      step: "b",
      title: "a quote in a name does not end the attribute",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("POST /books", { json: { ...WILD, title: "Quotes" } })).is(201);
        const page = (await pageOf(ask)).is(200).isType("text/html");
        if (page.text.includes('Ann"'))
          throw new Miss("a page in which the quote behind Ann is text: &quot;", page);
        if (!/Ann&(quot|#34|#x22);/i.test(page.text)) throw new Miss("a page with Ann&quot;", page);
      },
      hints: [
        'The author stands in title="...". Where does that end if the name has a quote in it?',
        "In escapeHtml: which characters are replaced so far?",
        `.replaceAll('"', "&quot;").replaceAll("'", "&#39;")`,
      ],
      mistakes: [NO_PAGE, QUOTES],
    },
    {
      step: "b",
      title: "JSON has the title as it was sent",
      run: async ({ ask }) => {
        const made = (await ask("POST /books", { json: WILD })).is(201);
        made.hasJson({ title: WILD.title });
        const list = await ask("GET /books", { headers: { accept: "application/json" } });
        list.is(200).says(JSON.stringify(WILD.title));
      },
      hints: [
        "Is < a special character in JSON?",
        "Where is escapeHtml called: when the book comes in, or when the page is made?",
        "Only pageOf calls escapeHtml. addBook keeps what was sent.",
      ],
      mistakes: [ESCAPED_STORED],
    },
    {
      step: "c",
      title: "your client gets the books of another branch",
      isPoint: true,
      run: async ({ ask }) => {
        const reply = (await ask("GET /branches/north"))
          .is(200)
          .isType("application/json")
          .says("Don Quixote");
        if (!Array.isArray(reply.data)) throw new Miss("a list of books", reply);
      },
      hints: [
        "What does askBooks send, and what does it do with what comes back?",
        "await request(url, { headers: { accept: ... } }), then await body.text(), then JSON.parse.",
        'const { statusCode, body } = await request(url, { headers: { accept: "application/json" } });',
      ],
      mistakes: [NOTHING_ASKED, NOT_PARSED, BODY_OBJECT, NOT_AWAITED, NO_ACCEPT],
    },
    {
      step: "c",
      title: "an answer that is not 200 is an error",
      isPoint: true,
      run: async ({ ask }) => {
        const reply = await ask("GET /branches/failing");
        if (reply.status === 200)
          throw new Miss("an error: this branch answers 500, with an empty list", reply);
      },
      hints: [
        "A branch answers with status 500. What does askBooks make of that?",
        "Look at what stands in askBooks between await request(...) and return.",
        "if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}.`);",
      ],
      mistakes: [STATUS_NOT_READ],
    },
    {
      step: "d",
      title: "how much a form is wanted counts: q=0.5 before q=0.4",
      further: true,
      run: async ({ ask }) => {
        const accept = "text/html;q=0.4, application/json;q=0.5";
        (await ask("GET /books", { headers: { accept } })).is(200).isType("application/json");
      },
      hints: [
        "What does q=0.4 behind text/html say?",
        "weightOf gives the number. Do you compare two of them?",
        'weightOf(req, "text/html") > weightOf(req, "application/json")',
      ],
      mistakes: [BY_NAME, INCLUDES, ALWAYS_PAGE],
    },
    {
      step: "d",
      title: "a client that wants neither form gets 406",
      further: true,
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /books", { headers: { accept: "image/png" } })).is(406);
        (await pageOf(ask)).is(200);
      },
      hints: [
        "Which weights do HTML and JSON have for a client that takes pictures only?",
        "In listBooks, before anything is sent: are both 0?",
        'if (html === 0 && json === 0) throw new HttpError(406, "...");',
      ],
      mistakes: [NO_406],
    },
    {
      step: "d",
      title: "Vary says that the response depends on Accept",
      further: true,
      isPoint: true,
      run: async ({ ask }) => {
        for (const accept of [BROWSER, "application/json", "image/png"]) {
          const reply = await ask("GET /books", { headers: { accept } });
          if (!/\baccept\b/i.test(reply.header("vary") ?? ""))
            throw new Miss("a header field Vary: Accept", reply);
        }
      },
      hints: [
        "A cache has kept the page for /books. How is it to know that a program needs something else?",
        "It must be on every response of /books: on the page, on the JSON, and on the 406.",
        'res.appendHeader("Vary", "Accept"); as the first line of listBooks',
      ],
      mistakes: [NO_VARY],
    },
    {
      step: "e",
      title: "a silent branch is given up in time: 504",
      further: true,
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /branches/silent", { limit: 3_000 })).is(504);
      },
      hints: [
        "How long does your client wait for a server that says nothing?",
        "request takes a signal. When it fires, the promise is rejected with a TimeoutError.",
        "signal: AbortSignal.timeout(1_000), and in showBranch a catch that throws new HttpError(504, ...).",
      ],
      mistakes: [NO_TIME_OUT, TIME_OUT_500, SAME_STATUS, NOTHING_ASKED],
    },
    {
      step: "e",
      title: "meanwhile everybody else is served",
      further: true,
      run: async ({ ask }) => {
        const waiting = ask("GET /branches/silent", { limit: 3_000 });
        const others = await Promise.all([1, 2, 3].map((id) => ask(`GET /books/${id}`, { limit: 700 })));
        for (const reply of others) reply.is(200);
        await waiting;
      },
      hints: [
        "Who waits for the branch: one request, or the whole server?",
        "Look for a loop that waits. await lets others go on.",
        "await request(...), and nothing that blocks",
      ],
    },
    {
      step: "e",
      title: "a branch that talks nonsense is a 502",
      further: true,
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /branches/broken")).is(502);
        (await ask("GET /branches/failing")).is(502);
        (await ask("GET /branches/nowhere")).is(404);
      },
      hints: [
        "One branch sends a page instead of JSON, one sends status 500. What does askBooks make of that?",
        "JSON.parse throws by itself. For the status you have to throw.",
        "if (statusCode !== 200) throw new Error(...), and in showBranch a catch that throws new HttpError(502, ...).",
      ],
      mistakes: [STATUS_NOT_READ, TIME_OUT_500, SAME_STATUS, NOTHING_ASKED],
    },
    {
      step: "f",
      title: "a preflight for a page of reader.example is answered",
      further: true,
      isPoint: true,
      run: async ({ ask }) => {
        const reply = await ask("OPTIONS /books", {
          headers: {
            origin: READER,
            "access-control-request-method": "POST",
            "access-control-request-headers": "content-type",
          },
        });
        reply.is(200, 204).has("Access-Control-Allow-Origin", READER);
        reply
          .has("Access-Control-Allow-Methods", /POST|\*/, "POST")
          .has("Access-Control-Allow-Headers", /content-type|\*/i, "content-type");
      },
      hints: [
        "With which verb does a browser ask whether it may send a POST?",
        "In letReaderIn: what is different for OPTIONS?",
        "Set Access-Control-Allow-Origin, -Methods and -Headers, then status 204 and res.end(), without next().",
      ],
      mistakes: [NO_PREFLIGHT, NO_ORIGIN, NO_ALLOW_HEADERS],
    },
    {
      step: "f",
      title: "and it may read the answers",
      further: true,
      isPoint: true,
      run: async ({ ask }) => {
        const reply = await ask("GET /books", { headers: { origin: READER } });
        reply.is(200).has("Access-Control-Allow-Origin", READER);
        const vary = reply.header("vary") ?? "";
        if (!/origin/i.test(vary)) throw new Miss("a header field Vary that names Origin", reply);
      },
      hints: [
        "The preflight is only the question. What must stand on the answer to the GET itself?",
        "Access-Control-Allow-Origin and Vary belong on both.",
        'res.appendHeader("Vary", "Origin"); res.setHeader("Access-Control-Allow-Origin", "http://reader.example");',
      ],
      mistakes: [NO_ORIGIN, NO_VARY_ORIGIN],
    },
    {
      step: "f",
      title: "pages of other sites may not",
      further: true,
      run: async ({ ask }) => {
        for (const origin of ["http://evil.example", "http://reader.example.evil.example", "null"]) {
          const reply = (await ask("GET /books", { headers: { origin } })).is(200);
          if (reply.header("access-control-allow-origin") !== undefined)
            throw new Miss("no header field Access-Control-Allow-Origin for another site", reply);
        }
      },
      hints: [
        "Whose pages does your header field let in?",
        "Compare the whole of req.headers.origin, with ===.",
        'if (req.headers.origin !== "http://reader.example") return next();',
      ],
      mistakes: [ANY_ORIGIN],
    },
  ],
});
