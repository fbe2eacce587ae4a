// What stands in the middle of the screen of `npm run learn`: the checks, a hint, a question, what runs, the list of
// lessons or the solution.

import type { Verdict } from "../../course/check-lesson.ts";
import { printedLines } from "../../course/printed.ts";
import { printable, type Style, showCheck, showFailure, wrap } from "../../course/show.ts";
import type { QuestionView, RunView, Size, State } from "./state.ts";

const NAMES = { example: "The example", exercise: "Your exercise" } as const;

/** At most `room.rows` lines; texts are broken so that they fit. */
export function showView(state: State, room: Size, style: Style): string[] {
  const lines = linesOf(state, room, style);
  return lines.length <= room.rows ? lines : [...lines.slice(0, room.rows - 1), style.dim("...")];
}

function linesOf(state: State, room: Size, style: Style): string[] {
  const { columns, rows } = room;
  const { view } = state;
  switch (view.kind) {
    case "checks":
      return [showCount(state, columns, style), ...showChecks(state, { columns, rows: rows - 1 }, style)];
    case "list":
      return around(view.lines, view.marked, rows);
    case "hint":
      return [
        `Hint ${view.number} of 3 for: ${view.check.step}. ${view.check.title}`,
        "",
        ...wrap(view.text, columns - 4).map((line) => `  ${line}`),
        "",
        view.number < 3
          ? "[h] says more."
          : "There is no further hint. Ask somebody, or look at the README again.",
      ];
    case "question":
      return showQuestion(view, columns, style);
    case "run":
      return showRun(state.run, NAMES[view.name], room, style);
    case "output":
      return showOutput(state, rows);
    case "solution":
      return [`One good answer: ${view.path}`, "", ...view.lines];
  }
}

/** "3 of 5 checks pass", and when that was found. */
function showCount({ verdict, checks, isChecking, checkedAt }: State, columns: number, style: Style): string {
  if (verdict === undefined) return "Checking ...";
  const passing = verdict.results.filter(({ failure }) => failure === undefined).length;
  const remark =
    columns >= 70 && passing < checks.length && checks.some(({ further }) => further === true)
      ? "  (further): not needed to pass"
      : "";
  return `${passing} of ${checks.length} checks pass${style.dim(isChecking ? "  checking ..." : `  ${checkedAt}${remark}`)}`;
}

/** Where there is no room for all: those that pass in one line, and those after the first failure in another. */
function showChecks({ verdict, checks }: State, { columns, rows }: Size, style: Style): string[] {
  if (verdict === undefined) return [];
  const { start, results } = verdict;
  if (start !== undefined && results.length === 0) {
    return [
      `${style.bad("✗")} The server does not start.`,
      ...showFailure(start, undefined, style, "", columns).split("\n"),
    ];
  }
  const first = firstFailure(verdict);
  const own = checks.map((check, i) => showCheck(check, i, checks.length, results[i], style));
  const detail = showDetail(verdict, checks, columns, style);
  const all = [...own.slice(0, first + 1), ...detail, ...own.slice(first + 1)];
  if (all.length <= rows) return all;
  const after = checks.length - first - 1;
  return [
    ...(first > 0 ? [`${style.good("✓")} ${first} ${first === 1 ? "check passes" : "checks pass"}`] : []),
    ...own.slice(first, first + 1),
    ...detail,
    ...(after > 0 ? [style.dim(`· ${after} more`)] : []),
  ];
}

function showDetail(verdict: Verdict, checks: State["checks"], columns: number, style: Style): string[] {
  const first = firstFailure(verdict);
  const failure = verdict.results[first]?.failure ?? verdict.start;
  if (failure === undefined) return [];
  return showFailure(failure, checks[first], style, "", columns).split("\n");
}

/** The place in the list where the first failure stands; its length when all that ran have passed. */
function firstFailure({ results }: Verdict): number {
  const found = results.findIndex(({ failure }) => failure !== undefined);
  return found === -1 ? results.length : found;
}

function showQuestion(
  { question, number, count, chosen }: QuestionView,
  columns: number,
  style: Style,
): string[] {
  const { options, answer, because } = question;
  const lines = [
    style.dim(`Question ${number} of ${count}. Think first, then choose.`),
    "",
    ...inLines(question.question, columns),
    "",
    ...options.flatMap((option, i) =>
      inLines(option, columns - 7).map((line, j) => {
        const mark = chosen === i + 1 ? ">" : " ";
        return j === 0 ? ` ${mark} ${i + 1}. ${line}` : `      ${line}`;
      }),
    ),
  ];
  if (chosen === undefined) return lines;
  const verdict = chosen === answer ? style.good("✓ Right.") : `${style.bad("✗")} It is ${answer}.`;
  return [...lines, "", verdict, ...inLines(because, columns)];
}

function showRun(run: RunView | undefined, name: string, { columns, rows }: Size, style: Style): string[] {
  if (run === undefined) return [`${name} was stopped.`];
  const printed = run.output.slice(-Math.max(3, rows - 12)).map(printable);
  return [...showRunning(run, name, columns, style), ...printed];
}

function showRunning(
  { file, port, commands, failure }: RunView,
  name: string,
  columns: number,
  style: Style,
): string[] {
  if (failure !== undefined) {
    return [
      `${style.bad("✗")} ${name} does not run. It starts again when you save ${file}`,
      ...showFailure(failure, undefined, style, "", columns).split("\n"),
      "",
    ];
  }
  if (port === undefined) return [`${name} starts ...`];
  return [
    `${style.good("✓")} ${name} listens on http://localhost:${port}`,
    ...(port === 3000
      ? []
      : ["  (Another program, or your other run, has port 3000. Use this one instead.)"]),
    `  It is ${file}: change it, save it, and it starts again.`,
    ...(commands.length === 0
      ? []
      : ["", "Try from another terminal:", ...commands.map((one) => `  ${one}`)]),
    "",
    style.dim("It prints:"),
  ];
}

/** What the student's server printed while it was checked: the place of their console.log. */
function showOutput({ verdict, exercise }: State, room: number): string[] {
  const lines = printedLines(verdict?.output ?? "", room - 2);
  if (lines.length === 0) return [`${exercise} has printed nothing in the last run.`];
  return [`What ${exercise} printed in the last run:`, "", ...lines];
}

/** Markdown as plain lines: words in bold lose their stars, lines are broken anew. */
function inLines(markdown: string, width: number): string[] {
  return markdown
    .replaceAll("**", "")
    .replace(/([^\n])\n(?!\n|```| {4})/g, "$1 ")
    .split("\n")
    .flatMap((line) => wrap(printable(line), width));
}

/** The part of a long list that has the marked line in it. */
function around(lines: readonly string[], marked: number, room: number): string[] {
  const from = Math.max(0, Math.min(marked - Math.floor(room / 2), lines.length - room));
  return lines.slice(from, from + room);
}
