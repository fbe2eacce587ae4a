// The screen of `npm run learn`: one page that fits the terminal, made of the state and nothing else.

import { clip } from "../../course/columns.ts";
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
  const head = [...showHead(state, style), ""];
  const notes = state.notes.flatMap((note) => wrap(note, WIDTH));
  const foot = ["", ...notes, ...(notes.length === 0 ? [] : [""]), ...showKeys(state, style)];
  const room = Math.max(1, rows - head.length - foot.length);
  const width = Math.min(columns, WIDTH);
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

function showKeys({ view, isPassed }: State, style: Style): string[] {
  const first =
    view.kind === "question"
      ? view.chosen === undefined
        ? [["1-9", "answer"]]
        : [["enter", "go on"]]
      : [
          ["p", "predict"],
          ["r", view.kind === "example" ? "stop" : "run"],
          ["h", "hint"],
          ["o", "output"],
          ["c", "check"],
          ["x", "begin anew"],
        ];
  const second = [
    ["n", "next"],
    ["b", "back"],
    ["l", "list"],
    ...(isPassed ? [["s", "solution"]] : []),
    ...(view.kind === "checks" ? [] : [["esc", "checks"]]),
  ];
  return [first, [...second, ["q", "quit"]]].map((keys) =>
    keys.map(([key, what]) => `${style.bold(`[${key}]`)} ${what}`).join("  "),
  );
}
