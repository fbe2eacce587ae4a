// What a student's server has printed, as lines that can be shown: without Node's own report of a crash, which is
// long, and which the explanation of a failure says in fewer words.

import { printable } from "./show.ts";

/** A place, the line of code there, a mark below it, the stack, and Node's version at the end. */
const CRASH_REPORT = /^.+:\d+\n.*\n\s*\^+\s*\n[\s\S]*?^Node\.js v.*\n?/gm;

/** Lines such as "    at addBook (/home/ada/roundtrip/work/10-web-api/exercise.ts:72:15)". */
const STACK = /(?:^ +at .+\n?)+/gm;
const PLACE = /([^/\\(]+:\d+):\d+\)?( \{)?$/;
/** Neither Node's nor the course's. */
const OTHERS = /node:|node_modules|[/\\]lessons[/\\]/;

/** The last lines, at most `count`; none when nothing was printed. */
export function printedLines(output: string, count: number): string[] {
  const text = output.replaceAll("\r\n", "\n").replace(CRASH_REPORT, "").replace(STACK, ownPlace).trimEnd();
  return text === "" ? [] : text.split("\n").slice(-count).map(printable);
}

/** Of a stack, which would push all else off the screen, the first line that is the student's: "    at exercise.ts:72". */
function ownPlace(stack: string): string {
  const frames = stack.trimEnd().split("\n");
  const own = PLACE.exec(frames.find((frame) => !OTHERS.test(frame)) ?? "")?.[1];
  const [, , more = ""] = PLACE.exec(frames.at(-1) ?? "") ?? []; // " {" where the error has more to say.
  const end = stack.endsWith("\n") ? "\n" : "";
  if (own !== undefined) return `    at ${own}${more}${end}`;
  return more === "" ? "" : `   ${more}${end}`;
}
