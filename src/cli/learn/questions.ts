// Asks the questions of a lesson one by one, and remembers the answers. Who has answered some of them goes on at the
// first that is open; who has answered all begins anew.

import type { Course } from "../../course/course.ts";
import type { LessonFolder } from "../../course/lessons.ts";
import type { Prediction } from "../../course/readme.ts";
import type { QuestionView } from "./state.ts";

export class Questions {
  readonly #course: Course;
  readonly #lesson: LessonFolder;
  readonly #all: readonly Prediction[];
  /** The one that waits, and those behind it. */
  #left: readonly Prediction[];
  #chosen: number | undefined;

  constructor(course: Course, lesson: LessonFolder) {
    this.#course = course;
    this.#lesson = lesson;
    this.#all = course.page(lesson).questions;
    const open = this.#all.filter((one) => this.#answerTo(one) === undefined);
    this.#left = open.length > 0 ? open : this.#all;
  }

  /** The question that waits; undefined when all were asked. */
  get view(): QuestionView | undefined {
    const [question] = this.#left;
    if (question === undefined) return undefined;
    const number = this.#all.indexOf(question) + 1;
    const view = { kind: "question" as const, question, number, count: this.#all.length };
    return this.#chosen === undefined ? view : { ...view, chosen: this.#chosen };
  }

  get summary(): string {
    const right = this.#all.filter((one) => this.#answerTo(one) === one.answer);
    return `You predicted ${right.length} of ${this.#all.length}. Now see for yourself: [r] runs the example.`;
  }

  /** Only the first answer counts, and only one that is offered. */
  choose(option: number): void {
    const [question] = this.#left;
    if (question === undefined || this.#chosen !== undefined) return;
    if (option < 1 || option > question.options.length) return;
    this.#chosen = option;
    this.#course.progress.change(this.#lesson.name, ({ predictions }) => ({
      predictions: { ...predictions, [question.question]: option },
    }));
  }

  /** To the next question, if this one is answered. */
  goOn(): void {
    if (this.#chosen === undefined) return;
    this.#chosen = undefined;
    this.#left = this.#left.slice(1);
  }

  #answerTo({ question }: Prediction): number | undefined {
    return this.#course.progress.of(this.#lesson.name).predictions[question];
  }
}
