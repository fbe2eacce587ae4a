// What `npm run -s check -- 05 --json` prints, for programs. (-s keeps npm's own lines away.) One object:
//
//   version    1; it rises when something here changes its meaning
//   passed     whether every lesson that was asked for is passed: the same as exit code 0
//   lessons    a list, in the course's order, of
//     lesson     "05-parameters"
//     file       the file that was checked
//     begun      false when it was not there; then no check ran
//     passed     whether all checks passed that are not "further"
//     start      null, or the failure that kept the server from starting
//     checks     a list, in the lesson's order, of
//       step, title, further
//       result     "pass", "fail", or "not run": after a check that hangs, the rest does not run
//       failure    null, or why it failed
//     parts      a list, empty but for a lesson that is put together of parts, of
//       lesson, names
//       from       "own", "course", "other", or "none" where the exercise does not import it
//       own        whether the student's own "passes", "fails", or is "unwritten"
//
// A failure has: got, wanted (texts); sent, why, try, mistake (texts, or null where not known). `mistake` is a
// stable name of what was recognised, such as "answered-twice".

import type { Failure, Verdict } from "../../course/check-lesson.ts";
import type { Check } from "../../course/checks.ts";
import type { Course } from "../../course/course.ts";
import type { LessonFolder } from "../../course/lessons.ts";
import type { PartState } from "../../course/parts.ts";

/** A lesson that was checked, or was to be. */
export interface Checked {
  readonly folder: LessonFolder;
  readonly checks: readonly Check[];
  readonly file: string;
  /** Undefined when the file was not there. */
  readonly verdict: Verdict | undefined;
  /** Whose they are, when the student's own file was checked. */
  readonly parts: readonly PartState[];
  readonly isPassed: boolean;
}

export function toJson(course: Course, all: readonly Checked[]): string {
  const lessons = all.map(({ folder, checks, file, verdict, parts, isPassed }) => ({
    lesson: folder.name,
    file: course.workspace.shown(file),
    begun: verdict !== undefined,
    passed: isPassed,
    start: failureToJson(verdict?.start),
    checks: checks.map((check, i) => {
      const { step, title, further = false } = check;
      const ran = verdict?.results[i];
      const result = ran === undefined ? "not run" : ran.failure === undefined ? "pass" : "fail";
      return { step, title, further, result, failure: failureToJson(ran?.failure) };
    }),
    parts: parts.map(({ part: { lesson, names }, owner, standing }) => ({
      lesson,
      names,
      from: owner,
      own: standing,
    })),
  }));
  return JSON.stringify({ version: 1, passed: all.every(({ isPassed }) => isPassed), lessons }, undefined, 2);
}

function failureToJson(failure: Failure | undefined) {
  if (failure === undefined) return null;
  const { sent = null, got, wanted, why = null, tip = null, mistake = null } = failure;
  return { sent, got, wanted, why, try: tip, mistake };
}
