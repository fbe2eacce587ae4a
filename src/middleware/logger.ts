// A line for each request, when its response is done: 14:03:05 GET /products/66432 200 2.1 ms

import type { Handler } from "../server/types.ts";

export interface LoggerOptions {
  /** Takes a line without its end. Default: writes it to stdout. */
  write?: (line: string) => void;
}

/** Logs every request. Put it first, so that it sees all of them. */
export function logger({ write = (line) => process.stdout.write(`${line}\n`) }: LoggerOptions = {}): Handler {
  return function logger(req, res, next) {
    const start = performance.now();
    res.once("close", () => {
      const milliseconds = (performance.now() - start).toFixed(1);
      // A client that left has no status: it never saw one.
      const outcome = res.writableFinished ? res.statusCode : "client left";
      const time = new Date().toTimeString().slice(0, 8);
      write(printable(`${time} ${req.method} ${req.originalUrl} ${outcome} ${milliseconds} ms`));
    });
    return next();
  };
}

/** A URL must not forge a line of the log. */
function printable(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about.
  return line.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) =>
    encodeURIComponent(character),
  );
}
