// What must hold for the exercise of lesson 09, and what its failures come from.

import {
  type Ask,
  defineLesson,
  type Evidence,
  Miss,
  type Mistake,
  type Reply,
} from "../../src/course/checks.ts";

const JSON_TYPE = { "content-type": "application/json" };
const NOT_AWAITED = /(?<!await\s)(?<!function\s)\breadJson\(/;
const ON_DATA = /\.on(?:ce)?\(\s*["'`]data["'`]/;
const PARSE = /\bJSON\.parse\(/;
/** Ends what was wanted of a reply that came, where the next request did not get any. */
const NEXT = ", and an answer to the next request on the same connection";
const LIKE_TYPE = /(?:startsWith|includes|indexOf|match)\(\s*[^)]*json/i;
const INHERITS = /Object\.assign\(|setPrototypeOf/;
const LENGTH_FIELD = /content-length/i;

const middlemarch = {
  isbn: "9780199535569",
  title: "Middlemarch",
  author: "George Eliot",
  year: 1871,
};

/** What can go wrong with every body, whichever check is the first to meet it. */
const anyBody: readonly Mistake[] = [
  {
    id: "09-req-body",
    when: ({ source, reply }) => /\breq\.body\b/.test(source) && reply !== undefined && reply.status >= 400,
    why: ({ line }) =>
      `req.body (${line(/\breq\.body\b/)}) is undefined: node:http has none. Express has it, once express.json() has read the body.`,
    tip: "read the body yourself: for await (const piece of req) { ... }",
  },
  {
    id: "09-no-await",
    when: ({ reply, line }) => reply !== undefined && reply.status >= 400 && line(NOT_AWAITED) !== undefined,
    why: ({ line }) =>
      `${line(NOT_AWAITED)} does not wait for the body. What it has is a promise, and a promise has no isbn.`,
    tip: "const body = await readJson(req, 1_000);",
  },
  {
    id: "09-before-the-end",
    when: ({ reply, source }) =>
      reply !== undefined && reply.status >= 400 && ON_DATA.test(source) && !/["'`]end["'`]/.test(source),
    why: ({ line }) =>
      `${line(ON_DATA)} only says what to do with a piece when it comes. The next lines run before that, while nothing is there yet.`,
    tip: "for await (const piece of req) { ... } waits until the last piece has come",
  },
  {
    id: "09-answered-too-soon",
    when: ({ reply }) => reply?.status === 201 && !("isbn" in Object(reply.data)),
    why: "the answer has nothing of the body in it: it was sent before the body had been read.",
    tip: "first const body = await readJson(req, 1_000); and the answer last",
  },
  {
    id: "09-nothing-read",
    when: ({ reply, wanted }) => /JSON/.test(wanted) && fieldOf(reply, "isbn") === "undefined",
    why: "readJson gives an empty object, whatever was sent. So the book has no isbn.",
    tip: "read the pieces, put them together, and return what JSON.parse makes of them",
  },
  {
    id: "09-plain-error",
    when: ({ reply, wanted, line }) =>
      reply?.status === 500 && /^status 4/.test(wanted) && line(/\bnew Error\(/) !== undefined,
    why: ({ line }) =>
      `an Error was thrown at ${line(/\bnew Error\(/)}. It has no status, so lesson 08 takes it for a fault of the server.`,
    tip: "throw new HttpError(400, ...): the client did something wrong, and should read what",
  },
  {
    id: "09-200-not-201",
    when: ({ reply, wanted }) => wanted === "status 201" && (reply?.status === 200 || reply?.status === 204),
    why: ({ reply }) => `a book was made, and ${reply?.status} does not say so.`,
    tip: "sendCreated(res, location, book)",
  },
];

const notJson: readonly Mistake[] = [
  ...anyBody,
  {
    id: "09-null",
    when: ({ reply, wanted }) =>
      wanted === "status 400" && reply?.status === 500 && reply.sent.includes('"null"'),
    why: 'null is JSON, and it is no object, although typeof null is "object". Asking it for a field throws.',
    tip: 'if (typeof value !== "object" || value === null) throw new HttpError(400, ...)',
  },
  {
    id: "09-parse-not-caught",
    when: ({ reply, wanted, line }) =>
      wanted === "status 400" && reply?.status === 500 && line(PARSE) !== undefined,
    why: ({ line }) =>
      `JSON.parse (${line(PARSE)}) throws when the text is no JSON. 500 says that the server is to blame. The client is.`,
    tip: "try { ... JSON.parse(text) } catch { throw new HttpError(400, ...); }",
  },
  {
    id: "09-refused-too-late",
    when: ({ reply, wanted }) => wanted === "status 400" && reply?.status === 201,
    why: "this body is no book at all, and one was made of it.",
    tip: "ask what JSON.parse has given before you use it, and answer 400",
  },
];

const tooMuch: readonly Mistake[] = [
  ...anyBody,
  {
    id: "09-left-the-loop",
    when: ({ wanted }) => wanted.includes(NEXT),
    why: ({ line }) =>
      `the 413 came, and the rest of the body was not read${at(line(/\bfor await\b/))}: throw, return and break leave the loop. The rest still stands in the connection, and the client's next request behind it.`,
    tip: "only count inside of the loop, read to the end, and throw the HttpError behind it",
  },
  {
    id: "09-connection-destroyed",
    when: ({ silence, line }) => silence === "broken" && line(/\.destroy\(/) !== undefined,
    why: ({ line }) =>
      `${line(/\.destroy\(/)} breaks the connection, over which the 413 should go. The client sees an accident.`,
    tip: "let the client send, keep nothing of it, and answer 413 when all has come",
  },
  {
    id: "09-not-413",
    when: ({ reply, wanted }) =>
      wanted === "status 413" && reply !== undefined && reply.status >= 400 && reply.status !== 413,
    why: ({ reply }) => `the body was refused, and ${reply?.status} does not say why: it is too large.`,
    tip: "throw new HttpError(413, ...) before the body is parsed",
  },
  {
    id: "09-no-limit",
    when: ({ reply, wanted, source }) =>
      wanted === "status 413" && reply?.status === 201 && (source.match(/\blimit\b/g) ?? []).length < 2,
    why: "any length is read, and kept in memory. A few clients with some gigabytes each, and the server has none left.",
    tip: "count the bytes: length += piece.length, and compare with limit",
  },
  {
    id: "09-limit-by-header",
    when: ({ reply, wanted, source }) =>
      wanted === "status 413" && reply?.status === 201 && LENGTH_FIELD.test(source),
    why: ({ line }) =>
      `the limit is asked of the header field Content-Length (${line(LENGTH_FIELD)}). A body that is sent in chunks has none.`,
    tip: "count what really comes: length += piece.length",
  },
  {
    id: "09-limit-of-a-piece",
    when: ({ reply, wanted, source }) =>
      wanted === "status 413" &&
      reply?.status === 201 &&
      reply.sent.includes("pieces") &&
      /piece\.length\s*>/.test(source),
    why: ({ line }) =>
      `${line(/piece\.length\s*>/)} compares each piece with the limit. Many small ones are as much as a large one.`,
    tip: "add them up: length += piece.length, and compare the sum",
  },
];

const otherType: readonly Mistake[] = [
  ...anyBody,
  {
    id: "09-no-type-crash",
    when: ({ reply, wanted }) => wanted === "status 415" && reply?.status === 500,
    why: 'this request has no Content-Type at all, so req.headers["content-type"] is undefined, and asking it for more throws.',
    tip: 'req.headers["content-type"]?.split(";")[0], with the question mark',
  },
  {
    id: "09-type-as-400",
    when: ({ reply, wanted }) => wanted === "status 415" && reply?.status === 400,
    why: "400 says that this body is wrong. 415 says more: the server does not take this kind of data at all.",
    tip: "throw new HttpError(415, ...), before the body is read",
  },
  {
    id: "09-type-begins-like-it",
    when: ({ reply, wanted, source }) =>
      wanted === "status 415" && reply?.status === 201 && LIKE_TYPE.test(source),
    why: "application/json-seq begins like application/json, and is another kind of data.",
    tip: 'compare the whole of what stands before the ";"',
  },
  {
    id: "09-type-not-asked",
    when: ({ reply, wanted }) => wanted === "status 415" && reply?.status === 201,
    why: "the body was read as JSON, and the client said that it is something else.",
    tip: 'if the type is not "application/json", throw new HttpError(415, ...)',
  },
  {
    id: "09-type-letter-by-letter",
    when: ({ reply, wanted }) => wanted === "status 201" && reply?.status === 415,
    why: ({ reply }) =>
      `this is JSON too, and it was refused: ${/content-type: ([^"]*)/i.exec(reply?.sent ?? "")?.[1]}. Capitals make no difference there, and a parameter may stand behind a ";".`,
    tip: 'split(";")[0], then trim(), then toLowerCase(), and compare then',
  },
];

const fields: readonly Mistake[] = [
  ...anyBody,
  {
    id: "09-number-of",
    when: ({ reply, wanted, line }) =>
      wanted === "status 400" && reply?.status === 201 && line(/\bNumber\(|parseInt\(|\+body/) !== undefined,
    why: ({ line }) =>
      `${line(/\bNumber\(|parseInt\(|\+body/)} makes a number of nearly anything: of "1871", of null, of "". A client that sends a text has made a mistake, and does not learn it.`,
    tip: 'ask typeof year !== "number" || !Number.isInteger(year)',
  },
  {
    id: "09-anything-is-text",
    when: ({ reply, wanted, line }) =>
      wanted === "status 400" &&
      reply?.status === 201 &&
      line(/\bString\(|`\$\{\s*(?:body|value)/) !== undefined,
    why: ({ line }) =>
      `${line(/\bString\(|`\$\{\s*(?:body|value)/)} makes a text of anything: a missing field becomes "undefined".`,
    tip: 'if (typeof value !== "string" || value.trim() === "") throw new HttpError(400, ...)',
  },
  {
    id: "09-isbn-not-anchored",
    when: ({ reply, wanted, line }) =>
      wanted === "status 400" &&
      reply?.status === 201 &&
      line(/\\d\{13\}(?!\$)|(?<!\^)\\d\{13\}/) !== undefined,
    why: ({ line }) =>
      `the pattern at ${line(/\\d\{13\}(?!\$)|(?<!\^)\\d\{13\}/)} looks for thirteen digits anywhere in the text. More may stand around them.`,
    tip: "/^\\d{13}$/: from the start to the end",
  },
  {
    id: "09-field-not-checked",
    when: ({ reply, wanted }) => wanted === "status 400" && reply?.status === 201,
    why: "one field of this body is wrong, and a book was made of it all the same.",
    tip: "look at each field before books.put: throw new HttpError(400, ...) with its name",
  },
  {
    id: "09-field-throws",
    when: ({ reply, wanted }) => wanted === "status 400" && reply?.status === 500,
    why: "the field is not what your code expects, and asking it for more throws.",
    tip: "ask typeof value first, then the rest",
  },
  {
    id: "09-field-not-named",
    when: ({ reply, wanted }) => reply?.status === 400 && wanted.includes("a body with the text"),
    why: "the client learns that something is wrong, and not what. It has sent four fields.",
    tip: 'put the name of the field into the reason: name + " must be a text."',
  },
  {
    id: "09-year-lost",
    when: ({ reply, wanted }) =>
      /"year"/.test(wanted) && reply?.status === 201 && fieldOf(reply, "year") !== middlemarch.year,
    why: ({ reply }) =>
      `the year that was sent is lost: the book has ${JSON.stringify(fieldOf(reply, "year"))}.`,
    tip: "year: take it from the body, when you have seen that it is a whole number",
  },
  {
    id: "09-keeps-all",
    when: ({ reply, wanted }) => /^the JSON/.test(wanted) && fieldOf(reply, "stolen") !== undefined,
    why: "the client sent a field that nobody asked for, and it was kept. So a client can write whatever it likes into the store.",
    tip: "take the four fields one by one: { isbn, title, author, year }",
  },
  {
    id: "09-kept-before-checked",
    when: ({ reply, wanted, replies }) =>
      wanted === "status 404" && reply?.status === 200 && replies.some(({ status }) => status === 400),
    why: "the answer was 400, and the book is in the store all the same: it was put there before all of it was looked at.",
    tip: "books.put comes last, when nothing can be wrong any more",
  },
];

export const lesson = defineLesson({
  starts: "listener",
  checks: [
    {
      step: "a",
      title: "the books are still there",
      run: async ({ ask }) => {
        (await ask("GET /books")).is(200);
        (await ask("GET /books/9780141439471")).is(200).hasJson({ title: "Frankenstein" });
        (await ask("GET /books/1")).is(404);
      },
      hints: [
        "This worked before you began. What did you change last?",
        "Only POST /books has a body to read.",
        "addBook calls readJson; listBooks and showBook do not.",
      ],
    },
    {
      step: "a",
      title: "a new book answers 201, and is then where Location says",
      isPoint: true,
      run: async ({ ask }) => {
        const { isbn, title, author } = middlemarch;
        const made = (await ask("POST /books", { json: middlemarch }))
          .is(201)
          .hasJson({ isbn, title, author });
        made.has("Location", `/books/${isbn}`);
        (await ask(`GET /books/${isbn}`)).is(200).hasJson({ isbn, title });
      },
      hints: [
        "The book that came back has nothing of what was sent. Which function should read it?",
        "Look at readJson. It returns an object without looking at req.",
        'for await (const piece of req) pieces.push(piece); return JSON.parse(Buffer.concat(pieces).toString("utf8"));',
      ],
      mistakes: [
        ...anyBody,
        {
          id: "09-no-location",
          when: ({ reply, wanted }) => /Location/.test(wanted) && reply?.header("location") === undefined,
          why: "the book was made, and the response does not say where it is.",
          tip: "sendCreated(res, location, book) sets the field",
        },
        {
          id: "09-location-elsewhere",
          when: ({ reply, wanted }) => /Location/.test(wanted) && reply?.header("location") !== undefined,
          why: ({ reply }) => `Location says ${reply?.header("location")}, and the book is not there.`,
          tip: "it is the path with which a client can ask for the book: /books/ and the isbn",
        },
        {
          id: "09-not-kept",
          when: ({ reply, wanted, replies }) =>
            wanted === "status 200" && reply?.status === 404 && replies[0]?.status === 201,
          why: "the answer was 201, and the book is not in the store.",
          tip: "await books.put(book), before the answer",
        },
        {
          id: "09-good-book-refused",
          when: ({ reply }) => reply !== undefined && reply.status >= 400,
          why: ({ reply }) =>
            `this book is right in every field, and it was refused: ${reply?.text.slice(0, 80)}`,
          tip: "look at the line that throws with this reason: is its condition the other way round?",
        },
      ],
    },
    {
      step: "a",
      title: "a body that comes in two pieces arrives whole",
      isPoint: true,
      run: async ({ ask }) => {
        const bytes = Buffer.from(JSON.stringify(book(1)));
        const pieces = [bytes.subarray(0, 30), bytes.subarray(30)];
        (await ask("POST /books", { headers: JSON_TYPE, body: pieces }))
          .is(201)
          .hasJson({ title: book(1).title });
      },
      hints: [
        "Two pieces came. How many of them did you keep?",
        "Look at what your loop does with each piece, and where JSON.parse stands.",
        "pieces.push(piece) inside of the loop, JSON.parse behind it",
      ],
      mistakes: [
        ...anyBody,
        {
          id: "09-one-piece-only",
          when: ({ reply, silence }) =>
            silence === "no-reply" || (reply !== undefined && reply.status >= 400),
          why: "a body in one piece is read well, and the same body in two is not: only one of them was kept, or each was parsed by itself.",
          tip: "collect all pieces first, and parse once, behind the loop",
        },
      ],
    },
    {
      step: "a",
      title: "an é whose two bytes come in two pieces stays an é",
      isPoint: true,
      run: async ({ ask }) => {
        const sent = { ...book(2), title: "Les Misérables ☕" };
        const bytes = Buffer.from(JSON.stringify(sent));
        const cut = bytes.indexOf(0xc3) + 1; // Between the bytes of é, which are C3 and A9.
        const body = [bytes.subarray(0, cut), bytes.subarray(cut)];
        (await ask("POST /books", { headers: JSON_TYPE, body })).is(201).hasJson({ title: sent.title });
      },
      hints: [
        "Each piece is bytes. What is half of an é, as text?",
        "Look where you make text: text += piece does it for each piece by itself.",
        'Buffer.concat(pieces).toString("utf8")',
      ],
      mistakes: anyBody,
    },
    {
      step: "b",
      title: "a body that is not JSON answers 400",
      isPoint: true,
      run: async ({ ask }) => {
        for (const body of ["{title: Emma}", '{"title":"Emma"', "Emma"]) {
          (await ask("POST /books", { headers: JSON_TYPE, body })).is(400).isType("application/json");
        }
        (await ask("GET /books")).is(200);
      },
      hints: [
        "JSON.parse throws. What did lesson 08 make of an error that is no HttpError?",
        "Put a try around JSON.parse, and nothing else.",
        'try { value = JSON.parse(text); } catch { throw new HttpError(400, "The body is not JSON."); }',
      ],
      mistakes: notJson,
    },
    {
      step: "b",
      title: "an empty body answers 400",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("POST /books", { headers: JSON_TYPE, body: "" })).is(400).isType("application/json");
        (await ask("GET /books")).is(200);
      },
      hints: [
        "What is JSON.parse of an empty text?",
        "It throws, as for everything that is no JSON.",
        "The same try and catch are enough.",
      ],
      mistakes: notJson,
    },
    {
      step: "b",
      title: "JSON that is no object answers 400: null, a list, a number",
      isPoint: true,
      run: async ({ ask }) => {
        for (const body of ["null", "[]", "42", '"Emma"', "true"]) {
          (await ask("POST /books", { headers: JSON_TYPE, body })).is(400).isType("application/json");
        }
        (await ask("GET /books")).is(200);
      },
      hints: [
        "All of these are JSON. Which fields does null have?",
        "JSON.parse gives a value of type unknown. Narrow it down before you return it.",
        'if (typeof value !== "object" || value === null || Array.isArray(value)) throw new HttpError(400, ...);',
      ],
      mistakes: notJson,
    },
    {
      step: "c",
      title: "more than 1,000 bytes answer 413, and 1,000 are taken",
      isPoint: true,
      run: async ({ ask }) => {
        const large = JSON.stringify({ ...book(3), title: "a".repeat(2_000) });
        (await ask("POST /books", { headers: JSON_TYPE, body: large })).is(413).isType("application/json");
        const spaces = Buffer.from(" ".repeat(600));
        const small = [Buffer.from(JSON.stringify(book(3))), spaces, spaces];
        (await ask("POST /books", { headers: JSON_TYPE, body: small })).is(413);
        const full = JSON.stringify(book(3)).padEnd(1_000);
        (await ask("POST /books", { headers: JSON_TYPE, body: full })).is(201);
      },
      hints: [
        "What keeps a client from sending a gigabyte?",
        "Count in the loop: each piece has a length.",
        "length += piece.length; if (length <= limit) pieces.push(piece); and behind the loop: if (length > limit) throw ...",
      ],
      mistakes: [
        {
          id: "09-limit-off-by-one",
          when: ({ reply, wanted }) => wanted === "status 201" && reply?.status === 413,
          why: "this body has 1,000 bytes, and 1,000 are allowed.",
          tip: "too much is length > limit, not length >= limit",
        },
        ...tooMuch,
      ],
    },
    {
      step: "c",
      title: "the limit counts bytes, not characters",
      isPoint: true,
      run: async ({ ask }) => {
        const body = JSON.stringify({ ...book(4), title: "é".repeat(600) });
        (await ask("POST /books", { headers: JSON_TYPE, body })).is(413);
      },
      hints: [
        "An é is one character. How many bytes does it have?",
        "Look at whose length you compare: that of a text, or that of a Buffer?",
        "length += piece.length, where piece is the Buffer as it came",
      ],
      mistakes: [
        {
          id: "09-limit-in-characters",
          when: ({ reply, source }) => reply?.status === 201 && !LENGTH_FIELD.test(source),
          why: ({ line }) =>
            `this body has 700 characters and 1,300 bytes. What was counted are characters${at(line(/text\.length|toString\([^)]*\)\.length|String\(piece\)\.length/))}.`,
          tip: "count piece.length, before anything is made text",
        },
        ...tooMuch,
      ],
    },
    {
      step: "c",
      title: "after 200 KB or 8 MB the next request is answered",
      isPoint: true,
      run: async ({ ask }) => {
        const large = JSON.stringify({ ...book(5), title: "a".repeat(200_000) });
        const reply = (await ask("POST /books", { headers: JSON_TYPE, body: large })).is(413);
        if (!(await answersNext(ask))) throw new Miss(`status 413${NEXT}`, reply);
        const [start = "", end = ""] = JSON.stringify({ ...book(5), title: "#" }).split("#");
        const million = Buffer.alloc(1_000_000, "a");
        const body = [Buffer.from(start), ...Array<Buffer>(8).fill(million), Buffer.from(end)];
        (await ask("POST /books", { headers: JSON_TYPE, body })).is(413).isType("application/json");
        (await ask("GET /books")).is(200);
      },
      hints: [
        "What becomes of the rest of a large body when you leave the loop early?",
        "Look for throw, return and break inside of your loop. (And 8 MB in chunks do not say how long they are.)",
        "Read to the end, push nothing more, and throw the 413 behind the loop.",
      ],
      mistakes: tooMuch,
    },
    {
      step: "d",
      title: "another Content-Type answers 415, and none too",
      isPoint: true,
      run: async ({ ask }) => {
        const body = JSON.stringify(book(6));
        (await ask("POST /books", { headers: { "content-type": "text/plain" }, body }))
          .is(415)
          .isType("application/json");
        (await ask("POST /books", { body })).is(415);
        (await ask("POST /books", { headers: { "content-type": "application/json-seq" }, body })).is(415);
        (await ask("GET /books")).is(200);
      },
      hints: [
        "Who knows what kind of data a body is, before it is read?",
        'Look at req.headers["content-type"]. It may be undefined.',
        'if (type !== "application/json") throw new HttpError(415, "Send JSON.");',
      ],
      mistakes: otherType,
    },
    {
      step: "d",
      title: "JSON is JSON in capitals too, and with a charset",
      isPoint: true,
      run: async ({ ask }) => {
        const types = [
          "application/json; charset=utf-8",
          "Application/JSON",
          "application/json;charset=utf-8",
        ];
        for (const [i, type] of types.entries()) {
          const made = await ask("POST /books", { headers: { "content-type": type }, json: book(10 + i) });
          made.is(201).hasJson({ isbn: book(10 + i).isbn });
        }
      },
      hints: [
        "Which part of application/json; charset=utf-8 says the kind?",
        'Look at what you compare with "application/json".',
        'req.headers["content-type"]?.split(";")[0]?.trim().toLowerCase()',
      ],
      mistakes: otherType,
    },
    {
      step: "e",
      title: "a text that is missing or none answers 400 and is named",
      isPoint: true,
      run: async ({ ask }) => {
        await refuses(ask, { ...book(40), title: undefined }, "title");
        await refuses(ask, { ...book(41), author: 42 }, "author");
        await refuses(ask, { ...book(42), title: "" }, "title");
        await refuses(ask, { ...book(43), author: "  " }, "author");
        await refuses(ask, { ...book(44), isbn: null }, "isbn");
      },
      hints: [
        "What does String() make of a field that is not there?",
        "Look at textField: it has to ask for the type before it returns.",
        'if (typeof value !== "string" || value.trim() === "") throw new HttpError(400, name + " must be a text.");',
      ],
      mistakes: fields,
    },
    {
      step: "e",
      title: "a field named __proto__ gives the book nothing",
      isPoint: true,
      run: async ({ ask }) => {
        const { isbn, author, year } = book(21);
        const body = `{"isbn":"${isbn}","author":"${author}","year":${year},"__proto__":{"title":"Stolen"}}`;
        (await ask("POST /books", { headers: JSON_TYPE, body })).is(400).says("title");
        (await ask("GET /books")).is(200);
      },
      hints: [
        "title is missing. Where could your code still find one?",
        "Look for Object.assign and the like, and at how textField gets its value.",
        "const value = Object.hasOwn(body, name) ? body[name] : undefined;",
      ],
      mistakes: [
        {
          id: "09-inherited",
          when: ({ reply, line }) => reply?.status === 201 && line(INHERITS) !== undefined,
          why: ({ line }) =>
            `the client sent a field named __proto__. ${line(INHERITS)} made it the prototype of the object, and the missing title was found there.`,
          tip: "take what JSON.parse gives as it is, and ask Object.hasOwn(body, name)",
        },
        ...fields,
      ],
    },
    {
      step: "f",
      title: "an isbn without thirteen digits answers 400 and is named",
      isPoint: true,
      run: async ({ ask }) => {
        await refuses(ask, { ...book(22), isbn: "123" }, "isbn");
        await refuses(ask, { ...book(22), isbn: `${book(22).isbn}0` }, "isbn");
        await refuses(ask, { ...book(22), isbn: "../9780199535569" }, "isbn");
      },
      hints: [
        "Which texts are an ISBN? Lesson 07 had a pattern.",
        "Look at the line with isbn in addBook, and test below it.",
        'if (!/^\\d{13}$/.test(isbn)) throw new HttpError(400, "isbn must have 13 digits.");',
      ],
      mistakes: fields,
    },
    {
      step: "f",
      title: "the year is kept, and must be a whole number",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("POST /books", { json: book(23) })).is(201).hasJson({ year: 1871 });
        for (const [i, year] of ["1871", 1871.5, null, "", true, [1871], undefined].entries()) {
          await refuses(ask, { ...book(50 + i), year }, "year");
        }
      },
      hints: [
        'Is "1871" a number?',
        "Look at typeof body.year, and at Number.isInteger.",
        'if (typeof year !== "number" || !Number.isInteger(year)) throw new HttpError(400, "year must be a whole number.");',
      ],
      mistakes: fields,
    },
    {
      step: "f",
      title: "fields that nobody asked for are not kept",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("POST /books", { json: { ...book(25), stolen: true } })).is(201).isJson(book(25));
        (await ask(`GET /books/${book(25).isbn}`)).is(200).isJson(book(25));
      },
      hints: [
        "Which fields does a book have, and which had this body?",
        "Look at how the book is made. Does all of the body go into it?",
        "const book = { isbn, title, author, year };",
      ],
      mistakes: fields,
    },
    {
      step: "f",
      title: "a book that was refused is not in the store",
      isPoint: true,
      run: async ({ ask }) => {
        await refuses(ask, { ...book(26), year: "1871" }, "year");
        (await ask(`GET /books/${book(26).isbn}`)).is(404);
        await refuses(ask, { ...book(26), author: undefined }, "author");
        (await ask(`GET /books/${book(26).isbn}`)).is(404);
      },
      hints: [
        "In which order do your lines look at the fields, and keep the book?",
        "Look for books.put. What can still fail below it?",
        "First all fields, then await books.put(book), then sendCreated.",
      ],
      mistakes: fields,
    },
    {
      step: "g",
      title: "a book that is there already answers 409, and stays",
      further: true,
      isPoint: true,
      run: async ({ ask }) => {
        const emma = { isbn: "9780141439471", title: "Emma", author: "Jane Austen", year: 1815 };
        (await ask("POST /books", { json: emma })).is(409).isType("application/json");
        (await ask(`GET /books/${emma.isbn}`)).is(200).hasJson({ title: "Frankenstein" });
      },
      hints: [
        "What becomes of Frankenstein when Emma comes with the same ISBN?",
        "Ask books.get(isbn) before books.put.",
        "if ((await books.get(isbn)) !== undefined) throw new HttpError(409, ...);",
      ],
      mistakes: [
        ...anyBody,
        {
          id: "09-overwrites",
          when: ({ reply }) => reply?.status === 201,
          why: "a new book was put in the place of another with the same ISBN, and that one is lost.",
          tip: "where books.get(isbn) finds one, throw new HttpError(409, ...)",
        },
      ],
    },
  ],
});

/** A good book, each time another. */
function book(n: number) {
  return {
    isbn: `97801995${String(n).padStart(5, "0")}`,
    title: `Middlemarch ${n}`,
    author: "George Eliot",
    year: 1871,
  };
}

/** Asks over every connection that the client has, among them the one of the last request. */
async function answersNext(ask: Ask): Promise<boolean> {
  try {
    for (const count of [2, 12]) await Promise.all(Array.from({ length: count }, () => ask("GET /books/1")));
    return true;
  } catch (error) {
    if (error instanceof Miss) return false;
    throw error;
  }
}

/** @throws {Miss} unless this body is answered with 400, and the reason has the name of the field. */
async function refuses(ask: Ask, json: Record<string, unknown>, field: string): Promise<Reply> {
  return (await ask("POST /books", { json })).is(400).isType("application/json").says(field);
}

function fieldOf(reply: Evidence["reply"], name: string): unknown {
  const data: unknown = reply?.data;
  return typeof data === "object" && data !== null ? (data as Record<string, unknown>)[name] : undefined;
}

function at(place: string | undefined): string {
  return place === undefined ? "" : ` at ${place}`;
}
