// What must hold for the exercise of lesson 05, and what its failures come from.

import { type Check, defineLesson, Miss, type Mistake, type Reply } from "../../src/course/checks.ts";
import { books, loans } from "../library-data.ts";

const HOME = "<h1>City Library</h1>";
const FORM = "A new book";
const AUSTEN = "9780141439518";
const QUIXOTE = "9780142437230";

const noRoute = (reply: Reply | undefined) => reply?.status === 404 && reply.text.startsWith("No route");

/** "params" misses what the pattern names: the handler reads undefined. */
const notInParams: Mistake[] = [
  {
    id: "05-colon-in-name",
    when: ({ reply, line }) =>
      reply?.text.includes("undefined") === true && line(/params\[part\]/) !== undefined,
    why: ({ line }) =>
      `the name in params has the ":" in it (${line(/params\[part\]/)}). The handler asks for it without.`,
    tip: "part.slice(1) is the name without its first character",
  },
  {
    id: "05-not-in-params",
    when: ({ reply }) => reply?.status === 404 && reply.text.includes("undefined"),
    why: ({ line }) =>
      `the route fits, and req.params has no such name: the handler reads undefined${at(line(/params\[|params\./))}.`,
    tip: "params[part.slice(1)] = the segment; and req.params = params before the function says true",
  },
];

const formForAll: Mistake = {
  id: "05-form-for-all",
  when: ({ reply }) => reply?.text.includes(FORM) === true,
  why: ({ line }) => `the form for a new book came: its route fits every path${at(line(/\/books\/:new/))}.`,
  tip: 'the word new is no name: write its path without a colon, "/books/new"',
};

const filterAlways: Mistake = {
  id: "05-filter-always",
  when: ({ reply }) => reply?.text.trim() === "[]" && pathOf(reply) === "/books",
  why: "without ?author= all books are wanted. Then req.query.get() gives null, and no book has the author null.",
  tip: "let a book pass when author === null, too",
};

const checks: Check[] = [
  {
    step: "a",
    title: "the routes without parameters answer as before",
    run: async ({ ask }) => {
      (await ask("GET /")).is(200).says(HOME);
      isAll((await ask("GET /books")).is(200), books, "books");
      isAll((await ask("GET /loans/")).is(200), loans, "loans");
      (await ask("GET /health")).is(204);
      (await ask("HEAD /books?limit=2")).is(200).isEmpty();
      (await ask("GET /bookshelf")).is(404);
    },
    hints: [
      "This worked in lesson 04. Which line that you changed stops it?",
      "Look at each line of fitsPattern() that says return false.",
      "if (pattern.length !== segments.length) return false; and, in the loop, else if (part !== segment) return false;",
    ],
    mistakes: [
      {
        id: "05-all-400",
        when: ({ reply }) => reply?.status === 400,
        why: ({ line }) =>
          `every path gets 400, and this one has no % in it: decodes() never says true${at(line(/function decodes/))}.`,
        tip: "after decodeURIComponent(path) has worked: return true",
      },
      filterAlways,
      {
        id: "05-any-segment",
        when: ({ reply }) =>
          reply?.status === 200 &&
          (pathOf(reply) === "/bookshelf" || (reply.text.includes(HOME) && pathOf(reply) !== "/")),
        why: ({ reply }) =>
          `${pathOf(reply)} got the answer of another path: a part without a colon is no longer compared.`,
        tip: "for such a part: if (part !== segment) return false",
      },
      {
        id: "05-length-turned-round",
        when: ({ reply, line }) =>
          noRoute(reply) &&
          line(/pattern\.length\s*={2,3}\s*segments\.length\)\s*(?:\{\s*)?return false/) !== undefined,
        why: ({ line }) =>
          `it says no where the numbers of parts are the same${at(line(/pattern\.length\s*={2,3}/))}.`,
        tip: "say no where they are different: !==",
      },
      {
        id: "05-no-return",
        when: ({ reply, source }) =>
          noRoute(reply) && !/function fitsPattern[\s\S]*?\n\}/.exec(source)?.[0].includes("return true"),
        why: ({ line }) =>
          `fitsPattern() never says true${at(line(/function fitsPattern/))}, so no route fits.`,
        tip: "at its end: req.params = params; return true;",
      },
      {
        id: "05-nothing-fits",
        when: noReplyOrRoute,
        why: "no route fits this path, and one fitted it in lesson 04: fitsPattern() says false for it.",
        tip: "print what it compares: console.log(pattern, segments)",
      },
    ],
  },
  {
    step: "a",
    title: "a path with more parts than the pattern gets 404",
    isPoint: true,
    run: async ({ ask }) => {
      for (const path of ["/loans/1", "/health/of/ada", `/books/${AUSTEN}/more`])
        (await ask(`GET ${path}`)).is(404);
    },
    hints: [
      'The pattern "/loans" has two parts, "" and "loans". What does the loop do with the third part of /loans/1?',
      "Look at the beginning of fitsPattern(), before the loop.",
      "if (pattern.length !== segments.length) return false;",
    ],
    mistakes: [
      {
        id: "05-longer-fits",
        when: ({ reply }) => reply !== undefined && reply.status < 400,
        why: ({ reply }) =>
          `${pathOf(reply)} got the answer of a shorter path: the loop ends with the pattern, and the rest is not looked at.`,
        tip: "where the two numbers of parts are different, say no before the loop",
      },
    ],
  },
  {
    step: "b",
    title: "GET /books/9780141439518 is answered with this book",
    isPoint: true,
    run: async ({ ask }) => {
      (await ask(`GET /books/${AUSTEN}`)).is(200).isType("application/json").isJson(books[0]);
    },
    hints: [
      'The pattern is "/books/:isbn". What is compared with the segment "9780141439518" now?',
      'Look into the loop: part.startsWith(":") says whether a part is a name.',
      'if (part.startsWith(":")) params[part.slice(1)] = segment; else if (part !== segment) return false;',
    ],
    mistakes: [
      ...notInParams,
      formForAll,
      {
        id: "05-list-for-one",
        when: ({ reply }) => Array.isArray(reply?.data),
        why: "the list came, and one book was asked for.",
        tip: "find() gives one, filter() gives a list; and /books must not fit this path",
      },
      {
        id: "05-param-compared",
        when: ({ reply }) => noRoute(reply),
        why: ({ line }) =>
          `no route fits: ":isbn" is still compared with the segment, letter by letter${at(line(/part !==? segment/))}.`,
        tip: 'for a part that begins with ":" the segment can be anything: do not compare it',
      },
      {
        id: "05-isbn-is-text",
        when: ({ reply, line }) =>
          reply?.status === 404 && line(/Number\(\s*req\.params\.isbn|Number\(isbn/) !== undefined,
        why: ({ line }) =>
          `the ISBN of a book is a text, and === is false between a text and a number${at(line(/Number\(/))}.`,
        tip: "compare it as it is: isbn === req.params.isbn",
      },
    ],
  },
  {
    step: "b",
    title: "every book is found at its own path",
    isPoint: true,
    run: async ({ ask }) => {
      for (const book of books) (await ask(`GET /books/${book.isbn}/`)).is(200).isJson(book);
    },
    hints: [
      "One book is found. What is the same in every request, and should not be?",
      "Look for an ISBN written into the code, and for variables outside of the functions.",
      "req.params is made new for each request: const params = {} stands inside of fitsPattern().",
    ],
    mistakes: [
      ...notInParams,
      {
        id: "05-same-book",
        when: ({ reply }) => reply?.status === 200,
        why: ({ reply }) => `${pathOf(reply)} got another book.`,
        tip: "look for the book whose isbn is req.params.isbn",
      },
    ],
  },
  {
    step: "b",
    title: "an ISBN that the Library does not have gets 404",
    isPoint: true,
    run: async ({ ask }) => {
      for (const isbn of ["9780000000000", "__proto__", "constructor", "0"])
        (await ask(`GET /books/${isbn}`)).is(404).says(isbn);
      (await ask(`GET /books/${AUSTEN}`)).is(200);
    },
    hints: [
      "The route fits, and there is no such book. Who has to notice?",
      "Look at showBook(): find() gives undefined when there is none.",
      "if (book === undefined) sendText(res, 404, ...); else sendJson(res, 200, book);",
    ],
    mistakes: [
      ...notInParams,
      {
        id: "05-names-of-objects",
        when: ({ reply, crash }) =>
          (crash !== undefined || reply?.status === 200) && /__proto__|constructor/.test(reply?.sent ?? ""),
        why: ({ reply }) =>
          `${pathOf(reply)} was found, and no book has this ISBN: every object has members of this name.`,
        tip: "search an array with find(), or keep the books in a Map",
      },
      {
        id: "05-unknown-with-200",
        when: ({ reply }) => reply?.status === 200,
        why: "the status is 200, which says: here it is. There is no such book.",
        tip: "answer 404 when find() gives undefined",
      },
      {
        id: "05-reason-without-isbn",
        when: ({ reply }) => reply?.status === 404,
        why: "the body does not say which ISBN was looked for.",
        tip: "put req.params.isbn into the text",
      },
    ],
  },
  {
    step: "c",
    title: "%20 and the like are decoded in a parameter",
    isPoint: true,
    run: async ({ ask }) => {
      (await ask("GET /books/sea%20and%20caf%C3%A9")).is(404).says("sea and café");
      (await ask("GET /books/978014143951%38")).is(200).isJson(books[0]);
    },
    hints: [
      "What does the body say where the path has %20?",
      "Look at the line that puts the segment into params.",
      "params[part.slice(1)] = decodeURIComponent(segment);",
    ],
    mistakes: [
      {
        id: "05-not-decoded",
        when: ({ reply }) => reply?.status === 404 && /%[0-9A-F]{2}/.test(reply.text),
        why: ({ reply }) =>
          `the handler got ${/\S*%\S*/.exec(reply?.text ?? "")?.[0]}, as it was sent. What goes into params must be decoded.`,
        tip: "decodeURIComponent(segment) gives the text that is meant",
      },
    ],
  },
  {
    step: "c",
    title: "%2F is a slash inside of a parameter, and decoded once",
    isPoint: true,
    run: async ({ ask }) => {
      (await ask("GET /books/land%2Fsea")).is(404).says("land/sea");
      (await ask("GET /books/100%2525")).is(404).says("100%25");
    },
    hints: [
      "What comes first in your code: cutting the path at its slashes, or decoding?",
      "Look for decodeURIComponent: it belongs to one segment, not to the path, and only once.",
      'const segments = withoutSlash(req.path).split("/"); and in the loop decodeURIComponent(segment)',
    ],
    mistakes: [
      {
        id: "05-decoded-too-early",
        when: ({ reply }) => noRoute(reply),
        why: ({ line }) =>
          `%2F became a slash before the path was cut at its slashes${at(line(/decodeURI(?:Component)?\([^)]*path\)?[^;]*split/))}, so the path has a part too many.`,
        tip: "cut first: split the path, then decode each segment",
      },
      {
        id: "05-decode-uri",
        when: ({ reply }) => reply?.text.includes("land%2Fsea") === true,
        why: ({ line }) =>
          `decodeURI() leaves %2F as it is${at(line(/decodeURI\(/))}: it is meant for whole addresses.`,
        tip: "use decodeURIComponent() for one segment",
      },
      {
        id: "05-decoded-twice",
        when: ({ reply }) => reply?.text.includes("100%.") === true,
        why: ({ line }) =>
          `100%2525 means 100%25, and 100% came out: it was decoded twice${at(line(/decodeURIComponent\(\s*req\.params|decodeURIComponent\(\s*decode/))}.`,
        tip: "decode in one place only, where params is filled",
      },
    ],
  },
  {
    step: "d",
    title: "GET /books/new is answered with the form",
    isPoint: true,
    run: async ({ ask }) => {
      (await ask("GET /books/new")).is(200).isType("text/html").says(FORM);
      (await ask(`GET /books/${QUIXOTE}`)).is(200).isJson(books[2]);
    },
    hints: [
      "Two routes fit /books/new. Which of them does find() give?",
      "Look at the order of the routes in the list.",
      '{ method: "GET", path: "/books/new", handler: showForm }, above the route of "/books/:isbn"',
    ],
    mistakes: [
      {
        id: "05-new-too-late",
        when: ({ reply, line }) =>
          reply?.status === 404 && line(/["'`]\/books\/new\/?["'`]/) !== undefined && !noRoute(reply),
        why: ({ line }) =>
          `/books/:isbn fits /books/new too, and stands before it (${line(/["'`]\/books\/:isbn["'`]/)}, then ${line(/["'`]\/books\/new/)}). The first one answers.`,
        tip: "put the special path above the general one",
      },
      {
        id: "05-new-missing",
        when: ({ reply }) => reply?.status === 404,
        why: 'there is no route for "/books/new", so "new" is taken for an ISBN.',
        tip: "add a route with this path and the handler showForm",
      },
      formForAll,
    ],
  },
  {
    step: "e",
    title: "each loan of a book is found at its own path",
    isPoint: true,
    run: async ({ ask }) => {
      for (const loan of loans)
        (await ask(`GET /books/${loan.isbn}/loans/${loan.number}`)).is(200).isJson(loan);
    },
    hints: [
      "Does the route fit, or does the handler not find the loan? The body tells.",
      "Look at showLoan(): req.params has isbn and number, both are texts, and loan.number is a number.",
      "const loan = loans.find((one) => one.isbn === isbn && String(one.number) === number);",
    ],
    mistakes: [
      ...notInParams,
      {
        id: "05-loan-route-missing",
        when: ({ reply }) => noRoute(reply),
        why: 'no route fits this path. It has five parts: "", "books", the ISBN, "loans" and the number.',
        tip: 'add one: path: "/books/:isbn/loans/:number", handler: showLoan',
      },
      {
        id: "05-number-is-no-text",
        when: ({ reply, line }) => reply?.status === 404 && line(NUMBER_COMPARED) !== undefined,
        why: ({ line }) =>
          `1 === "1" is false: the loan's number is a number, the parameter is a text${at(line(NUMBER_COMPARED))}.`,
        tip: "make a text of the number before you compare: String(one.number) === number",
      },
      {
        id: "05-list-for-one-loan",
        when: ({ reply }) => Array.isArray(reply?.data),
        why: ({ line }) =>
          `a list came, and one loan was asked for${at(line(/loans\.filter|sendJson\(res, 200, loans\);/))}.`,
        tip: "find() gives one, filter() gives a list",
      },
      {
        id: "05-number-ignored",
        when: ({ reply }) => reply?.status === 200,
        why: ({ reply }) => `${pathOf(reply)} got another loan: isbn and number must both be compared.`,
        tip: "one.isbn === isbn && String(one.number) === number",
      },
      {
        id: "05-loan-not-found",
        when: ({ reply }) => reply?.status === 404,
        why: ({ line }) => `the route fits, and showLoan() finds no loan${at(line(/function showLoan/))}.`,
        tip: "loans.find((one) => ...) gives the loan; send it with sendJson(res, 200, loan)",
      },
    ],
  },
  {
    step: "e",
    title: "a loan that does not exist gets 404",
    isPoint: true,
    run: async ({ ask }) => {
      for (const path of [
        `${AUSTEN}/loans/3`,
        `${QUIXOTE}/loans/2`,
        `${AUSTEN}/loans/two`,
        `${AUSTEN}/loans`,
      ])
        (await ask(`GET /books/${path}`)).is(404);
      (await ask(`GET /books/${AUSTEN}/loans/2`)).is(200);
    },
    hints: [
      "Don Quixote has been lent once. What does your server say about its loan 2?",
      "Look at what showLoan() compares, and at what it does when find() gives undefined.",
      "if (loan === undefined) sendText(res, 404, ...); else sendJson(res, 200, loan);",
    ],
    mistakes: [
      {
        id: "05-loan-of-another-book",
        when: ({ reply }) =>
          reply?.status === 200 && reply.sent.endsWith(`${QUIXOTE}/loans/2`) && reply.bytes.length > 0,
        why: "the loan of another book came: only the number is compared.",
        tip: "compare the ISBN too: one.isbn === isbn && ...",
      },
      {
        id: "05-unknown-loan-with-200",
        when: ({ reply }) => reply?.status === 200,
        why: ({ reply }) => `${pathOf(reply)} got 200, which says: here it is. There is no such loan.`,
        tip: "answer 404 when find() gives undefined",
      },
    ],
  },
  {
    step: "f",
    title: "a path that does not decode gets 400",
    isPoint: true,
    run: async ({ ask }) => {
      for (const path of ["/books/%zz", "/books/100%", "/nothing/%C3"]) (await ask(`GET ${path}`)).is(400);
      (await ask(`GET /books/${AUSTEN}`)).is(200);
    },
    hints: [
      "What does decodeURIComponent do with %zz: does it give something back?",
      "Look at decodes(): try { ... } catch { ... } goes on in catch when something in try throws an error.",
      "try { decodeURIComponent(path); return true; } catch { ... }",
    ],
    mistakes: [
      {
        id: "05-not-guarded",
        when: ({ crash }) => crash?.name === "URIError",
        why: ({ crash }) =>
          `decodeURIComponent threw an error${at(crash?.place)}: "%" must be followed by two digits that make sense. Nobody caught it, so Node stopped the server.`,
        tip: "try it in decodes() first: return true in try, and false in catch",
      },
      {
        id: "05-404-for-broken",
        when: ({ reply }) => reply?.status === 404,
        why: "404 says: understood, and there is no such thing. This path cannot be understood at all, and 400 says that.",
        tip: "decodes() must say false for it",
      },
      {
        id: "05-broken-with-200",
        when: ({ reply }) => reply?.status === 200,
        why: ({ reply }) => `${pathOf(reply)} is not encoded well, and got 200.`,
        tip: "decodes() must say false for it",
      },
    ],
  },
  {
    step: "f",
    title: "a % in the query is not judged",
    run: async ({ ask }) => {
      (await ask("GET /books?offer=50%")).is(200);
    },
    hints: [
      "Which text does decodes() get: the path, or all of req.url?",
      "Look where decodes() is called.",
      "if (!decodes(req.path)) { ... }",
    ],
    mistakes: [
      {
        id: "05-query-judged",
        when: ({ reply }) => reply?.status === 400,
        why: ({ line }) =>
          `the path /books is in order, and the query was judged with it${at(line(/decodes\((?!path)[^)]*url/))}. URLSearchParams takes a lone % as it is.`,
        tip: "call decodes(req.path)",
      },
    ],
  },
  {
    step: "g",
    title: "GET /books?author=... answers only with that author's books",
    further: true,
    isPoint: true,
    run: async ({ ask }) => {
      (await ask("GET /books?author=Mary%20Shelley")).is(200).isJson([books[1]]);
      (await ask("GET /books?author=Jane+Austen&page=1")).is(200).isJson([books[0]]);
      (await ask("GET /books?author=nobody")).is(200).isJson([]);
      isAll((await ask("GET /books")).is(200), books, "books");
    },
    hints: [
      "Where does the author stand: in the path, or in the query?",
      "Look at listProducts() in lessons/05-parameters/server.ts: it does this with ?category=.",
      'books.filter((book) => author === null || book.author === author), where author is req.query.get("author")',
    ],
    mistakes: [
      {
        id: "05-filter-404",
        when: ({ reply }) => reply?.status === 404,
        why: "nothing in a list is no error: the list is there, and it is empty.",
        tip: "answer 200 and the empty list",
      },
      filterAlways,
      {
        id: "05-not-filtered",
        when: ({ reply }) => JSON.stringify(reply?.data) === JSON.stringify(books),
        why: "all books came: the query is not looked at.",
        tip: 'req.query.get("author") is the author, or null',
      },
    ],
  },
];

/** The loan's number compared with the parameter, without String() or Number() around one of them. */
const NUMBER_COMPARED = /\w+\.number\s*===\s*(?:number|req\.params\.number)\b|\bnumber\s*===\s*\w+\.number\b/;

/** @throws {Miss} in few words: the whole list would hide what matters. */
function isAll(reply: Reply, list: readonly unknown[], name: string): void {
  if (JSON.stringify(reply.data) !== JSON.stringify(list))
    throw new Miss(`the list of all ${list.length} ${name}, as JSON`, reply);
}

function noReplyOrRoute({ reply, silence }: { reply: Reply | undefined; silence: unknown }): boolean {
  return noRoute(reply) || silence === "no-reply";
}

/** " (exercise.ts:14)", or nothing. */
function at(place: string | undefined): string {
  return place === undefined ? "" : ` (${place})`;
}

function pathOf(reply: Reply | undefined): string {
  return /localhost:\d+([^"]*)/.exec(reply?.sent ?? "")?.[1] ?? "the path";
}

export const lesson = defineLesson({ starts: "listener", checks });
