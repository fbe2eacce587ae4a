// The worked example while it runs in `npm run learn`: what the screen shows of it.

import type { Course } from "../../course/course.ts";
import { commandsToTry, Example } from "../../course/example.ts";
import type { LessonFolder } from "../../course/lessons.ts";
import type { ExampleView } from "./state.ts";

/** So many of the lines that it prints are kept. */
const KEPT_LINES = 50;

export class ExamplePage {
  view: ExampleView;
  readonly #example: Example;
  readonly #onChange: (view: ExampleView) => void;

  constructor(course: Course, lesson: LessonFolder, onChange: (view: ExampleView) => void) {
    const { workspace } = course;
    const { exchanges } = course.page(lesson);
    const file = workspace.file(lesson, "server.ts");
    const shown = workspace.shown(file);
    this.#onChange = onChange;
    this.view = {
      kind: "example",
      file: shown,
      port: undefined,
      commands: [],
      failure: undefined,
      output: [],
    };
    this.#example = new Example(file, {
      onListening: (port) =>
        this.#change({ port, commands: commandsToTry(exchanges, port), failure: undefined }),
      onFailure: (failure) => this.#change({ failure }),
      onOutput: (text) => this.#keep(text),
      onSave: () => this.#change({ output: [`(${shown} was saved: it starts again.)`] }),
      onGone: () => this.#change({ output: [`(${shown} is gone. It starts when the file is back.)`] }),
    });
  }

  async end(): Promise<void> {
    await this.#example.end();
  }

  #keep(text: string): void {
    const lines = text.replace(/\r?\n$/, "").split(/\r?\n/);
    this.#change({ output: [...this.view.output, ...lines].slice(-KEPT_LINES) });
  }

  #change(part: Partial<ExampleView>): void {
    this.view = { ...this.view, ...part };
    this.#onChange(this.view);
  }
}
