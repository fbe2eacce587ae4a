// Safe writes: many clients at once, and one writer at a time. Whoever looks, decides and writes does it in one turn.

import { readWhole, writeWhole } from "../11-persistence/file-store.ts";

export interface SafeStore<Data> {
  /** What is on the disk. It is for reading: who changes it here changes nothing on the disk. */
  read(): Data;
  /**
   * Gives `decide` a copy to change, and writes the whole copy. If `decide` throws, nothing changes. `decide` does not
   * wait for anything: all others wait for its turn to end. Resolves with what it returned, when that is on the disk.
   */
  change<Result>(decide: (draft: Data) => Result): Promise<Result>;
}

/** Opens the store in a file. @throws {Error} for a damaged file */
export async function safeStore<Data extends object>(path: string, first: Data): Promise<SafeStore<Data>> {
  let data = await readWhole(path, first);
  const inTurn = queue();
  return {
    read: () => data,
    change: (decide) =>
      inTurn(async () => {
        const draft = structuredClone(data);
        const result = decide(draft);
        if (result instanceof Promise) throw new Error("What is given to change() must not be async.");
        await writeWhole(path, JSON.stringify(draft, null, 1));
        data = draft;
        return result;
      }),
  };
}

/** Gives out turns: each begins when the one before it has ended, well or badly. */
export function queue() {
  let last: Promise<unknown> = Promise.resolve();
  return <Result>(run: () => Promise<Result>): Promise<Result> => {
    const result = last.then(run);
    last = result.catch(() => {}); // Its caller hears of the error. The next turn begins all the same.
    return result;
  };
}
