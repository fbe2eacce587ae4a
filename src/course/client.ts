// Sends the requests of a check over real HTTP, and says what came of each: a reply, or how it failed.

import { Readable } from "node:stream";
import { Agent, type Dispatcher, request } from "undici";
import { EventStream } from "./event-stream.ts";
import { USUAL_PORT } from "./ports.ts";
import { Miss, Reply } from "./reply.ts";

export interface SendOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Text or bytes; a list is sent piece by piece, with a pause after each. */
  readonly body?: string | Uint8Array | readonly Uint8Array[];
  /** JSON: sets the body and its Content-Type. */
  readonly json?: unknown;
  /** How long to wait for the reply; milliseconds. */
  readonly limit?: number;
}

/** Why there was no reply. */
export type Silence = "no-reply" | "refused" | "broken" | "unreadable";

/** A request without a reply is a miss of its own kind: the explanation begins with what happened. */
export class NoReply extends Miss {
  readonly silence: Silence;
  readonly sent: string;
  /** Milliseconds that were waited, for "no-reply". */
  readonly waited: number;

  constructor(silence: Silence, sent: string, waited: number) {
    super("one response");
    this.silence = silence;
    this.sent = sent;
    this.waited = waited;
  }
}

/** Sends "GET /books?limit=2" and resolves with the reply. @throws {NoReply} */
export type Ask = (request: string, options?: SendOptions) => Promise<Reply>;

/** Sends a request whose response stays open, and resolves when its header has come. @throws {NoReply} */
export type Listen = (
  request: string,
  options?: Pick<SendOptions, "headers" | "limit">,
) => Promise<EventStream>;

/**
 * What the commands and the field Host name, wherever the server listens: the port of the checks is closed when the
 * student reads them, and their own server, started by hand, has this one.
 */
const HOST = `localhost:${USUAL_PORT}`;
/** How long a reply may take; milliseconds. A hang costs a student this time, each time. */
const REPLY_LIMIT = 1_500;

export class Client {
  readonly #agent = new Agent({ connect: { timeout: 2_000 }, keepAliveTimeout: 1_000 });
  readonly #origin: string;
  /** What was sent so far, as commands. */
  readonly sent: string[] = [];

  constructor(port: number) {
    this.#origin = `http://127.0.0.1:${port}`;
  }

  readonly ask: Ask = async (what, options = {}) => {
    const limit = options.limit ?? REPLY_LIMIT;
    const { sent, begin } = this.#prepare(what, options);
    try {
      const response = await begin({ headersTimeout: limit, bodyTimeout: limit });
      const bytes = Buffer.from(await response.body.arrayBuffer());
      return new Reply(response.statusCode, response.headers, bytes, sent);
    } catch (error) {
      throw new NoReply(silenceOf(error), sent, limit);
    }
  };

  readonly listen: Listen = async (what, options = {}) => {
    const limit = options.limit ?? REPLY_LIMIT;
    const { sent: command, begin } = this.#prepare(what, options);
    const sent = command.replace("curl -i", "curl -iN"); // -N shows each piece as it comes.
    try {
      const { statusCode, headers, body } = await begin({ headersTimeout: limit, bodyTimeout: 0 });
      return new EventStream(new Reply(statusCode, headers, Buffer.alloc(0), sent), body);
    } catch (error) {
      throw new NoReply(silenceOf(error), sent, limit);
    }
  };

  #prepare(what: string, options: SendOptions) {
    const [method = "GET", path = "/"] = what.split(" ");
    const { body, headers } = prepare(options);
    const sent = asCommand(method, `http://${HOST}${path}`, headers, options);
    this.sent.push(sent);
    const begin = (limits: { headersTimeout: number; bodyTimeout: number }) =>
      request(this.#origin + path, {
        method: method as Dispatcher.HttpMethod,
        headers: { ...headers, host: HOST },
        body,
        dispatcher: this.#agent,
        ...limits,
      });
    return { sent, begin };
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }
}

function prepare({ body, json, headers = {} }: SendOptions) {
  if (json !== undefined) {
    return { body: JSON.stringify(json), headers: { "content-type": "application/json", ...headers } };
  }
  return { body: isPieces(body) ? Readable.from(piecewise(body)) : (body ?? null), headers };
}

function isPieces(body: SendOptions["body"]): body is readonly Uint8Array[] {
  return Array.isArray(body);
}

/** Each piece reaches the server as a chunk of its own: the next one waits for a turn of the event loop. */
async function* piecewise(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    yield piece;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function silenceOf(error: unknown): Silence {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (code === "UND_ERR_HEADERS_TIMEOUT" || code === "UND_ERR_BODY_TIMEOUT") return "no-reply";
  if (code === "ECONNREFUSED" || code === "UND_ERR_CONNECT_TIMEOUT") return "refused";
  if (code.startsWith("HPE_") || code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH") return "unreadable";
  return "broken";
}

/** The request as the student can send it from a terminal. */
export function asCommand(
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  options: Pick<SendOptions, "body" | "json">,
): string {
  const parts = ["curl -i"];
  if (method === "HEAD") parts[0] = "curl -I";
  else if (method !== "GET") parts.push(`-X ${method}`);
  for (const [name, value] of Object.entries(headers))
    parts.push(`-H ${JSON.stringify(`${name}: ${value}`)}`);
  const body = options.json === undefined ? options.body : JSON.stringify(options.json);
  if (typeof body === "string") parts.push(`-d ${shortened(JSON.stringify(body))}`);
  else if (body !== undefined) parts.push("-d (bytes, in pieces)");
  parts.push(/[?&*%]/.test(url) ? `"${url.slice("http://".length)}"` : url.slice("http://".length));
  return parts.join(" ");
}

function shortened(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}..."`;
}
