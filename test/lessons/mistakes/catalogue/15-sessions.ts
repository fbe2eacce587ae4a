// What students do wrong in lesson 15.

import type { CataloguedMistake } from "../../support/mistake.ts";

const KEPT = "kept: await hashPassword(password)";
const ID = 'const id = randomBytes(24).toString("base64url");';
const SET = "  sessions.set(id, { member, ends: Date.now() + seconds * 1_000 });\n";
const COOKIE = '  res.setHeader("Set-Cookie", `session=${id}; HttpOnly; SameSite=Lax; Path=/`);\n';
const FORGET = '  sessions.delete(readCookies(req).session ?? "");\n';
const OVER = "session === undefined || session.ends < Date.now()";
const MUST = '  if (member === undefined) throw unauthorized(res, "Log in first.");\n';
const MINE = '    if (loan.member !== member) throw new HttpError(403, "Somebody else has borrowed it.");\n';
const GONE = '  res.setHeader("Set-Cookie", "session=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0");\n';
const THEIRS = 'req.method !== "GET" && origin !== undefined && origin !== `http://${host}`';
const SLOW = "return isPassword(password, member?.kept);";

export const mistakes: CataloguedMistake[] = [
  {
    name: "the password itself is kept",
    edit: [[KEPT, "kept: password"]],
    expect: "15-plain-password",
    check: "a member's password stands in no file",
  },
  {
    name: "the promise of the hash is kept",
    edit: [[KEPT, "kept: hashPassword(password) as unknown as string"]],
    expect: "15-hash-not-awaited",
  },
  {
    name: "a fast hash without salt",
    edit: [
      [KEPT, 'kept: createHash("sha256").update(password).digest("hex")'],
      ["import { randomBytes }", "import { createHash, randomBytes }"],
    ],
    expect: "15-no-salt",
    check: "for two members with one password, two things are kept",
  },
  {
    name: "a fast hash with a salt of one's own",
    edit: [
      [KEPT, 'kept: createHash("sha256").update(name + password).digest("hex")'],
      ["import { randomBytes }", "import { createHash, randomBytes }"],
    ],
    expect: "15-own-hash",
  },
  {
    name: "no cookie",
    edit: [[COOKIE, ""]],
    expect: "15-no-cookie",
    check: "the right password logs in: the client gets a cookie",
  },
  {
    name: "a cookie that scripts can read",
    edit: [["${id}; HttpOnly;", "${id};"]],
    expect: "15-cookie-flags",
    says: ["HttpOnly"],
  },
  {
    name: "a cookie without SameSite",
    edit: [["${id}; HttpOnly; SameSite=Lax;", "${id}; HttpOnly;"]],
    expect: "15-cookie-flags",
    says: ["SameSite"],
  },
  {
    name: "a cookie without Path",
    edit: [["SameSite=Lax; Path=/`", "SameSite=Lax`"]],
    expect: "15-cookie-flags",
    says: ["Path=/"],
  },
  { name: "the session is not kept", edit: [[SET, ""]], expect: "15-session-not-kept" },
  {
    name: "the end counted from 1970",
    edit: [["ends: Date.now() + seconds", "ends: seconds"]],
    expect: "15-ends-at-once",
    check: "with its cookie the server knows who asks",
  },
  {
    name: "seconds taken for milliseconds",
    edit: [["seconds * 1_000", "seconds"]],
    expect: "15-ends-at-once",
  },
  {
    name: "the name as the cookie",
    edit: [[ID, "const id = member;"]],
    expect: "15-guessable-id",
    says: ["session=reader"],
  },
  {
    name: "the session's number counted",
    edit: [[ID, "const id = String(sessions.size + 1);"]],
    expect: "15-guessable-id",
  },
  {
    name: "one variable for who is logged in",
    edit: [
      [SET, `${SET}  current = member;\n`],
      ["const sessions =", "let current: string | undefined;\nconst sessions ="],
      ["  return session.member;", "  return current;"],
    ],
    expect: "15-one-for-all",
    check: "two members are told apart",
  },
  {
    name: "whoever is nobody borrows",
    edit: [[MUST, ""]],
    expect: "15-no-401",
    check: "who is not logged in borrows nothing: 401",
  },
  {
    name: "401 by hand",
    edit: [[MUST, '  if (member === undefined) throw new HttpError(401, "Log in first.");\n']],
    expect: "15-no-challenge",
  },
  {
    name: "403 for nobody",
    edit: [[MUST, '  if (member === undefined) throw new HttpError(403, "Log in first.");\n']],
    expect: "15-403-for-401",
  },
  {
    name: "the loan is everybody's",
    edit: [
      ["draft.loans.push({ book, member });", 'draft.loans.push({ book, member: "a member" });'],
      ["sendJson(res, 201, { book, member })", 'sendJson(res, 201, { book, member: "a member" })'],
    ],
    expect: "15-not-the-member",
  },
  {
    name: "anyone gives back",
    edit: [[MINE, ""]],
    expect: "15-no-403",
    check: "another member's book is not theirs to give back: 403",
  },
  {
    name: "401 for a known member",
    edit: [[MINE, MINE.replace("new HttpError(403, ", "unauthorized(res, ")]],
    expect: "15-401-for-403",
  },
  {
    name: "removed before the question",
    edit: [
      [MINE, ""],
      [
        "  await library.change((draft) => {\n    const loan = draft.loans.find",
        "  const before = library.read().loans.find((one) => one.book === book);\n  await library.change((draft) => {\n    const loan = draft.loans.find",
      ],
      [
        "  sendNothing(res);\n",
        '  if (before?.member !== member) throw new HttpError(403, "Somebody else has borrowed it.");\n  sendNothing(res);\n',
      ],
    ],
    expect: "15-refused-too-late",
  },
  {
    name: "no expiry",
    edit: [[OVER, "session === undefined"]],
    expect: "15-never-ends",
    check: "a session is over after its time",
  },
  {
    name: "logout only in the browser",
    edit: [[`${FORGET}${GONE}`, GONE]],
    expect: "15-logout-cookie-only",
    check: "after the logout the old cookie is worth nothing",
  },
  { name: "logout only in the server", edit: [[GONE, ""]], expect: "15-logout-keeps-cookie" },
  {
    name: "the cookie is taken away without Path",
    edit: [["Path=/; Max-Age=0", "Max-Age=0"]],
    expect: "15-logout-keeps-cookie",
  },
  {
    name: "the client's id is taken",
    edit: [[ID, 'const id = readCookies(req).session ?? randomBytes(24).toString("base64url");']],
    expect: "15-fixation",
    check: "an id that the client brought along is not taken over",
  },
  {
    name: "the old session stays",
    edit: [[`${FORGET}  const id`, "  const id"]],
    expect: "15-old-session-lives",
  },
  {
    name: "other sites may send",
    edit: [[THEIRS, "false"]],
    expect: "15-cross-site",
    check: "what a page of another site sends is refused: 403",
  },
  {
    name: "Origin: null may",
    edit: [[THEIRS, `${THEIRS} && origin !== "null"`]],
    expect: "15-cross-site",
    says: ["null"],
  },
  {
    name: "an origin that begins like ours may",
    edit: [["origin !== `http://${host}`", "!origin.startsWith(`http://${host}`)"]],
    expect: "15-origin-prefix",
  },
  {
    name: "programs may not",
    edit: [["origin !== undefined && ", ""]],
    expect: "15-origin-demanded",
  },
  {
    name: "another sentence for an unknown name",
    edit: [
      [
        "  return isPassword(password, member?.kept);",
        '  if (member === undefined) throw new HttpError(401, "There is no such member.");\n  return isPassword(password, member.kept);',
      ],
    ],
    expect: "15-tells-who",
  },
  {
    name: "the unknown name is fast",
    edit: [[SLOW, "return member !== undefined && isPassword(password, member.kept);"]],
    expect: "15-time-tells",
    check: "and they take the same time",
  },
  {
    name: "the name for the id in the cookie",
    edit: [["session=${id}", "session=${member}"]],
    expect: "15-cookie-without-id",
  },
  {
    name: "the whole session for the member",
    edit: [["return session.member;", "return session as never;"]],
    expect: "15-whole-session",
  },
  {
    name: "return for throw before unauthorized",
    edit: [
      ['throw unauthorized(res, "Log in first.");', 'return unauthorized(res, "Log in first.") as never;'],
    ],
    expect: "15-not-thrown",
  },
];
