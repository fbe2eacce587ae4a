// `npm run learn` without a terminal: keys are handed in, and the page that would be on the screen is read.

import { EventEmitter } from "node:events";
import type { TestContext } from "node:test";
import { stripVTControlCharacters } from "node:util";
import { runCourse } from "../../../src/cli/commands/run.ts";
import { eventually } from "../../support/eventually.ts";
import type { TestCourse } from "./course.ts";

export interface Screen {
  /** The lines that are on the screen now. */
  readonly lines: readonly string[];
  /** How often it was drawn. */
  readonly draws: number;
  /** All that was written, with what moves the cursor. */
  readonly raw: string;
  readonly isRaw: boolean;
  /** Presses keys, each as the terminal sends it. */
  press(...keys: string[]): void;
  resize(columns: number, rows: number): void;
  /** Waits until this text is on the screen. */
  shows(text: string): Promise<void>;
  /** Waits until the checks are done, with this count: "1 of 3 checks pass". */
  hasChecked(count: string): Promise<void>;
  /** The exit code, when it has ended. */
  readonly ended: Promise<number>;
}

const END_OF_FRAME = "\u001B[J";

export function learn(
  t: TestContext,
  course: TestCourse,
  options: { args?: string[]; env?: Record<string, string> } = {},
): Screen {
  let raw = "";
  let isRaw = false;
  let draws = 0;
  const input = Object.assign(new EventEmitter(), {
    isTTY: true,
    setRawMode: (on: boolean) => {
      isRaw = on;
    },
    resume: () => {},
    pause: () => {},
  });
  const output = Object.assign(new EventEmitter(), {
    isTTY: true,
    columns: 80,
    rows: 24,
    write: (text: string) => {
      raw += text;
      if (text.endsWith(END_OF_FRAME)) draws += 1;
    },
  });
  const errors = { write: (text: string) => (raw += text) };
  const { args = [], env = {} } = options;
  const ended = runCourse(
    ["learn", "--no-guide", ...args],
    { input, output, errors, env: { NO_COLOR: "1", ...env } },
    course.root,
  );
  t.after(() => {
    input.emit("data", "q");
    return ended;
  });
  const lines = () => frame(raw);
  const shows = (text: string) =>
    eventually(() => lines().join("\n").includes(text), `"${text}" on the screen`);
  return {
    get lines() {
      return lines();
    },
    get draws() {
      return draws;
    },
    get raw() {
      return raw;
    },
    get isRaw() {
      return isRaw;
    },
    press: (...keys) => {
      for (const key of keys) input.emit("data", Buffer.from(key));
    },
    resize: (columns, rows) => {
      Object.assign(output, { columns, rows });
      output.emit("resize");
    },
    shows,
    hasChecked: async (count) => {
      await eventually(
        () => lines().some((line) => line.startsWith(count) && /\d\d:\d\d:\d\d\b/.test(line)),
        `"${count}" on the screen`,
      );
    },
    ended,
  };
}

/** The last page that was drawn in full. */
function frame(raw: string): string[] {
  const end = raw.lastIndexOf(END_OF_FRAME);
  const start = raw.lastIndexOf("\u001B[H", end);
  if (end === -1) return stripVTControlCharacters(raw).split("\n");
  return stripVTControlCharacters(raw.slice(start, end)).split("\r\n");
}
