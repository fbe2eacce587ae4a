// Golden transcripts: what a terminal shows, kept in golden/*.txt. Ports, times and folders are made the same.
// UPDATE_GOLDEN=1 npm test -- transcripts writes them anew; look at the difference before it is committed.

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = new URL("../golden/", import.meta.url);

export function assertGolden(name: string, transcript: string, root: string): void {
  const file = fileURLToPath(new URL(`${name}.txt`, folder));
  const shown = `${normal(transcript, root).trimEnd()}\n`;
  for (const line of shown.split("\n")) assert.ok(line.length <= 80, `Wider than 80 columns: ${line}`);
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, shown);
  assert.ok(existsSync(file), `${file} is not there. Write it with UPDATE_GOLDEN=1.`);
  assert.equal(shown, readFileSync(file, "utf8").replaceAll("\r\n", "\n"));
}

function normal(text: string, root: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll(root, "ROOT")
    .replace(/localhost:\d+/g, "localhost:PORT")
    .replace(/\bport \d{4,5}\b/g, "port PORT")
    .replace(/\d\d:\d\d:\d\d/g, "HH:MM:SS")
    .replace(/\d{4}-\d\d-\d\d/g, "YYYY-MM-DD");
}
