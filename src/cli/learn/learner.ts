// One sitting of `npm run learn`: holds what the student sees, answers keys and saves, and draws after each.

import { readFileSync } from "node:fs";
import { firstToMend } from "../../course/course.ts";
import { CourseFault } from "../../course/fault.ts";
import { takeHint } from "../../course/hints.ts";
import type { LessonFolder } from "../../course/lessons.ts";
import { Watch } from "../../course/watch.ts";
import { showLessons } from "../commands/list.ts";
import { courseFile, type Session } from "../commands/session.ts";
import { type Checkable, Checker } from "./checker.ts";
import { ExamplePage } from "./example-page.ts";
import { firstWords } from "./first-words.ts";
import { Questions } from "./questions.ts";
import { showScreen } from "./screen.ts";
import type { State, View } from "./state.ts";
import { stepsOf } from "./steps.ts";
import type { Terminal } from "./terminal.ts";

/** The lesson that is open. */
interface Open extends Checkable {
  readonly watch: Watch;
}

export class Learner {
  readonly #session: Session;
  readonly #checker: Checker;
  #terminal: Terminal | undefined;
  #fail: (error: unknown) => void = () => {};
  #open: Open | undefined;
  #view: View = { kind: "checks" };
  #notes: readonly string[] = [];
  #questions: Questions | undefined;
  #example: ExamplePage | undefined;
  /** The key that was pressed last: "x" and an early "r" want to be pressed twice. */
  #lastKey = "";
  /** Keys follow one another. */
  #busy: Promise<unknown> = Promise.resolve();

  constructor(session: Session) {
    this.#session = session;
    this.#checker = new Checker(session.course, {
      onChange: () => this.draw(),
      onFault: (error) => this.#fail(error),
    });
  }

  /** @param fail is called when the course itself fails */
  start(terminal: Terminal, lesson: LessonFolder, fail: (error: unknown) => void): void {
    this.#terminal = terminal;
    this.#fail = fail;
    this.#session.warnings.listen((sentence) => this.note(...this.#notes, sentence));
    this.#busy = this.#visit(lesson).catch(fail);
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
    if (terminal === undefined || this.#open === undefined) return;
    terminal.draw(showScreen(this.#state(this.#open), terminal.size, this.#session.style));
  }

  async end(): Promise<void> {
    this.#terminal?.close();
    this.#terminal = undefined;
    this.#open?.watch.end();
    await Promise.all([this.#checker.end(), this.#example?.end()]);
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
    const open = this.#open;
    if (open === undefined) return;
    if (this.#view.kind === "question" && (key === "enter" || /^\d$/.test(key))) {
      this.#answerQuestion(key);
      return;
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
        return this.#check();
      case "p":
        return this.#predict(open);
      case "r":
        return this.#run(open, again);
      case "h":
        return this.#hint(open);
      case "s":
        return this.#solution(open);
      case "x":
        return this.#reset(open, again);
      case "o":
        this.#view = { kind: "output" };
        return;
      case "escape":
        this.#view = { kind: "checks" };
    }
  }

  async #visit(folder: LessonFolder): Promise<void> {
    const { course } = this.#session;
    const lesson = await course.load(folder);
    const isFirst = course.workspace.open(folder).includes("exercise.ts");
    this.#open?.watch.end();
    await this.#example?.end();
    this.#example = undefined;
    const file = course.workspace.file(folder, "exercise.ts");
    const watch = new Watch(file, {
      onSave: () => {
        this.#notes = [];
        if (this.#view.kind === "hint") this.#view = { kind: "checks" }; // It was for what has changed now.
        this.#check();
      },
      onGone: () =>
        this.note(
          `${course.workspace.shown(file)} is gone. Save it again, or press [x] twice to begin anew.`,
        ),
    });
    this.#open = { folder, lesson, watch, verdict: undefined, checkedAt: "" };
    this.#view = { kind: "checks" };
    if (isFirst) this.#notes = [...this.#notes, ...firstWords(`work/${folder.name}`)];
    this.#check();
  }

  #check(): void {
    if (this.#open !== undefined) this.#checker.check(this.#open);
  }

  async #go({ folder }: Open, by: number): Promise<void> {
    const { lessons } = this.#session.course;
    const next = lessons[lessons.indexOf(folder) + by];
    if (next === undefined) this.#notes = [by > 0 ? "This is the last lesson." : "This is the first lesson."];
    else await this.#visit(next);
  }

  async #showList({ folder }: Open): Promise<void> {
    const { course, style } = this.#session;
    const lines = await showLessons(course, style, folder);
    this.#view = { kind: "list", lines, marked: course.lessons.indexOf(folder) };
  }

  #predict({ folder }: Open): void {
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
  async #run({ folder }: Open, again: boolean): Promise<void> {
    const { course } = this.#session;
    if (this.#view.kind === "example") {
      await this.#example?.end();
      this.#example = undefined;
      this.#view = { kind: "checks" };
    } else if (this.#example !== undefined) {
      this.#view = this.#example.view;
    } else if (stepsOf(course, folder).isToPredict && !course.progress.of(folder.name).ran && !again) {
      this.#notes = ["First predict: [p] asks you. (Or [r] once more to run it at once.)"];
    } else {
      course.workspace.open(folder);
      course.progress.change(folder.name, () => ({ ran: true }));
      this.#example = new ExamplePage(course, folder, (view) => {
        if (this.#view.kind !== "example") return;
        this.#view = view;
        this.draw();
      });
      this.#view = this.#example.view;
    }
  }

  #hint({ folder, verdict }: Open): void {
    const check = verdict && firstToMend(verdict);
    if (check !== undefined) {
      const hint = takeHint(this.#session.course.progress, folder.name, check);
      this.#view = { kind: "hint", check, ...hint };
      return;
    }
    this.#view = { kind: "checks" };
    if (verdict === undefined) this.#notes = ["The checks are still running."];
    else if (verdict.start !== undefined) this.#notes = ['First the server must start: see "try" above.'];
    else this.#notes = ["All checks pass: nothing needs a hint."];
  }

  #solution({ folder }: Open): void {
    const { course } = this.#session;
    if (!course.isPassed(folder.name)) {
      this.#notes = ["The solution is shown when the lesson is passed. [h] gives a hint."];
      return;
    }
    const path = courseFile(this.#session, folder, "solution.ts");
    const lines = readFileSync(path, "utf8").trimEnd().split(/\r?\n/);
    this.#view = { kind: "solution", path: course.workspace.shown(path), lines };
  }

  #reset({ folder, watch }: Open, again: boolean): void {
    const { workspace } = this.#session.course;
    if (!again) {
      this.#notes = ["[x] once more begins the exercise anew. What you wrote is kept."];
      return;
    }
    this.#lastKey = "";
    const backup = workspace.reset(folder, "exercise.ts");
    watch.accept();
    this.#view = { kind: "checks" };
    this.#notes = [
      backup === undefined
        ? "You had changed nothing."
        : `The exercise is as at first. What you wrote is in ${workspace.shown(backup)}`,
    ];
    this.#check();
  }

  #state({ folder, lesson, verdict, checkedAt }: Open): State {
    const { course } = this.#session;
    return {
      number: folder.number,
      title: course.page(folder).title,
      readme: `lessons/${folder.name}/README.md`,
      exercise: course.workspace.shown(course.workspace.file(folder, "exercise.ts")),
      ...stepsOf(course, folder),
      isPassed: course.isPassed(folder.name),
      checks: lesson.checks,
      verdict,
      isChecking: this.#checker.isChecking,
      checkedAt,
      view: this.#view,
      notes: this.#notes,
    };
  }
}
