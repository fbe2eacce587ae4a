// What a student's server has printed, as lines that can be shown: without Node's own report of a crash, which is
// long, and which the explanation of a failure says in fewer words.

import { printable } from "./show.ts";

/** A place, the line of code there, a mark below it, the stack, and Node's version at the end. */
const CRASH_REPORT = /^.+:\d+\n.*\n\s*\^+\s*\n[\s\S]*?^Node\.js v.*\n?/gm;

/** The last lines, at most `count`; none when nothing was printed. */
export function printedLines(output: string, count: number): string[] {
  const text = output.replaceAll("\r\n", "\n").replace(CRASH_REPORT, "").trimEnd();
  return text === "" ? [] : text.split("\n").slice(-count).map(printable);
}
