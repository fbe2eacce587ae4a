// Asks the shop's Web API over HTTP, from another program or another machine. It knows nothing of the shop but its
// API, waits only so long, and says in one sentence what went wrong.

import { Agent, request } from "undici";

export interface ShopApiOptions {
  /** How long to wait for a connection, and for the whole answer. In milliseconds. */
  connectTimeout?: number;
  timeout?: number;
}

export interface Answer<T> {
  readonly status: number;
  /** Undefined when the client has it already (304), or there is nothing (204). */
  readonly value: T | undefined;
  readonly etag: string | undefined;
}

/** The shop gave no answer, or none that makes sense. */
export class ShopAway extends Error {
  override readonly name = "ShopAway";
  /** Whether the request may have reached the shop all the same, and done what it asked for. */
  readonly mayHaveArrived: boolean;

  constructor(message: string, mayHaveArrived: boolean, cause?: unknown) {
    super(message, { cause });
    this.mayHaveArrived = mayHaveArrived;
  }
}

/** The shop answered, and said no: a problem document (RFC 9457). */
export class ShopProblem extends Error {
  override readonly name = "ShopProblem";
  readonly status: number;

  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

/** A larger answer is no list of a shop. */
const LARGEST = 5_000_000;

export class ShopApi {
  readonly url: string;
  readonly #timeout: number;
  readonly #agent: Agent;

  constructor(url: string, { connectTimeout = 2_000, timeout = 5_000 }: ShopApiOptions = {}) {
    this.url = url.replace(/\/+$/, "");
    this.#timeout = timeout;
    this.#agent = new Agent({ connect: { timeout: connectTimeout }, maxResponseSize: LARGEST });
  }

  /** With the ETag of an earlier answer, the value comes only if it has changed. @throws {ShopAway | ShopProblem} */
  get<T>(path: string, etag?: string): Promise<Answer<T>> {
    return this.#ask("GET", path, etag === undefined ? {} : { "if-none-match": etag });
  }

  /** @throws {ShopAway | ShopProblem} */
  post<T>(path: string, value: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.#ask("POST", path, { "content-type": "application/json", ...headers }, JSON.stringify(value));
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }

  async #ask<T>(
    method: "GET" | "POST",
    path: string,
    headers: Record<string, string>,
    body?: string,
  ): Promise<Answer<T>> {
    const answer = await this.#send(method, path, { accept: "application/json", ...headers }, body);
    const { status, type, text } = answer;
    if (status === 304 || status === 204) return { status, value: undefined, etag: answer.etag };
    const value = /^application\/(problem\+)?json\b/.test(type) ? parse(text) : undefined;
    if (typeof value !== "object" || value === null) {
      const what = `${status}, ${type === "" ? "no type" : type}`;
      throw new ShopAway(`Something answers at ${this.url}, but not as the shop does (${what}).`, true);
    }
    if (status < 200 || status > 299) {
      const { detail } = value as { detail?: unknown };
      throw new ShopProblem(status, typeof detail === "string" ? detail : `The shop answered ${status}.`);
    }
    return { status, value: value as T, etag: answer.etag };
  }

  async #send(method: "GET" | "POST", path: string, headers: Record<string, string>, body?: string) {
    try {
      const {
        statusCode,
        headers: fields,
        body: stream,
      } = await request(this.url + path, {
        method,
        headers,
        body: body ?? null,
        dispatcher: this.#agent,
        // Over the whole answer: one that trickles in byte by byte is no answer either.
        signal: AbortSignal.timeout(this.#timeout),
      });
      const text = await stream.text();
      return {
        status: statusCode,
        type: first(fields["content-type"]) ?? "",
        etag: first(fields.etag),
        text,
      };
    } catch (error) {
      throw this.#explain(error as NodeJS.ErrnoException);
    }
  }

  #explain(error: NodeJS.ErrnoException): ShopAway {
    const seconds = `${this.#timeout / 1000} ${this.#timeout === 1000 ? "second" : "seconds"}`;
    switch (error.code ?? error.name) {
      case "ECONNREFUSED":
        return new ShopAway(
          `Nothing listens at ${this.url}. Is the shop started there (npm start)?`,
          false,
          error,
        );
      case "ENOTFOUND":
      case "EAI_AGAIN":
        return new ShopAway(`No machine is known by the name in ${this.url}.`, false, error);
      case "UND_ERR_CONNECT_TIMEOUT":
      case "EHOSTUNREACH":
      case "ENETUNREACH":
        return new ShopAway(`${this.url} cannot be reached from here.`, false, error);
      default:
        if (error.name === "TimeoutError") {
          return new ShopAway(`The shop at ${this.url} gave no answer within ${seconds}.`, true, error);
        }
        return new ShopAway(`The shop at ${this.url} broke off its answer (${error.message}).`, true, error);
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function first(field: string | string[] | undefined): string | undefined {
  return Array.isArray(field) ? field[0] : field;
}
