// Against other sites that make a browser on this machine talk to the guide, which starts programs. A site can give
// its own name this machine's address (DNS rebinding): then only the Host field shows that the guide is not meant.

import { isIP } from "node:net";
import { type Handler, HttpError } from "../index.ts";

/** Answers 421 to a request that names another host, and 403 to one that another site's page has made. */
export function ownHost(): Handler {
  return function ownHost(req, _res, next) {
    const { host = "", origin } = req.headers;
    if (!isLocal(host)) {
      throw new HttpError(
        421,
        "The guide answers for localhost only. Open it by the address that the terminal shows.",
      );
    }
    const site = req.headers["sec-fetch-site"];
    const isForeign =
      (origin !== undefined && origin !== `http://${host}`) || site === "cross-site" || site === "same-site";
    // A link from elsewhere may lead to a page; it may not read or do anything.
    const isVisit = req.method === "GET" && req.headers["sec-fetch-mode"] === "navigate";
    if (isForeign && !isVisit) throw new HttpError(403, "This request comes from another site.");
    return next();
  };
}

function isLocal(host: string): boolean {
  const name = /^(.+?)(?::\d+)?$/.exec(host.toLowerCase())?.[1] ?? "";
  return name === "localhost" || name === "[::1]" || (isIP(name) === 4 && name.startsWith("127."));
}
