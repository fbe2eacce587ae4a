// shop-child.ts as one file of JavaScript: to start it as TypeScript takes three times as long, and many tests do.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

const SOURCE = fileURLToPath(new URL("./shop-child.ts", import.meta.url));

let folder: string | undefined;
let built: Promise<string> | undefined;
after(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** Its path. It is made once, for all tests of this process. */
export function shopProgram(): Promise<string> {
  built ??= make();
  return built;
}

async function make(): Promise<string> {
  folder = mkdtempSync(join(tmpdir(), "roundtrip-shop-"));
  const outfile = join(folder, "shop-child.mjs");
  // Packages that are CommonJS ask for it.
  const js = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';
  await build({
    entryPoints: [SOURCE],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    banner: { js },
    plugins: [OWN_URLS],
  });
  return outfile;
}

/** Files beside a module are found from where the module was. */
const OWN_URLS: Plugin = {
  name: "own-urls",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replaceAll(
        "import.meta.url",
        JSON.stringify(pathToFileURL(path).href),
      ),
      loader: "ts",
    })),
};
