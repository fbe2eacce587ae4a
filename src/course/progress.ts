// How far the student is: work/progress.json, which a person can read. It is replaced as a whole, so that a runner
// that is stopped leaves the old one or the new one. A damaged one is set aside, and never stops the course.
//
//   { "lessons": { "05-parameters": {
//       "passed": "2026-01-31T10:00:00.000Z",             when all checks that are not "further" first passed
//       "passing": ["a book has a path of its own"],      the checks that passed at the last run, by their titles
//       "hints": { "a title": 2 },                        how many hints of a check were shown
//       "predictions": { "What does it answer?": 3 },     which option was chosen
//       "ran": true                                       the worked example was started
//   } } }

import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { basename, dirname } from "node:path";
import { inWords } from "./fault.ts";

export interface LessonProgress {
  readonly passed?: string;
  readonly passing: readonly string[];
  readonly hints: Readonly<Record<string, number>>;
  readonly predictions: Readonly<Record<string, number>>;
  readonly ran: boolean;
}

/** What of the disk is used; tests hand in one that fails. */
export interface ProgressDisk {
  readonly read: (file: string) => string;
  /** In one step: afterwards the file has the text, or what it had before. */
  readonly replace: (file: string, text: string) => void;
  readonly rename: (from: string, to: string) => void;
}

const NOTHING: LessonProgress = { passing: [], hints: {}, predictions: {}, ran: false };

export class Progress {
  readonly #file: string;
  readonly #warn: (sentence: string) => void;
  readonly #disk: ProgressDisk;
  /** What is known, also when it cannot be written. */
  #lessons: Record<string, LessonProgress> = {};
  #hasWarned = false;
  /** A damaged file is in the way, which must not be overwritten. */
  #isLocked = false;

  /** @param warn is told, in a sentence or two, what is wrong with the file */
  constructor(file: string, warn: (sentence: string) => void, disk: Partial<ProgressDisk> = {}) {
    this.#file = file;
    this.#warn = warn;
    this.#disk = { ...DISK, ...disk };
    this.#read();
  }

  of(lesson: string): LessonProgress {
    return this.#lessons[lesson] ?? NOTHING;
  }

  /** Changes what is known of a lesson. What another terminal has written meanwhile is kept. */
  change(lesson: string, change: (before: LessonProgress) => Partial<LessonProgress>): void {
    if (!this.#hasWarned) this.#read();
    const before = this.of(lesson);
    const after = { ...before, ...change(before) };
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    this.#lessons = { ...this.#lessons, [lesson]: after };
    if (this.#isLocked) return;
    try {
      this.#disk.replace(this.#file, `${JSON.stringify({ lessons: this.#lessons }, undefined, 2)}\n`);
    } catch (error) {
      if (!this.#hasWarned) {
        this.#warn(
          `Your progress could not be saved in ${basename(this.#file)}: ${inWords(error)}. All else goes on.`,
        );
      }
      this.#hasWarned = true;
    }
  }

  #read(): void {
    let text: string;
    try {
      text = this.#disk.read(this.#file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
        this.#warn(
          `${basename(this.#file)} cannot be read: ${inWords(error)}. The course begins without it.`,
        );
        this.#hasWarned = true;
      }
      return;
    }
    const lessons = readLessons(text);
    if (lessons === undefined) this.#setAside();
    else this.#lessons = lessons;
  }

  #setAside(): void {
    const aside = this.#file.replace(/\.json$/, `.damaged-${Date.now()}.json`);
    try {
      this.#disk.rename(this.#file, aside);
      this.#warn(
        `${basename(this.#file)} was damaged. It is kept as ${basename(aside)}, and your progress is counted anew.`,
      );
    } catch (error) {
      this.#hasWarned = true;
      this.#isLocked = true;
      this.#warn(
        `${basename(this.#file)} is damaged and cannot be set aside: ${inWords(error)}. It is left as it is.`,
      );
    }
  }
}

const DISK: ProgressDisk = {
  read: (file) => readFileSync(file, "utf8"),
  replace: (file, text) => {
    mkdirSync(dirname(file), { recursive: true });
    const draft = `${file}.${process.pid}.new`;
    const descriptor = openSync(draft, "w");
    try {
      for (let bytes = Buffer.from(text); bytes.length > 0; )
        bytes = bytes.subarray(writeSync(descriptor, bytes));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renamePatiently(draft, file);
  },
  rename: renamePatiently,
};

/** On Windows a virus scanner may hold a new file open for a moment. */
function renamePatiently(from: string, to: string, tries = 5): void {
  try {
    renameSync(from, to);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (tries === 0 || process.platform !== "win32" || !["EPERM", "EACCES", "EBUSY"].includes(code))
      throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    renamePatiently(from, to, tries - 1);
  }
}

/** Undefined when the text is not what this file writes. */
function readLessons(text: string): Record<string, LessonProgress> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, "")); // Notepad puts a mark at the beginning.
  } catch {
    return undefined;
  }
  if (!isRecord(value) || !isRecord(value.lessons)) return undefined;
  const lessons = Object.entries(value.lessons);
  if (!lessons.every(([, lesson]) => isLessonProgress(lesson))) return undefined;
  return Object.fromEntries(
    lessons.map(([name, lesson]) => [name, { ...NOTHING, ...(lesson as LessonProgress) }]),
  );
}

function isLessonProgress(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { passed, passing = [], hints = {}, predictions = {}, ran = false } = value;
  return (
    (passed === undefined || typeof passed === "string") &&
    Array.isArray(passing) &&
    passing.every((title) => typeof title === "string") &&
    [hints, predictions].every(
      (counts) => isRecord(counts) && Object.values(counts).every(Number.isInteger),
    ) &&
    typeof ran === "boolean"
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
