// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code of students, in quotes.

// What students do wrong in lesson 07.

import type { CataloguedMistake } from "../../support/mistake.ts";

const SEND_ERROR = "sendJson(res, status, { error: reason });";
const ALLOW = '    res.setHeader("Allow", allowed.join(", "));\n';
const NOT_FOUND = "if (allowed.length === 0) return sendError(res, 404, `There is nothing at ${req.path}.`);";
const HEAD = 'return methods.includes("GET") ? [...methods, "HEAD"] : methods;';
const BAD_ISBN =
  "if (!/^\\d{13}$/.test(isbn)) return sendError(res, 400, `An ISBN has 13 digits, which ${isbn} has not.`);";
const NO_BOOK =
  "if ((await books.get(isbn)) === undefined) return sendError(res, 404, `No book has the ISBN ${isbn}.`);";
const SAME_MEMBER = "if (loan?.member === member) return sendNothing(res);";
const CONFLICT = "if (loan !== undefined) return sendError(res, 409, `${isbn} is lent to someone else.`);";
const LOCATION = 'res.setHeader("Location", `/loans/${isbn}/${encodeURIComponent(member)}`);';
const CREATED = "sendJson(res, 201, { isbn, member });";
const NOT_LENT =
  "if (loan?.member !== member) return sendError(res, 404, `${member} has not borrowed ${isbn}.`);";
const REMOVED = "  await lent.remove(isbn);\n  sendNothing(res);";
const MOVED = '  res.statusCode = 301;\n  res.setHeader("Location", "/books");\n  res.end();';

const TITLE = {
  missing: "a book that is not there answers 404, with the reason",
  verb: "a verb that the path does not have answers 405",
  nobody: "a path that nobody has answers 404, whatever the verb",
  allow: "the header field Allow lists the verbs of the path",
  head: "Allow lists HEAD where there is a GET, and all other verbs",
  made: "a loan that is made answers 201, with Location and the loan",
  encoded: "Location is encoded where the name of a member is not plain",
  form: "an ISBN without thirteen digits answers 400",
  unknown: "lending a book that is not there answers 404, and lends none",
  twice: "asking for the same loan twice answers 204",
  ended: "ending a loan answers 204, and then it is gone",
  notThere: "ending a loan that is not there answers 404",
  conflict: "a book that another member has answers 409",
  moved: "the list's old path answers 301, with the new one",
};

export const mistakes: CataloguedMistake[] = [
  {
    name: "errors with 200 (M14)",
    edit: [[SEND_ERROR, "sendJson(res, 200, { error: reason });"]],
    expect: "07-status-not-used",
    check: TITLE.missing,
    says: ["exercise.ts:31"],
  },
  {
    name: "an error as 200, by hand",
    edit: [
      [
        "  if (book === undefined) sendError(res, 404,",
        '  if (book === undefined) sendJson(res, 200, { reason: "error" } && { error:',
      ],
      [
        "`No book has the ISBN ${req.params.isbn}.`);\n  else sendJson(res, 200, book)",
        "`No book has the ISBN ${req.params.isbn}.` });\n  else sendJson(res, 200, book)",
      ],
    ],
    expect: "error-with-200",
    check: TITLE.missing,
  },
  {
    name: "the status, and no reason",
    edit: [[SEND_ERROR, "res.statusCode = status;\n  res.end();"]],
    expect: "07-reason-lost",
    check: TITLE.missing,
  },
  {
    name: "the status set after the answer (M2d)",
    edit: [[SEND_ERROR, "sendJson(res, 200, { reason });\n  res.statusCode = status;"]],
    expect: "07-status-too-late",
    check: TITLE.missing,
    says: ["exercise.ts:31"],
  },
  {
    name: "404 for a wrong verb",
    edit: [["sendError(res, 405,", "sendError(res, 404,"]],
    expect: "07-404-for-a-verb",
    check: TITLE.verb,
  },
  {
    name: "405 for a path that nobody has",
    edit: [[NOT_FOUND, ""]],
    expect: "07-405-for-nothing",
    check: TITLE.nobody,
  },
  {
    name: "HEAD is added to an empty list too",
    edit: [[HEAD, 'return [...methods, "HEAD"];']],
    expect: "07-405-for-nothing",
    check: TITLE.nobody,
  },
  { name: "no Allow", edit: [[ALLOW, ""]], expect: "07-no-allow", check: TITLE.allow },
  {
    name: "Allow with all verbs of all routes",
    edit: [
      ["routes.filter((route) => fitsPattern(route, req)).map", "routes.map"],
      [
        NOT_FOUND,
        "if (!routes.some((route) => fitsPattern(route, req))) return sendError(res, 404, `There is nothing at ${req.path}.`);",
      ],
    ],
    expect: "07-allow-of-others",
    check: TITLE.allow,
  },
  {
    name: "Allow with blanks instead of commas",
    edit: [[ALLOW, '    res.setHeader("Allow", allowed.join(" "));\n']],
    expect: "07-allow-without-commas",
    check: TITLE.allow,
  },
  {
    name: "Allow without HEAD",
    edit: [[HEAD, "return methods;"]],
    expect: "07-allow-without-head",
    check: TITLE.head,
  },
  {
    name: "Allow after the answer",
    edit: [
      [ALLOW, ""],
      ["is lent to someone else", "is lent to someone else"],
      [
        'sendError(res, 405, `${req.path} answers ${allowed.join(", ")}.`);',
        `sendError(res, 405, req.path);\n${ALLOW}`,
      ],
    ],
    expect: "07-header-too-late",
    check: TITLE.verb,
    blames: "POST.*/books",
    says: ["exercise.ts:47"],
  },
  {
    name: "no return before the 404 of toRoutes",
    edit: [[NOT_FOUND, NOT_FOUND.replace("return ", "")]],
    expect: "07-no-return",
    check: TITLE.nobody,
    blames: "/nothing",
  },
  {
    name: "200 for what was made",
    edit: [[CREATED, "sendJson(res, 200, { isbn, member });"]],
    expect: "07-200-not-201",
    check: TITLE.made,
  },
  {
    name: "204 for what was made",
    edit: [[SAME_MEMBER, "if (loan?.member !== member) return sendNothing(res);"]],
    expect: "07-204-at-once",
    check: TITLE.made,
  },
  {
    name: "the test of the ISBN the other way round",
    edit: [["if (!/^", "if (/^"]],
    expect: "07-refuses-all",
    check: TITLE.made,
  },
  { name: "no Location", edit: [[LOCATION, ""]], expect: "07-no-location", check: TITLE.made },
  {
    name: "Location of the list",
    edit: [[LOCATION, 'res.setHeader("Location", "/loans");']],
    expect: "07-location-elsewhere",
    check: TITLE.made,
  },
  {
    name: "Location after the answer",
    edit: [[`${LOCATION}\n  ${CREATED}`, `${CREATED}\n  ${LOCATION}`]],
    expect: "07-header-too-late",
    check: TITLE.made,
    blames: "PUT.*/ada",
  },
  {
    name: "the status after the answer, in lend",
    edit: [[CREATED, "sendJson(res, 200, { isbn, member });\n  res.statusCode = 201;"]],
    expect: "07-status-too-late",
    check: TITLE.made,
  },
  {
    name: "a raw name in Location (M26)",
    edit: [["${encodeURIComponent(member)}", "${member}"]],
    expect: "07-location-not-encoded",
    check: TITLE.encoded,
    blames: "PUT",
  },
  {
    name: "only the blanks encoded in Location",
    edit: [["${encodeURIComponent(member)}", '${member.replace(" ", "%20").replace("Ł", "L")}']],
    expect: "07-location-raw",
    check: TITLE.encoded,
  },
  {
    name: "any ISBN is taken",
    edit: [
      [BAD_ISBN, ""],
      [NO_BOOK, ""],
    ],
    expect: "07-form-not-asked",
    check: TITLE.form,
  },
  {
    name: "only 404 for an ISBN that is none",
    edit: [[BAD_ISBN, ""]],
    expect: "07-only-404",
    check: TITLE.form,
  },
  {
    name: "404 before 400",
    edit: [[`${BAD_ISBN}\n  ${NO_BOOK}`, `${NO_BOOK}\n  ${BAD_ISBN}`]],
    expect: "07-only-404",
    check: TITLE.form,
  },
  {
    name: "a pattern without ^ and $",
    edit: [["/^\\d{13}$/", "/\\d{13}/"]],
    expect: "07-only-404",
    check: TITLE.form,
  },
  {
    name: "no return after the 400 (M2)",
    edit: [
      [BAD_ISBN, BAD_ISBN.replace("return ", "")],
      [NO_BOOK, ""],
    ],
    expect: "07-no-return",
    check: TITLE.form,
    blames: "PUT.*/loans/123/ada",
    says: ["exercise.ts:78"],
  },
  {
    name: "no return after the 404 in a block (M2)",
    edit: [[NO_BOOK, `if ((await books.get(isbn)) === undefined) {\n    sendError(res, 404, isbn);\n  }`]],
    expect: "07-no-return",
    check: TITLE.unknown,
    blames: "PUT.*/loans/9999999999999/ada",
    says: ["exercise.ts:80"],
  },
  {
    name: "lends what is not there",
    edit: [[NO_BOOK, ""]],
    expect: "07-lends-what-is-not-there",
    check: TITLE.unknown,
  },
  {
    name: "400 for a book that is not there",
    edit: [[NO_BOOK, NO_BOOK.replace("404", "400")]],
    expect: "07-404-as-400",
    check: TITLE.unknown,
  },
  {
    name: "no await on books.get (M17)",
    edit: [["(await books.get(isbn)) === undefined", "books.get(isbn) === undefined"]],
    expect: "07-no-await",
    check: TITLE.unknown,
    says: ["exercise.ts:79"],
  },
  {
    name: "201 twice",
    edit: [
      [SAME_MEMBER, ""],
      [CONFLICT, ""],
    ],
    expect: "07-not-idempotent",
    check: TITLE.twice,
  },
  {
    name: "409 for the member who has it",
    edit: [[SAME_MEMBER, ""]],
    expect: "07-409-for-oneself",
    check: TITLE.twice,
  },
  {
    name: "no return after sendNothing (M2)",
    edit: [
      [SAME_MEMBER, "if (loan?.member === member) sendNothing(res);"],
      [CONFLICT, ""],
    ],
    expect: "07-no-return",
    check: TITLE.twice,
    blames: "PUT",
  },
  {
    name: "204 with a body",
    edit: [[SAME_MEMBER, "if (loan?.member === member) return sendJson(res, 204, loan);"]],
    expect: "07-204-with-body",
    check: TITLE.twice,
  },
  {
    name: "200 for what is ended",
    edit: [[REMOVED, '  await lent.remove(isbn);\n  sendJson(res, 200, "done");']],
    expect: "07-200-not-204",
    check: TITLE.ended,
  },
  {
    name: "204, and not removed",
    edit: [["  await lent.remove(isbn);\n", ""]],
    expect: "07-not-removed",
    check: TITLE.ended,
  },
  {
    name: "204 for whatever is ended",
    edit: [[`${NOT_LENT}\n  await lent.remove`, "await lent.remove"]],
    expect: "07-ends-what-is-not-there",
    check: TITLE.notThere,
  },
  {
    name: "no await on lent.remove, asked in an if",
    edit: [
      [
        `${NOT_LENT}\n  await lent.remove(isbn);\n  sendNothing(res);`,
        "if (lent.remove(isbn)) sendNothing(res);\n  else sendError(res, 404, isbn);",
      ],
    ],
    expect: "07-no-await",
    check: TITLE.notThere,
  },
  {
    name: "takes the book from another member",
    edit: [
      [
        `${NOT_LENT}\n  await lent.remove(isbn);\n  sendNothing(res);`,
        "if ((await lent.remove(isbn)) && loan?.member === member) sendNothing(res);\n  else sendError(res, 404, isbn);",
      ],
    ],
    expect: "07-took-from-another",
    check: TITLE.notThere,
  },
  {
    name: "a second member overwrites the first",
    edit: [[CONFLICT, ""]],
    expect: "07-overwrites",
    check: TITLE.conflict,
  },
  {
    name: "204 for any member",
    edit: [[SAME_MEMBER, "if (loan !== undefined) return sendNothing(res);"]],
    expect: "07-204-for-another",
    check: TITLE.conflict,
  },
  {
    name: "302 instead of 301",
    edit: [["statusCode = 301", "statusCode = 302"]],
    expect: "07-moved-for-now",
    check: TITLE.moved,
  },
  {
    name: "301 without Location",
    edit: [[MOVED, "  res.statusCode = 301;\n  res.end();"]],
    expect: "07-moved-to-nowhere",
    check: TITLE.moved,
  },
  {
    name: "toRoutes refuses everything",
    edit: [["if (route !== undefined) return", "if (route === undefined) return"]],
    expect: "07-refuses-good-requests",
  },
];
