// The course as the terminal and the guide see it: its lessons, the student's files, how far the student is.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type CheckOptions, checkLesson, type Verdict } from "./check-lesson.ts";
import type { Check, Lesson } from "./checks.ts";
import { CourseFault } from "./fault.ts";
import { allLessons, findLesson, type LessonFolder, ROOT } from "./lessons.ts";
import { Progress } from "./progress.ts";
import {
  type Prediction,
  type PromisedExchange,
  readExchanges,
  readLessonText,
  readPredictions,
} from "./readme.ts";
import { Workspace } from "./workspace.ts";

/** What the runner shows of a lesson's README. */
export interface LessonPage {
  /** "a program that listens" */
  readonly title: string;
  readonly questions: readonly Prediction[];
  /** Those of them that are about what the run will show. */
  readonly predictions: readonly Prediction[];
  readonly exchanges: readonly PromisedExchange[];
}

export class Course {
  readonly lessons: readonly LessonFolder[];
  readonly workspace: Workspace;
  readonly progress: Progress;
  readonly #folder: string;

  /** @param warn is told what is wrong with the progress file. @throws {CourseFault} */
  constructor(warn: (sentence: string) => void, root = ROOT) {
    const folder = join(root, "lessons");
    this.#folder = folder;
    this.lessons = existsSync(folder) ? allLessons(folder) : [];
    if (this.lessons.length === 0) {
      throw new CourseFault(
        `No lesson is in ${folder}.\nGet the course's files back with: git checkout -- lessons`,
      );
    }
    this.workspace = new Workspace(root);
    this.progress = new Progress(join(this.workspace.folder, "progress.json"), warn);
  }

  find(wanted: string): LessonFolder | undefined {
    return findLesson(wanted, this.lessons);
  }

  /** The file that is missing of a lesson whose folder is there: "lessons/05-parameters/checks.ts". */
  damaged(wanted: string): string | undefined {
    const number = wanted.padStart(2, "0");
    const name = readdirSync(this.#folder).find(
      (name) => /^\d\d-/.test(name) && (name === wanted || name.startsWith(`${number}-`)),
    );
    return name === undefined || this.find(name) !== undefined ? undefined : `lessons/${name}/checks.ts`;
  }

  /** The first lesson that is not passed; the last one when all are. */
  current(): LessonFolder {
    const open = this.lessons.find(({ name }) => !this.isPassed(name));
    return (open ?? this.lessons.at(-1)) as LessonFolder;
  }

  isPassed(name: string): boolean {
    return this.progress.of(name).passed !== undefined;
  }

  /** @throws {CourseFault} when the lesson's checks.ts cannot be loaded */
  async load(lesson: LessonFolder): Promise<Lesson> {
    try {
      return await lesson.load();
    } catch (error) {
      throw new CourseFault(
        `${this.workspace.shown(join(lesson.folder, "checks.ts"))} cannot be loaded: ${(error as Error).message}\nGet the course's files back with: git checkout -- lessons`,
      );
    }
  }

  /** A README that is missing leaves the lesson usable: then its title is its folder's name. */
  page(lesson: LessonFolder): LessonPage {
    try {
      const markdown = readFileSync(join(lesson.folder, "README.md"), "utf8").replaceAll("\r\n", "\n");
      const { title, sections } = readLessonText(markdown);
      const asked = sections.filter(({ title }) => ["Do you remember?", "Predict"].includes(title));
      return {
        title: title.replace(/^Lesson \d+: /, ""),
        questions: asked.flatMap(({ text }) => readPredictions(`${text}\n`)),
        predictions: asked
          .filter(({ title }) => title === "Predict")
          .flatMap(({ text }) => readPredictions(`${text}\n`)),
        exchanges: readExchanges(markdown),
      };
    } catch {
      return { title: lesson.name, questions: [], predictions: [], exchanges: [] };
    }
  }

  /** Checks the student's file, and writes down what passed. */
  async check(
    folder: LessonFolder,
    options: Pick<CheckOptions, "spare" | "signal" | "onResult"> & { lesson: Lesson },
  ): Promise<Verdict> {
    const verdict = await checkLesson({ ...options, file: this.workspace.file(folder, "exercise.ts") });
    if (options.signal?.aborted) return verdict;
    const passing = verdict.results.filter(passes).map(({ check }) => check.title);
    const passed = isPassed(verdict, options.lesson.checks);
    this.progress.change(folder.name, (before) => ({
      passing,
      ...(passed && before.passed === undefined ? { passed: new Date().toISOString() } : {}),
    }));
    return verdict;
  }
}

/** A lesson is passed when all its checks pass that are not marked as "further". */
export function isPassed(verdict: Verdict, checks: readonly Check[]): boolean {
  const passing = new Set(verdict.results.filter(passes).map(({ check }) => check));
  return checks.every((check) => check.further === true || passing.has(check));
}

/** The check that is to be mended first; undefined when all pass, or when none could run. */
export function firstToMend(verdict: Verdict): Check | undefined {
  return verdict.results.find((result) => !passes(result))?.check;
}

function passes({ failure }: Verdict["results"][number]): boolean {
  return failure === undefined;
}
