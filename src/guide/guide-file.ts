// Where the running guide is, for the commands that speak to it: a small file in work/, there as long as it runs.
// It has the presenter's key, so only whoever started the guide may read it.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** Another one for tests, which must not meet the guide of whoever runs them. */
const FILE = process.env.GUIDE_FILE || fileURLToPath(new URL("../../work/guide.json", import.meta.url));

export interface GuideAddress {
  /** "http://localhost:4000" */
  readonly url: string;
  /** The presenter's key; undefined where none is needed. */
  readonly key?: string | undefined;
}

/**
 * Returns a function that takes the file away again, unless another guide has written its own meanwhile. Where it
 * cannot be written, the guide runs all the same, and a command must be told its port.
 */
export function noteGuide(address: GuideAddress, file = FILE): () => void {
  const text = `${JSON.stringify({ ...address, pid: process.pid }, undefined, 2)}\n`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    rmSync(file, { force: true }); // The mode counts for a new file only.
    writeFileSync(file, text, { mode: 0o600, flag: "wx" });
  } catch {
    return () => {};
  }
  return () => {
    if (read(file) === text) rmSync(file, { force: true });
  };
}

/** What a guide has noted, though it may have ended since; undefined when there is nothing that can be read. */
export function findGuide(file = FILE): GuideAddress | undefined {
  try {
    const { url, key } = JSON.parse(read(file) ?? "") as Partial<GuideAddress>;
    if (typeof url !== "string" || !URL.canParse(url)) return undefined;
    return { url, key: typeof key === "string" ? key : undefined };
  } catch {
    return undefined;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
