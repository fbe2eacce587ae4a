// The terminal as `npm run learn` uses it: one page that is drawn anew in place, and keys that need no Enter.
// What stood in the terminal before is there again afterwards.

/** What is used of process.stdin and process.stdout; tests hand in their own. */
export interface Input {
  readonly isTTY?: boolean;
  setRawMode?(isRaw: boolean): unknown;
  resume(): unknown;
  pause(): unknown;
  on(event: "data", listener: (data: Buffer | string) => void): unknown;
  on(event: "end", listener: () => void): unknown;
  removeAllListeners(event: string): unknown;
}

export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
  on(event: "resize", listener: () => void): unknown;
  removeAllListeners(event: string): unknown;
}

export interface TerminalEvents {
  /** A letter in small, a digit, or "enter", "escape", "left", "right", "quit". */
  readonly onKey: (key: string) => void;
  readonly onResize: () => void;
}

const ENTER = "\u001B[?1049h\u001B[?25l"; // Another page, and no cursor.
const LEAVE = "\u001B[?25h\u001B[?1049l";
const HOME = "\u001B[H";
const TO_END_OF_LINE = "\u001B[K";
const TO_END_OF_PAGE = "\u001B[J";

/** More than this at once was not typed: it was pasted, and must not press keys. */
const TYPED_AT_ONCE = 8;

const NAMES: Readonly<Record<string, string>> = {
  "\u0003": "quit", // Ctrl+C
  "\u0004": "quit", // Ctrl+D
  "\r": "enter",
  "\n": "enter",
  " ": "enter",
  "\u001B": "escape",
  "\u001B[C": "right",
  "\u001B[D": "left",
};

export class Terminal {
  readonly #input: Input;
  readonly #output: Output;
  /** A terminal that cannot move its cursor, or a reader for the blind: pages stand below each other. */
  readonly #isPlain: boolean;
  readonly #leave = () => this.close();
  #drawn = "";
  #isOpen = true;

  constructor(
    input: Input,
    output: Output,
    events: TerminalEvents,
    env: { readonly TERM?: string | undefined },
  ) {
    this.#input = input;
    this.#output = output;
    this.#isPlain = env.TERM === "dumb";
    input.setRawMode?.(true);
    input.on("data", (data) => {
      for (const key of keysIn(String(data))) events.onKey(key);
    });
    input.on("end", () => events.onKey("quit"));
    input.resume();
    output.on("resize", () => {
      this.#drawn = "";
      events.onResize();
    });
    if (!this.#isPlain) output.write(ENTER);
    process.on("exit", this.#leave); // However it ends: the terminal must be usable.
  }

  get size(): { columns: number; rows: number } {
    const { columns = 80, rows = 24 } = this.#output;
    return { columns: columns || 80, rows: this.#isPlain ? 1_000 : rows || 24 };
  }

  /** Draws a page, if it is not the one that is there. */
  draw(lines: readonly string[]): void {
    const page = lines.join("\n");
    if (!this.#isOpen || page === this.#drawn) return;
    this.#drawn = page;
    if (this.#isPlain) this.#output.write(`${page}\n\n`);
    else {
      const text = lines.map((line) => line + TO_END_OF_LINE).join("\r\n");
      this.#output.write(HOME + text + TO_END_OF_PAGE);
    }
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    process.removeListener("exit", this.#leave);
    this.#input.removeAllListeners("data");
    this.#input.removeAllListeners("end");
    this.#output.removeAllListeners("resize");
    if (!this.#isPlain) this.#output.write(LEAVE);
    this.#input.setRawMode?.(false);
    this.#input.pause();
  }
}

/** The keys in what came at once. What has no name here and is no letter or digit is left out. */
function keysIn(data: string): string[] {
  if (NAMES[data] !== undefined) return [NAMES[data]];
  if (data.startsWith("\u001B") || data.length > TYPED_AT_ONCE) return [];
  return [...data].flatMap((key) => NAMES[key] ?? (/[a-z0-9]/i.test(key) ? key.toLowerCase() : []));
}
