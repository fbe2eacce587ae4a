// What the body parsers share: who has a body, of which media type, and how it is read within a limit.

import { HttpError } from "../server/errors.ts";
import { hasBody, type Request } from "../server/request.ts";
import type { Response } from "../server/response.ts";
import type { Handler } from "../server/types.ts";

export interface BodyOptions {
  /** How many bytes a body may have; beyond it the client gets 413. Default: 100,000. */
  limit?: number;
}

export interface BodyKind {
  /** What the middleware is called, in messages. */
  readonly name: string;
  /** Whether it reads this media type, given in lower case and without parameters. */
  readonly reads: (mediaType: string) => boolean;
  /** What to send instead, for the 415. */
  readonly expected: string;
  /** Makes of the text what becomes `req.body`. */
  readonly parse: (text: string, req: Request) => unknown;
}

/**
 * A middleware that sets `req.body`. It passes by a request without a body, and one whose body is parsed
 * already. With `app.use` it also passes by other media types; on a route it insists on its own.
 */
export function bodyParser({ name, reads, expected, parse }: BodyKind, options: BodyOptions): Handler {
  const limit = options.limit ?? 100_000;
  if (!(limit > 0)) throw new RangeError(`${name}({ limit }) takes a number of bytes, not ${limit}.`);
  const parser: Handler = async (req, res, next) => {
    const onRoute = req.route !== undefined;
    // Parsed by someone else, perhaps as another type: on a route the type still has to be right.
    const parsed = req.body !== undefined;
    if (parsed && !onRoute) return next();
    if (!hasBody(req)) {
      if (onRoute && EXPECT_BODY.has(req.method)) {
        throw new HttpError(400, `The request has no body. Send ${expected}.`);
      }
      return next();
    }
    const { mediaType, charset } = contentType(req);
    if (!reads(mediaType)) {
      if (!onRoute) return next();
      const sent = mediaType === "" ? "has no Content-Type" : `is ${mediaType}`;
      throw new HttpError(415, `The body ${sent}. Send ${expected}.`);
    }
    if (parsed) return next();
    if (charset !== "utf-8" && charset !== "utf8")
      throw new HttpError(415, `The body is in ${charset}. Send UTF-8.`);
    req.body = parse(decode(await readBody(req, res, limit)), req);
    return next();
  };
  return Object.defineProperty(parser, "name", { value: name });
}

const EXPECT_BODY: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

/**
 * The media type by its exact grammar (RFC 9110, section 8.3.1): a guard that compares it and the parser
 * that acts on it cannot be told two different things. Anything else is no type: "".
 */
function contentType({ headers }: Request): { mediaType: string; charset: string } {
  const [mediaType = "", ...parameters] = (headers["content-type"] ?? "").toLowerCase().split(";");
  if (!/^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+ *$/.test(mediaType))
    return { mediaType: "", charset: "utf-8" };
  const charset = parameters.map((parameter) => parameter.trim()).find((text) => text.startsWith("charset="));
  return {
    mediaType: mediaType.trimEnd(),
    charset: charset?.slice("charset=".length).replaceAll('"', "") ?? "utf-8",
  };
}

/**
 * Reads the body to its end.
 * @throws {HttpError} 413 beyond the limit, 415 for a compressed body, 400 when the client has gone.
 */
async function readBody(req: Request, res: Response, limit: number): Promise<Buffer> {
  if ((req.headers["content-encoding"] ?? "identity").toLowerCase() !== "identity") {
    throw new HttpError(415, "The body is compressed. Send it as it is.", {
      headers: { "Accept-Encoding": "identity" },
    });
  }
  if (Number(req.headers["content-length"] ?? 0) > limit) throw tooLarge(limit);
  if (res.closed || req.readableEnded)
    throw new HttpError(400, "The body is gone: read already, or never sent.");
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const stop = (error: HttpError) => {
      req.off("data", onData).off("end", onEnd);
      res.off("close", onClose);
      req.pause();
      reject(error);
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) stop(tooLarge(limit));
      else chunks.push(chunk);
    };
    const onEnd = () => {
      res.off("close", onClose);
      resolve(Buffer.concat(chunks, size));
    };
    const onClose = () => stop(new HttpError(400, "The body ended before its time."));
    req.on("data", onData).on("end", onEnd);
    req.on("error", () => {}); // An aborted upload; the response's `close` follows and says so.
    res.on("close", onClose);
  });
}

/** The client is told to stop, and the connection with it: nobody reads the rest. */
function tooLarge(limit: number): HttpError {
  return new HttpError(413, `The body is larger than ${limit} bytes.`, { headers: { Connection: "close" } });
}

/** @throws {HttpError} 400 for what is not UTF-8: replacement characters would hide the damage. */
function decode(body: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw new HttpError(400, "The body is not UTF-8.");
  }
}
