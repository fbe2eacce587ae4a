// Sessions: HTTP forgets who asked before. A cookie brings a long random number back, and the server knows whose
// it is.

import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Request } from "../02-request/request.ts";
import type { Step } from "../06-middleware/middleware.ts";
import { HttpError } from "../08-one-response/one-response.ts";

/** How long a session lasts; milliseconds. */
const LASTS = 30 * 60_000;

const sessions = new Map<string, { member: string; ends: number }>();

/** Begins a session. Its number is new each time: one that the client has brought along may be known to others. */
export function logIn(req: Request, res: ServerResponse, member: string): void {
  forgetOld();
  sessions.delete(sessionId(req));
  const id = randomBytes(24).toString("base64url");
  sessions.set(id, { member, ends: Date.now() + LASTS });
  // HttpOnly: no script in the page can read it. SameSite=Lax: no POST of another site has it.
  res.setHeader("Set-Cookie", `session=${id}; HttpOnly; SameSite=Lax; Path=/`);
}

/** Ends the session here. The cookie alone could be kept by anyone, and sent again. */
export function logOut(req: Request, res: ServerResponse): void {
  sessions.delete(sessionId(req));
  res.setHeader("Set-Cookie", "session=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0");
}

/** Who has logged in on this client; undefined for nobody. */
export function memberOf(req: Request): string | undefined {
  const session = sessions.get(sessionId(req));
  if (session === undefined || session.ends < Date.now()) return undefined;
  return session.member;
}

/** A 401 must say how to log in. Cookies have no registered name there, so this one is our own. */
export function unauthorized(res: ServerResponse, reason: string): HttpError {
  res.setHeader("WWW-Authenticate", 'Session realm="members"');
  return new HttpError(401, reason);
}

/** Refuses a change that a page of another site has sent: a browser says in Origin whose page it is. */
export const ourPagesOnly: Step = async (req, _res, next) => {
  const { origin, host } = req.headers;
  const isSafe = req.method === "GET" || req.method === "HEAD";
  if (!isSafe && origin !== undefined && origin !== `http://${host}`)
    throw new HttpError(403, "This came from another site.");
  await next();
};

/** "a=1; b=2" is { a: "1", b: "2" } */
export function readCookies(req: Request): Record<string, string | undefined> {
  const pairs = (req.headers.cookie ?? "").split(";").map((pair) => pair.trim().split("="));
  return Object.fromEntries(pairs.map(([name, ...value]) => [name, value.join("=")]));
}

function sessionId(req: Request): string {
  return readCookies(req).session ?? "";
}

function forgetOld(): void {
  for (const [id, { ends }] of sessions) if (ends < Date.now()) sessions.delete(id);
}
