// A folder of files for one test.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";

/** A new folder with these files, removed after the test. */
export async function folder(t: TestContext, contents: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "roundtrip-files-"));
  t.after(() => rm(root, { recursive: true }));
  for (const [name, text] of Object.entries(contents)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return root;
}
