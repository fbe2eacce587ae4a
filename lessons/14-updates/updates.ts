// News for clients that cannot be called: a tag with which they can ask "still the same?", and a response that stays
// open.

import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Request } from "../02-request/request.ts";
import { HttpError } from "../08-one-response/one-response.ts";

/** A short name for a value: another value has another one. The quotes belong to it. */
export function etagOf(value: unknown): string {
  return `"${createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 16)}"`;
}

/** Sends JSON with its ETag; or 304, without a body, to a client that has just this. */
export function sendIfChanged(req: Request, res: ServerResponse, value: unknown): void {
  const etag = etagOf(value);
  res.setHeader("ETag", etag);
  res.setHeader("Cache-Control", "no-cache"); // "Keep it, but ask me before you use it."
  if (names(req.headers["if-none-match"], etag)) {
    res.statusCode = 304;
    res.end();
    return;
  }
  const body = JSON.stringify(value);
  res.setHeader("Content-Type", "application/json");
  res.setHeader("Content-Length", Buffer.byteLength(body));
  res.end(body);
}

/** @throws {HttpError} 412 when the client is about to change what it has not seen */
export function mustMatch(req: Request, value: unknown): void {
  const wanted = req.headers["if-match"];
  // A weak tag, W/"...", says "nearly the same". That is enough for reading, and not for writing.
  if (wanted === undefined || names(wanted.replace(/W\/"[^"]*"/g, ""), etagOf(value))) return;
  throw new HttpError(412, "It was changed since you have read it. Read it again.");
}

function names(field: string | undefined, etag: string): boolean {
  const tags = (field ?? "").split(",").map((tag) => tag.trim().replace("W/", ""));
  return tags.includes("*") || tags.includes(etag);
}

/** How many events are kept for those who were away. */
const KEPT = 100;

/** Server-sent events: responses that stay open, on which news are written as they come. */
export function newFeed() {
  const listeners = new Set<ServerResponse>();
  const past: { id: number; text: string }[] = [];
  let lastId = 0;
  return {
    count: () => listeners.size,

    /** Answers with a stream. Whoever was away says which event it had last, and gets the later ones first. */
    open(req: Request, res: ServerResponse): void {
      res.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" });
      if (req.method === "HEAD") return void res.end();
      res.flushHeaders(); // Otherwise Node keeps the header until there is a body to send with it.
      const had = Number(req.headers["last-event-id"] ?? lastId);
      for (const { id, text } of past) if (id > had) res.write(text);
      listeners.add(res);
      res.once("close", () => listeners.delete(res)); // One that has left must be forgotten.
    },

    /** Tells all who listen now. */
    send(event: string, data: unknown): void {
      lastId += 1;
      const text = `id: ${lastId}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
      past.push({ id: lastId, text });
      if (past.length > KEPT) past.shift();
      for (const res of listeners) res.write(text);
    },
  };
}
