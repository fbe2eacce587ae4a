// Asks a Web API from a program. The other server may be silent, away, or out of its mind: each has an end, and a
// sentence of its own.

import { request } from "undici";

/** How long to wait for the whole answer; milliseconds. */
const PATIENCE = 2_000;

/** Resolves with what the server sent. @throws {Error} in words for a person */
export async function fetchJson(url: string): Promise<unknown> {
  const { status, text } = await get(url);
  if (status !== 200) throw new Error(`${url} answered ${status}.`);
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${url} answered with something that is not JSON.`);
  }
}

async function get(url: string): Promise<{ status: number; text: string }> {
  try {
    const { statusCode, body } = await request(url, {
      headers: { accept: "application/json" },
      signal: AbortSignal.timeout(PATIENCE), // Ends it wherever it is: connecting, waiting, or reading.
    });
    return { status: statusCode, text: await body.text() };
  } catch (error) {
    throw new Error(reasonOf(url, error));
  }
}

function reasonOf(url: string, error: unknown): string {
  if (!(error instanceof Error)) return `${url} could not be asked.`;
  if (error.name === "TimeoutError") return `${url} gave no answer in ${PATIENCE / 1000} seconds.`;
  if ("code" in error && error.code === "ECONNREFUSED") return `Nobody listens at ${url}.`;
  return `${url} could not be asked: ${error.message}`;
}
