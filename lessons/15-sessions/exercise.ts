// Lesson 15, your turn: members log in, and borrow. Below the line of dashes all is finished.
//
//   POST   /members       {"name":"ada","password":"..."} makes a member
//   POST   /login         the same body begins a session
//   POST   /logout        ends it
//   GET    /me            who is logged in
//   PUT    /loans/:book   the member who asks borrows this book
//   DELETE /loans/:book   gives it back

import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendJson, sendNothing } from "../../lessons/03-response/respond.ts";
import type { Route } from "../../lessons/04-routing/router.ts";
import { runSteps, type Step } from "../../lessons/06-middleware/middleware.ts";
import { toRoutes } from "../../lessons/07-status-codes/status.ts";
import { answerOnce, deadline, HttpError } from "../../lessons/08-one-response/one-response.ts";
import { readJson, textField } from "../../lessons/09-body/body.ts";
import { answerProblems, sendProblem } from "../../lessons/10-web-api/web-api.ts";
import { safeStore } from "../../lessons/12-safe-writes/safe-store.ts";
import { hashPassword, isPassword } from "../../lessons/15-sessions/passwords.ts";
import { readCookies, unauthorized } from "../../lessons/15-sessions/sessions.ts";
import { findBook, openLibrary } from "../../lessons/library.ts";

interface Member {
  name: string;
  kept: string;
}

// a. What is kept of a new member. A password is never kept: hashPassword(password) gives a promise of what is.
async function newMember(name: string, password: string): Promise<Member> {
  return { name, kept: password };
}

// b. Each session has a long id, and this Map knows whose it is: sessions.set(id, { ... }), sessions.get(id),
//    sessions.delete(id).
const sessions = new Map<string, { member: string; ends: number }>();

// b. Begins a session. randomBytes(24).toString("base64url") is a good id. It ends `seconds` from now, and Date.now()
//    is now in milliseconds. The header field is
//    Set-Cookie: session=<id>; HttpOnly; SameSite=Lax; Path=/
// e. Further: the session that this client had before is deleted.
function logIn(req: Request, res: ServerResponse, member: string, seconds: number): void {}

// b. The member whose session it is; undefined without a session, or with one that has ended.
//    readCookies(req).session ?? "" is the id that the client sent, or an empty text.
function memberOf(req: Request): string | undefined {
  return undefined;
}

// c. Who is not logged in gets 401: throw unauthorized(res, "Log in first."). It sets a header field, too.
async function borrow(req: Request, res: ServerResponse): Promise<void> {
  const member = memberOf(req) ?? "nobody";
  const { book = "" } = req.params;
  await library.change((draft) => {
    findBook(draft, book);
    if (draft.loans.some((loan) => loan.book === book))
      throw new HttpError(409, `Book ${book} is lent already.`);
    draft.loans.push({ book, member });
  });
  sendJson(res, 201, { book, member });
}

// c. 401 here as well; and 403 for a member who has not borrowed this book.
async function giveBack(req: Request, res: ServerResponse): Promise<void> {
  const { book = "" } = req.params;
  await library.change((draft) => {
    const loan = draft.loans.find((one) => one.book === book);
    if (loan === undefined) throw new HttpError(404, `Book ${book} is not lent.`);
    draft.loans = draft.loans.filter((one) => one !== loan);
  });
  sendNothing(res);
}

// d. Further: the session ends in the server. The cookie, too: set it again with an empty value and Max-Age=0.
function logOut(req: Request, res: ServerResponse): void {}

// f. Further: 403 for a change that a page of another site has sent. A browser says in req.headers.origin whose page
//    it is. For ours that is `http://${req.headers.host}`. A program that is no browser sends no Origin.
export const ourPagesOnly: Step = async (req, res, next) => {
  await next();
};

// g. Further: this function tells who is a member: it is much faster when there is none with this name.
//    isPassword(password, undefined) is always false, and as slow as with a member.
async function isRight(name: string, password: string): Promise<boolean> {
  const member = accounts.read().members.find((one) => one.name === name);
  if (member === undefined) return false;
  return isPassword(password, member.kept);
}

// ---------------------------------------------------------------------------------------------------------------

const folder = process.env.DATA ?? fileURLToPath(new URL("./data", import.meta.url));
const library = await openLibrary(folder);
const accounts = await safeStore<{ members: Member[] }>(join(folder, "members.json"), { members: [] });

const routes: Route[] = [
  { method: "POST", path: "/members", handler: enrol },
  { method: "POST", path: "/login", handler: enter },
  { method: "POST", path: "/logout", handler: leave },
  { method: "GET", path: "/me", handler: showMe },
  { method: "GET", path: "/loans", handler: (_req, res) => sendJson(res, 200, library.read().loans) },
  { method: "PUT", path: "/loans/:book", handler: borrow },
  { method: "DELETE", path: "/loans/:book", handler: giveBack },
];

const steps: Step[] = [
  answerOnce,
  deadline(10_000),
  answerProblems,
  ourPagesOnly,
  toRoutes(routes, sendProblem),
];

export async function listener(incoming: IncomingMessage, res: ServerResponse): Promise<void> {
  await runSteps(steps, readTarget(incoming), res);
}

async function enrol(req: Request, res: ServerResponse): Promise<void> {
  const body = await readJson(req);
  const [name, password] = [textField(body, "name"), textField(body, "password")];
  const member = await newMember(name, password);
  await accounts.change(({ members }) => {
    if (members.some((one) => one.name === name)) throw new HttpError(409, "This name is taken.");
    members.push(member);
  });
  sendJson(res, 201, { name });
}

async function enter(req: Request, res: ServerResponse): Promise<void> {
  const body = await readJson(req);
  const [name, password] = [textField(body, "name"), textField(body, "password")];
  // On a computer that is not theirs, members may ask for a shorter session.
  const { seconds = 1_800 } = body;
  if (typeof seconds !== "number" || !(seconds > 0 && seconds <= 1_800))
    throw new HttpError(400, "seconds must be a number from 1 to 1800.");
  if (!(await isRight(name, password))) throw unauthorized(res, "Name or password is wrong.");
  logIn(req, res, name, seconds);
  sendJson(res, 200, { name });
}

function leave(req: Request, res: ServerResponse): void {
  logOut(req, res);
  sendNothing(res);
}

function showMe(req: Request, res: ServerResponse): void {
  const name = memberOf(req);
  if (name === undefined) throw unauthorized(res, "Log in first.");
  sendJson(res, 200, { name });
}
