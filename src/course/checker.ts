// Runs the checks of the lesson that is open, one run at a time, with a process kept warm for the next one.

import type { Verdict } from "./check-lesson.ts";
import type { Lesson } from "./checks.ts";
import type { Course } from "./course.ts";
import type { LessonFolder } from "./lessons.ts";
import { Spare } from "./spare.ts";

/** A lesson that is open, and what is known of it. */
export interface Checkable {
  readonly folder: LessonFolder;
  readonly lesson: Lesson;
  verdict: Verdict | undefined;
  /** When it came, "14:02:31". */
  checkedAt: string;
}

export interface CheckerEvents {
  /** A run has begun, or its verdict is there. */
  readonly onChange: () => void;
  /** The course itself has failed. */
  readonly onFault: (error: unknown) => void;
}

export class Checker {
  readonly #course: Course;
  readonly #events: CheckerEvents;
  readonly #spare = new Spare();
  #next: Checkable | undefined;
  #running: Promise<unknown> | undefined;
  #abort = new AbortController();
  #hasEnded = false;

  constructor(course: Course, events: CheckerEvents) {
    this.#course = course;
    this.#events = events;
    this.#spare.prepare();
  }

  get isChecking(): boolean {
    return this.#running !== undefined;
  }

  /** Does not wait. A run that is under way is given up: what it checks is no more, and it may hang for seconds. */
  check(what: Checkable): void {
    this.#next = what;
    this.#abort.abort();
    this.#running ??= this.#run().catch(this.#events.onFault);
  }

  async end(): Promise<void> {
    this.#hasEnded = true;
    this.#abort.abort();
    await this.#running;
    await this.#spare.end();
  }

  async #run(): Promise<void> {
    await Promise.resolve(); // So that isChecking holds when the first change is told.
    while (this.#next !== undefined && !this.#hasEnded) {
      const what = this.#next;
      this.#next = undefined;
      this.#abort = new AbortController();
      const { signal } = this.#abort;
      this.#events.onChange();
      const verdict = await this.#course.check(what.folder, {
        lesson: what.lesson,
        spare: this.#spare,
        signal,
      });
      if (this.#hasEnded) return;
      this.#spare.prepare();
      if (signal.aborted) continue;
      what.verdict = verdict;
      what.checkedAt = new Date().toTimeString().slice(0, 8);
    }
    this.#running = undefined;
    if (!this.#hasEnded) this.#events.onChange();
  }
}
