// The hints of a check, one after the other: a question, a place, a nearly finished piece.

import type { Check } from "./checks.ts";
import type { Progress } from "./progress.ts";

export interface Hint {
  /** 1, 2 or 3. */
  readonly number: number;
  readonly text: string;
}

/** The next one, which counts as seen. The third stays. */
export function takeHint(progress: Progress, lesson: string, { title, hints }: Check): Hint {
  const number = Math.min((progress.of(lesson).hints[title] ?? 0) + 1, 3);
  progress.change(lesson, (before) => ({ hints: { ...before.hints, [title]: number } }));
  return { number, text: hints[number - 1] ?? hints[2] };
}
