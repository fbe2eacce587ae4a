// Errors that a client may read (HttpError), and the answer an error becomes when no error handler gives one.

import { validateHeaderName, validateHeaderValue } from "node:http";
import { inspect } from "node:util";
import { html } from "./html.ts";
import { reasonPhrase } from "./reason-phrase.ts";
import type { Request } from "./request.ts";
import type { Response } from "./response.ts";

export interface HttpErrorOptions {
  /** Header fields that belong to the error, such as `Allow` or `Retry-After`. */
  headers?: Record<string, string>;
  /** More members for the problem document (RFC 9457, section 3.2). The client reads them. */
  extensions?: Record<string, unknown>;
  cause?: unknown;
}

/** An error meant for the client: its status and its message are what the client gets. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly extensions: Readonly<Record<string, unknown>>;

  /**
   * Checked here, in the user's own line, is all that could fail later, when the error is answered.
   * @throws {RangeError} when the status is not from 400 to 599.
   * @throws {TypeError} for a header field that HTTP does not know, or extensions that JSON cannot say.
   */
  constructor(status: number, message = reasonPhrase(status), options: HttpErrorOptions = {}) {
    super(message, options);
    if (!Number.isInteger(status) || status < 400 || status > 599) {
      throw new RangeError(`The status of an HttpError is from 400 to 599, not ${status}.`);
    }
    for (const [name, value] of Object.entries(options.headers ?? {})) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    }
    JSON.stringify(options.extensions);
    this.status = status;
    this.headers = Object.freeze({ ...options.headers });
    this.extensions = Object.freeze({ ...options.extensions });
  }
}

/** JavaScript can throw anything; everything behind this line can count on an Error. */
export function toError(thrown: unknown): Error {
  try {
    if (thrown instanceof Error) return thrown;
    return new Error(`${inspect(thrown)} was thrown, which is no Error. Write: throw new Error("...")`);
  } catch {
    return new Error("Something was thrown that cannot even be looked at."); // A Proxy, or a getter that throws.
  }
}

/** What a handler sets for its own answer, and what would be wrong for an error's. */
const ANSWERS_OWN = [
  "Cache-Control",
  "Content-Disposition",
  "Content-Encoding",
  "Content-Language",
  "Content-Length",
  "Content-Location",
  "Content-Range",
  "Content-Type",
  "ETag",
  "Expires",
  "Last-Modified",
];

/** Only an HttpError tells the client anything; the message of any other error may hold a secret. */
export function statusOf(error: Error): number {
  return error instanceof HttpError ? error.status : 500;
}

/** Readies a response for an error: its status and fields, and nothing that was meant for another answer. */
export function prepareError(error: Error, res: Response): void {
  for (const name of ANSWERS_OWN) {
    if (res.hasHeader(name)) res.removeHeader(name);
  }
  res.status(statusOf(error));
  res.statusMessage = ""; // Node's own for the status.
  if (!(error instanceof HttpError)) return;
  for (const [name, value] of Object.entries(error.headers)) res.setHeader(name, value);
}

/** Answers with a problem document (RFC 9457), or with a page for a client that prefers HTML. */
export function answerError(error: Error, req: Request, res: Response): void {
  prepareError(error, res);
  res.vary("Accept");
  const status = statusOf(error);
  const title = reasonPhrase(status);
  res.statusMessage = title;
  const detail =
    error instanceof HttpError
      ? error.message
      : "The server made a mistake. The terminal in which it runs says which.";
  if (prefersHtml(req.headers.accept)) {
    res.html(html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${status} ${title}</title>
<main>
<h1>${status} ${title}</h1>
<p>${detail}</p>
</main>
</html>
`);
    return;
  }
  const extensions = error instanceof HttpError ? error.extensions : {};
  res.setHeader("Content-Type", "application/problem+json");
  res.send(JSON.stringify({ ...extensions, title, status, detail }));
}

/** Whether HTML stands above JSON in an Accept field. A browser says so; curl and fetch do not. */
function prefersHtml(accept = ""): boolean {
  const wanted = new Map<string, number>();
  for (const range of accept.toLowerCase().split(",")) {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim());
    const weight = parameters.find((parameter) => parameter.startsWith("q="));
    wanted.set(type, weight === undefined ? 1 : Number(weight.slice(2)) || 0);
  }
  // The most specific range that fits decides (RFC 9110, section 12.5.1).
  const rest = wanted.get("*/*") ?? 0;
  const page = wanted.get("text/html") ?? wanted.get("text/*") ?? rest;
  const data =
    wanted.get("application/problem+json") ??
    wanted.get("application/json") ??
    wanted.get("application/*") ??
    rest;
  return page > data;
}
