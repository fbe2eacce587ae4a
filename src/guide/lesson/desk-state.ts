// The desk as the pages show it.

import type { Failure, Verdict } from "../../course/check-lesson.ts";
import type { Check } from "../../course/checks.ts";
import type { Desk, OpenLesson } from "../../course/desk.ts";
import { printedLines } from "../../course/printed.ts";
import { ADVICE, stepsOf } from "../../course/steps.ts";
import type { CheckState, DeskState, FailureState } from "../live/messages.ts";

/** So many lines of what the exercise printed are shown. */
const PRINTED = 100;

export function deskState({ course, open, isChecking }: Desk): DeskState {
  const passed = course.lessons.map(({ name }) => name).filter((name) => course.isPassed(name));
  if (open === undefined) return { ...NOTHING_OPEN, passed };
  const { folder, lesson, verdict, checkedAt, isGone } = open;
  const { steps, advice } = stepsOf(course, folder);
  const { workspace, progress } = course;
  const { predictions, hints } = progress.of(folder.name);
  const { title, questions } = course.page(folder);
  return {
    lesson: folder.name,
    number: folder.number,
    title,
    exercise: workspace.shown(workspace.file(folder, "exercise.ts")),
    example: workspace.shown(workspace.file(folder, "server.ts")),
    steps,
    advice: inPage(advice),
    isPassed: course.isPassed(folder.name),
    isChecking,
    checkedAt,
    isGone,
    isBegun: workspace.isChanged(folder, "exercise.ts"),
    checks: lesson.checks.map((check, i) => checkState(check, i, verdict, hints[check.title] ?? 0)),
    start: verdict?.start && failureState(verdict.start),
    printed: printedLines(verdict?.output ?? "", PRINTED),
    predictions: questions.map(({ question }) => predictions[question] ?? 0),
    passed,
  };
}

const NOTHING_OPEN: DeskState = {
  steps: [],
  advice: "",
  isPassed: false,
  isChecking: false,
  checkedAt: "",
  isGone: false,
  isBegun: false,
  checks: [],
  printed: [],
  predictions: [],
  passed: [],
};

function checkState(check: Check, index: number, verdict: OpenLesson["verdict"], seen: number): CheckState {
  const { step, title, further = false, hints } = check;
  const failure = verdict?.results[index]?.failure;
  return {
    step,
    title,
    further,
    status: statusOf(verdict, index),
    failure: failure && failureState(failure),
    hints: hints.slice(0, seen),
  };
}

function statusOf(verdict: Verdict | undefined, index: number): CheckState["status"] {
  const result = verdict?.results[index];
  if (result === undefined) return "waiting";
  return result.failure === undefined ? "passed" : "failed";
}

export function failureState({ sent, got, wanted, why, tip }: Failure): FailureState {
  return { sent, got, wanted, why, tip };
}

/** What the terminal's keys do, the page has buttons for. */
function inPage(advice: string): string {
  return IN_PAGE[advice] ?? advice;
}

const IN_PAGE: Readonly<Record<string, string>> = {
  [ADVICE.passed]: "This lesson is passed. Go on to the next one.",
  [ADVICE.predict]: "Read on to Predict, and answer its questions. Then the run opens.",
  [ADVICE.run]: "Start the worked example, and send it the requests under Run.",
  [ADVICE.investigate]: "Go on: Investigate, Modify. Then Make, in your editor.",
};
