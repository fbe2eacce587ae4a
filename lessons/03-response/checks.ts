// What must hold for the exercise of lesson 03, and what its failures come from.

import { defineLesson, type Evidence, Miss, type Mistake, type Reply } from "../../src/course/checks.ts";

/** What can go wrong with every answer, whichever check is the first to meet it. */
const anyAnswer: readonly Mistake[] = [
  {
    id: "03-missing-else",
    when: ({ again, line }) => again !== undefined && line(newIf) !== undefined,
    why: ({ again, line }) =>
      `two branches ran: one answered at ${again?.first}, the other at ${again?.place}. An if without else before it${at(line(newIf))} is asked in any case.`,
    tip: "write else if, or return after the first answer",
  },
  {
    id: "03-header-after-end",
    when: ({ again }) => again?.call === "setHeader" || again?.call === "writeHead",
    why: ({ again }) =>
      `the header is set at ${again?.place}, and the response was sent at ${again?.first} already. The header goes out first.`,
    tip: "set the status and the header fields first, and call res.end() last",
  },
  {
    id: "03-express",
    when: ({ crash }) =>
      /\.(send|json|status|type|sendStatus|set) is not a function/.test(crash?.message ?? ""),
    why: ({ crash }) => `${crash?.message}${at(crash?.place)}. Express has this, and node:http has it not.`,
    tip: "use res.statusCode, res.setHeader(name, value) and res.end(text)",
  },
  {
    id: "03-res-headers",
    when: ({ crash }) => /Cannot set properties of undefined/.test(crash?.message ?? ""),
    why: ({ crash }) =>
      `${crash?.message}${at(crash?.place)}. A response has no object res.headers to write into.`,
    tip: 'write res.setHeader("Content-Type", ...)',
  },
  {
    id: "03-field-name",
    when: ({ reply, wanted }) =>
      wanted.includes("Content-Type") && !reply?.header("content-type") && nearlyType(reply) !== undefined,
    why: ({ reply }) =>
      `the response has a field "${nearlyType(reply)}". The name that clients know is Content-Type.`,
    tip: 'write res.setHeader("Content-Type", ...), with a - between the words',
  },
  {
    id: "03-too-long",
    when: ({ silence, pulse, line }) =>
      silence === "no-reply" && pulse.open.length === 0 && line(/content-length/i) !== undefined,
    why: ({ line }) =>
      `Content-Length promises more bytes than the body has${at(line(/content-length/i))}. The client waits for the rest.`,
    tip: "count the bytes of what you send: Buffer.byteLength(page)",
  },
  {
    id: "03-comma",
    when: ({ reply }) => /,\s*charset/i.test(type(reply)),
    why: "a comma stands before charset. The type and what belongs to it are separated by a semicolon.",
    tip: 'write "text/html; charset=utf-8"',
  },
];

export const lesson = defineLesson({
  starts: "itself",
  checks: [
    {
      step: "a",
      title: "the page says that it is HTML",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /")).is(200).isType("text/html");
      },
      hints: [
        "How does a browser find out that these bytes are a page?",
        "In the branch for /, before res.end(page). res.setHeader(name, value) sets a header field.",
        'res.setHeader("Content-Type", "text/html; charset=utf-8");',
      ],
      mistakes: [
        ...anyAnswer,
        {
          id: "03-plain-page",
          when: (evidence) => missed(evidence) && type(evidence.reply).startsWith("text/plain"),
          why: "the page says that it is plain text. A browser shows its tags instead of a page.",
          tip: "the type of HTML is text/html",
        },
        {
          id: "03-type-name",
          when: (evidence) => missed(evidence) && type(evidence.reply) !== "",
          why: ({ reply }) => `"${type(reply)}" is not the name of a type that stands for HTML.`,
          tip: "a type has two parts with a slash between them: text/html",
        },
      ],
    },
    {
      step: "a",
      title: "it says how its letters are written: charset=utf-8",
      isPoint: true,
      run: async ({ ask }) => {
        const page = (await ask("GET /")).is(200);
        if (!/;\s*charset\s*=\s*"?utf-8"?\s*(;|$)/i.test(type(page)))
          throw new Miss("a header field Content-Type: text/html; charset=utf-8", page);
      },
      hints: [
        "The page has é and ☕ in it. How does a browser know which bytes stand for them?",
        "The same header field says it, behind the type and a semicolon.",
        'res.setHeader("Content-Type", "text/html; charset=utf-8");',
      ],
      mistakes: [
        ...anyAnswer,
        {
          id: "03-charset-name",
          when: ({ reply }) => /charset/i.test(type(reply)),
          why: ({ reply }) => `"${type(reply)}" has a charset, and not the one in which Node writes texts.`,
          tip: "write charset=utf-8, with its -",
        },
        {
          id: "03-no-charset",
          when: (evidence) => missed(evidence) && type(evidence.reply) !== "",
          why: "the field has the type and no charset. A browser then guesses, and may show é as Ã©.",
          tip: 'write "text/html; charset=utf-8"',
        },
      ],
    },
    {
      step: "a",
      title: "the page arrives whole, with é and ☕",
      run: async ({ ask }) => {
        const page = (await ask("GET /")).is(200).says("café ☕");
        if (isCutOff(page)) throw new Miss("a page that is there to its end", page);
      },
      hints: [
        "Which bytes does the client get for é and ☕?",
        "Look at what is given to res.end(), and whether a second value stands behind the text.",
        "res.end(page); writes UTF-8 by itself.",
      ],
      mistakes: [
        ...anyAnswer,
        {
          id: "03-cut-off",
          when: ({ reply, line }) => line(characters) !== undefined && reply !== undefined && isCutOff(reply),
          why: ({ line }) =>
            `the end of the page is missing${at(line(characters))}: Content-Length counts characters. é is one character and two bytes, ☕ one and three.`,
          tip: "count bytes: Buffer.byteLength(page)",
        },
        {
          id: "03-not-utf8",
          when: ({ reply }) => reply?.text.includes("\uFFFD") === true,
          why: ({ line }) =>
            `the bytes are not UTF-8${at(line(/latin1|binary|ascii|utf16|ucs2/i))}, and the header says they are.`,
          tip: "leave the writing to Node: res.end(page)",
        },
        {
          id: "03-page-changed",
          when: ({ reply }) => reply !== undefined && /<h1>/.test(reply.text),
          why: 'the words "café ☕" are not in the page any more, or have other letters.',
          tip: "take them as they stand in the exercise: they show whether letters survive",
        },
      ],
    },
    {
      step: "a",
      title: "Content-Length is the number of bytes",
      run: async ({ ask }) => {
        const page = (await ask("GET /")).is(200);
        page.has("Content-Length", String(page.bytes.length));
        if (isCutOff(page)) throw new Miss("a Content-Length that counts the bytes of the whole page", page);
      },
      hints: [
        "Which field says how long the body is, and what does it count?",
        "In the branch for /, beside Content-Type. Look for res.write() too: it sends pieces, without a length.",
        'res.setHeader("Content-Length", Buffer.byteLength(page));',
      ],
      mistakes: [
        ...anyAnswer,
        {
          id: "03-in-pieces",
          when: ({ reply }) => reply?.header("transfer-encoding") === "chunked",
          why: ({ line }) =>
            `the page was sent in pieces${at(line(/res\.write\(/))}, so Node could not know its length beforehand.`,
          tip: "set Content-Length first, and give the whole page to res.end()",
        },
      ],
    },
    {
      step: "a",
      title: "HEAD gets the same header, and no body",
      isPoint: true,
      run: async ({ ask }) => {
        const get = await ask("GET /");
        const head = (await ask("HEAD /")).is(get.status).isEmpty();
        for (const name of ["Content-Type", "Content-Length"]) head.has(name, get.header(name) ?? "");
      },
      hints: [
        "GET / has a Content-Length even if you do not set it. Has HEAD / one?",
        "Node leaves the body out for HEAD, and counts nothing then. So the length is yours to say.",
        'res.setHeader("Content-Length", Buffer.byteLength(page));',
      ],
      mistakes: [
        {
          id: "03-only-get",
          when: ({ silence, line, reply }) =>
            (silence === "no-reply" || (reply !== undefined && reply.status >= 400)) &&
            line(/\.method\s*[!=]==?/) !== undefined,
          why: ({ line }) =>
            `HEAD is not answered like GET: only one verb is let through${at(line(/\.method\s*[!=]==?/))}.`,
          tip: "take the condition away: Node leaves out the body of HEAD by itself",
        },
        ...anyAnswer,
        {
          id: "03-head-length",
          when: ({ reply, wanted }) => wanted.includes("Content-Length") && !reply?.header("content-length"),
          why: "the length is missing. Node counts it for GET, where it sends the body, and not for HEAD.",
          tip: 'set it before res.end(): res.setHeader("Content-Length", Buffer.byteLength(page))',
        },
      ],
    },
    {
      step: "b",
      title: "the list says that it is JSON",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /books")).is(200).isType("application/json");
      },
      hints: [
        "Which Content-Type has JSON?",
        "In the branch for /books, before res.end(). The example's respond.ts has it in sendJson.",
        'res.setHeader("Content-Type", "application/json");',
      ],
      mistakes: [
        ...anyAnswer,
        {
          id: "03-html-json",
          when: (evidence) => missed(evidence) && /^text\/(html|plain)/.test(type(evidence.reply)),
          why: ({ reply }) =>
            `the list says that it is ${type(reply).split(";")[0]}. A program asks for the type first.`,
          tip: "the type of JSON is application/json",
        },
        {
          id: "03-json-type-name",
          when: (evidence) => missed(evidence) && type(evidence.reply) !== "",
          why: ({ reply }) =>
            `"${type(reply)}" looks like a type for JSON, and it is not the registered one.`,
          tip: "write application/json",
        },
      ],
    },
    {
      step: "b",
      title: "a program can read the list: four books",
      isPoint: true,
      run: async ({ ask }) => {
        const reply = (await ask("GET /books")).is(200);
        const { data } = reply;
        if (!Array.isArray(data) || data.length !== 4 || !data.every(isBook))
          throw new Miss("a JSON list of four books, each with isbn, title, author and year", reply);
      },
      hints: [
        "What does a program need to make a list of objects out of your text again?",
        "In the branch for /books. JSON.stringify(value) makes the text.",
        "res.end(JSON.stringify(books));",
      ],
      mistakes: [
        ...anyAnswer,
        {
          id: "03-json-twice",
          when: ({ reply }) => typeof reply?.data === "string",
          why: "the JSON is one long text: it was made twice, so a list in a text came out.",
          tip: "call JSON.stringify once",
        },
        {
          id: "03-wrapped",
          when: ({ reply }) => reply?.data !== undefined && !Array.isArray(reply.data) && reply.text !== "{}",
          why: "the JSON is an object, and not a list. Perhaps the list is inside of it.",
          tip: "give the list itself: JSON.stringify(books)",
        },
        {
          id: "03-other-list",
          when: (evidence) => missed(evidence) && Array.isArray(evidence.reply?.data),
          why: ({ reply }) => listFault(reply),
          tip: "give all books as they are: JSON.stringify(books)",
        },
        {
          id: "03-no-json",
          when: ({ reply }) =>
            reply !== undefined &&
            reply.bytes.length > 0 &&
            reply.data === undefined &&
            !reply.text.includes("[object"),
          why: "the header says JSON, and the body cannot be read as JSON.",
          tip: "do not put JSON together by hand: JSON.stringify(books), and nothing before or behind it",
        },
      ],
    },
    {
      step: "c",
      title: "the sign of life has the status 204",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /health")).is(204);
      },
      hints: [
        "Which status says: all is well, and there is nothing to read?",
        "In the branch for /health. The status is a member of res, and it is 200 unless you set it.",
        "res.statusCode = 204;",
      ],
      mistakes: [
        {
          id: "03-status-late",
          when: ({ line }) => line(lateStatus) !== undefined,
          why: ({ line }) => `the status is set after the response has gone${at(line(lateStatus))}.`,
          tip: "set res.statusCode before res.end()",
        },
        {
          id: "03-status-name",
          when: ({ line, crash }) =>
            crash === undefined && line(/res\.(status|code|StatusCode|statuscode)\s*=/) !== undefined,
          why: ({ line }) =>
            `the status was written where nobody looks${at(line(/res\.(status|code|StatusCode|statuscode)\s*=/))}.`,
          tip: "its name is res.statusCode",
        },
        ...anyAnswer,
        {
          id: "03-health-200",
          when: (evidence) => missed(evidence) && evidence.reply?.status === 200,
          why: "the status is 200, as for everything whose status is not set. It promises a body, even if that is empty.",
          tip: "write res.statusCode = 204 before res.end()",
        },
      ],
    },
    {
      step: "c",
      title: "and no body, nor the length of one",
      isPoint: true,
      run: async ({ ask }) => {
        const reply = (await ask("GET /health")).isEmpty();
        if (reply.header("content-length") !== undefined)
          throw new Miss("no header field Content-Length", reply);
      },
      hints: [
        "What does a 204 say about the body?",
        "Look at the header fields and at the text in the branch for /health.",
        "res.statusCode = 204; res.end();",
      ],
      mistakes: [
        ...anyAnswer,
        {
          id: "03-204-length",
          when: (evidence) => missed(evidence) && evidence.reply?.status === 204,
          why: ({ line }) =>
            `a 204 has no body, so it has no length either${at(line(/Content-Length["'`]\s*,\s*(0|["'`\d])/i))}. HTTP forbids this field here.`,
          tip: "leave Content-Length out where the status is 204",
        },
        {
          id: "03-health-body",
          when: ({ reply }) => (reply?.bytes.length ?? 0) > 0,
          why: "the response has a body. The one who asks every few seconds wants to read only the status.",
          tip: "status 204, and nothing between the brackets of res.end()",
        },
      ],
    },
    {
      step: "c",
      title: "what is not there still gets 404 as plain text",
      run: async ({ ask }) => {
        (await ask("GET /nowhere")).is(404).isType("text/plain");
      },
      hints: [
        "Which branch answers a path that the others do not know?",
        "Look at the last else, and whether the ifs before it still belong together.",
        "if (...) { ... } else if (...) { ... } else { the 404 of the exercise }",
      ],
      mistakes: [
        ...anyAnswer,
        {
          id: "03-no-else",
          when: ({ silence }) => silence === "no-reply",
          why: "a path that no branch knows gets no response at all: the last else is gone.",
          tip: "put the last else back: every request needs a response",
        },
      ],
    },
    {
      step: "d",
      title: "the page has a picture, at a path of its own",
      further: true,
      isPoint: true,
      run: async ({ ask }) => {
        const page = (await ask("GET /")).is(200);
        if (pictureOf(page) === undefined) throw new Miss('a page with <img src="/..."> in it', page);
      },
      hints: [
        "How does the shop's page in server.ts show its picture?",
        "An img element in the text `page`. Its src is a path of your server.",
        '<img src="/book.svg" alt="A book" width="80">',
      ],
      mistakes: [
        {
          id: "03-data-uri",
          when: ({ reply }) => /src\s*=\s*["']?data:/i.test(reply?.text ?? ""),
          why: "the picture is written into the page. Here it shall come with a request of its own.",
          tip: 'give it a path: src="/book.svg"',
        },
        {
          id: "03-elsewhere",
          when: ({ reply }) => /<img[^>]*src\s*=\s*["']?(https?:)?\/\//i.test(reply?.text ?? ""),
          why: "the picture lies on another server. Yours is not asked for it.",
          tip: 'give it a path of your own server: src="/book.svg"',
        },
      ],
    },
    {
      step: "d",
      title: "the picture comes with the second request",
      further: true,
      isPoint: true,
      run: async ({ ask }) => {
        const page = (await ask("GET /")).is(200);
        const path = pictureOf(page);
        if (path === undefined) throw new Miss('a page with <img src="/..."> in it', page);
        const picture = (await ask(`GET ${path}`)).is(200).has("Content-Type", /^image\//, "image/...");
        if (picture.bytes.length === 0) throw new Miss("a picture in the body", picture);
      },
      hints: [
        "The browser reads the page, and finds src. What does it do then?",
        "A branch for this path is missing, or its Content-Type. SVG has image/svg+xml.",
        'else if (req.path === "/book.svg") { res.setHeader("Content-Type", "image/svg+xml"); res.end(picture); }',
      ],
      mistakes: [
        ...anyAnswer,
        {
          id: "03-picture-missing",
          when: ({ reply, replies }) => replies.length === 2 && reply?.status === 404,
          why: "the page names a picture, and there is nothing at its path. A browser shows a broken picture.",
          tip: "add a branch for the path that stands in src, letter by letter",
        },
        {
          id: "03-picture-type",
          when: ({ reply, replies }) => replies.length === 2 && reply?.status === 200,
          why: ({ reply }) =>
            `the picture's Content-Type is ${type(reply) || "missing"}: a browser does not draw that.`,
          tip: "for SVG write image/svg+xml",
        },
      ],
    },
  ],
});

const characters = /content-length["'`]\s*[,:]\s*(String\()?\w+\.length/i;
const newIf = /\}\s*if\s*\(\s*(req|incoming|url)\b/;
const lateStatus = /res\.end\([^;\n]*\);?\s*\n?\s*res\.statusCode\s*=/;

/** The reply is not as wanted, and nothing worse has happened. */
function missed({ crash, again, pulse }: Evidence): boolean {
  return crash === undefined && again === undefined && pulse.state === "alive";
}

/** It ends in the middle of a tag, or of a letter. */
function isCutOff({ text }: Reply): boolean {
  return /<[^>]*$/.test(text) || text.endsWith("\uFFFD");
}

function type(reply: Evidence["reply"]): string {
  return reply?.header("content-type") ?? "";
}

/** A field whose name is nearly Content-Type. */
function nearlyType(reply: Evidence["reply"]): string | undefined {
  return Object.keys(reply?.headers ?? {}).find(
    (name) => /^(content|type$)/.test(name) && /t.?y?p/.test(name),
  );
}

function isBook(value: unknown): boolean {
  return ["isbn", "title", "author", "year"].every((name) => name in Object(value));
}

function listFault(reply: Evidence["reply"]): string {
  const list = Array.isArray(reply?.data) ? reply.data : [];
  return list.length === 4
    ? "the list has four entries, and they are not the books with all their members."
    : `the list has ${list.length} entries, and the library has four books.`;
}

/** The path of the first picture in the page; undefined when there is none, or it lies elsewhere. */
function pictureOf(page: Reply): string | undefined {
  const src = /<img\b[^>]*?\bsrc\s*=\s*["']?([^"'\s>]+)/i.exec(page.text)?.[1];
  if (src === undefined || /^(data:|(https?:)?\/\/)/i.test(src)) return undefined;
  return new URL(src, "http://localhost/").pathname;
}

function at(place: string | undefined): string {
  return place === undefined ? "" : ` (${place})`;
}
