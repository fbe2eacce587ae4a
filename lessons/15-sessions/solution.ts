// Lesson 15, one good answer.

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

async function newMember(name: string, password: string): Promise<Member> {
  return { name, kept: await hashPassword(password) };
}

const sessions = new Map<string, { member: string; ends: number }>();

function logIn(req: Request, res: ServerResponse, member: string, seconds: number): void {
  sessions.delete(readCookies(req).session ?? "");
  const id = randomBytes(24).toString("base64url");
  sessions.set(id, { member, ends: Date.now() + seconds * 1_000 });
  res.setHeader("Set-Cookie", `session=${id}; HttpOnly; SameSite=Lax; Path=/`);
}

function memberOf(req: Request): string | undefined {
  const session = sessions.get(readCookies(req).session ?? "");
  if (session === undefined || session.ends < Date.now()) return undefined;
  return session.member;
}

async function borrow(req: Request, res: ServerResponse): Promise<void> {
  const member = memberOf(req);
  if (member === undefined) throw unauthorized(res, "Log in first.");
  const { book = "" } = req.params;
  await library.change((draft) => {
    findBook(draft, book);
    if (draft.loans.some((loan) => loan.book === book))
      throw new HttpError(409, `Book ${book} is lent already.`);
    draft.loans.push({ book, member });
  });
  sendJson(res, 201, { book, member });
}

async function giveBack(req: Request, res: ServerResponse): Promise<void> {
  const member = memberOf(req);
  if (member === undefined) throw unauthorized(res, "Log in first.");
  const { book = "" } = req.params;
  await library.change((draft) => {
    const loan = draft.loans.find((one) => one.book === book);
    if (loan === undefined) throw new HttpError(404, `Book ${book} is not lent.`);
    if (loan.member !== member) throw new HttpError(403, "Somebody else has borrowed it.");
    draft.loans = draft.loans.filter((one) => one !== loan);
  });
  sendNothing(res);
}

function logOut(req: Request, res: ServerResponse): void {
  sessions.delete(readCookies(req).session ?? "");
  res.setHeader("Set-Cookie", "session=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0");
}

export const ourPagesOnly: Step = async (req, _res, next) => {
  const { origin, host } = req.headers;
  if (req.method !== "GET" && origin !== undefined && origin !== `http://${host}`)
    throw new HttpError(403, "This came from another site.");
  await next();
};

async function isRight(name: string, password: string): Promise<boolean> {
  const member = accounts.read().members.find((one) => one.name === name);
  return isPassword(password, member?.kept);
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
