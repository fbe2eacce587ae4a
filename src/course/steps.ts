// Which step of a lesson the student is in: predict, run, investigate and modify, make. What is read and thought
// cannot be seen from here, so the steps are a compass and never a gate.

import type { Course } from "./course.ts";
import type { LessonFolder } from "./lessons.ts";

/** A part of the lesson, in the order of its README. */
export interface Step {
  readonly name: string;
  readonly isDone: boolean;
  readonly isNow: boolean;
}

export interface Steps {
  readonly steps: readonly Step[];
  readonly advice: string;
  /** There are questions without an answer. */
  readonly isToPredict: boolean;
}

export function stepsOf(course: Course, lesson: LessonFolder): Steps {
  const { workspace, progress } = course;
  const { passed, predictions, ran } = progress.of(lesson.name);
  const isToPredict = course
    .page(lesson)
    .predictions.some(({ question }) => predictions[question] === undefined);
  const isMaking = workspace.isChanged(lesson, "exercise.ts");
  const now =
    passed !== undefined
      ? undefined
      : isMaking
        ? "make"
        : isToPredict
          ? "predict"
          : ran
            ? "investigate"
            : "run";
  const step = (name: string, isDone: boolean, title = name): Step => {
    return { name: title, isDone, isNow: name === now };
  };
  return {
    steps: [
      step("predict", !isToPredict),
      step("run", ran),
      step("investigate", workspace.isChanged(lesson, "server.ts"), "investigate, modify"),
      step("make", passed !== undefined),
    ],
    advice: adviceFor(now),
    isToPredict,
  };
}

function adviceFor(now: keyof typeof ADVICE | undefined): string {
  return ADVICE[now ?? "passed"];
}

/** What to do in each step, by the keys of the terminal. */
export const ADVICE = {
  passed: "This lesson is passed. [n] goes on, [s] shows one good answer.",
  predict: "Read the README up to Predict. Then [p] asks you its questions.",
  run: "[r] runs the worked example, as the README says under Run.",
  investigate: "Go on in the README: Investigate, Modify. Then Make, in exercise.ts.",
  make: "Work through the steps in exercise.ts. Each save is checked.",
} as const;
