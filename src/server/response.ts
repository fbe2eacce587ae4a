// The response: node:http's own, with short ways to answer. What keeps it to one answer stands in guard/.

import { ServerResponse } from "node:http";
import { lingerOnClose } from "./connection/linger.ts";
import { Guard } from "./guard/guard.ts";
import { hearPipes } from "./guard/piping.ts";
import { Html, html } from "./html.ts";
import { safeLocation } from "./redirect.ts";
import { hasBody, type Request } from "./request.ts";
import { isThenable } from "./thenable.ts";

export class Response extends ServerResponse<Request> {
  /** What the kit knows of this response. For the kit's own use. */
  readonly guard: Guard = new Guard(this);

  constructor(req: Request, options?: object) {
    // @ts-expect-error node:http passes options (highWaterMark) that its types leave out.
    super(req, options);
    // A handler's wrong Content-Length is an error here, not a client that waits for more.
    this.strictContentLength = true;
  }

  /**
   * Sets the status code: `res.status(201).json(made)`.
   * @throws {RangeError} for anything but an integer from 200 to 599.
   */
  status(code: number): this {
    if (!Number.isInteger(code) || code < 200 || code > 599) {
      throw new RangeError(`res.status() takes an integer from 200 to 599, not ${inWords(code)}.`);
    }
    if (this.headersSent) this.guard.secondResponse();
    else this.statusCode = code;
    return this;
  }

  /**
   * Answers with a value as JSON.
   * @throws {TypeError} for what JSON cannot say: undefined, a function, a promise, a circle.
   */
  json(value: unknown): this {
    const text = JSON.stringify(value);
    if (text?.includes("{}")) refusePromises(value); // Which is what a promise becomes.
    if (text === undefined) {
      throw new TypeError(
        `res.json() cannot send ${inWords(value)}: JSON has no word for it. Was it not found, or not returned?`,
      );
    }
    return this.#answer("application/json", text);
  }

  /**
   * Answers with a page made by the `html` tag, which escapes what it is given.
   * @throws {TypeError} for a plain string.
   */
  html(page: Html): this {
    if (!(page instanceof Html)) {
      throw new TypeError("res.html() takes what the html tag makes: res.html(html`<h1>...</h1>`).");
    }
    return this.#answer("text/html; charset=utf-8", page.toString());
  }

  /** Answers with plain text. */
  text(text: string): this {
    return this.#answer("text/plain; charset=utf-8", String(text));
  }

  /** Answers with a string (text, unless a type is set), bytes, Html, nothing, or any other value as JSON. */
  send(body?: unknown): this {
    if (body === undefined || body === null) return this.#answer(undefined, "");
    if (typeof body === "string") return this.#answer("text/plain; charset=utf-8", body);
    if (body instanceof Uint8Array) return this.#answer("application/octet-stream", body);
    if (body instanceof Html) return this.html(body);
    return this.json(body);
  }

  /**
   * Sends the client elsewhere, on this server: "/products", "../cart", "?page=2". A target on another
   * origin has to be meant: `res.redirect(url, 302, { external: true })`.
   * @throws {RangeError} for a status outside 300 to 399. @throws {HttpError} 400 for an unsafe target.
   */
  redirect(target: string, status = 302, options: { external?: boolean } = {}): this {
    if (!Number.isInteger(status) || status < 300 || status > 399) {
      throw new RangeError(`res.redirect() takes a status from 300 to 399, not ${inWords(status)}.`);
    }
    const location = safeLocation(target, this.req.originalUrl, options.external === true);
    if (!this.guard.mayRespond()) return this;
    this.status(status).setHeader("Location", location);
    return this.html(html`<!doctype html><title>Redirect</title><a href="${location}">${location}</a>\n`);
  }

  /** Tells caches that the answer depends on this field of the request (RFC 9110, section 12.5.5). */
  vary(field: string): this {
    const fields = String(this.getHeader("Vary") ?? "");
    const known = fields.toLowerCase().split(/ *, */);
    if (known.includes("*") || known.includes(field.toLowerCase())) return this;
    return this.setHeader("Vary", fields === "" ? field : `${fields}, ${field}`);
  }

  /** Says that the answer comes later, from a callback: the kit's deadlines no longer apply. */
  later(): this {
    this.guard.claimed = true;
    return this;
  }

  #answer(type: string | undefined, body: string | Uint8Array): this {
    if (!this.guard.mayRespond()) return this;
    if (!this.headersSent) {
      if (this.statusCode === 204 || this.statusCode === 205 || this.statusCode === 304) {
        // These have no body, and fields that describe one would be wrong (RFC 9110, section 15).
        for (const name of ["Content-Type", "Content-Length"])
          if (this.hasHeader(name)) this.removeHeader(name);
        return this.end();
      }
      if (type !== undefined && !this.hasHeader("content-type")) super.setHeader("Content-Type", type);
      // node:http would count too, but not for HEAD, and not behind a middleware that sends the header first.
      if (!this.hasHeader("transfer-encoding")) super.setHeader("Content-Length", Buffer.byteLength(body));
    }
    return this.end(body);
  }

  // From here on: node:http's own methods, which packages use too. Each lets the first response pass and
  // leaves a second one to the guard, where node:http would throw.

  // biome-ignore lint/suspicious/noExplicitAny: node:http's many overloads, passed on as they came.
  override end(...args: any[]): this {
    const { guard } = this;
    if (!guard.mayEnd()) return this;
    const [body, encoding] = args;
    if (this.req.method === "HEAD" && !this.headersSent && body != null && typeof body !== "function") {
      // HEAD has the header of GET (RFC 9110, section 9.3.2); node:http counts only what it sends.
      if (!this.hasHeader("Content-Length") && !this.hasHeader("transfer-encoding")) {
        this.setHeader("Content-Length", Buffer.byteLength(body, encoding));
      }
    }
    // In small letters where it is only asked for: node:http then makes no new text of the name.
    const closes = !this.shouldKeepAlive || this.hasHeader("connection");
    if (closes && !this.req.complete && hasBody(this.req)) lingerOnClose(this);
    try {
      super.end(...(args as Parameters<ServerResponse["end"]>));
    } catch (error) {
      if (guard.wrongLength(error)) return this;
      guard.endFailed();
      throw error;
    }
    guard.didEnd();
    return this;
  }

  // biome-ignore lint/suspicious/noExplicitAny: see end.
  override write(...args: any[]): boolean {
    if (!this.guard.mayWrite()) return true;
    try {
      return super.write(...(args as Parameters<ServerResponse["write"]>));
    } catch (error) {
      if (this.guard.wrongLength(error)) return false;
      throw error;
    }
  }

  // biome-ignore lint/suspicious/noExplicitAny: see end.
  override writeHead(status: number, ...rest: any[]): this {
    if (!this.guard.mayChangeHeader()) return this;
    const length = this.getHeader("content-length");
    if (typeof length === "string") this.setHeader("Content-Length", Number(length));
    if (rest.length > 0) rest.push(withNumericLength(rest.pop()));
    // After close() has begun, every answer is the connection's last.
    if (this.req.app?.closing === true) this.shouldKeepAlive = false;
    return super.writeHead(status, ...rest) as this;
  }

  override flushHeaders(): void {
    this.guard.begin();
    super.flushHeaders();
  }

  override setHeader(name: string, value: number | string | readonly string[]): this {
    return this.guard.mayChangeHeader() ? super.setHeader(name, value) : this;
  }

  override appendHeader(name: string, value: string | readonly string[]): this {
    return this.guard.mayChangeHeader() ? super.appendHeader(name, value) : this;
  }

  override removeHeader(name: string): void {
    if (this.guard.mayChangeHeader()) super.removeHeader(name);
  }

  // biome-ignore lint/suspicious/noExplicitAny: see end.
  override on(event: string, listener: (...args: any[]) => void): this {
    if (event === "unpipe" || event === "drain") hearPipes(this);
    return super.on(event, listener);
  }
}

/** Node before 20.20 compares a Content-Length as it was given, and "2" is not 2. */
function withNumericLength<Fields>(fields: Fields): Fields {
  const names = typeof fields === "object" && fields !== null ? Object.keys(fields) : [];
  const name = names.find((one) => one.toLowerCase() === "content-length") as keyof Fields | undefined;
  return name === undefined ? fields : { ...fields, [name]: Number(fields[name]) };
}

/** A promise becomes {} in JSON: the reply would look right and say nothing. @throws {TypeError} for one. */
function refusePromises(value: unknown): void {
  if (isThenable(value)) throw promiseError(value, "a promise, not its value. Write: res.json(await ...)");
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    if (isThenable(inner))
      throw promiseError(inner, `a promise as "${name}", not its value. Write: ${name}: await ...`);
  }
}

function promiseError(promise: PromiseLike<unknown>, what: string): TypeError {
  promise.then(undefined, () => {}); // Should it fail as well, that is no reason for the process to end.
  return new TypeError(`res.json() was given ${what}`);
}

function inWords(value: unknown): string {
  return typeof value === "string"
    ? `the string "${value}"`
    : typeof value === "function"
      ? "a function"
      : String(value);
}
