// What must hold for the exercise of lesson 10, and what its failures come from.

import {
  type Ask,
  defineLesson,
  type Evidence,
  Miss,
  type Mistake,
  type Reply,
} from "../../src/course/checks.ts";

const EMMA = { isbn: "9780141439587", title: "Emma", author: "Jane Austen", year: 1815 };
const PRIDE = { isbn: "9780141439518", title: "Pride and Prejudice", author: "Jane Austen", year: 1813 };

const NO_ROUTE: Mistake = {
  id: "10-no-route",
  when: ({ reply, wanted }) =>
    (reply?.status === 405 || (reply?.status === 404 && reply.text.includes("There is nothing at"))) &&
    !wanted.includes("405"),
  why: ({ reply }) =>
    reply?.status === 405
      ? "the list of routes has this path, and not with this verb."
      : "no line of the list of routes has this verb and this path.",
  tip: ({ line }) => `add a line to the list of routes${at(line(/const routes/))}`,
};

const NO_SLASH = /path:\s*["'](?!\/)/;
const SMALL_VERB = /method:\s*["'][A-Z]*[a-z]/;

const MISWRITTEN_ROUTE: Mistake = {
  id: "10-miswritten-route",
  when: (evidence) =>
    evidence.line(NO_SLASH) !== undefined ||
    (evidence.reply?.status === 405 && evidence.line(SMALL_VERB) !== undefined),
  why: ({ line }) =>
    line(NO_SLASH) === undefined
      ? `a verb is written in small letters${at(line(SMALL_VERB))}. Clients send capitals, and the two differ.`
      : `the path of a route begins without a slash${at(line(NO_SLASH))}, so it fits no request.`,
  tip: 'as in { method: "DELETE", path: "/books/:id", handler: removeBook }',
};

const NOT_FOUND: Mistake = {
  id: "10-not-found",
  when: ({ reply, line }) => reply?.status === 404 && line(/req\.id\b|Number\(\s*req\.params/) !== undefined,
  why: ({ line }) =>
    line(/req\.id\b/) === undefined
      ? `Number() makes a number of the id${at(line(/Number\(\s*req\.params/))}. The store has texts: "2", and not 2.`
      : `req.id is undefined${at(line(/req\.id\b/))}: what :id stands for is in req.params.`,
  tip: 'await books.get(req.params.id ?? "")',
};

const NOT_AWAITED: Mistake = {
  id: "10-get-not-awaited",
  when: ({ reply, line }) =>
    (reply?.status === 200 || reply?.status === 500) && line(/(?<!await )books\.get\(/) !== undefined,
  why: ({ line }) =>
    `books.get()${at(line(/(?<!await )books\.get\(/))} gives a promise. A promise is never undefined, so nothing is ever missing.`,
  tip: "put await before books.get(...)",
};

const SILENT_CATCH: Mistake = {
  id: "10-silent-catch",
  when: ({ silence, reply, line }) =>
    (silence === "no-reply" || reply?.status === 503) && line(/catch\b/) !== undefined,
  why: ({ line }) =>
    `an error is caught${at(line(/catch\b/))} and nothing is sent then. Two seconds later the deadline of lesson 08 answers 503.`,
  tip: "take your try/catch away: the step answerProblems answers for what is thrown",
};

const PLAIN_ERROR: Mistake = {
  id: "10-plain-error",
  when: ({ reply, wanted }) => wanted.includes("problem+json") && /^application\/json/.test(typeOf(reply)),
  why: ({ line }) =>
    `the error is sent as any other JSON${at(line(/sendJson\(\s*res,\s*4\d\d|sendError/))}. Clients know an error by its Content-Type.`,
  tip: "throw new HttpError(status, reason): the step answerProblems does the rest",
};

const WRONG_LOCATION: Mistake = {
  id: "10-location",
  when: ({ reply, replies, wanted }) =>
    wanted.includes("Location") || (reply !== undefined && replies.at(-2)?.header("location") !== undefined),
  why: ({ replies, line }) => {
    const said = replies.findLast((one) => one.header("location") !== undefined)?.header("location");
    return said === undefined
      ? "the answer does not say where the new book is."
      : said.includes("[object")
        ? "the path and the book have changed places: Location got the book."
        : said.endsWith("/undefined")
          ? "the new book has no id, so Location ends with undefined."
          : said.includes("${")
            ? `in "..." a \${} is only letters${at(line(/["'][^"'`]*\$\{[^"'`]*["']/))}. It needs the quotes that lean: \`...\``
            : `Location says ${said}, and that is not the path of the new book.`;
  },
  tip: "sendCreated(res, `/books/${book.id}`, book) sets status, Location and body",
};

/** books.put(id, book) */
const TWO_GIVEN = /books\.put\([^(){}]*,/;

const NOT_STORED: Mistake = {
  id: "10-not-stored",
  when: ({ reply, replies }) => {
    const made = replies.at(-2);
    const isItsPath =
      idOf(made) !== undefined && made?.header("location")?.endsWith(`/books/${idOf(made)}`) === true;
    return reply?.status === 404 && made?.status === 201 && isItsPath;
  },
  why: ({ replies, line }) =>
    typeof dataOf(replies.at(-2)).id === "number"
      ? `the id is a number${at(line(/\bid:\s*lastId/))}, and ids are looked for as texts: 5 is not "5".`
      : line(TWO_GIVEN) !== undefined
        ? `put takes the book alone${at(line(TWO_GIVEN))}. It finds the id in it.`
        : "the client was told 201, made, and the book is not in the store.",
  tip: "const book = { id: String(lastId), ...fields }; and await books.put(book) before you answer",
};

const ID_REUSED: Mistake = {
  id: "10-id-reused",
  when: ({ wanted }) => wanted.includes("never been given"),
  why: ({ line }) =>
    `the id is made from the length of the list${at(line(/\.length\s*\+\s*1/))}. After a DELETE the list is shorter, and an old id comes again.`,
  tip: "count on: lastId += 1, and never backwards",
};

const ONE_ID: Mistake = {
  id: "10-same-id",
  when: ({ wanted }) => wanted.includes("two ids"),
  why: ({ line }) =>
    `both books got one id, so the second lies where the first lay${at(line(/id:.*lastId/))}.`,
  tip: "let lastId = ..., and lastId += 1 for each new book",
};

const PUT_MOVES: Mistake = {
  id: "10-put-new-id",
  when: ({ reply, replies }) => {
    const [asked, got] = [idIn(reply?.sent), idOf(replies.findLast(({ sent }) => sent.includes("-X PUT")))];
    return got === undefined || (asked !== undefined && asked !== got);
  },
  why: ({ line }) =>
    `the book that PUT stores has not the id of the path${at(line(/(?:function|const) (?:replace|put|change)\w*/i))}. So the one at the path stays as it was.`,
  tip: "const book = { id, ...fields }, with the id from req.params",
};

const PUT_CREATES: Mistake = {
  id: "10-put-creates",
  when: ({ reply }) => reply?.status === 200 || reply?.status === 201,
  why: "PUT made a book that nobody had. Here the Library gives the ids, so an unknown id is a mistake of the client.",
  tip: "ask first whether the book is there, and throw an HttpError 404 if not",
};

const NOT_CHECKED: Mistake = {
  id: "10-not-checked",
  when: ({ reply }) => reply?.status === 200 || reply?.status === 201,
  why: ({ line }) => `what the client sent was taken as it came${at(line(/(?<!= await )readJson\(/))}.`,
  tip: "const fields = await readBook(req): it throws the 400 for you",
};

const ID_FROM_CLIENT: Mistake = {
  id: "10-id-from-client",
  when: ({ wanted }) => wanted.includes("the Library gives"),
  why: "the client sent an id and got it. So it can write over any book.",
  tip: "{ id: String(lastId), ...fields }, where fields come from readBook(req) and have no id",
};

const DELETE_200: Mistake = {
  id: "10-delete-body",
  when: ({ reply }) => reply?.status === 200,
  why: "200 promises a body about the thing that was asked for. Here there is nothing left to say.",
  tip: "sendNothing(res) answers 204",
};

const DELETE_ANY: Mistake = {
  id: "10-delete-unknown",
  when: ({ reply, wanted }) => wanted === "status 404" && reply?.status === 204,
  why: ({ line }) =>
    `the answer is 204 whether there was a book or not${at(line(/(?:if\s*\(!?|= )books\.remove\(/))}.`,
  tip: "const removed = await books.remove(id): false means that there was none",
};

const DELETE_KEEPS: Mistake = {
  id: "10-delete-keeps",
  when: ({ reply, replies }) => reply?.status === 200 && replies.some(({ status }) => status === 204),
  why: "the client was told 204, done, and the book is still there.",
  tip: "await books.remove(id) before you answer",
};

const NOT_SELECTED: Mistake = {
  id: "10-query-ignored",
  when: ({ reply, line }) =>
    reply?.status === 200 && Array.isArray(reply.data) && line(/(?<!import .*)selectFrom\(/) === undefined,
  why: ({ line }) => `the whole list is sent${at(line(/books\.all\(\)/))}, whatever the query says.`,
  tip: "sendJson(res, 200, selectFrom(await books.all(), req.query))",
};

const OK_FOR_CREATED: Mistake = {
  id: "10-created-200",
  when: ({ reply, wanted }) => wanted === "status 201" && reply?.status === 200,
  why: "200 says that all went well. 201 says more: something was made, and Location says where.",
  tip: "sendCreated(res, `/books/${book.id}`, book) sets status, Location and body",
};

export const lesson = defineLesson({
  starts: "listener",
  checks: [
    {
      step: "a",
      title: "GET /books lists the four books",
      run: async ({ ask }) => {
        const list = listOf((await ask("GET /books")).is(200));
        if (list.length !== 4) throw new Miss("a list of four books");
      },
      hints: [
        "What did you change in listBooks?",
        "Look at the first line of the list of routes, and at listBooks.",
        "Without a query, selectFrom(await books.all(), req.query) is the whole list, up to 20 books.",
      ],
    },
    {
      step: "a",
      title: "GET /books/2 is one book",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /books/2")).is(200).hasJson({ id: "2", title: "Frankenstein" });
      },
      hints: [
        "Which line of the list of routes answers GET /books/2?",
        "Add a route with a parameter, and a handler that gets the book from the store.",
        '{ method: "GET", path: "/books/:id", handler: showBook }, and in it: await books.get(req.params.id ?? "")',
      ],
      mistakes: [MISWRITTEN_ROUTE, NO_ROUTE, NOT_FOUND, NOT_AWAITED],
    },
    {
      step: "a",
      title: "a book that is not there: 404, as a problem document",
      isPoint: true,
      run: async ({ ask }) => {
        const reply = (await ask("GET /books/no-such")).is(404).isType("application/problem+json");
        if (reply.text.includes("There is nothing at"))
          throw new Miss("status 404 from a handler for /books/:id", reply);
        reply.hasJson({ status: 404 });
      },
      hints: [
        "What does books.get() give for an id that nobody has?",
        "Look for the place where the book is undefined.",
        "if (book === undefined) throw new HttpError(404, `No book has the id ${req.params.id}.`);",
      ],
      mistakes: [SILENT_CATCH, MISWRITTEN_ROUTE, NO_ROUTE, NOT_AWAITED, PLAIN_ERROR],
    },
    {
      step: "b",
      title: "a filter: ?author=Jane+Austen",
      isPoint: true,
      run: async ({ ask }) => {
        titlesAre(await ask("GET /books?author=Jane+Austen"), ["Pride and Prejudice"]);
      },
      hints: [
        "Who reads req.query?",
        "Look at listBooks: what does it do with the list before it sends it?",
        "selectFrom(await books.all(), req.query)",
      ],
      mistakes: [NOT_SELECTED],
    },
    {
      step: "b",
      title: "two filters, a sort and a page go together",
      isPoint: true,
      run: async ({ ask }) => {
        titlesAre(await ask("GET /books?author=Jane+Austen&year=1818"), []);
        titlesAre(await ask("GET /books?sort=-year&limit=2"), ["The Count of Monte Cristo", "Frankenstein"]);
        titlesAre(await ask("GET /books?sort=-year&limit=2&page=2"), ["Pride and Prejudice", "Don Quixote"]);
      },
      hints: [
        "Does the whole query reach selectFrom?",
        "Look at what stands in the second place of selectFrom.",
        "selectFrom(await books.all(), req.query)",
      ],
      mistakes: [NOT_SELECTED],
    },
    {
      step: "b",
      title: "?page=0 is a mistake of the client: 400, naming the field",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /books?page=0")).is(400).isType("application/problem+json").says("page");
      },
      hints: [
        "What does selectFrom throw, and who catches it?",
        "Look for a try/catch of yours. The step answerProblems has one already.",
        "Let the error pass: answerProblems makes a 400 of it.",
      ],
      mistakes: [NOT_SELECTED],
    },
    {
      step: "c",
      title: "POST /books: 201, and Location leads to the book",
      isPoint: true,
      run: async ({ ask }) => {
        const reply = (await add(ask)).has("Location", /^(?:http:\/\/[^/]+)?\/.+/, "/books/...");
        const path = (reply.header("location") ?? "").replace(/^http:\/\/[^/]+/, "");
        (await ask(`GET ${path}`)).is(200).hasJson({ ...EMMA, id: idOf(reply) });
      },
      hints: [
        "What must be done before the answer can be 201?",
        "Read the book, give it an id, put it into the store, answer.",
        "const fields = await readBook(req); lastId += 1; const book = { id: String(lastId), ...fields }; await books.put(book); sendCreated(res, `/books/${book.id}`, book);",
      ],
      mistakes: [OK_FOR_CREATED, NOT_STORED, WRONG_LOCATION, MISWRITTEN_ROUTE, NO_ROUTE, NOT_AWAITED],
    },
    {
      step: "c",
      title: "POST twice makes two books",
      isPoint: true,
      run: async ({ ask }) => {
        const author = "Twice Told";
        const [first, second] = [await add(ask, { author }), await add(ask, { author })];
        if (idOf(first) === idOf(second)) throw new Miss("two books with two ids", second);
        const reply = (await ask("GET /books?author=Twice+Told")).is(200);
        if (listOf(reply).length !== 2) throw new Miss("a list of two books", reply);
      },
      hints: [
        "Which id does the first new book get, and which the second?",
        "Look at the line that makes the id: what changes between two requests?",
        "let lastId = first.length; and in the handler: lastId += 1;",
      ],
      mistakes: [MISWRITTEN_ROUTE, NO_ROUTE, ONE_ID],
    },
    {
      step: "c",
      title: "a body that is no book: 400, naming the field",
      isPoint: true,
      run: async ({ ask }) => {
        const { title: _, ...untitled } = EMMA;
        const refused = (await ask("POST /books", { json: untitled })).is(400);
        refused.isType("application/problem+json").says("title");
        (await ask("POST /books", { json: { ...EMMA, isbn: "12" } })).is(400).says("isbn");
        (await ask("POST /books", { json: { ...EMMA, year: "1815" } })).is(400).says("year");
      },
      hints: [
        "Which function looks at the fields that the client sent?",
        "Look at readBook at the end of the file. What does it give, and what does it throw?",
        "const fields = await readBook(req);",
      ],
      mistakes: [MISWRITTEN_ROUTE, NO_ROUTE, NOT_CHECKED],
    },
    {
      step: "c",
      title: "the Library gives the id, not the client",
      isPoint: true,
      run: async ({ ask }) => {
        const reply = await add(ask, { id: "1", shelf: 7 });
        if (idOf(reply) === "1") throw new Miss("an id that the Library gives", reply);
        (await ask("GET /books/1")).is(200).hasJson({ title: "Pride and Prejudice" });
      },
      hints: [
        "What happens to a field `id` that the client sends?",
        "Look at the order in { id: ..., ...fields }: what comes later wins.",
        "readBook(req) gives the four fields of a book and no id.",
      ],
      mistakes: [MISWRITTEN_ROUTE, NO_ROUTE, ID_FROM_CLIENT],
    },
    {
      step: "d",
      title: "PUT replaces the book, and twice is as once",
      isPoint: true,
      run: async ({ ask }) => {
        const id = idOf(await add(ask));
        const changed = { ...EMMA, title: "Emma, annotated" };
        const first = (await ask(`PUT /books/${id}`, { json: changed })).is(200).isJson({ id, ...changed });
        const second = (await ask(`PUT /books/${id}`, { json: changed })).is(200);
        if (second.text !== first.text) throw new Miss("the same answer as to the first PUT", second);
        (await ask(`GET /books/${id}`)).is(200).isJson({ id, ...changed });
      },
      hints: [
        "Under which id must the new book be stored?",
        "Look at the object that goes into books.put().",
        "const book = { id, ...(await readBook(req)) }; await books.put(book); sendJson(res, 200, book);",
      ],
      mistakes: [MISWRITTEN_ROUTE, NO_ROUTE, PUT_MOVES],
    },
    {
      step: "d",
      title: "PUT asks for a whole book: a missing field is a 400",
      isPoint: true,
      run: async ({ ask }) => {
        const id = idOf(await add(ask));
        (await ask(`PUT /books/${id}`, { json: { title: "Emma" } })).is(400).says("isbn");
        (await ask(`GET /books/${id}`)).is(200).hasJson({ title: "Emma", author: "Jane Austen" });
      },
      hints: [
        "PUT replaces. What would a book be without its author?",
        "Look at what PUT does with the old book.",
        "const fields = await readBook(req): the same demands as for POST.",
      ],
      mistakes: [
        NO_ROUTE,
        {
          id: "10-put-merges",
          when: ({ reply }) => reply?.status === 200,
          why: ({ line }) =>
            `the new fields were laid over the old book${at(line(/\.\.\.\(?(?:await )?(?:book\w*|old)\b/))}. That is what PATCH does; PUT replaces the whole.`,
          tip: "make the book from the id and readBook(req) alone",
        },
      ],
    },
    {
      step: "d",
      title: "PUT to an id that nobody has: 404, and nothing is made",
      isPoint: true,
      run: async ({ ask }) => {
        const reply = (await ask("PUT /books/no-such", { json: PRIDE })).is(404);
        if (reply.text.includes("There is nothing at")) throw new Miss("a route PUT /books/:id", reply);
        (await ask("GET /books/no-such")).is(404);
      },
      hints: [
        "Does PUT know whether the book is there?",
        "Look at how GET /books/:id finds out.",
        "With bookOf(req), the function of step a: const { id } = await bookOf(req);",
      ],
      mistakes: [MISWRITTEN_ROUTE, NO_ROUTE, NOT_AWAITED, PUT_CREATES],
    },
    {
      step: "d",
      title: "DELETE: 204 without a body, and then 404",
      isPoint: true,
      run: async ({ ask }) => {
        const id = idOf(await add(ask));
        (await ask(`DELETE /books/${id}`)).is(204).isEmpty();
        (await ask(`GET /books/${id}`)).is(404);
        (await ask(`DELETE /books/${id}`)).is(404);
      },
      hints: [
        "What is left to say when the book is gone? And when there was none?",
        "Look at what books.remove() gives you.",
        "With bookOf(req), the function of step a: const { id } = await bookOf(req); await books.remove(id); sendNothing(res);",
      ],
      mistakes: [MISWRITTEN_ROUTE, NO_ROUTE, DELETE_KEEPS, DELETE_200, DELETE_ANY],
    },
    {
      step: "d",
      title: "an id is never given twice, not even after a DELETE",
      isPoint: true,
      run: async ({ ask }) => {
        const given = new Set([idOf(await add(ask)), idOf(await add(ask))]);
        for (const id of [...given].reverse()) {
          (await ask(`DELETE /books/${id}`)).is(204);
          const reply = await add(ask);
          const next = idOf(reply) ?? "";
          if (given.has(next)) throw new Miss("an id that has never been given", reply);
          given.add(next);
        }
      },
      hints: [
        "Someone has kept the address of a book. What does it show when that id is given to another?",
        "Look at the line that makes the id. Can it get smaller?",
        "lastId += 1; It is never set back.",
      ],
      mistakes: [MISWRITTEN_ROUTE, NO_ROUTE, ID_REUSED],
    },
    {
      step: "d",
      title: "another verb: 405, and Allow lists the four of a book",
      isPoint: true,
      run: async ({ ask }) => {
        const reply = (await ask("PATCH /books/1", { json: {} })).is(405).isType("application/problem+json");
        const allowed = (reply.header("allow") ?? "").split(/,\s*/);
        if (!["GET", "HEAD", "PUT", "DELETE"].every((verb) => allowed.includes(verb)))
          throw new Miss("a header field Allow: GET, PUT, DELETE, HEAD", reply);
      },
      hints: [
        "Where does toRoutes find the verbs that it lists?",
        "Look at the list of routes: which have the path /books/:id?",
        "GET, PUT and DELETE of /books/:id stand in the list, each in a line of its own.",
      ],
      mistakes: [{ ...NO_ROUTE, when: () => true }],
    },
    {
      step: "e",
      title: "the header field Link says where the next page is",
      further: true,
      isPoint: true,
      run: async ({ ask }) => {
        const reply = (await ask("GET /books?sort=year&limit=2")).is(200);
        if (!/rel="?next"?/.test(reply.header("link") ?? ""))
          throw new Miss('a header field Link: </books?...>; rel="next"', reply);
        const next = /<([^>]*)>/.exec(reply.header("link") ?? "")?.[1] ?? "";
        if (!next.startsWith("/books?")) throw new Miss("a Link that leads to /books?...", reply);
        const second = await ask(`GET ${next}`);
        if (second.text !== (await ask("GET /books?sort=year&limit=2&page=2")).text)
          throw new Miss("a Link that leads to the second page", second);
        const last = await ask("GET /books?author=Miguel+de+Cervantes");
        if (last.is(200).header("link") !== undefined) throw new Miss("no Link on the last page", last);
      },
      hints: [
        "How can you find out whether there is a next page?",
        "new URLSearchParams(req.query) is a copy of the query. What does selectFrom give for the next page?",
        'next.set("page", String(page + 1)); if (selectFrom(all, next).length > 0) res.setHeader("Link", `</books?${next}>; rel="next"`);',
      ],
      mistakes: [
        {
          id: "10-link-loses-query",
          when: ({ replies, line }) => {
            const said = replies.find((one) => one.header("link") !== undefined)?.header("link");
            return said === undefined
              ? line(/new URLSearchParams\(\)/) !== undefined
              : !said.includes("sort=");
          },
          why: "the address of the next page has lost the rest of the query: sort and limit are gone.",
          tip: "begin with a copy: const next = new URLSearchParams(req.query)",
        },
      ],
    },
  ],
});

async function add(ask: Ask, fields: Record<string, unknown> = {}): Promise<Reply> {
  return (await ask("POST /books", { json: { ...EMMA, ...fields } })).is(201);
}

function listOf(reply: Reply): Record<string, unknown>[] {
  if (!Array.isArray(reply.data)) throw new Miss("a list", reply);
  return reply.data;
}

function titlesAre(reply: Reply, titles: string[]): void {
  const got = listOf(reply.is(200)).map(({ title }) => title);
  if (got.join("/") !== titles.join("/"))
    throw new Miss(titles.length === 0 ? "an empty list: []" : `a list of ${titles.join(", ")}`, reply);
}

function dataOf(reply: Reply | undefined): Record<string, unknown> {
  return typeof reply?.data === "object" && reply.data !== null ? { ...reply.data } : {};
}

function idOf(reply: Reply | undefined): string | undefined {
  const { id } = dataOf(reply);
  return id === undefined ? undefined : String(id);
}

/** The id in the path of a command. */
function idIn(sent: string | undefined): string | undefined {
  return /\/books\/([^\s/"?]+)/.exec(sent ?? "")?.[1];
}

function typeOf(reply: Reply | undefined): string {
  return reply?.header("content-type") ?? "";
}

function at(place: ReturnType<Evidence["line"]>): string {
  return place === undefined ? "" : ` (${place})`;
}
