// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code of students, in quotes.

// What students do wrong in lesson 09.

import type { CataloguedMistake } from "../../support/mistake.ts";

const TYPE = 'const type = req.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();';
const TYPE_WRONG = `  if (type !== "application/json")
    throw new HttpError(415, "Send JSON, with Content-Type: application/json.");
`;
const LOOP = `  for await (const piece of req) {
    length += piece.length;
    if (length <= limit) pieces.push(piece); // What is too much is read all the same: the next request comes behind it.
  }
`;
const TOO_MUCH = "  if (length > limit) throw new HttpError(413, `The body may have ${limit} bytes.`);\n";
const PARSE = 'value = JSON.parse(Buffer.concat(pieces).toString("utf8"));';
const TRY = `  try {
    ${PARSE}
  } catch {
    throw new HttpError(400, "The body is not JSON.");
  }
`;
const OBJECT = 'if (typeof value !== "object" || value === null || Array.isArray(value)) {';
const HAS = "Object.hasOwn(body, name) ? body[name] : undefined";
const TEXT =
  'if (typeof value !== "string" || value.trim() === "") throw new HttpError(400, `${name} must be a text.`);';
const AWAITED = "const body = await readJson(req, 1_000);";
const ISBN = '  if (!/^\\d{13}$/.test(isbn)) throw new HttpError(400, "isbn must have 13 digits.");\n';
const YEAR = `  if (typeof year !== "number" || !Number.isInteger(year))
    throw new HttpError(400, "year must be a whole number.");
`;
const THERE =
  "  if ((await books.get(isbn)) !== undefined) throw new HttpError(409, `The Library has ${isbn} already.`);\n";
const PUT = "  await books.put(book);\n";
const CREATED = "sendCreated(res, `/books/${isbn}`, book);";
const RETURN = "return value as Record<string, unknown>;";

const TITLE = {
  made: "a new book answers 201, and is then where Location says",
  pieces: "a body that comes in two pieces arrives whole",
  split: "an é whose two bytes come in two pieces stays an é",
  notJson: "a body that is not JSON answers 400",
  empty: "an empty body answers 400",
  noObject: "JSON that is no object answers 400: null, a list, a number",
  limit: "more than 1,000 bytes answer 413, and 1,000 are taken",
  bytes: "the limit counts bytes, not characters",
  next: "after 200 KB or 8 MB the next request is answered",
  type: "another Content-Type answers 415, and none too",
  charset: "JSON is JSON in capitals too, and with a charset",
  text: "a text that is missing or none answers 400 and is named",
  proto: "a field named __proto__ gives the book nothing",
  isbn: "an isbn without thirteen digits answers 400 and is named",
  year: "the year is kept, and must be a whole number",
  extra: "fields that nobody asked for are not kept",
  refused: "a book that was refused is not in the store",
  there: "a book that is there already answers 409, and stays",
};

export const mistakes: CataloguedMistake[] = [
  {
    name: "req.body, as in Express (M9)",
    edit: [
      [AWAITED, "const body = (req as never as { body: Record<string, unknown> }).body;"],
      ["// What is too much", "// req.body"],
    ],
    expect: "09-good-book-refused",
    check: TITLE.made,
  },
  {
    name: "JSON.parse(req.body) (M9)",
    edit: [[PARSE, "value = JSON.parse(req.body);"]],
    expect: "09-req-body",
    check: TITLE.made,
    says: ["exercise.ts:34"],
  },
  {
    name: "no await on readJson (M8b)",
    edit: [[AWAITED, "const body = readJson(req, 1_000) as never;"]],
    expect: "09-no-await",
    check: TITLE.made,
    blames: "POST.*/books",
    says: ["exercise.ts:63"],
  },
  {
    name: "parsed before the end, with on(data) (M8)",
    edit: [[LOOP, '  req.on("data", (piece) => pieces.push(piece));\n']],
    expect: "09-before-the-end",
    check: TITLE.made,
    blames: "POST.*/books",
    says: ["exercise.ts:27"],
  },
  {
    name: "answered before the body has come (M8)",
    edit: [
      [`  ${AWAITED}`, `  sendCreated(res, "/books", {});\n  ${AWAITED}`],
      [CREATED, ""],
    ],
    expect: "09-answered-too-soon",
    check: TITLE.made,
    blames: "POST.*/books",
  },
  {
    name: "answered before the body has come, and again after it (M2)",
    edit: [[`  ${AWAITED}`, `  sendJson(res, 201, ${"{}"});\n  ${AWAITED}`]],
    expect: "09-answered-too-soon",
    check: TITLE.made,
    blames: "POST.*/books",
  },
  {
    name: "answered twice with the same book (M2)",
    edit: [[CREATED, `${CREATED}\n  ${CREATED}`]],
    expect: "answered-twice",
    check: TITLE.made,
    blames: "POST.*/books",
    says: ["exercise.ts:74", "exercise.ts:75"],
  },
  {
    name: "the body is never read",
    edit: [
      [RETURN, "return {};"],
      [TEXT, ""],
      ["return value;\n}\n\nconst steps", "return String(value);\n}\n\nconst steps"],
      [ISBN, ""],
      [YEAR, ""],
    ],
    expect: "09-nothing-read",
    check: TITLE.made,
  },
  {
    name: "200 instead of 201",
    edit: [[CREATED, "sendJson(res, 200, book);"]],
    expect: "09-200-not-201",
    check: TITLE.made,
  },
  {
    name: "no Location",
    edit: [[CREATED, "sendJson(res, 201, book);"]],
    expect: "09-no-location",
    check: TITLE.made,
  },
  {
    name: "Location of the list",
    edit: [["`/books/${isbn}`", '"/books"']],
    expect: "09-location-elsewhere",
    check: TITLE.made,
  },
  { name: "never put into the store", edit: [[PUT, ""]], expect: "09-not-kept", check: TITLE.made },
  {
    name: "the pattern of the ISBN the other way round",
    edit: [["if (!/^", "if (/^"]],
    expect: "09-good-book-refused",
    check: TITLE.made,
  },
  {
    name: "each piece is parsed by itself",
    edit: [
      ["pieces.push(piece);", "JSON.parse(String(piece));"],
      [PARSE, 'value = JSON.parse(Buffer.concat(pieces).toString("utf8"));'],
      ["if (length <= limit) JSON", "pieces.push(piece); JSON"],
    ],
    expect: "09-one-piece-only",
    check: TITLE.pieces,
  },
  {
    name: "only the last piece is kept",
    edit: [["pieces.push(piece);", "pieces[0] = piece;"]],
    expect: "09-one-piece-only",
    check: TITLE.pieces,
  },
  {
    name: "each piece is made text by itself (M25)",
    edit: [[PARSE, 'value = JSON.parse(pieces.join(""));']],
    expect: "broken-character",
    check: TITLE.split,
  },
  {
    name: "text += piece (M25)",
    edit: [
      ["const pieces: Buffer[] = [];", 'let text = "";'],
      ["pieces.push(piece);", "text += piece;"],
      ['Buffer.concat(pieces).toString("utf8")', "text"],
    ],
    expect: "broken-character",
    check: TITLE.split,
  },
  {
    name: "JSON.parse without try (M7)",
    edit: [[TRY, `  ${PARSE}\n`]],
    expect: "09-parse-not-caught",
    check: TITLE.notJson,
    says: ["exercise.ts:33"],
  },
  {
    name: "an empty body throws (M7)",
    edit: [
      [
        '    throw new HttpError(400, "The body is not JSON.");',
        '    throw pieces.length === 0 ? new SyntaxError() : new HttpError(400, "The body is not JSON.");',
      ],
    ],
    expect: "09-parse-not-caught",
    check: TITLE.empty,
  },
  {
    name: "an empty body is an empty book",
    edit: [
      [
        "  let value: unknown;",
        '  if (length === 0) return { isbn: "9780199500000", title: "?", author: "?", year: 0 };\n  let value: unknown;',
      ],
    ],
    expect: "09-refused-too-late",
    check: TITLE.empty,
  },
  {
    name: "an Error without a status",
    edit: [['throw new HttpError(400, "The body is not JSON.")', 'throw new Error("The body is not JSON.")']],
    expect: "09-plain-error",
    check: TITLE.notJson,
  },
  {
    name: "null is taken for an object (M7b)",
    edit: [["|| value === null || ", "|| "]],
    expect: "09-null",
    check: TITLE.noObject,
  },
  {
    name: "no limit",
    edit: [
      [LOOP, "  for await (const piece of req) pieces.push(piece);\n"],
      [TOO_MUCH, ""],
      ["let length = 0;", ""],
    ],
    expect: "09-no-limit",
    check: TITLE.limit,
  },
  {
    name: "thrown inside of the loop",
    edit: [
      [TOO_MUCH, ""],
      [
        "    if (length <= limit) pieces.push(piece);",
        '    if (length > limit) throw new HttpError(413, "Too much.");\n    pieces.push(piece);',
      ],
    ],
    expect: "09-left-the-loop",
    check: TITLE.next,
    blames: "POST.*/books",
  },
  {
    name: "break inside of the loop",
    edit: [
      [
        "    if (length <= limit) pieces.push(piece);",
        "    if (length > limit) break;\n    pieces.push(piece);",
      ],
    ],
    expect: "09-left-the-loop",
    check: TITLE.next,
  },
  {
    name: "the connection is destroyed",
    edit: [["    if (length <= limit) ", "    if (length > limit) req.destroy();\n    "]],
    expect: "09-connection-destroyed",
    check: TITLE.limit,
  },
  {
    name: "400 for a body that is too large",
    edit: [["HttpError(413", "HttpError(400"]],
    expect: "09-not-413",
    check: TITLE.limit,
  },
  {
    name: "the limit is too small by one",
    edit: [["if (length > limit)", "if (length >= limit)"]],
    expect: "09-limit-off-by-one",
    check: TITLE.limit,
  },
  {
    name: "each piece is compared with the limit",
    edit: [
      [
        "    length += piece.length;\n    if (length <= limit) ",
        "    if (piece.length > limit) length = limit + 1;\n    ",
      ],
    ],
    expect: "09-limit-of-a-piece",
    check: TITLE.limit,
  },
  {
    name: "the limit of Content-Length alone",
    edit: [
      [TOO_MUCH, ""],
      ["    if (length <= limit) pieces.push(piece);", "    pieces.push(piece);"],
      [
        "  const pieces",
        '  if (Number(req.headers["content-length"]) > limit) throw new HttpError(413, "Too much.");\n  const pieces',
      ],
    ],
    expect: "09-limit-by-header",
    check: TITLE.limit,
  },
  {
    name: "characters are counted",
    edit: [["length += piece.length;", "length += String(piece).length;"]],
    expect: "09-limit-in-characters",
    check: TITLE.bytes,
    says: ["exercise.ts:28"],
  },
  {
    name: "the type is not asked for",
    edit: [[TYPE_WRONG, ""]],
    expect: "09-type-not-asked",
    check: TITLE.type,
  },
  {
    name: "400 for another type",
    edit: [["HttpError(415", "HttpError(400"]],
    expect: "09-type-as-400",
    check: TITLE.type,
  },
  {
    name: "no type at all is not thought of",
    edit: [
      [TYPE, 'const type = (req.headers["content-type"] as string).split(";")[0]?.trim().toLowerCase();'],
    ],
    expect: "09-no-type-crash",
    check: TITLE.type,
  },
  {
    name: "every type that begins like it",
    edit: [['if (type !== "application/json")', 'if (!type?.startsWith("application/json"))']],
    expect: "09-type-begins-like-it",
    check: TITLE.type,
  },
  {
    name: "the type is compared with ===",
    edit: [[TYPE, 'const type = req.headers["content-type"];']],
    expect: "09-type-letter-by-letter",
    check: TITLE.charset,
    says: ["charset=utf-8"],
  },
  {
    name: "capitals are not thought of",
    edit: [[".trim().toLowerCase()", ".trim()"]],
    expect: "09-type-letter-by-letter",
    check: TITLE.charset,
    says: ["Application/JSON"],
  },
  {
    name: "anything becomes text",
    edit: [
      [TEXT, ""],
      ["return value;\n}\n\nconst steps", "return String(value);\n}\n\nconst steps"],
    ],
    expect: "09-anything-is-text",
    check: TITLE.text,
  },
  {
    name: "only undefined is refused",
    edit: [
      ['if (typeof value !== "string" || value.trim() === "")', "if (value === undefined)"],
      ["return value;\n}\n\nconst steps", "return value as string;\n}\n\nconst steps"],
    ],
    expect: "09-field-not-checked",
    check: TITLE.text,
  },
  {
    name: "an empty text is taken",
    edit: [[' || value.trim() === ""', ""]],
    expect: "09-field-not-checked",
    check: TITLE.text,
  },
  {
    name: "trim of what is no text",
    edit: [
      ['typeof value !== "string" || value.trim() === ""', '(value as string).trim() === ""'],
      ["return value;\n}\n\nconst steps", "return value as string;\n}\n\nconst steps"],
    ],
    expect: "09-field-throws",
    check: TITLE.text,
  },
  {
    name: "the field is not named",
    edit: [["`${name} must be a text.`", '"A field is wrong."']],
    expect: "09-field-not-named",
    check: TITLE.text,
  },
  {
    name: "an inherited field is taken",
    edit: [
      [HAS, "body[name]"],
      [RETURN, "return Object.assign({}, value as Record<string, unknown>);"],
    ],
    expect: "09-inherited",
    check: TITLE.proto,
    says: ["exercise.ts:41"],
  },
  {
    name: "the ISBN is not looked at",
    edit: [[ISBN, ""]],
    expect: "09-field-not-checked",
    check: TITLE.isbn,
  },
  {
    name: "an ISBN with more around it",
    edit: [["/^\\d{13}$/", "/\\d{13}/"]],
    expect: "09-isbn-not-anchored",
    check: TITLE.isbn,
  },
  {
    name: "the year is lost",
    edit: [["year: yearOf(body),", "year: 0,"]],
    expect: "09-year-lost",
    check: TITLE.year,
  },
  {
    name: "Number(year)",
    edit: [
      [
        `  const { year } = body;\n${YEAR}`,
        '  const year = Number(body.year);\n  if (!Number.isInteger(year)) throw new HttpError(400, "year must be a whole number.");\n',
      ],
    ],
    expect: "09-number-of",
    check: TITLE.year,
    says: ["exercise.ts:78"],
  },
  {
    name: "the year is not looked at",
    edit: [
      [YEAR, ""],
      ["return year;", "return year as number;"],
    ],
    expect: "09-field-not-checked",
    check: TITLE.year,
  },
  {
    name: "the whole body is kept",
    edit: [["const book: Book = {\n    isbn,", "const book: Book = {\n    ...body,\n    isbn,"]],
    expect: "09-keeps-all",
    check: TITLE.extra,
  },
  {
    name: "kept before the year is looked at",
    edit: [
      ["    year: yearOf(body),", "    year: 0,"],
      [PUT, `${PUT}  book.year = yearOf(body);\n`],
    ],
    expect: "09-kept-before-checked",
    check: TITLE.refused,
  },
  { name: "a book is overwritten", edit: [[THERE, ""]], expect: "09-overwrites", check: TITLE.there },
  { name: "a brace too few", edit: [[OBJECT, OBJECT.replace(" {", "")]], expect: "syntax" },
];
