// Asks a Web API from a program. The other side may be slow, away, or out of its mind: each has an end in time
// and a sentence of its own.

import { request } from "undici";

/** How long to wait for an answer; milliseconds. */
export const PATIENCE = 2_000;

/** Resolves with what the server sent. @throws {Error} in words for a person */
export async function fetchJson(url: string): Promise<unknown> {
  const { statusCode, body } = await ask(url);
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}: ${text}`);
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${url} answered with something that is not JSON.`);
  }
}

async function ask(url: string) {
  try {
    return await request(url, {
      headers: { accept: "application/json" },
      headersTimeout: PATIENCE,
      bodyTimeout: PATIENCE,
      signal: AbortSignal.timeout(PATIENCE * 2),
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ECONNREFUSED") throw new Error(`Nobody listens at ${url}. Is the server started?`);
    throw new Error(`${url} gave no answer in time.`);
  }
}
