// The presenter's key. In front of a class, faults, limits, the data, what the map tells and what starts programs are
// for the one who can read the terminal, and for no other user of this computer: the address there has the key, which
// becomes a cookie, so that it stands no longer in the address on the projector.

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { parseCookie } from "cookie";
import { type Handler, HttpError, type Request, setCookie } from "../../index.ts";

const COOKIE = "presenter";
const PAGE = "/present";
/**
 * What it opens. Cookies do not know ports: with the path "/" the shop, and each server of a student on this machine,
 * would be sent it too. So there is one for each of these, which no shop has.
 */
const PATHS = [PAGE, "/live", "/map", "/lessons", "/api/lessons", "/api/servers"];

export class PresenterKey {
  readonly value: string;

  constructor(value = randomBytes(16).toString("base64url")) {
    this.value = value;
  }

  /** Lets the presenter pass: by the cookie, or, for programs, by `Authorization: Bearer`. */
  readonly guard: Handler = (req, _res, next) => {
    const given = givenIn(req);
    if (given !== undefined && this.#fits(given)) return next();
    const headers = { "WWW-Authenticate": 'Bearer realm="presenter"', "Cache-Control": "no-store" };
    if (given === undefined) throw new HttpError(401, NEEDED, { headers });
    throw new HttpError(403, WRONG);
  };

  /** Takes the key out of the address of the presenter's page: into a cookie, and there again without it. */
  readonly welcome: Handler = (req, res, next) => {
    const given = req.query.get("key");
    if (given === null) return next();
    if (!this.#fits(given)) throw new HttpError(403, WRONG);
    res.setHeader("Cache-Control", "no-store");
    for (const path of PATHS) setCookie(res, COOKIE, this.value, { sameSite: "strict", path });
    return res.redirect(PAGE, 303);
  };

  /** In a time that tells nothing of how much of it was right. */
  #fits(given: string): boolean {
    const digest = (text: string) => createHash("sha256").update(text).digest();
    return timingSafeEqual(digest(given), digest(this.value));
  }
}

const NEEDED =
  "This is the presenter's. The terminal in which the class was started shows its address, with the key.";
const WRONG =
  "This is not the presenter's key. There is a new one at each start: the terminal shows its address.";

function givenIn(req: Request): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? "")?.[1];
  return bearer ?? parseCookie(req.headers.cookie ?? "")[COOKIE];
}
