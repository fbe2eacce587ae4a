// What must hold for the exercise of lesson 07, and what its failures come from.

import {
  type Ask,
  defineLesson,
  type Evidence,
  Miss,
  type Mistake,
  type Reply,
} from "../../src/course/checks.ts";

const PRIDE = "9780141439518";
const FRANKENSTEIN = "9780141439471";
const QUIXOTE = "9780142437230";
const MONTE_CRISTO = "9780140449266";
const UNKNOWN = "9999999999999";

/** A call that answers, in an if, with no return before it or below it. The end of a function is no such place. */
const NO_RETURN =
  /^(?!.*\breturn\b)[ \t]*(?:(?:if|else if)\b.*[^\s].*\bsend(?:Error|Nothing|Json)\(.*$(?!\n\s*(?:return|else))|send(?:Error|Nothing|Json)\(.*\n[ \t]+\}(?!\s*else|[;),]))/m;
const NOT_AWAITED = /(?<!await\s)\b(?:books|lent)\.(?:get|put|remove|all)\(/;
const TOO_LATE = /\b(?:send\w+|res\.end)\([^;\n]*\);?\s*\n?\s*res\.statusCode\s*=/;

/** What can go wrong with every answer, whichever check is the first to meet it. */
const anyAnswer: readonly Mistake[] = [
  {
    id: "07-no-return",
    when: ({ again, line }) => again !== undefined && line(NO_RETURN) !== undefined,
    why: ({ again, line }) =>
      `answered twice. ${line(NO_RETURN)} answers and does not return, so the code below runs too, and answers again at ${again?.place ?? "another line"}.`,
    tip: ({ line }) => `write return before the answer in ${line(NO_RETURN)}: return sendError(...)`,
  },
  {
    id: "07-header-too-late",
    when: ({ again, source }) =>
      again?.call === "setHeader" && /setHeader\(\s*["'`](Location|Allow)/i.test(codeAt(source, again.place)),
    why: ({ again }) =>
      `the header field at ${again?.place} comes too late: the response has gone already, from ${again?.first ?? "a line above"}.`,
    tip: "first res.setHeader(...), then the line that sends",
  },
  {
    id: "07-204-with-body",
    when: ({ silence, reply, line }) =>
      (silence === "unreadable" || reply?.status === 204) && line(/sendJson\(\s*res,\s*204/) !== undefined,
    why: ({ line }) =>
      `a 204 has no body, and ${line(/sendJson\(\s*res,\s*204/)} announces one. The client does not know what to believe.`,
    tip: "a 204 is sent with sendNothing(res)",
  },
  {
    id: "07-location-not-encoded",
    when: ({ crash }) => crash?.code === "ERR_INVALID_CHAR" && /location/i.test(crash.message),
    why: ({ crash }) =>
      `the name of the member has characters that no header field may have, and it stands in Location as it is (${crash?.place ?? "res.setHeader"}). Nobody caught that, so Node stopped the server.`,
    tip: "encode it: encodeURIComponent(member)",
  },
  {
    id: "07-no-await",
    when: ({ reply, silence, crash, line }) =>
      crash === undefined && (reply ?? silence) !== undefined && line(NOT_AWAITED) !== undefined,
    why: ({ line }) =>
      `${line(NOT_AWAITED)} asks the store and does not wait. What it gets is a promise: never undefined, and always true in an if.`,
    tip: "write await before the call",
  },
  {
    id: "07-status-too-late",
    when: ({ reply, wanted, line }) =>
      reply !== undefined && wanted.startsWith("status") && line(TOO_LATE) !== undefined,
    why: ({ line }) => `the status is set after the response has gone (${line(TOO_LATE)}). Nobody sees it.`,
    tip: "give the status to the call that sends: sendJson(res, 201, ...)",
  },
  {
    id: "07-status-not-used",
    when: ({ reply, line }) =>
      reply?.status === 200 && line(/sendJson\(\s*res,\s*200,\s*\{\s*error/) !== undefined,
    why: ({ line }) =>
      `sendError is given a status, and sends 200 all the same (${line(/sendJson\(\s*res,\s*200,\s*\{\s*error/)}). Programs believe the status, and read no further.`,
    tip: "hand the status on: sendJson(res, status, { error: reason })",
  },
];

/** For the answers to PUT. */
const lending: readonly Mistake[] = [
  ...anyAnswer,
  {
    id: "07-only-404",
    when: ({ reply, wanted }) => wanted === "status 400" && reply?.status === 404,
    why: "the Library looks for a book first, and only then at the form of the ISBN. So every ISBN that is none gets a 404.",
    tip: "ask for the form first: 400 says that the request is wrong, whatever the Library has",
  },
  {
    id: "07-404-as-400",
    when: ({ reply, wanted }) => wanted === "status 404" && reply?.status === 400,
    why: "400 says that the request is wrong. This one is well formed: only there is no such book.",
    tip: "answer 404 where books.get(isbn) gives undefined",
  },
  {
    id: "07-form-not-asked",
    when: ({ reply, wanted }) =>
      wanted === "status 400" && reply !== undefined && [200, 201, 204].includes(reply.status),
    why: "an ISBN has thirteen digits, and this one was taken without a look at it.",
    tip: "before the rest: if (!/^\\d{13}$/.test(isbn)) return sendError(res, 400, ...)",
  },
  {
    id: "07-lends-what-is-not-there",
    when: ({ reply, wanted }) =>
      wanted === "status 404" && reply !== undefined && [200, 201, 204].includes(reply.status),
    why: "the Library has no such book, and lends it all the same.",
    tip: "if (await books.get(isbn) is undefined) return sendError(res, 404, ...), before lent.put",
  },
  {
    id: "07-200-not-201",
    when: ({ reply, wanted }) => wanted === "status 201" && reply?.status === 200,
    why: "200 says that all went well. That something new was made, only 201 says.",
    tip: "sendJson(res, 201, { isbn, member })",
  },
  {
    id: "07-204-at-once",
    when: ({ reply, wanted }) => wanted === "status 201" && reply?.status === 204,
    why: "nobody had this book, and the answer was that nothing is to be done.",
    tip: "answer 204 only if lent.get(isbn) gives a loan, and its member is this one",
  },
  {
    id: "07-refuses-all",
    when: ({ reply, wanted }) =>
      wanted === "status 201" && reply !== undefined && reply.status >= 400 && reply.status < 500,
    why: ({ reply }) => `this request is right, and it was refused with ${reply?.status}.`,
    tip: "look at the if that answers so: is its condition the other way round?",
  },
  {
    id: "07-no-location",
    when: ({ reply, wanted }) => /Location/.test(wanted) && reply?.header("location") === undefined,
    why: "the loan was made, and the response does not say where it is.",
    tip: 'before the answer: res.setHeader("Location", "/loans/" + isbn + ...)',
  },
  {
    id: "07-location-raw",
    when: ({ reply, wanted }) =>
      /Location/.test(wanted) && /[^\x21-\x7e]/.test(reply?.header("location") ?? ""),
    why: "the Location has characters that no URI may have: the name of the member stands in it as it is.",
    tip: "encode it: encodeURIComponent(member)",
  },
  {
    id: "07-location-elsewhere",
    when: ({ reply, wanted }) => /Location/.test(wanted) && reply?.header("location") !== undefined,
    why: ({ reply }) => `the Location is ${reply?.header("location")}, and there is no such loan there.`,
    tip: "it is the path with which a client can ask for this loan: /loans/, the ISBN, /, the member",
  },
  {
    id: "07-not-idempotent",
    when: ({ reply, wanted }) =>
      wanted === "status 204" && reply !== undefined && [200, 201].includes(reply.status),
    why: ({ reply }) =>
      `asked for the second time, the Library says ${reply?.status}, as if something had been made. This member has the book already.`,
    tip: "ask lent.get(isbn) first: if its member is this one, sendNothing(res)",
  },
  {
    id: "07-409-for-oneself",
    when: ({ reply, wanted }) => wanted === "status 204" && reply?.status === 409,
    why: "the member who has the book asks for it again. There is no conflict with anybody.",
    tip: "compare loan?.member with member before you answer 409",
  },
];

const ending: readonly Mistake[] = [
  ...anyAnswer,
  {
    id: "07-200-not-204",
    when: ({ reply, wanted }) => wanted === "status 204" && reply?.status === 200,
    why: "the loan is ended, and there is nothing to say about it. For this there is a status without a body.",
    tip: "sendNothing(res) answers 204",
  },
  {
    id: "07-not-removed",
    when: ({ reply, wanted, replies }) =>
      wanted === "status 404" && reply?.status === 200 && replies.some(({ status }) => status === 204),
    why: "the answer said that the loan is ended, and it is still there.",
    tip: "await lent.remove(isbn) before you answer",
  },
  {
    id: "07-ends-what-is-not-there",
    when: ({ reply, wanted }) => wanted === "status 404" && reply !== undefined && reply.status < 300,
    why: "this member has not borrowed the book, so there was no loan to end.",
    tip: "ask lent.get(isbn) first: if its member is not this one, answer 404",
  },
  {
    id: "07-took-from-another",
    when: ({ reply, wanted }) => wanted === "status 200" && reply?.status === 404,
    why: "the loan of one member was ended by a request for another member.",
    tip: "compare loan?.member with member before lent.remove(isbn)",
  },
];

const verbs: readonly Mistake[] = [
  ...anyAnswer,
  {
    id: "07-404-for-a-verb",
    when: ({ reply, wanted }) => wanted === "status 405" && reply?.status === 404,
    why: "404 says that nothing is there. This path is there, only not with this verb.",
    tip: "ask allowedMethods(routes, req): if the list is not empty, answer 405",
  },
  {
    id: "07-405-for-nothing",
    when: ({ reply, wanted }) => wanted === "status 404" && reply?.status === 405,
    why: "405 says that the path has other verbs. This one has none: no route fits it.",
    tip: "answer 404 where the list of verbs is empty: allowed.length === 0",
  },
  {
    id: "07-no-allow",
    when: ({ reply, wanted }) => /Allow/.test(wanted) && reply?.header("allow") === undefined,
    why: "a 405 must say which verbs would work. This one has no header field Allow.",
    tip: 'before the answer: res.setHeader("Allow", allowed.join(", "))',
  },
  {
    id: "07-allow-without-head",
    when: ({ reply, wanted }) => {
      const [got, all] = [allowOf(reply), /Allow: (.+)$/.exec(wanted)?.[1]?.split(", ") ?? []];
      return (
        all.length > 0 &&
        got.length === all.length - 1 &&
        all.every((verb) => verb === "HEAD" || got.includes(verb))
      );
    },
    why: "HEAD works wherever GET does, as findRoute takes care. The list does not say so.",
    tip: 'where methods.includes("GET"), return [...methods, "HEAD"]',
  },
  {
    id: "07-allow-without-commas",
    when: ({ reply, wanted }) => /Allow/.test(wanted) && /^\w+\s+\w+/.test(reply?.header("allow") ?? ""),
    why: "in Allow the verbs are separated by commas.",
    tip: 'allowed.join(", ")',
  },
  {
    id: "07-allow-of-others",
    when: ({ reply, wanted }) => /Allow/.test(wanted) && reply?.header("allow") !== undefined,
    why: ({ reply }) => `Allow says ${reply?.header("allow")}, and these are not the verbs of this path.`,
    tip: "allowedMethods(routes, req) has the verbs of those routes only whose path fits",
  },
];

export const lesson = defineLesson({
  starts: "listener",
  checks: [
    {
      step: "a",
      title: "the books and each book still answer 200",
      run: async ({ ask }) => {
        (await ask("GET /books")).is(200);
        (await ask(`GET /books/${PRIDE}`)).is(200).hasJson({ title: "Pride and Prejudice" });
        (await ask("HEAD /books")).is(200).isEmpty();
      },
      hints: [
        "This worked before you began. What did you change last?",
        "Look at toRoutes: a route that fits is called with return route.handler(req, res).",
        "if (route !== undefined) return route.handler(req, res);",
      ],
      mistakes: [
        {
          id: "07-refuses-good-requests",
          when: ({ reply }) => reply !== undefined && reply.status >= 400,
          why: ({ reply }) => `the path is there, and the answer is ${reply?.status}.`,
          tip: "the verbs are asked for only where findRoute has found no route",
        },
        ...anyAnswer,
      ],
    },
    {
      step: "a",
      title: "a book that is not there answers 404, with the reason",
      isPoint: true,
      run: async ({ ask }) => {
        isError(await ask(`GET /books/${UNKNOWN}`), 404).says(UNKNOWN);
        isError(await ask(`GET /loans/${PRIDE}/nobody`), 404);
      },
      hints: [
        "The body says that there is no such book. What does the status say?",
        "Look at sendError. Which of the things it is given does it not use?",
        "sendJson(res, status, { error: reason });",
      ],
      mistakes: [
        ...anyAnswer,
        {
          id: "07-reason-lost",
          when: ({ reply }) => reply?.status === 404,
          why: "the status is right. The body does not say why.",
          tip: 'send JSON with the reason: {"error": reason}',
        },
      ],
    },
    {
      step: "a",
      title: "a path that cannot be decoded answers 400",
      isPoint: true,
      run: async ({ ask }) => {
        isError(await ask("GET /books/%zz"), 400);
      },
      hints: [
        "Who is to blame for %zz, the client or the server?",
        "Look at the first line of toRoutes. It calls sendError with the right status.",
        "sendError hands its status on: sendJson(res, status, { error: reason });",
      ],
      mistakes: anyAnswer,
    },
    {
      step: "b",
      title: "a verb that the path does not have answers 405",
      isPoint: true,
      run: async ({ ask }) => {
        isError(await ask("POST /books"), 405);
        isError(await ask(`DELETE /books/${PRIDE}`), 405);
      },
      hints: [
        "The path is there, and its verb is not. What would a client think that gets a 404?",
        "Look at the last line of toRoutes, and at what allowedMethods(routes, req) gives.",
        "if (allowed.length === 0) return sendError(res, 404, ...); sendError(res, 405, ...);",
      ],
      mistakes: verbs,
    },
    {
      step: "b",
      title: "a path that nobody has answers 404, whatever the verb",
      isPoint: true,
      run: async ({ ask }) => {
        isError(await ask("GET /nothing"), 404);
        isError(await ask("POST /nothing"), 404);
        isError(await ask(`GET /books/${PRIDE}/more`), 404);
      },
      hints: [
        "How many routes have this path?",
        "Look at the list from allowedMethods. For this path it is empty.",
        "if (allowed.length === 0) return sendError(res, 404, ...);",
      ],
      mistakes: verbs,
    },
    {
      step: "b",
      title: "the header field Allow lists the verbs of the path",
      isPoint: true,
      run: async ({ ask }) => {
        const reply = isError(await ask("POST /books"), 405);
        if (!allowOf(reply).includes("GET") || allowOf(reply).some((verb) => !["GET", "HEAD"].includes(verb)))
          throw new Miss("a header field Allow: GET", reply);
      },
      hints: [
        "A 405 says no. How does the client learn what would be a yes?",
        "Set a header field in toRoutes, before the line that answers 405.",
        'res.setHeader("Allow", allowed.join(", "));',
      ],
      mistakes: verbs,
    },
    {
      step: "c",
      title: "Allow lists HEAD where there is a GET, and all other verbs",
      isPoint: true,
      run: async ({ ask }) => {
        allows(isError(await ask("POST /books"), 405), ["GET", "HEAD"]);
        allows(isError(await ask(`PATCH /loans/${PRIDE}/ada`), 405), ["GET", "PUT", "DELETE", "HEAD"]);
      },
      hints: [
        "Send HEAD /books. It works. Does Allow say so?",
        "Look at allowedMethods. It knows the verbs of the routes, and no route has HEAD.",
        'return methods.includes("GET") ? [...methods, "HEAD"] : methods;',
      ],
      mistakes: verbs,
    },
    {
      step: "d",
      title: "a loan that is made answers 201, with Location and the loan",
      isPoint: true,
      run: async ({ ask }) => {
        const made = (await ask(`PUT /loans/${PRIDE}/ada`)).is(201);
        isAt(made, `/loans/${PRIDE}/ada`).isJson({ isbn: PRIDE, member: "ada" });
        (await ask(`GET /loans/${PRIDE}/ada`)).is(200).isJson({ isbn: PRIDE, member: "ada" });
      },
      hints: [
        "Something new was made. Which status says that, and how does the client find it?",
        "Look at the last lines of lend.",
        'res.setHeader("Location", "/loans/" + isbn + "/" + encodeURIComponent(member)); and then sendJson(res, 201, ...);',
      ],
      mistakes: lending,
    },
    {
      step: "d",
      title: "Location is encoded where the name of a member is not plain",
      isPoint: true,
      run: async ({ ask }) => {
        const name = encodeURIComponent("Zoë Łuk");
        const made = (await ask(`PUT /loans/${FRANKENSTEIN}/${name}`)).is(201);
        isAt(made, `/loans/${FRANKENSTEIN}/${name}`);
        (await ask(`GET /loans/${FRANKENSTEIN}/${name}`)).is(200).hasJson({ member: "Zoë Łuk" });
      },
      hints: [
        "req.params.member is decoded. May a URI have a blank in it?",
        "Look at the line that sets Location.",
        '"/loans/" + isbn + "/" + encodeURIComponent(member)',
      ],
      mistakes: lending,
    },
    {
      step: "e",
      title: "an ISBN without thirteen digits answers 400",
      isPoint: true,
      run: async ({ ask }) => {
        for (const isbn of ["123", `${PRIDE}0`, "978014143951x"]) {
          isError(await ask(`PUT /loans/${isbn}/ada`), 400);
          await stillLives(ask, isbn);
        }
      },
      hints: [
        "Whose mistake is it when an ISBN has three digits?",
        "The first line of lend is the place, before any store is asked.",
        "if (!/^\\d{13}$/.test(isbn)) return sendError(res, 400, 'An ISBN has 13 digits.');",
      ],
      mistakes: lending,
    },
    {
      step: "e",
      title: "lending a book that is not there answers 404, and lends none",
      isPoint: true,
      run: async ({ ask }) => {
        isError(await ask(`PUT /loans/${UNKNOWN}/ada`), 404);
        await stillLives(ask, UNKNOWN);
      },
      hints: [
        "How does lend find out whether the Library has a book?",
        "Look at how showBook does it.",
        "if ((await books.get(isbn)) === undefined) return sendError(res, 404, ...);",
      ],
      mistakes: lending,
    },
    {
      step: "f",
      title: "asking for the same loan twice answers 204",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask(`PUT /loans/${QUIXOTE}/ada`)).is(201);
        (await ask(`PUT /loans/${QUIXOTE}/ada`)).is(204).isEmpty();
        for (let i = 0; i < 3; i += 1) (await ask(`GET /loans/${QUIXOTE}/ada`)).is(200);
      },
      hints: [
        "The second request wants what is so already. What is there to do?",
        "Ask lent.get(isbn) before lent.put, and compare its member.",
        "if (loan?.member === member) return sendNothing(res);",
      ],
      mistakes: lending,
    },
    {
      step: "g",
      title: "ending a loan answers 204, and then it is gone",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask(`PUT /loans/${MONTE_CRISTO}/ada`)).is(201);
        (await ask(`DELETE /loans/${MONTE_CRISTO}/ada`)).is(204).isEmpty();
        isError(await ask(`GET /loans/${MONTE_CRISTO}/ada`), 404);
      },
      hints: [
        "What is there to say about a loan that is over?",
        "Look at removeWish of the shop, in lessons/07-status-codes/server.ts.",
        "await lent.remove(isbn); sendNothing(res);",
      ],
      mistakes: ending,
    },
    {
      step: "g",
      title: "ending a loan that is not there answers 404",
      isPoint: true,
      run: async ({ ask }) => {
        isError(await ask(`DELETE /loans/${UNKNOWN}/ada`), 404);
        (await ask(`PUT /loans/${MONTE_CRISTO}/ada`)).is(201, 204);
        isError(await ask(`DELETE /loans/${MONTE_CRISTO}/grace`), 404);
        (await ask(`GET /loans/${MONTE_CRISTO}/ada`)).is(200);
      },
      hints: [
        "Who has the book now, and who wants to give it back?",
        "Look at showLoan: it asks whether this member has this book.",
        "if (loan?.member !== member) return sendError(res, 404, ...);",
      ],
      mistakes: ending,
    },
    {
      step: "h",
      title: "a book that another member has answers 409",
      further: true,
      isPoint: true,
      run: async ({ ask }) => {
        (await ask(`PUT /loans/${PRIDE}/ada`)).is(201, 204);
        isError(await ask(`PUT /loans/${PRIDE}/grace`), 409);
        (await ask(`GET /loans/${PRIDE}/ada`)).is(200);
      },
      hints: [
        "The request is right, the book is there, and still it cannot be. What stands against it?",
        "lent.get(isbn) gives a loan, and its member is another one.",
        "if (loan !== undefined) return sendError(res, 409, ...);",
      ],
      mistakes: [
        {
          id: "07-overwrites",
          when: ({ reply, wanted }) => wanted === "status 409" && reply?.status === 201,
          why: "the book was lent to one member, and now to another. The first one's loan is lost.",
          tip: "where lent.get(isbn) gives the loan of another member, answer 409",
        },
        {
          id: "07-204-for-another",
          when: ({ reply, wanted }) => wanted === "status 409" && reply?.status === 204,
          why: "204 tells this member that the book is theirs. Another member has it.",
          tip: "answer 204 only if loan?.member === member",
        },
        ...lending,
      ],
    },
    {
      step: "i",
      title: "the list's old path answers 301, with the new one",
      further: true,
      isPoint: true,
      run: async ({ ask }) => {
        isAt((await ask("GET /catalogue")).is(301), "/books");
      },
      hints: [
        "What has to stand in a response that says: not here, go there?",
        "A route more in the list, with a handler that sets a status and a header field.",
        'res.statusCode = 301; res.setHeader("Location", "/books"); res.end();',
      ],
      mistakes: [
        {
          id: "07-moved-for-now",
          when: ({ reply, wanted }) =>
            wanted === "status 301" && [302, 303, 307].includes(reply?.status ?? 0),
          why: ({ reply }) => `${reply?.status} says: for now. This list has moved for good.`,
          tip: "301 says that the new path counts from now on",
        },
        {
          id: "07-moved-to-nowhere",
          when: ({ reply, wanted }) => /Location/.test(wanted) && reply?.status === 301,
          why: "a browser that gets a 301 goes where Location says, and Location does not say /books.",
          tip: 'res.setHeader("Location", "/books")',
        },
        ...anyAnswer,
      ],
    },
  ],
});

/** @throws {Miss} unless this is an error with this status, and its reason in JSON. */
function isError(reply: Reply, status: number): Reply {
  reply.is(status).isType("application/json");
  const { error } = (reply.data ?? {}) as { error?: unknown };
  if (typeof error !== "string" || error === "") throw new Miss('JSON with the reason in "error"', reply);
  return reply;
}

/** Nothing was lent, and time passes in which a handler that goes on after its answer is found out. */
async function stillLives(ask: Ask, isbn: string): Promise<void> {
  for (let i = 0; i < 3; i += 1) (await ask(`GET /loans/${isbn}/ada`)).is(404);
}

/** The line of the student's that "exercise.ts:14" names. */
function codeAt(source: string, place: string | undefined): string {
  return source.split("\n")[Number(place?.split(":").at(-1)) - 1] ?? "";
}

function allows(reply: Reply, verbs: readonly string[]): void {
  const got = allowOf(reply);
  if (got.length !== verbs.length || verbs.some((verb) => !got.includes(verb)))
    throw new Miss(`a header field Allow: ${verbs.join(", ")}`, reply);
}

function allowOf(reply: Evidence["reply"]): string[] {
  return (reply?.header("allow") ?? "")
    .split(",")
    .map((verb) => verb.trim())
    .filter((verb) => verb !== "");
}

/** @throws {Miss} unless Location leads to this path; it may be a whole address. */
function isAt(reply: Reply, path: string): Reply {
  const location = reply.header("location") ?? "";
  const here = "http://localhost";
  if (
    location !== "" &&
    !/[^\x21-\x7e]/.test(location) &&
    URL.canParse(location, here) &&
    new URL(location, here).pathname === path
  )
    return reply;
  throw new Miss(`a header field Location: ${path}`, reply);
}
