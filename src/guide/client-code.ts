// Serves the pages' TypeScript: each file as a module of its own, without its types, which a browser does not know.
// No bundle is made, so that in the browser's developer tools the code looks as it does here.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import type { Handler } from "../index.ts";

const FOLDER = fileURLToPath(new URL("./client", import.meta.url));

/** Answers GET for `/lesson/main.ts` and so on, below the prefix where it is used. */
export function clientCode(folder = FOLDER): Handler {
  const done = new Map<string, Promise<string>>();
  return async function clientCode(req, res, next) {
    const path = req.path.slice(1);
    if (req.method !== "GET" || !/^(?:[a-z-]+\/)*[a-z-]+\.ts$/.test(path)) return next();
    let code = done.get(path);
    if (code === undefined) {
      code = withoutTypes(join(folder, path));
      done.set(path, code);
    }
    try {
      const text = await code;
      res.setHeader("Content-Type", "text/javascript; charset=utf-8");
      res.setHeader("Cache-Control", "no-cache"); // After an update of the course the old code must not stay.
      return res.send(text);
    } catch (error) {
      done.delete(path);
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return next();
      throw error;
    }
  };
}

async function withoutTypes(file: string): Promise<string> {
  const source = await readFile(file, "utf8");
  const { code } = await transform(source, { loader: "ts", target: "es2022", sourcefile: file });
  return code;
}
