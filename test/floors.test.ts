// The house rules of src/ and lessons/ that no linter knows: which folder imports from which, and how files begin.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { posix, sep } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

/** What each floor may import from, besides itself. A folder that is not listed here has no place yet. */
const FLOORS: Record<string, readonly string[]> = {
  server: [],
  store: [],
  middleware: ["server"],
  "index.ts": ["server", "store", "middleware"],
  shop: ["index.ts"],
  course: ["index.ts", "shop"],
  guide: ["index.ts", "shop", "course"],
  // Clients know the shop by its Web API only.
  clients: ["index.ts"],
  cli: ["index.ts", "shop", "course", "guide", "clients"],
};

/** The floors that must run without any package. */
const BARE: readonly string[] = ["server", "store"];

/** What is wrong with a file of src/, whose path is given from there: "shop/api.ts". */
function faults(path: string, source: string): string[] {
  const floor = floorOf(path);
  const allowed = FLOORS[floor];
  if (allowed === undefined) return [`${path}: ${floor} is no floor of the house`];
  const found = importsOf(source).flatMap((specifier) => {
    if (specifier.startsWith("node:")) return [];
    if (!specifier.startsWith(".")) return BARE.includes(floor) ? [`imports the package ${specifier}`] : [];
    const target = floorOf(posix.join(posix.dirname(path), specifier));
    return target === floor || allowed.includes(target) ? [] : [`imports ${specifier}`];
  });
  if (/^export default\b|\bas default\b/m.test(source)) found.push("has a default export");
  if (!/^(#!.*\n)?\/[/*]/.test(source)) found.push("does not begin with a comment");
  return found.map((fault) => `${path} ${fault}`);
}

/** The first part of a path from src/: a folder, or a file such as index.ts. ".." for what lies outside. */
function floorOf(path: string): string {
  return path.split("/")[0] ?? "";
}

/** Every module that a file names: imported, exported from, loaded later, or only for its types. */
function importsOf(source: string): string[] {
  const statements =
    /^\s*(?:import|export)\b[^"';]*?\bfrom\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']/gm;
  const calls = /\b(?:import|require)\(\s*["'`]([^"'`]+)["'`]/g;
  return [...source.matchAll(statements), ...source.matchAll(calls)].map(
    (match) => match[1] ?? match[2] ?? "",
  );
}

const src = fileURLToPath(new URL("../src", import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .map((name) => name.split(sep).join("/"))
  .filter((name) => /\.[cm]?[jt]s$/.test(name));

test("every file of src/ keeps to its floor, exports nothing by default, and begins with a comment", () => {
  assert.ok(files.includes("server/app.ts"));
  assert.deepEqual(
    files.flatMap((file) => faults(file, readFileSync(`${src}/${file}`, "utf8"))),
    [],
  );
});

/**
 * What is wrong with a file of lessons/, whose path is given from there. A lesson builds smaller what src/ has, so it
 * imports nothing of it; its checks are written in the words of src/course, and are no part of what it builds.
 */
function lessonFaults(path: string, source: string): string[] {
  return importsOf(source).flatMap((specifier) => {
    const target = posix.join("lessons", posix.dirname(path), specifier);
    const isCheck = path.endsWith("/checks.ts");
    if (!specifier.startsWith(".")) {
      return specifier.startsWith("node:") || PACKAGES.includes(specifier)
        ? []
        : [`${path} imports ${specifier}`];
    }
    if (target.startsWith("lessons/") || (isCheck && target === "src/course/checks.ts")) return [];
    return [`${path} imports ${specifier}`];
  });
}

/** The client of lesson 13, and what speaks to the database of lesson 16. */
const PACKAGES: readonly string[] = ["undici", "pg"];

const lessons = fileURLToPath(new URL("../lessons", import.meta.url));
const lessonFiles = readdirSync(lessons, { recursive: true, encoding: "utf8" })
  .map((name) => name.split(sep).join("/"))
  .filter((name) => name.endsWith(".ts"));

test("the lessons import nothing from src/server, src/store or any other floor; only their checks the words of src/course", () => {
  assert.ok(lessonFiles.includes("17-your-own/solution.ts"));
  assert.deepEqual(
    lessonFiles.flatMap((file) => lessonFaults(file, readFileSync(`${lessons}/${file}`, "utf8"))),
    [],
  );
});

for (const [path, specifier] of [
  ["17-your-own/server.ts", "../../src/server/app.ts"],
  ["17-your-own/data.ts", "../../src/store/store.ts"],
  ["05-parameters/checks.ts", "../../src/server/router.ts"],
  ["05-parameters/exercise.ts", "../../src/course/checks.ts"],
  ["library.ts", "../src/index.ts"],
  ["09-body/body.ts", "express"],
] as const) {
  test(`in lessons/${path}, an import of ${specifier} is found`, () => {
    assert.deepEqual(lessonFaults(path, `import { x } from "${specifier}";\n`), [
      `${path} imports ${specifier}`,
    ]);
  });
}

const violations: [path: string, source: string, fault: string][] = [
  ["server/a.ts", `import { x } from "../store/x.ts";`, "imports ../store/x.ts"],
  ["store/a.ts", `import { x } from "../server/x.ts";`, "imports ../server/x.ts"],
  ["server/a.ts", `import type { X } from "../middleware/x.ts";`, "imports ../middleware/x.ts"],
  ["server/a.ts", `import {\n  a,\n  b,\n} from "../index.ts";`, "imports ../index.ts"],
  ["middleware/a.ts", `export * from "../store/x.ts";`, "imports ../store/x.ts"],
  ["middleware/a.ts", `export { x } from "../index.ts";`, "imports ../index.ts"],
  ["index.ts", `export { x } from "./shop/x.ts";`, "imports ./shop/x.ts"],
  ["shop/a.ts", `import "../server/x.ts";`, "imports ../server/x.ts"],
  ["shop/pages/a.ts", `import { x } from "../../store/x.ts";`, "imports ../../store/x.ts"],
  ["clients/a.ts", `import { x } from "../shop/x.ts";`, "imports ../shop/x.ts"],
  ["shop/a.ts", `const x = await import("../course/x.ts");`, "imports ../course/x.ts"],
  ["course/a.ts", `type X = import("../guide/x.ts").X;`, "imports ../guide/x.ts"],
  ["guide/client/a.ts", `import { x } from '../../cli/x.ts';`, "imports ../../cli/x.ts"],
  ["cli/a.ts", `import { x } from "../../test/x.ts";`, "imports ../../test/x.ts"],
  ["server/a.ts", `import mime from "mime";`, "imports the package mime"],
  ["store/a.ts", `import type { X } from "@types/x";`, "imports the package @types/x"],
  ["store/a.ts", `const x = require("x");`, "imports the package x"],
  ["shop/a.ts", "export default function x() {}", "has a default export"],
  ["shop/a.ts", "const x = 1;\nexport { x as default };", "has a default export"],
];

for (const [path, source, fault] of violations) {
  test(`in ${path}, ${JSON.stringify(source)} is found`, () => {
    assert.deepEqual(faults(path, `// What it is for.\n\n${source}\n`), [`${path} ${fault}`]);
  });
}

test("a file without a comment at its top, and a folder that has no floor, are found", () => {
  assert.deepEqual(faults("shop/a.ts", "const x = 1;\n"), ["shop/a.ts does not begin with a comment"]);
  assert.deepEqual(faults("new/a.ts", "// New.\n"), ["new/a.ts: new is no floor of the house"]);
});

const lawful: [path: string, source: string][] = [
  ["server/a.ts", `import { once } from "node:events";\nimport { x } from "./x.ts";`],
  ["middleware/a.ts", `import send from "send";\nimport { x } from "../server/x.ts";`],
  ["index.ts", `export { x } from "./server/x.ts";\nexport { y } from "./store/y.ts";`],
  ["shop/pages/a.ts", `import { x } from "../../index.ts";\nimport { y } from "../y.ts";`],
  ["guide/a.ts", `import { x } from "../shop/x.ts";`],
  ["server/a.ts", `// A sentence that quotes from "../shop/x.ts" imports nothing.`],
];

for (const [path, source] of lawful) {
  test(`in ${path}, ${JSON.stringify(source)} is no fault`, () => {
    assert.deepEqual(faults(path, `// What it is for.\n\n${source}\n`), []);
  });
}
