// Reads the guide's event stream, as a page does.

import type { TestContext } from "node:test";

export interface Heard {
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: events of several kinds, looked at by tests.
  readonly data: any;
}

/** @param url of the guide */
export async function listen(
  t: TestContext,
  url: string,
  topics: string,
  headers: Record<string, string> = {},
): Promise<{ heard: Heard[]; leave: () => void }> {
  const leaving = new AbortController();
  t.after(() => leaving.abort());
  const { body } = await fetch(`${url}/live?topics=${topics}`, { signal: leaving.signal, headers });
  const heard: Heard[] = [];
  void (async () => {
    let text = "";
    for await (const piece of body as AsyncIterable<Uint8Array>) {
      text += new TextDecoder().decode(piece);
      const parts = text.split("\n\n");
      text = parts.pop() ?? "";
      for (const part of parts) {
        const found = /^event: (.+)\ndata: (.+)$/m.exec(part);
        if (found !== null) heard.push({ event: found[1] as string, data: JSON.parse(found[2] as string) });
      }
    }
  })().catch(() => {});
  return { heard, leave: () => leaving.abort() };
}
