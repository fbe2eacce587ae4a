// A file of the student's that runs: where it listens, what it prints, and why it does not start. It starts again
// at each save. The terminal and the guide show the same.

import type { Failure } from "./check-lesson.ts";
import { Example, type ExampleOptions } from "./example.ts";

/** So many of the lines that it prints are kept. */
const KEPT_LINES = 200;

export interface RunningState {
  /** Undefined until it listens. */
  readonly port: number | undefined;
  readonly failure: Failure | undefined;
  /** What it has printed last. */
  readonly output: readonly string[];
}

export interface RunningOptions extends ExampleOptions {
  readonly file: string;
  /** A path as the student writes it. */
  readonly shown: (path: string) => string;
  readonly onChange: () => void;
}

export class Running {
  state: RunningState = { port: undefined, failure: undefined, output: [] };
  readonly #example: Example;
  readonly #onChange: () => void;

  constructor({ file, shown, onChange, ...options }: RunningOptions) {
    this.#onChange = onChange;
    const events = {
      onListening: (port: number) => this.#change({ port, failure: undefined }),
      onFailure: (failure: Failure) => this.#change({ failure, port: undefined }),
      onOutput: (text: string) => this.#keep(text.replace(/\r?\n$/, "").split(/\r?\n/)),
      onSave: (saved: string) => this.#change({ output: [`(${shown(saved)} was saved: it starts again.)`] }),
      onGone: () => this.#change({ output: [`(${shown(file)} is gone. It starts when the file is back.)`] }),
    };
    this.#example = new Example(file, events, options);
  }

  /** Says whether anybody looks at its requests: only then its tracer tells of them. */
  watch(on: boolean): void {
    this.#example.watch(on);
  }

  /** Resolves when its tracer tells of the requests from now on; at once when nobody looks. */
  watched(): Promise<void> {
    return this.#example.watched();
  }

  async end(): Promise<void> {
    await this.#example.end();
  }

  #keep(lines: readonly string[]): void {
    this.#change({ output: [...this.state.output, ...lines].slice(-KEPT_LINES) });
  }

  #change(part: Partial<RunningState>): void {
    this.state = { ...this.state, ...part };
    this.#onChange();
  }
}
