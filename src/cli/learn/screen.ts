// The screen of `npm run learn`: one page that fits the terminal, made of the state and nothing else.

import { clip, columnsOf } from "../../course/columns.ts";
import type { RunName } from "../../course/desk.ts";
import { type Style, WIDTH, wrap } from "../../course/show.ts";
import type { Step } from "../../course/steps.ts";
import type { Size, State } from "./state.ts";
import { showView } from "./views.ts";

type Head = Pick<
  State,
  "number" | "title" | "readme" | "exercise" | "guide" | "steps" | "advice" | "isPassed"
>;

/** At most `rows` lines of at most `columns` columns. */
export function showScreen(state: State, { columns, rows }: Size, style: Style): string[] {
  const width = Math.min(columns, WIDTH);
  const head = [...showHead(state, style).flatMap((line) => hanging(line, width)), ""];
  const notes = state.notes.flatMap((note) => wrap(note, width));
  const keys = showKeys(state, style, width);
  const foot = ["", ...notes, ...(notes.length === 0 ? [] : [""]), ...keys];
  const room = { columns: width, rows: Math.max(1, rows - head.length - foot.length) };
  return [...head, ...showView(state, room, style), ...foot].map((line) => clip(line, width)).slice(0, rows);
}

/** Which lesson it is, where its files are, and which step the student is in. */
export function showHead(state: Head, style: Style): string[] {
  const passed = state.isPassed ? `  ${style.good("✓ passed")}` : "";
  return [
    `${style.bold(`Lesson ${state.number}: ${state.title}`)}${passed}`,
    `  ${style.dim("read")}  ${state.readme}`,
    `  ${style.dim("edit")}  ${state.exercise}`,
    ...(state.guide === undefined ? [] : [`  ${style.dim("page")}  ${state.guide}`]),
    `  ${style.dim("step")}  ${state.steps.map((step) => showStep(step, style)).join("   ")}`,
    `  ${style.dim("now")}   ${state.advice}`,
  ];
}

function showStep({ name, isDone, isNow }: Step, style: Style): string {
  if (isNow) return style.bold(`> ${name}`);
  return isDone ? `${style.good("✓")} ${name}` : style.dim(name);
}

function showKeys({ view, isPassed }: State, style: Style, width: number): string[] {
  const isShown = (name: RunName) => view.kind === "run" && view.name === name;
  const first =
    view.kind === "question"
      ? view.chosen === undefined
        ? [["1-9", "answer"]]
        : [["enter", "go on"]]
      : view.kind === "list"
        ? [["0-9", "type the number of a lesson, such as 05, to open it"]]
        : [
            ["p", "predict"],
            ["r", isShown("example") ? "stop" : "run"],
            ["e", isShown("exercise") ? "stop" : "run yours"],
            ["h", "hint"],
            ["o", "output"],
            ["c", "check"],
            ["x", "anew"],
          ];
  const second = [
    ["n", "next lesson"],
    ["b", "back"],
    ["l", "list"],
    ...(isPassed ? [["s", "solution"]] : []),
    ...(view.kind === "checks" ? [] : [["esc", "checks"]]),
  ];
  return [first, [...second, ["q", "quit"]]].flatMap((keys) => {
    const shown = keys.map(([key = "", what = ""]) => ({
      text: `${style.bold(`[${key}]`)} ${what}`,
      columns: key.length + what.length + 3,
    }));
    return inRows(shown, width);
  });
}

/** As many of them in a row as fit; a key and what it does stay together. */
function inRows(items: readonly { text: string; columns: number }[], width: number): string[] {
  const rows: { text: string; columns: number }[] = [];
  for (const item of items) {
    const last = rows.at(-1);
    if (last === undefined || last.columns + 2 + item.columns > width) rows.push({ ...item });
    else {
      last.text += `  ${item.text}`;
      last.columns += 2 + item.columns;
    }
  }
  return rows.map(({ text }) => text);
}

/** A line of the head; what does not fit stands below, where its text begins. */
function hanging(line: string, width: number): string[] {
  if (columnsOf(line) <= width) return [line];
  const [, label = "", text = ""] = /^( *\S+ +)(.*)$/.exec(line) ?? [];
  const [first, ...more] = wrap(text, width - 8);
  return [label + first, ...more.map((rest) => `        ${rest}`)];
}
