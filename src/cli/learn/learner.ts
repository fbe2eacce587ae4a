// One sitting of `npm run learn`: holds what the student sees, answers keys and saves, and draws after each.

import { readFileSync } from "node:fs";
import { Desk, type DeskEvent, type OpenLesson, type RunName } from "../../course/desk.ts";
import { CourseFault } from "../../course/fault.ts";
import type { LessonFolder } from "../../course/lessons.ts";
import { stepsOf } from "../../course/steps.ts";
import { showLessons } from "../commands/list.ts";
import { courseFile, type Session } from "../commands/session.ts";
import { firstWords } from "./first-words.ts";
import { Questions } from "./questions.ts";
import { showScreen } from "./screen.ts";
import type { View } from "./state.ts";
import { fileOf, stateOf } from "./state-of.ts";
import type { Terminal } from "./terminal.ts";

/** For a lesson that is put together of parts. */
const PARTS = [
  "npm run parts says, in another terminal, whose parts these are.",
  "When you save one of yours in its own folder, the checks run again.",
];

export class Learner {
  readonly #session: Session;
  readonly #desk: Desk;
  /** Where the same lesson is in the browser. */
  #guide: string | undefined;
  #terminal: Terminal | undefined;
  #fail: (error: unknown) => void = () => {};
  #view: View = { kind: "checks" };
  #notes: readonly string[] = [];
  #questions: Questions | undefined;
  /** The key that was pressed last: "x" and an early "r" want to be pressed twice. */
  #lastKey = "";
  /** Keys follow one another. */
  #busy: Promise<unknown> = Promise.resolve();

  constructor(session: Session) {
    this.#session = session;
    this.#desk = new Desk(session.course, (error) => this.#fail(error));
    this.#desk.onChange((event) => this.#hear(event));
  }

  /** @param fail is called when the course itself fails */
  start(terminal: Terminal, lesson: LessonFolder, fail: (error: unknown) => void): void {
    this.#terminal = terminal;
    this.#fail = fail;
    this.#session.warnings.listen((sentence) => this.note(...this.#notes, sentence));
    this.#busy = this.#visit(lesson).catch(fail);
  }

  /** What the guide shares with the terminal. */
  get desk(): Desk {
    return this.#desk;
  }

  /** Shows where the guide is; undefined when it is nowhere. */
  showGuide(url: string | undefined): void {
    this.#guide = url;
    this.draw();
  }

  /** Resolves with false when the student quits. */
  async press(key: string): Promise<boolean> {
    if (key === "q" || key === "quit") return false;
    const done = this.#busy.then(() => this.#act(key));
    this.#busy = done.catch(() => {});
    await done;
    return true;
  }

  draw(): void {
    const terminal = this.#terminal;
    const { open } = this.#desk;
    if (terminal === undefined || open === undefined) return;
    const shown = { view: this.#view, notes: this.#notes, guide: this.#guide };
    terminal.draw(showScreen(stateOf(this.#desk, open, shown), terminal.size, this.#session.style));
  }

  async end(): Promise<void> {
    this.#terminal?.close();
    this.#terminal = undefined;
    await this.#desk.end();
  }

  /** A note for the student; it stays until the next key. */
  note(...sentences: string[]): void {
    this.#notes = sentences;
    this.draw();
  }

  async #act(key: string): Promise<void> {
    const again = key === this.#lastKey;
    this.#lastKey = key;
    this.#notes = [];
    try {
      await this.#answer(key, again);
    } catch (error) {
      if (!(error instanceof CourseFault)) throw error;
      this.#notes = error.message.split("\n");
    }
    this.draw();
  }

  async #answer(key: string, again: boolean): Promise<void> {
    const { open } = this.#desk;
    if (open === undefined) return;
    if (this.#view.kind === "question" && (key === "enter" || /^\d$/.test(key))) {
      this.#answerQuestion(key);
      return;
    }
    if (this.#view.kind === "list" && (/^\d$/.test(key) || (key === "enter" && this.#view.typed !== ""))) {
      return this.#choose(this.#view, key);
    }
    switch (key) {
      case "n":
      case "right":
        return this.#go(open, 1);
      case "b":
      case "left":
        return this.#go(open, -1);
      case "l":
        return this.#showList(open);
      case "c":
        this.#view = { kind: "checks" };
        this.#desk.check();
        return;
      case "p":
        return this.#predict(open);
      case "r":
        return this.#run(open, again);
      case "e":
        return this.#showOrStop("exercise");
      case "h":
        return this.#hint();
      case "s":
        return this.#solution(open);
      case "x":
        return this.#reset(again);
      case "o":
        this.#view = { kind: "output" };
        return;
      case "escape":
        this.#view = { kind: "checks" };
    }
  }

  /** What has happened at the desk, whoever did it. */
  #hear(event: DeskEvent): void {
    const { open } = this.#desk;
    const file = open && fileOf(this.#desk, open, "exercise");
    if (event === "lesson") this.#view = { kind: "checks" };
    if (event === "gone") this.#notes = [`${file} is gone. Save it again, or press [x] twice to begin anew.`];
    if (event === "saved") {
      this.#notes = [];
      if (this.#view.kind === "hint") this.#view = { kind: "checks" }; // It was for what has changed now.
    }
    this.draw();
  }

  async #visit(folder: LessonFolder): Promise<void> {
    const isFirst = await this.#desk.visit(folder);
    if (isFirst) this.#notes = [...this.#notes, ...firstWords(`work/${folder.name}`)];
    if (this.#desk.open?.lesson.parts !== undefined) this.#notes = [...this.#notes, ...PARTS];
  }

  async #go({ folder }: OpenLesson, by: number): Promise<void> {
    const { lessons } = this.#session.course;
    const next = lessons[lessons.indexOf(folder) + by];
    if (next === undefined) this.#notes = [by > 0 ? "This is the last lesson." : "This is the first lesson."];
    else await this.#visit(next);
  }

  async #showList({ folder }: OpenLesson): Promise<void> {
    const { course, style } = this.#session;
    const lines = await showLessons(course, style, folder);
    this.#view = { kind: "list", lines, marked: course.lessons.indexOf(folder), typed: "" };
  }

  /** The number of a lesson has two digits; after one of them, Enter is enough. */
  async #choose(list: Extract<View, { kind: "list" }>, key: string): Promise<void> {
    const typed = list.typed + (key === "enter" ? "" : key);
    if (typed.length < 2 && key !== "enter") {
      this.#view = { ...list, typed };
      this.#notes = [`Lesson ${typed}: one digit more, or [enter].`];
      return;
    }
    this.#view = { ...list, typed: "" };
    const wanted = this.#session.course.find(typed);
    if (wanted === undefined) this.#notes = [`There is no lesson ${typed}.`];
    else await this.#visit(wanted);
  }

  #predict({ folder }: OpenLesson): void {
    this.#questions = new Questions(this.#session.course, folder);
    const view = this.#questions.view;
    if (view === undefined) this.#notes = ["This lesson asks nothing."];
    else this.#view = view;
  }

  #answerQuestion(key: string): void {
    const questions = this.#questions as Questions;
    if (key === "enter") questions.goOn();
    else questions.choose(Number(key));
    const view = questions.view;
    if (view === undefined) this.#notes = [questions.summary];
    this.#view = view ?? { kind: "checks" };
  }

  /** Asked for before the questions are answered, it reminds of them once. */
  async #run({ folder }: OpenLesson, again: boolean): Promise<void> {
    const { course } = this.#desk;
    if (stepsOf(course, folder).isToPredict && !course.progress.of(folder.name).ran && !again) {
      const isAsking = this.#view.kind === "question";
      const first = isAsking ? "First answer the questions." : "First predict: [p] asks you.";
      this.#notes = [`${first} (Or [r] once more to run it at once.)`];
      return;
    }
    await this.#showOrStop("example");
  }

  /** Starts it if it does not run, and stops it if it is what one looks at. */
  async #showOrStop(name: RunName): Promise<void> {
    if (this.#view.kind === "run" && this.#view.name === name) {
      await this.#desk.stop(name);
      this.#view = { kind: "checks" };
      return;
    }
    await this.#desk.start(name);
    this.#view = { kind: "run", name };
  }

  #hint(): void {
    const found = this.#desk.hint();
    if (found !== undefined) {
      this.#view = { kind: "hint", check: found.check, ...found.hint };
      return;
    }
    this.#view = { kind: "checks" };
    const verdict = this.#desk.open?.verdict;
    if (verdict === undefined) this.#notes = ["The checks are still running."];
    else if (verdict.start !== undefined) this.#notes = ['First the server must start: see "try" above.'];
    else this.#notes = ["All checks pass: nothing needs a hint."];
  }

  #solution({ folder }: OpenLesson): void {
    const { course } = this.#session;
    if (!course.isPassed(folder.name)) {
      this.#notes = ["The solution is shown when the lesson is passed. [h] gives a hint."];
      return;
    }
    const path = courseFile(this.#session, folder, "solution.ts");
    const lines = readFileSync(path, "utf8").trimEnd().split(/\r?\n/);
    this.#view = { kind: "solution", path: course.workspace.shown(path), lines };
  }

  #reset(again: boolean): void {
    if (!again) {
      this.#notes = ["[x] once more begins the exercise anew. What you wrote is kept."];
      return;
    }
    this.#lastKey = "";
    const backup = this.#desk.reset();
    this.#view = { kind: "checks" };
    this.#notes = [
      backup === undefined
        ? "You had changed nothing."
        : `The exercise is as at first. What you wrote is in ${this.#desk.course.workspace.shown(backup)}`,
    ];
  }
}
