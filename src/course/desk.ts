// What a student has before them: the lesson that is open, how its checks stand, and what of it runs. The terminal
// and the browser look at one desk, so that what is done in one is seen in the other.

import type { Verdict } from "./check-lesson.ts";
import { type Checkable, Checker } from "./checker.ts";
import type { Check, Lesson } from "./checks.ts";
import { type Course, firstToMend } from "./course.ts";
import { type Hint, takeHint } from "./hints.ts";
import type { LessonFolder } from "./lessons.ts";
import { partFiles } from "./parts.ts";
import type { Prediction } from "./readme.ts";
import { Running } from "./running.ts";
import { Watch } from "./watch.ts";
import type { OwnFile } from "./workspace.ts";

export interface OpenLesson {
  readonly folder: LessonFolder;
  readonly lesson: Lesson;
  readonly verdict: Verdict | undefined;
  /** When the verdict came, "14:02:31"; "" before. */
  readonly checkedAt: string;
  /** The exercise was deleted. */
  readonly isGone: boolean;
}

/** "example" is the student's copy of server.ts, "exercise" what they write. */
export type RunName = "example" | "exercise";

/** "lesson": another one was opened. "saved", "gone": the exercise was. "run": a run has changed. "state": anything else. */
export type DeskEvent = "lesson" | "saved" | "gone" | "run" | "state";

/** What looks at the requests of the runs. */
export interface DeskTracing {
  /** A module that is loaded into the process of a run. */
  readonly tracer: URL;
  /** Called with what it tells while the run is watched. */
  readonly onTrace: (name: RunName, batch: unknown) => void;
}

export const RUN_FILES: Record<RunName, OwnFile> = { example: "server.ts", exercise: "exercise.ts" };

export class Desk {
  readonly course: Course;
  readonly #listeners = new Set<(event: DeskEvent) => void>();
  readonly #checker: Checker;
  readonly #runs = new Map<RunName, Running>();
  readonly #watched = new Set<RunName>();
  #tracing: DeskTracing | undefined;
  #open: (Checkable & { isGone: boolean }) | undefined;
  #watch: Watch | undefined;
  /** Those of the student's other exercises of which this one is put together. */
  #partWatches: Watch[] = [];
  /** Visits, starts and stops follow one another. */
  #busy: Promise<unknown> = Promise.resolve();

  /** @param fail is called when the course itself fails */
  constructor(course: Course, fail: (error: unknown) => void) {
    this.course = course;
    this.#checker = new Checker(course, { onChange: () => this.#tell("state"), onFault: fail });
  }

  /** Returns a function that ends the listening. */
  onChange(listener: (event: DeskEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Undefined until the first visit. */
  get open(): OpenLesson | undefined {
    return this.#open;
  }

  get isChecking(): boolean {
    return this.#checker.isChecking;
  }

  run(name: RunName): Running | undefined {
    return this.#runs.get(name);
  }

  /** The runs that start from now on can be watched. */
  trace(tracing: DeskTracing): void {
    this.#tracing = tracing;
  }

  /** Says whether anybody looks at the requests of a run, also of the next one with this name. */
  watch(name: RunName, on: boolean): void {
    if (on) this.#watched.add(name);
    else this.#watched.delete(name);
    this.#runs.get(name)?.watch(on);
  }

  /**
   * Opens a lesson: makes the student's files where they are not there, and checks the exercise from now on at each
   * save. Resolves with whether the files were made now. @throws {CourseFault}
   */
  visit(folder: LessonFolder): Promise<boolean> {
    return this.#inTurn(async () => {
      const lesson = await this.course.load(folder);
      const isFirst = this.course.workspace.open(folder).includes("exercise.ts");
      this.#endWatches();
      await this.#endRuns();
      const open = { folder, lesson, verdict: undefined, checkedAt: "", isGone: false };
      this.#open = open;
      const onSave = () => {
        this.#tell("saved");
        this.check();
      };
      this.#partWatches = partFiles(this.course, lesson).map((file) => new Watch(file, { onSave }));
      this.#watch = new Watch(this.course.workspace.file(folder, "exercise.ts"), {
        onSave: () => {
          open.isGone = false;
          onSave();
        },
        onGone: () => {
          open.isGone = true;
          this.#tell("gone");
        },
      });
      this.#tell("lesson");
      this.check();
      return isFirst;
    });
  }

  /** Does not wait for the verdict. */
  check(): void {
    if (this.#open !== undefined) this.#checker.check(this.#open);
  }

  /** Notes which option the student chose, from 1. One that is not offered is not noted. */
  answer({ question, options }: Prediction, option: number): void {
    const name = this.#open?.folder.name;
    if (name === undefined || !(option >= 1 && option <= options.length)) return;
    this.course.progress.change(name, ({ predictions }) => ({
      predictions: { ...predictions, [question]: option },
    }));
    this.#tell("state");
  }

  /** The next hint for the first check that fails; undefined when none is needed, or none can be given. */
  hint(): { check: Check; hint: Hint } | undefined {
    const open = this.#open;
    const check = open?.verdict && firstToMend(open.verdict);
    if (open === undefined || check === undefined) return undefined;
    const hint = takeHint(this.course.progress, open.folder.name, check);
    this.#tell("state");
    return { check, hint };
  }

  /** Begins the exercise anew. Returns where the student's was kept; undefined when nothing had been changed. @throws {CourseFault} */
  reset(): string | undefined {
    if (this.#open === undefined) return undefined;
    const backup = this.course.workspace.reset(this.#open.folder, "exercise.ts");
    this.#open.isGone = false;
    this.#watch?.accept();
    this.check();
    return backup;
  }

  /** Runs the example or the exercise until it is stopped, or another lesson is opened. @throws {CourseFault} */
  start(name: RunName): Promise<void> {
    return this.#inTurn(async () => {
      const open = this.#open;
      if (open === undefined || this.#runs.has(name)) return;
      const { workspace, progress } = this.course;
      workspace.open(open.folder);
      if (name === "example") progress.change(open.folder.name, () => ({ ran: true }));
      const file = workspace.file(open.folder, RUN_FILES[name]);
      const run = new Running({
        file,
        shown: (path) => workspace.shown(path),
        onChange: () => this.#tell("run"),
        parts: name === "exercise" ? partFiles(this.course, open.lesson) : [],
        listener: name === "exercise" && open.lesson.starts === "listener",
        tracer: this.#tracing?.tracer,
        onTrace: (batch) => this.#tracing?.onTrace(name, batch),
      });
      this.#runs.set(name, run);
      if (this.#watched.has(name)) run.watch(true);
      this.#tell("run");
    });
  }

  stop(name: RunName): Promise<void> {
    return this.#inTurn(async () => {
      const run = this.#runs.get(name);
      this.#runs.delete(name);
      await run?.end();
      this.#tell("run");
    });
  }

  async end(): Promise<void> {
    this.#listeners.clear();
    this.#endWatches();
    await this.#inTurn(() => Promise.all([this.#checker.end(), this.#endRuns()]));
  }

  #endWatches(): void {
    for (const watch of [this.#watch, ...this.#partWatches]) watch?.end();
  }

  async #endRuns(): Promise<void> {
    const runs = [...this.#runs.values()];
    this.#runs.clear();
    await Promise.all(runs.map((run) => run.end()));
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#busy.then(act);
    this.#busy = done.catch(() => {});
    return done;
  }

  #tell(event: DeskEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
