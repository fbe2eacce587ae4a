// Asks the questions of a lesson one by one, and remembers the answers.

import type { Course } from "../../course/course.ts";
import type { LessonFolder } from "../../course/lessons.ts";
import type { Prediction } from "../../course/readme.ts";
import type { QuestionView } from "./state.ts";

export class Questions {
  readonly #course: Course;
  readonly #lesson: LessonFolder;
  readonly #questions: readonly Prediction[];
  #at = 0;
  #chosen: number | undefined;
  #right = 0;

  constructor(course: Course, lesson: LessonFolder) {
    this.#course = course;
    this.#lesson = lesson;
    this.#questions = course.page(lesson).questions;
  }

  /** The question that waits; undefined when all were asked. */
  get view(): QuestionView | undefined {
    const question = this.#questions[this.#at];
    if (question === undefined) return undefined;
    const view = { kind: "question" as const, question, number: this.#at + 1, count: this.#questions.length };
    return this.#chosen === undefined ? view : { ...view, chosen: this.#chosen };
  }

  get summary(): string {
    return `You predicted ${this.#right} of ${this.#questions.length}. Now see for yourself: [r] runs the example.`;
  }

  /** Only the first answer counts, and only one that is offered. */
  choose(option: number): void {
    const question = this.#questions[this.#at];
    if (question === undefined || this.#chosen !== undefined) return;
    if (option < 1 || option > question.options.length) return;
    this.#chosen = option;
    if (option === question.answer) this.#right += 1;
    this.#course.progress.change(this.#lesson.name, ({ predictions }) => ({
      predictions: { ...predictions, [question.question]: option },
    }));
  }

  /** To the next question, if this one is answered. */
  goOn(): void {
    if (this.#chosen === undefined) return;
    this.#chosen = undefined;
    this.#at += 1;
  }
}
