// Sessions: HTTP forgets who asked before. A cookie brings a long random number back, and the server knows whose
// it is.

import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Request } from "../02-request/request.ts";
import { HttpError } from "../08-one-response/one-response.ts";

/** How long a session lasts without a request; milliseconds. */
const LASTS = 30 * 60_000;

interface Session {
  member: string;
  ends: number;
}

const sessions = new Map<string, Session>();

/** Who has logged in on this client; undefined for nobody. */
export function memberOf(req: Request): string | undefined {
  const id = readCookies(req).session ?? "";
  const session = sessions.get(id);
  if (session === undefined) return undefined;
  if (session.ends < Date.now()) {
    sessions.delete(id);
    return undefined;
  }
  session.ends = Date.now() + LASTS;
  return session.member;
}

/** @throws {HttpError} 401 */
export function mustBeMember(req: Request, res: ServerResponse): string {
  const member = memberOf(req);
  if (member !== undefined) return member;
  res.setHeader("WWW-Authenticate", 'Session realm="library"');
  throw new HttpError(401, "Log in first.");
}

/** Begins a session. The number is new each time: one that the client brought along may be known to others. */
export function logIn(req: Request, res: ServerResponse, member: string): void {
  sessions.delete(readCookies(req).session ?? "");
  const id = randomBytes(24).toString("base64url");
  sessions.set(id, { member, ends: Date.now() + LASTS });
  // HttpOnly: no script of the page can read it. SameSite: other sites cannot send it along with a form of theirs.
  res.setHeader("Set-Cookie", `session=${id}; HttpOnly; SameSite=Lax; Path=/`);
}

export function logOut(req: Request, res: ServerResponse): void {
  sessions.delete(readCookies(req).session ?? "");
  res.setHeader("Set-Cookie", "session=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0");
}

/** "a=1; b=2" is { a: "1", b: "2" }. */
export function readCookies(req: Request): Record<string, string | undefined> {
  const cookies: Record<string, string | undefined> = Object.create(null);
  for (const pair of (req.headers.cookie ?? "").split(";")) {
    const equals = pair.indexOf("=");
    if (equals !== -1) cookies[pair.slice(0, equals).trim()] = pair.slice(equals + 1).trim();
  }
  return cookies;
}

/** @throws {HttpError} 403 for a change that another site has sent */
export function mustBeOurPage(req: Request): void {
  const { origin, host } = req.headers;
  if (origin !== undefined && origin !== `http://${host}`)
    throw new HttpError(403, "This came from another site.");
}
