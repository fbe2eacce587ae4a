// All that the screen of `npm run learn` shows, as data. screen.ts makes lines of it; learn.ts changes it.

import type { Failure, Verdict } from "../../course/check-lesson.ts";
import type { Check } from "../../course/checks.ts";
import type { RunName } from "../../course/desk.ts";
import type { Prediction } from "../../course/readme.ts";
import type { Step } from "../../course/steps.ts";

export interface State {
  readonly number: string;
  readonly title: string;
  /** Paths as the student writes them. */
  readonly readme: string;
  readonly exercise: string;
  /** The address of the lesson's page; undefined where no guide runs. */
  readonly guide?: string | undefined;
  readonly steps: readonly Step[];
  /** What to do in the step that the student is in. */
  readonly advice: string;
  readonly isPassed: boolean;
  readonly checks: readonly Check[];
  /** Undefined until the first check is done. */
  readonly verdict: Verdict | undefined;
  readonly isChecking: boolean;
  /** When the verdict came, "14:02:31": so that one sees that a save was seen. */
  readonly checkedAt: string;
  readonly view: View;
  /** What the view "run" shows; undefined while that does not run. */
  readonly run: RunView | undefined;
  /** Something to say that passes: lines above the keys. */
  readonly notes: readonly string[];
}

/** What stands in the middle. */
export type View =
  | { readonly kind: "checks" }
  | {
      readonly kind: "list";
      readonly lines: readonly string[];
      readonly marked: number;
      /** Of the number of a lesson, the first digit. */
      readonly typed: string;
    }
  | { readonly kind: "hint"; readonly check: Check; readonly number: number; readonly text: string }
  | { readonly kind: "output" }
  | QuestionView
  | { readonly kind: "run"; readonly name: RunName }
  | { readonly kind: "solution"; readonly path: string; readonly lines: readonly string[] };

export interface QuestionView {
  readonly kind: "question";
  readonly question: Prediction;
  /** From 1. */
  readonly number: number;
  readonly count: number;
  /** The option that the student chose, from 1. */
  readonly chosen?: number;
}

/** The worked example or the exercise, while it runs. */
export interface RunView {
  readonly file: string;
  /** Undefined until it listens. */
  readonly port: number | undefined;
  /** To be tried from another terminal. */
  readonly commands: readonly string[];
  readonly failure: Failure | undefined;
  /** What it has printed last. */
  readonly output: readonly string[];
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}
