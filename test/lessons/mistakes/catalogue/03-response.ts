// What students do wrong in lesson 03.

import type { CataloguedMistake } from "../../support/mistake.ts";

const TYPE = 'res.setHeader("Content-Type", "text/html; charset=utf-8");';
const LENGTH = 'res.setHeader("Content-Length", Buffer.byteLength(page));';
const END = "res.end(page);";
const JSON_TYPE = 'res.setHeader("Content-Type", "application/json");';
const LIST = "res.end(JSON.stringify(books));";
const HEALTH = "res.statusCode = 204;\n    res.end();";
const PICTURE_TYPE = 'res.setHeader("Content-Type", "image/svg+xml");';

const IS_HTML = "the page says that it is HTML";
const CHARSET = "it says how its letters are written: charset=utf-8";
const WHOLE = "the page arrives whole, with é and ☕";
const BYTES = "Content-Length is the number of bytes";
const HEAD = "HEAD gets the same header, and no body";
const IS_JSON = "the list says that it is JSON";
const READS = "a program can read the list: four books";
const STATUS = "the sign of life has the status 204";
const NO_BODY = "and no body, nor the length of one";
const PICTURE = "the picture comes with the second request";

export const mistakes: CataloguedMistake[] = [
  { name: "no Content-Type", edit: [[TYPE, ""]], expect: "no-type", check: IS_HTML },
  {
    name: "Content-Type in one word",
    edit: [[TYPE, TYPE.replace("Content-Type", "ContentType")]],
    expect: "03-field-name",
    check: IS_HTML,
    says: ["contenttype"],
  },
  {
    name: "Content-Typ",
    edit: [[TYPE, TYPE.replace("Content-Type", "Content-Typ")]],
    expect: "03-field-name",
    check: IS_HTML,
  },
  {
    name: "Content_Type",
    edit: [[TYPE, TYPE.replace("Content-Type", "Content_Type")]],
    expect: "03-field-name",
    check: IS_HTML,
  },
  {
    name: "Type",
    edit: [[TYPE, TYPE.replace("Content-Type", "Type")]],
    expect: "03-field-name",
    check: IS_HTML,
  },
  {
    name: "the page as text/plain",
    edit: [[TYPE, TYPE.replace("html", "plain")]],
    expect: "03-plain-page",
    check: IS_HTML,
  },
  {
    name: "just html",
    edit: [[TYPE, TYPE.replace("text/html", "html")]],
    expect: "03-type-name",
    check: IS_HTML,
  },
  {
    name: "application/html",
    edit: [[TYPE, TYPE.replace("text/", "application/")]],
    expect: "03-type-name",
    says: ["application/html"],
  },
  {
    name: "a comma before charset",
    edit: [[TYPE, TYPE.replace(";", ",")]],
    expect: "03-comma",
    check: IS_HTML,
  },
  {
    name: "no charset",
    edit: [[TYPE, TYPE.replace("; charset=utf-8", "")]],
    expect: "03-no-charset",
    check: CHARSET,
  },
  {
    name: "utf8 without its -",
    edit: [[TYPE, TYPE.replace("utf-8", "utf8")]],
    expect: "03-charset-name",
    check: CHARSET,
  },
  {
    name: "another charset",
    edit: [[TYPE, TYPE.replace("utf-8", "iso-8859-1")]],
    expect: "03-charset-name",
    check: CHARSET,
  },
  {
    name: "written as latin1",
    edit: [
      [LENGTH, ""],
      [END, 'res.end(page, "latin1");'],
    ],
    expect: "03-not-utf8",
    check: WHOLE,
    says: ["exercise.ts:26"],
  },
  { name: "another page", edit: [["café ☕", "cafe"]], expect: "03-page-changed", check: WHOLE },
  {
    name: "length in characters",
    edit: [[LENGTH, LENGTH.replace("Buffer.byteLength(page)", "page.length")]],
    expect: "03-cut-off",
    check: WHOLE,
  },
  {
    name: "a length that is too long",
    edit: [[LENGTH, LENGTH.replace("Buffer.byteLength(page)", "1000")]],
    expect: "03-too-long",
    check: IS_HTML,
  },
  {
    name: "write and end",
    edit: [
      [LENGTH, ""],
      [END, "res.write(page);\n    res.end();"],
    ],
    expect: "03-in-pieces",
    check: BYTES,
    says: ["exercise.ts:26"],
  },
  { name: "no length, so HEAD has none", edit: [[LENGTH, ""]], expect: "03-head-length", check: HEAD },
  {
    name: "GET only",
    edit: [['req.path === "/")', 'req.path === "/" && req.method === "GET")']],
    expect: "03-only-get",
    check: HEAD,
    says: ["exercise.ts:23"],
  },
  {
    name: "HEAD is never answered",
    edit: [[END, `if (req.method !== "HEAD") ${END}`]],
    expect: "03-only-get",
    check: HEAD,
  },
  {
    name: "the type after end",
    edit: [
      [TYPE, ""],
      [END, `${END}\n    ${TYPE}`],
    ],
    expect: "03-header-after-end",
    check: IS_HTML,
    says: ["exercise.ts:26", "exercise.ts:27"],
  },
  { name: "end twice", edit: [[END, `${END}\n    ${END}`]], expect: "answered-twice", check: IS_HTML },
  {
    name: "if without else",
    edit: [['} else if (req.path === "/book.svg")', '}\n  if (req.path === "/book.svg")']],
    expect: "03-missing-else",
    check: IS_HTML,
  },
  { name: "Express's res.send", edit: [[END, "res.send(page);"]], expect: "03-express", check: IS_HTML },
  { name: "Express's res.json", edit: [[LIST, "res.json(books);"]], expect: "03-express", check: IS_JSON },
  {
    name: "Express's res.status",
    edit: [["res.statusCode = 204;\n    res.end();", "res.status(204).end();"]],
    expect: "03-express",
    check: STATUS,
  },
  {
    name: "res.headers",
    edit: [[TYPE, 'res.headers["Content-Type"] = "text/html; charset=utf-8";']],
    expect: "03-res-headers",
    check: IS_HTML,
    says: ["exercise.ts:24"],
  },
  { name: "the list without Content-Type", edit: [[JSON_TYPE, ""]], expect: "no-type", check: IS_JSON },
  {
    name: "text/json",
    edit: [[JSON_TYPE, JSON_TYPE.replace("application", "text")]],
    expect: "03-json-type-name",
    check: IS_JSON,
  },
  {
    name: "the list as text/html",
    edit: [[JSON_TYPE, JSON_TYPE.replace("application/json", "text/html")]],
    expect: "03-html-json",
    check: IS_JSON,
  },
  {
    name: "the list itself, no text",
    edit: [[LIST, "res.end(books);"]],
    expect: "end-not-text",
    check: IS_JSON,
  },
  { name: "String(books)", edit: [[LIST, "res.end(String(books));"]], expect: "object-object", check: READS },
  {
    name: "JSON made twice",
    edit: [[LIST, "res.end(JSON.stringify(JSON.stringify(books)));"]],
    expect: "03-json-twice",
    check: READS,
  },
  {
    name: "the list in an object",
    edit: [[LIST, "res.end(JSON.stringify({ books }));"]],
    expect: "03-wrapped",
    check: READS,
  },
  {
    name: "titles only",
    edit: [[LIST, "res.end(JSON.stringify(books.map((book) => book.title)));"]],
    expect: "03-other-list",
    check: READS,
  },
  {
    name: "one book too few",
    edit: [[LIST, "res.end(JSON.stringify(books.slice(1)));"]],
    expect: "03-other-list",
    says: ["3 entries"],
  },
  {
    name: "one JSON object a line",
    edit: [[LIST, 'res.end(books.map((book) => JSON.stringify(book)).join("\\n"));']],
    expect: "03-no-json",
    check: READS,
  },
  {
    name: "words before the JSON",
    edit: [[LIST, "res.end(`Books: ${JSON.stringify(books)}`);"]],
    expect: "03-no-json",
    check: READS,
  },
  {
    name: "JSON of nothing",
    edit: [[LIST, "res.end(JSON.stringify(books.forEach(() => {})));"]],
    expect: "empty-json",
    check: READS,
  },
  {
    name: "a promise as JSON",
    edit: [[LIST, "res.end(JSON.stringify(Promise.resolve(books)));"]],
    expect: "promise-as-json",
    check: READS,
  },
  { name: "no status", edit: [[HEALTH, "res.end();"]], expect: "03-health-200", check: STATUS },
  {
    name: "the status after end",
    edit: [[HEALTH, "res.end();\n    res.statusCode = 204;"]],
    expect: "03-status-late",
    check: STATUS,
    says: ["exercise.ts:34"],
  },
  {
    name: "res.status =",
    edit: [[HEALTH, "res.status = 204;\n    res.end();"]],
    expect: "03-status-name",
    check: STATUS,
    says: ["exercise.ts:34"],
  },
  {
    name: "a 204 that is not ended",
    edit: [[HEALTH, "res.statusCode = 204;"]],
    expect: "no-response",
    check: STATUS,
  },
  {
    name: "a 204 with a length",
    edit: [[HEALTH, `res.setHeader("Content-Length", 0);\n    ${HEALTH}`]],
    expect: "03-204-length",
    check: NO_BODY,
    says: ["exercise.ts:34"],
  },
  {
    name: "no last else",
    edit: [
      [
        "  } else {\n    res.statusCode = 404;",
        '  } else if (req.path === "/404") {\n    res.statusCode = 404;',
      ],
    ],
    expect: "03-no-else",
  },
  {
    name: "no branch for the picture",
    edit: [['"/book.svg")', '"/books.svg")']],
    expect: "03-picture-missing",
    check: PICTURE,
  },
  {
    name: "the picture without a type",
    edit: [[PICTURE_TYPE, ""]],
    expect: "03-picture-type",
    check: PICTURE,
  },
  {
    name: "the picture as HTML",
    edit: [[PICTURE_TYPE, PICTURE_TYPE.replace("image/svg+xml", "text/html")]],
    expect: "03-picture-type",
    check: PICTURE,
  },
  {
    name: "the picture inside of the page",
    edit: [['src="/book.svg"', 'src="data:image/gif;base64,R0lGODlhAQABAAAAACw="']],
    expect: "03-data-uri",
  },
  {
    name: "a picture of another server",
    edit: [['src="/book.svg"', 'src="https://example.com/book.svg"']],
    expect: "03-elsewhere",
  },
];
