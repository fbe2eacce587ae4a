// Lines of the user's own code: "src/shop/product-pages.ts:31".

import { findSourceMap } from "node:module";
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Place } from "../trace/events.ts";

/** What stands between the user's code and what is told of it: the kit, and those who look on. */
const NOT_THEIRS = ["../../server/", "../../middleware/", "./", "../../course/child/"].map((folder) =>
  fileURLToPath(new URL(folder, import.meta.url)),
);
/** The user's line may stand below many of the kit's and of packages. */
const DEEP = 40;

export class Places {
  readonly #root: string;
  /** Told by where it stands in the code that runs, which is not the code that was written. */
  readonly #known = new Map<string, Place>();
  readonly #ofErrors = new WeakMap<Error, { readonly place: Place }>();

  constructor(root: string) {
    this.#root = root;
  }

  /** The line that runs now. (Ten times faster than reading `new Error().stack`, whose lines are all mapped.) */
  here(): Place {
    for (const site of callSites()) {
      const file = site.getFileName();
      const line = site.getLineNumber();
      if (file == null || line === null) continue;
      const place = this.#at(file, line, site.getColumnNumber() ?? 1);
      if (place !== undefined) return place;
    }
    return undefined;
  }

  /** The line at which an error was made: also one that somebody made to remember the line. */
  ofError(error: Error | undefined): Place {
    if (error === undefined) return undefined;
    let known = this.#ofErrors.get(error);
    if (known === undefined) {
      known = { place: this.#inStack(error.stack) };
      this.#ofErrors.set(error, known);
    }
    return known.place;
  }

  #at(file: string, line: number, column: number): Place {
    const key = `${file}:${line}:${column}`;
    if (this.#known.has(key)) return this.#known.get(key);
    const path = theirs(file);
    const entry = path === undefined ? undefined : findSourceMap(file)?.findEntry(line - 1, column - 1);
    const written = entry !== undefined && "originalLine" in entry ? Number(entry.originalLine) + 1 : line;
    const place = path === undefined ? undefined : this.#name(path, written);
    this.#known.set(key, place);
    return place;
  }

  #inStack(stack: unknown): Place {
    if (typeof stack !== "string") return undefined;
    for (const text of stack.split("\n")) {
      const found = /^\s+at (?:.*\()?(.+?):(\d+):\d+\)?$/.exec(text);
      const path = theirs(found?.[1] ?? "");
      if (path !== undefined) return this.#name(path, Number(found?.[2]));
    }
    return undefined;
  }

  #name(path: string, line: number): Place {
    const near = relative(this.#root, path);
    return `${(near.startsWith("..") ? path : near).split(sep).join("/")}:${line}`;
  }
}

/** The path of a file of the user's; undefined for Node's own, packages, and the kit. */
function theirs(file: string): string | undefined {
  if (file.startsWith("node:") || file.includes("node_modules")) return undefined;
  const path = file.startsWith("file:") ? fileURLToPath(file) : file;
  if (!path.includes(sep) || NOT_THEIRS.some((folder) => path.startsWith(folder))) return undefined;
  return path;
}

function callSites(): NodeJS.CallSite[] {
  const { stackTraceLimit } = Error;
  const own = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  try {
    Error.stackTraceLimit = DEEP;
    Error.prepareStackTrace = (_error, sites) => sites;
    return new Error().stack as unknown as NodeJS.CallSite[];
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    if (own === undefined) Reflect.deleteProperty(Error, "prepareStackTrace");
    else Object.defineProperty(Error, "prepareStackTrace", own);
  }
}
