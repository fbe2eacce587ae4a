// The lines of a file one by one, however large it is; and what is said of a line that cannot be right.

import { StoreError } from "./errors.ts";

export interface Line {
  /** Without the end of the line. */
  readonly bytes: Buffer;
  /** From 1. */
  readonly number: number;
  /** Where it begins in the file. */
  readonly start: number;
  /** Whether the end of the line is there. */
  readonly ended: boolean;
}

const NEWLINE = 10;

export async function* readLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 1;
  let start = 0;
  const begun: Buffer[] = []; // Of a line that goes on in the next piece.
  for await (const piece of pieces) {
    const buffer = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    let from = 0;
    for (let end = buffer.indexOf(NEWLINE); end !== -1; end = buffer.indexOf(NEWLINE, from)) {
      const bytes = Buffer.concat([...begun.splice(0), buffer.subarray(from, end)]);
      yield { bytes, number, start, ended: true };
      number += 1;
      start += bytes.length + 1;
      from = end + 1;
    }
    if (from < buffer.length) begun.push(buffer.subarray(from));
  }
  if (begun.length > 0) yield { bytes: Buffer.concat(begun), number, start, ended: false };
}

export function damaged(path: string, line: number, what: string, todo = ASK): StoreError {
  return new StoreError("damaged", `${path}, line ${line}: ${what} ${todo}`);
}

const ASK = "Mend it, or put a copy from before in its place; nothing was changed.";
