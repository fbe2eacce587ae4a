// A file of the student's that runs: where it listens, what it prints, and why it does not start. It starts again
// at each save. The terminal and the guide show the same.

import type { Failure } from "./check-lesson.ts";
import { Example } from "./example.ts";

/** So many of the lines that it prints are kept. */
const KEPT_LINES = 200;

export interface RunningState {
  /** Undefined until it listens. */
  readonly port: number | undefined;
  readonly failure: Failure | undefined;
  /** What it has printed last. */
  readonly output: readonly string[];
}

export interface RunningOptions {
  /** The path of the file, and as the student writes it. */
  readonly file: string;
  readonly shown: string;
  readonly onChange: () => void;
}

export class Running {
  state: RunningState = { port: undefined, failure: undefined, output: [] };
  readonly #example: Example;
  readonly #onChange: () => void;

  constructor({ file, shown, onChange }: RunningOptions) {
    this.#onChange = onChange;
    this.#example = new Example(file, {
      onListening: (port) => this.#change({ port, failure: undefined }),
      onFailure: (failure) => this.#change({ failure, port: undefined }),
      onOutput: (text) => this.#keep(text.replace(/\r?\n$/, "").split(/\r?\n/)),
      onSave: () => this.#change({ output: [`(${shown} was saved: it starts again.)`] }),
      onGone: () => this.#change({ output: [`(${shown} is gone. It starts when the file is back.)`] }),
    });
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
