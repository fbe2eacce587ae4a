// Further: a journal. Each change is one line at the end of a file. Nothing that is written is written again, so a
// change costs the same with ten records and with a million. At the start all changes are made once more.

import { existsSync } from "node:fs";
import { mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { syncFolder } from "../11-persistence/file-store.ts";
import { queue } from "./safe-store.ts";

export interface Journal<Data, Entry> {
  read(): Data;
  /** Writes what `decide` returns as a line, and then applies it. Resolves when it is on the disk. */
  add(decide: (data: Data) => Entry): Promise<Entry>;
  close(): Promise<void>;
}

/**
 * Opens the journal, and applies all its lines to `data`. The same lines must always give the same data: so ids are
 * chosen in `decide`, and never in `apply`. @throws {Error} for damage before the last line
 */
export async function openJournal<Data, Entry>(
  path: string,
  data: Data,
  apply: (data: Data, entry: Entry) => void,
): Promise<Journal<Data, Entry>> {
  await mkdir(dirname(path), { recursive: true });
  const bytes = existsSync(path) ? await readFile(path) : Buffer.alloc(0);
  // The last line without its end was never acknowledged: a crash came first.
  let length = bytes.lastIndexOf("\n") + 1;
  const lines = bytes.subarray(0, length).toString("utf8").split("\n").slice(0, -1);
  for (const [i, line] of lines.entries()) apply(data, parse(line, `${path}:${i + 1}`));
  const file = await open(path, existsSync(path) ? "r+" : "w+");
  await syncFolder(dirname(path));
  const inTurn = queue();
  return {
    read: () => data,
    close: () => inTurn(() => file.close()),
    add: (decide) =>
      inTurn(async () => {
        const entry = decide(data);
        const line = Buffer.from(`${JSON.stringify(entry)}\n`);
        await file.truncate(length); // Away with what a failed write has left.
        let written = 0;
        while (written < line.length)
          written += (await file.write(line, written, line.length - written, length + written)).bytesWritten;
        await file.datasync();
        length += line.length;
        apply(data, entry);
        return entry;
      }),
  };
}

function parse<Entry>(line: string, place: string): Entry {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new Error(`${place} is damaged. The file was left as it is.`, { cause: error });
  }
}
