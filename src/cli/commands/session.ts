// What every command of the course gets, and how it finds the lesson that is meant.

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Course } from "../../course/course.ts";
import { CourseFault } from "../../course/fault.ts";
import type { LessonFolder } from "../../course/lessons.ts";
import type { Style } from "../../course/show.ts";
import type { Input, Output } from "../learn/terminal.ts";

/** Where the commands read and write: process.stdin and so on, or what a test hands in. */
export interface Streams {
  readonly input: Input;
  readonly output: Output;
  readonly errors: { write(text: string): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Session extends Omit<Streams, "errors"> {
  readonly course: Course;
  readonly style: Style;
  /** Writes a text and an end of line. */
  readonly write: (text: string) => void;
  readonly warnings: Warnings;
}

/** What is wrong and stops nothing. It is kept until somebody can show it. */
export class Warnings {
  readonly #kept: string[] = [];
  #show: ((sentence: string) => void) | undefined;

  add(sentence: string): void {
    if (this.#show === undefined) this.#kept.push(sentence);
    else this.#show(sentence);
  }

  listen(show: (sentence: string) => void): void {
    this.#show = show;
    for (const sentence of this.#kept.splice(0)) show(sentence);
  }
}

export interface Arguments {
  /** "5", "05", "05-parameters", or undefined. */
  readonly wanted?: string | undefined;
  readonly [option: string]: string | boolean | undefined | (string | boolean)[];
}

/** Resolves with the exit code. @throws {UsageError | CourseFault} */
export type Command = (session: Session, args: Arguments) => Promise<number>;

/** The command line is not understood; the usage is shown below the message. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The lesson that was named, or the current one. @throws {UsageError | CourseFault} */
export function chosenLesson({ course }: Session, wanted: string | undefined): LessonFolder {
  if (wanted === undefined) return course.current();
  const found = course.find(wanted);
  if (found !== undefined) return found;
  const damaged = course.damaged(wanted);
  if (damaged !== undefined) {
    throw new CourseFault(
      `${damaged} is not there.\nGet the course's files back with: git checkout -- lessons`,
    );
  }
  const lessons = course.lessons.map((lesson) => `  ${lesson.number}  ${course.page(lesson).title}`);
  throw new UsageError(`There is no lesson "${wanted}". These are there:\n\n${lessons.join("\n")}`);
}

/** Makes the student's files of a lesson if they are not there, and says so. @throws {CourseFault} */
export function openFiles({ course, write }: Session, lesson: LessonFolder): void {
  const made = course.workspace.open(lesson);
  if (!made.includes("exercise.ts")) return;
  const file = course.workspace.shown(course.workspace.file(lesson, "exercise.ts"));
  write(`${file} was made for you. It is yours: open it in your editor.\n`);
}

/** The heading of what a command says about a lesson. */
export function heading({ course, style }: Session, lesson: LessonFolder): string {
  return style.bold(`Lesson ${lesson.number}: ${course.page(lesson).title}`);
}

/** The path of a file of the course, to be shown. @throws {CourseFault} when it is not there */
export function courseFile({ course }: Session, lesson: LessonFolder, name: string): string {
  const path = join(lesson.folder, name);
  if (existsSync(path)) return path;
  throw new CourseFault(
    `${course.workspace.shown(path)} is not there.\nGet the course's files back with: git checkout -- lessons`,
  );
}
