// A reply to a request of a check, and what can be demanded of it. A demand that fails throws a Miss, which
// says in the student's words what was wanted.

import { isDeepStrictEqual } from "node:util";

/** A demand that was not met: what was wanted instead. `wanted` completes the sentence "It should be ...". */
export class Miss extends Error {
  override readonly name = "Miss";
  readonly wanted: string;
  /** The exchange in which it showed, if it is not the last one. */
  readonly reply: Reply | undefined;

  constructor(wanted: string, reply?: Reply) {
    super(wanted);
    this.wanted = wanted;
    this.reply = reply;
  }
}

export class Reply {
  readonly status: number;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  /** The command with which the student can send the same request. */
  readonly sent: string;

  constructor(status: number, headers: Reply["headers"], bytes: Buffer, sent: string) {
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
    this.sent = sent;
  }

  get text(): string {
    return this.bytes.toString("utf8");
  }

  header(name: string): string | undefined {
    const value = this.headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(", ") : value;
  }

  /** The body as JSON; undefined when it is none. */
  get data(): unknown {
    try {
      return JSON.parse(this.text);
    } catch {
      return undefined;
    }
  }

  /** @throws {Miss} unless the status is one of these. */
  is(...statuses: number[]): this {
    if (statuses.includes(this.status)) return this;
    throw new Miss(`status ${statuses.join(" or ")}`, this);
  }

  /** `inWords` says what fits. @throws {Miss} unless the header field is this, or fits. */
  has(name: string, value: string): this;
  has(name: string, value: RegExp, inWords: string): this;
  has(name: string, value: string | RegExp, inWords = value): this {
    const got = this.header(name);
    const fits =
      typeof value === "string" ? got?.toLowerCase() === value.toLowerCase() : value.test(got ?? "");
    if (fits) return this;
    throw new Miss(`a header field ${name}: ${inWords}`, this);
  }

  /** @throws {Miss} unless the media type is this one; what stands behind a semicolon is not looked at. */
  isType(type: string): this {
    if (this.header("content-type")?.split(";")[0]?.trim().toLowerCase() === type) return this;
    throw new Miss(`a header field Content-Type: ${type}`, this);
  }

  /** @throws {Miss} unless the body has this text in it, or fits. */
  says(text: string | RegExp): this {
    const fits = typeof text === "string" ? this.text.includes(text) : text.test(this.text);
    if (fits) return this;
    throw new Miss(
      typeof text === "string" ? `a body with the text ${JSON.stringify(text)}` : `a body that fits ${text}`,
      this,
    );
  }

  /** @throws {Miss} unless the body is JSON that equals this. */
  isJson(value: unknown): this {
    if (isDeepStrictEqual(this.data, value)) return this;
    throw new Miss(`the JSON ${JSON.stringify(value)}`, this);
  }

  /** @throws {Miss} unless the body is JSON that has these members with these values; others may stand beside them. */
  hasJson(members: Readonly<Record<string, unknown>>): this {
    const data = this.data;
    const isObject = typeof data === "object" && data !== null && !Array.isArray(data);
    for (const [name, value] of Object.entries(members)) {
      const got = isObject ? (data as Record<string, unknown>)[name] : undefined;
      if (!isDeepStrictEqual(got, value))
        throw new Miss(`JSON with ${JSON.stringify(name)}: ${JSON.stringify(value)}`, this);
    }
    return this;
  }

  /** @throws {Miss} unless there is no body. */
  isEmpty(): this {
    if (this.bytes.length === 0) return this;
    throw new Miss("no body", this);
  }
}
