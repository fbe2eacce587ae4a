// News for clients that cannot be called: a version that they can ask about, and a stream that stays open.

import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Request } from "../02-request/request.ts";
import { HttpError } from "../08-one-response/one-response.ts";

/** A short name for a text: another text has another one (RFC 9110, section 8.8.3). */
export function etagOf(text: string): string {
  return `"${createHash("sha256").update(text).digest("base64url").slice(0, 16)}"`;
}

/** Sends JSON with its ETag, or 304 without a body to a client that has it. */
export function sendIfChanged(req: Request, res: ServerResponse, value: unknown): void {
  const body = JSON.stringify(value);
  const etag = etagOf(body);
  res.setHeader("ETag", etag);
  res.setHeader("Cache-Control", "no-cache"); // A copy may be kept, and is asked about before it is used.
  if (listed(req.headers["if-none-match"], etag)) {
    res.statusCode = 304;
    res.end();
    return;
  }
  res.setHeader("Content-Type", "application/json");
  res.setHeader("Content-Length", Buffer.byteLength(body));
  res.end(body);
}

/** @throws {HttpError} 412 when the client changes what is another by now */
export function mustMatch(req: Request, value: unknown): void {
  const wanted = req.headers["if-match"];
  if (wanted === undefined || listed(wanted, etagOf(JSON.stringify(value)))) return;
  throw new HttpError(412, "It was changed since you have read it. Read it again.");
}

function listed(field: string | undefined, etag: string): boolean {
  const tags = (field ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes("*") || tags.includes(etag);
}

/** Server-sent events: open responses, to which news are written as they come. */
export class Feed {
  readonly #listeners = new Set<ServerResponse>();
  readonly #past: { id: number; text: string }[] = [];
  #lastId = 0;

  get listeners(): number {
    return this.#listeners.size;
  }

  /** Answers with a stream. Whoever comes back after a gap says what it heard last, and gets the rest first. */
  open(req: Request, res: ServerResponse): void {
    res.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" });
    res.flushHeaders();
    const heard = Number(req.headers["last-event-id"] ?? this.#lastId);
    for (const { id, text } of this.#past) if (id > heard) res.write(text);
    this.#listeners.add(res);
    res.once("close", () => this.#listeners.delete(res)); // A client that leaves must be forgotten.
  }

  send(event: string, data: unknown): void {
    this.#lastId += 1;
    const text = `id: ${this.#lastId}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    this.#past.push({ id: this.#lastId, text });
    if (this.#past.length > 100) this.#past.shift();
    for (const res of this.#listeners) res.write(text);
  }
}
