// What students do wrong in lesson 05.

import type { CataloguedMistake } from "../../support/mistake.ts";

const LENGTH = "  if (pattern.length !== segments.length) return false;\n";
const PARAM =
  'if (part.startsWith(":") && segment !== "") params[part.slice(1)] = decodeURIComponent(segment);';
const OTHER = "else if (part !== segment) return false;";
const FILLED = "  req.params = params;\n";
const NEW = '  { method: "GET", path: "/books/new", handler: showForm },\n';
const BOOK = '  { method: "GET", path: "/books/:isbn", handler: showBook },\n';
const LOAN = '  { method: "GET", path: "/books/:isbn/loans/:number", handler: showLoan },\n';
const FIND = "loans.find((one) => one.isbn === isbn && String(one.number) === number)";
const TRY = "  try {\n    decodeURIComponent(path);\n    return true;\n  } catch {\n    return false;\n  }\n";
const SEGMENTS = 'withoutSlash(req.path).split("/")';
const EMPTY = "author === null || ";

export const mistakes: CataloguedMistake[] = [
  {
    name: "the number of parts not compared",
    edit: [[LENGTH, ""]],
    expect: "05-longer-fits",
    check: "a path with more parts than the pattern gets 404",
  },
  {
    name: "only shorter paths refused",
    edit: [["pattern.length !== segments.length", "segments.length < pattern.length"]],
    expect: "05-longer-fits",
    says: ["/loans/1"],
  },
  {
    name: "the comparison turned round",
    edit: [["pattern.length !== segments.length", "pattern.length === segments.length"]],
    expect: "05-length-turned-round",
  },
  { name: "no return true", edit: [[`${FILLED}  return true;\n`, FILLED]], expect: "05-no-return" },
  {
    name: "the path cut at another sign",
    edit: [[SEGMENTS, 'withoutSlash(req.path).split("")']],
    expect: "05-nothing-fits",
  },
  { name: "the other parts not compared", edit: [[OTHER, ""]], expect: "05-any-segment" },
  {
    name: "the parameter is compared too",
    edit: [[OTHER, "if (part !== segment) return false;"]],
    expect: "05-param-compared",
    check: "GET /books/9780141439518 is answered with this book",
  },
  {
    name: "the colon in the name",
    edit: [["params[part.slice(1)]", "params[part]"]],
    expect: "05-colon-in-name",
  },
  { name: "req.params not filled", edit: [[FILLED, ""]], expect: "05-not-in-params" },
  {
    name: "true too early",
    edit: [[PARAM, `if (part.startsWith(":")) return true;`]],
    expect: "05-not-in-params",
  },
  {
    name: "one name for all parameters",
    edit: [["params[part.slice(1)]", "params.isbn"]],
    expect: "05-not-in-params",
    check: "each loan of a book is found at its own path",
  },
  {
    name: "the ISBN as a number",
    edit: [["isbn === req.params.isbn", "isbn === Number(req.params.isbn)"]],
    expect: "05-isbn-is-text",
    says: ["exercise.ts:71"],
  },
  {
    name: "a list for one book",
    edit: [["books.find(({ isbn })", "books.filter(({ isbn })"]],
    expect: "05-list-for-one",
  },
  {
    name: "an ISBN written into the code",
    edit: [["isbn === req.params.isbn", 'isbn === "9780141439518"']],
    expect: "05-same-book",
    check: "every book is found at its own path",
  },
  {
    name: "an unknown book with 200",
    edit: [["sendText(res, 404, `No book", "sendText(res, 200, `No book"]],
    expect: "05-unknown-with-200",
  },
  {
    name: "an unknown book not noticed",
    edit: [["if (book === undefined) sendText", "if (book === null) sendText"]],
    expect: "end-not-text",
  },
  {
    name: "books kept in an object",
    edit: [
      [
        "books.find(({ isbn }) => isbn === req.params.isbn)",
        'Object.fromEntries(books.map((one) => [one.isbn, one]))[req.params.isbn ?? ""]',
      ],
    ],
    expect: "05-names-of-objects",
    says: ["__proto__"],
  },
  {
    name: "the reason does not name the ISBN",
    edit: [
      [
        "sendText(res, 404, `No book has the ISBN $" + "{req.params.isbn}.\\n`)",
        'sendText(res, 404, "No such book.\\n")',
      ],
    ],
    expect: "05-reason-without-isbn",
  },
  {
    name: "not decoded",
    edit: [["decodeURIComponent(segment)", "segment"]],
    expect: "05-not-decoded",
    check: "%20 and the like are decoded in a parameter",
    says: ["sea%20and%20caf%C3%A9"],
  },
  {
    name: "only %20 replaced",
    edit: [["decodeURIComponent(segment)", 'segment.replaceAll("%20", " ")']],
    expect: "05-not-decoded",
  },
  {
    name: "decoded before the cut",
    edit: [
      [SEGMENTS, 'decodeURIComponent(withoutSlash(req.path)).split("/")'],
      ["decodeURIComponent(segment)", "segment"],
    ],
    expect: "05-decoded-too-early",
  },
  {
    name: "decodeURI",
    edit: [["decodeURIComponent(segment)", "decodeURI(segment)"]],
    expect: "05-decode-uri",
  },
  {
    name: "decoded twice",
    edit: [
      ["isbn === req.params.isbn", 'isbn === decodeURIComponent(req.params.isbn ?? "")'],
      [
        "sendText(res, 404, `No book has the ISBN $" + "{req.params.isbn}",
        "sendText(res, 404, `No book has the ISBN $" + "{decodeURIComponent(req.params.isbn ?? '')}",
      ],
    ],
    expect: "05-decoded-twice",
  },
  {
    name: "/books/:isbn before /books/new",
    edit: [
      [NEW, ""],
      [BOOK, BOOK + NEW],
    ],
    expect: "05-new-too-late",
    check: "GET /books/new is answered with the form",
    says: ["exercise.ts:12", "exercise.ts:13"],
  },
  { name: "no route for the form", edit: [[NEW, ""]], expect: "05-new-missing" },
  {
    name: "a colon before new",
    edit: [['"/books/new"', '"/books/:new"']],
    expect: "05-form-for-all",
    says: ["exercise.ts:12"],
  },
  { name: "no route for loans", edit: [[LOAN, ""]], expect: "05-loan-route-missing" },
  {
    name: "the number compared with a text",
    edit: [["String(one.number) === number", "one.number === number"]],
    expect: "05-number-is-no-text",
    check: "each loan of a book is found at its own path",
    says: ["exercise.ts:78"],
  },
  {
    name: "a list for one loan",
    edit: [["loans.find(", "loans.filter("]],
    expect: "05-list-for-one-loan",
    says: ["exercise.ts:78"],
  },
  {
    name: "the number not compared",
    edit: [[" && String(one.number) === number", ""]],
    expect: "05-number-ignored",
  },
  { name: "no loan is looked for", edit: [[FIND, "undefined"]], expect: "05-loan-not-found" },
  {
    name: "the ISBN not compared, and the latest loan taken",
    edit: [
      [
        FIND,
        "[...loans].sort((a) => (a.isbn === isbn ? -1 : 1)).find((one) => String(one.number) === number)",
      ],
    ],
    expect: "05-loan-of-another-book",
    check: "a loan that does not exist gets 404",
  },
  {
    name: "an unknown loan with 200",
    edit: [["sendText(res, 404, `The book", "sendText(res, 200, `The book"]],
    expect: "05-unknown-loan-with-200",
  },
  {
    name: "decodes() says true each time",
    edit: [[TRY, "  return true;\n"]],
    expect: "05-not-guarded",
    blames: "/books/%zz",
    says: ["exercise.ts:26"],
  },
  {
    name: "decodes() says nothing",
    edit: [["    return true;\n  } catch", "  } catch"]],
    expect: "05-all-400",
  },
  {
    name: "only %zz refused",
    edit: [[TRY, '  return !path.includes("%zz");\n']],
    expect: "05-not-guarded",
    blames: "/books/100%",
  },
  {
    name: "a broken path gets 404",
    edit: [["sendText(res, 400", "sendText(res, 404"]],
    expect: "05-404-for-broken",
    check: "a path that does not decode gets 400",
  },
  {
    name: "a broken path with 200",
    edit: [["sendText(res, 400", "sendText(res, 200"]],
    expect: "05-broken-with-200",
  },
  {
    name: "no return after 400",
    edit: [['encoded.\\n");\n    return;\n', 'encoded.\\n");\n']],
    expect: "05-not-guarded",
    blames: "/books/%zz",
  },
  {
    name: "the query is judged too",
    edit: [["decodes(req.path)", 'decodes(req.url ?? "/")']],
    expect: "05-query-judged",
    check: "a % in the query is not judged",
  },
  {
    name: "an empty list is called an error",
    edit: [
      [
        "  sendJson(res, 200, found);",
        '  if (found.length === 0) sendText(res, 404, "none");\n  else sendJson(res, 200, found);',
      ],
    ],
    expect: "05-filter-404",
  },
  { name: "books without a filter are none", edit: [[EMPTY, ""]], expect: "05-filter-always" },
  {
    name: "not filtered",
    edit: [["sendJson(res, 200, found)", "sendJson(res, 200, books)"]],
    expect: "05-not-filtered",
  },
];
