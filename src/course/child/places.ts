// Where the student's code stands when something happens: the first line of a stack that is theirs.

import { relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Place } from "./messages.ts";

/** Those who look on stand in the stacks too: the runner, and the guide's tracer. */
const lookers = ["..", "../../guide/child"].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));
const root = process.cwd(); // A check may start the server in another folder.
let checked = "";

/** Says which file is checked: its lines are named before those of modules that it imports. */
export function setCheckedFile(file: string): void {
  checked = file;
}

/** The line of the checked file in this stack, or of another that is neither the runner's nor Node's. */
export function placeIn(stack: string | undefined): Place {
  const places = (stack ?? "").split("\n").flatMap((line) => locationIn(line) ?? []);
  const own = places.find(({ path }) => path === checked) ?? places[0];
  return own && `${nameOf(own.path)}:${own.line}`;
}

export function here(): Place {
  return placeIn(new Error().stack);
}

/** "exercise.ts" for the checked file; the way from its folder for others. */
function nameOf(path: string): string {
  if (path === checked) return path.slice(path.lastIndexOf(sep) + 1);
  const near = relative(root, path);
  return (near.startsWith("..") ? path : near).split(sep).join("/");
}

function locationIn(line: string): { path: string; line: string } | undefined {
  const found = /^\s+at (?:.*\()?(.+?):(\d+):\d+\)?$/.exec(line);
  if (found === null) return undefined;
  const [, file = "", number = ""] = found;
  if (file.startsWith("node:") || file.includes("node_modules")) return undefined;
  const path = file.startsWith("file:") ? fileURLToPath(file) : file;
  if (lookers.some((folder) => path.startsWith(folder)) || !path.includes(sep)) return undefined;
  return { path, line: number };
}

/** Syntax errors have their place in the text: "exercise.ts:3:7: ERROR: ..." (esbuild's way to say it). */
export function placeInMessage(message: string): Place {
  const found = /^(.+?\.[cm]?[jt]s):(\d+):\d+: ERROR/m.exec(message);
  if (found === null) return undefined;
  const [, file = "", line] = found;
  const path = file.startsWith("file:") ? fileURLToPath(file) : file;
  return path === checked || pathToFileURL(path).href === checked
    ? `${nameOf(checked)}:${line}`
    : `${nameOf(path)}:${line}`;
}
