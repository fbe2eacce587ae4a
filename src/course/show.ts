// How the terminal shows what the checks found: at most 80 columns, and never by colour alone.

import type { Failure, Result, Verdict } from "./check-lesson.ts";
import type { Check } from "./checks.ts";
import { clip, columnsOf, splitAt } from "./columns.ts";

export interface Style {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

const paint = (code: number) => (text: string) => `\u001B[${code}m${text}\u001B[0m`;
const plain = (text: string) => text;

export const COLOURED: Style = { good: paint(32), bad: paint(31), dim: paint(2), bold: paint(1) };
export const PLAIN: Style = { good: plain, bad: plain, dim: plain, bold: plain };

type Env = Readonly<Record<string, string | undefined>>;

/** Colours for a terminal, unless NO_COLOR is set (https://no-color.org); none for a pipe or a file. */
export function styleFor(stream: { isTTY?: boolean }, env: Env = process.env): Style {
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb" ? COLOURED : PLAIN;
}

export const WIDTH = 80;

/** The whole verdict: a line for each check that ran, and the first failure in detail. */
export function showVerdict(verdict: Verdict, checks: readonly Check[], style: Style, hintKey = ""): string {
  if (verdict.start !== undefined && verdict.results.length === 0) {
    return `${style.bad("✗")} The server does not start.\n${showFailure(verdict.start, undefined, style, "")}`;
  }
  const lines: string[] = [];
  const first = verdict.results.find(({ failure }) => failure !== undefined);
  for (const [i, check] of checks.entries()) {
    const result = verdict.results[i];
    lines.push(showCheck(check, i, checks.length, result, style));
    if (result !== undefined && result === first && result.failure !== undefined) {
      lines.push(showFailure(result.failure, check, style, hintKey));
    }
  }
  if (verdict.start !== undefined) lines.push(showFailure(verdict.start, undefined, style, ""));
  return lines.join("\n");
}

/** One line: whether it passes, its number, and what must hold. */
export function showCheck(
  check: Check,
  index: number,
  count: number,
  result: Result | undefined,
  style: Style,
): string {
  const mark =
    result === undefined ? style.dim("·") : result.failure === undefined ? style.good("✓") : style.bad("✗");
  const further = check.further === true ? " (further)" : "";
  const waits = result === undefined ? "  not run yet" : "";
  return clip(
    `${mark} ${index + 1}/${count}  ${check.step}. ${check.title}${further}${style.dim(waits)}`,
    WIDTH,
  );
}

/** Six short lines: what was sent, what came, what was wanted, why, and what to try. */
export function showFailure(
  failure: Failure,
  check: Check | undefined,
  style: Style,
  hintKey: string,
  width = WIDTH,
): string {
  const { sent, got, wanted, why, tip } = failure;
  const rows: [string, string | undefined][] = [
    ["sent", sent],
    ["got", got],
    ["wanted", wanted],
    ["why", why],
    ["try", tip ?? (check === undefined ? undefined : "compare what you got with what was wanted")],
  ];
  const text = rows.flatMap(([name, value]) => {
    if (value === undefined) return [];
    return wrap(printable(value), width - 11).map(
      (line, i) => `  ${style.dim((i === 0 ? name : "").padEnd(8))}${line}`,
    );
  });
  if (hintKey !== "") text.push(`  ${" ".repeat(8)}${style.dim(hintKey)}`);
  return text.join("\n");
}

/** Breaks a text into lines of at most `width` columns, between words where it can. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && columnsOf(line) + 1 + columnsOf(word) > width) {
      lines.push(line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
    while (columnsOf(line) > width) {
      const [fits, rest] = splitAt(line, width);
      lines.push(fits);
      line = rest;
    }
  }
  return [...lines, line];
}

/** What a student's server says may hold anything; it must not move the cursor, nor turn the writing round. */
export function printable(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about.
    /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => (character === "\n" ? " " : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
}
