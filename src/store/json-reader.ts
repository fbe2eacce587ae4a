// Reads a JSON file value by value, however large it is and however it is laid out, and knows the line it is
// at: an editor may have indented it, and whoever made a mistake wants to know where.

import { isUtf8 } from "node:buffer";
import { crc32 } from "node:zlib";
import { damaged, type Line, readLines } from "./lines.ts";

const SPACE = /[ \t\r\n]*/y;
/** A text or a word such as 12, true and null. */
const PLAIN = /"[^"\\]*(?:\\.[^"\\]*)*"|[^\s,:{}[\]"]+/y;
/** What matters for where a list or an object ends: texts are stepped over. */
const PART = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]/g;

export class JsonReader {
  line = 0;
  /** The CRC-32 of all lines before this one. */
  sumBefore = 0;
  readonly #path: string;
  readonly #lines: AsyncGenerator<Line>;
  #sum = 0;
  #text = "";
  #at = 0;

  constructor(path: string, pieces: AsyncIterable<Uint8Array>) {
    this.#path = path;
    this.#lines = readLines(pieces);
  }

  /** The next character that is not a space; "" at the end of the file. */
  async peek(): Promise<string> {
    for (;;) {
      SPACE.lastIndex = this.#at;
      SPACE.test(this.#text);
      this.#at = SPACE.lastIndex;
      if (this.#at < this.#text.length) return this.#text[this.#at] as string;
      if (!(await this.#nextLine())) return "";
    }
  }

  /** Steps over this character. */
  async expect(wanted: string, where: string): Promise<void> {
    const found = await this.peek();
    if (found !== wanted) {
      throw this.damaged(`${JSON.stringify(wanted)} is missing ${where}${found && `, before ${found}`}.`);
    }
    this.#at += 1;
  }

  /** Whether another item follows, in a list or an object that ends with `close`. */
  async another(isFirst: boolean, close: string, where: string): Promise<boolean> {
    if ((await this.peek()) === close) {
      this.#at += 1;
      return false;
    }
    if (!isFirst) await this.expect(",", where);
    return true;
  }

  async key(where: string): Promise<string> {
    const key = (await this.peek()) === '"' ? await this.value() : undefined;
    if (typeof key !== "string") throw this.damaged(`a name in quotes is missing ${where}.`);
    await this.expect(":", `after ${JSON.stringify(key)}`);
    return key;
  }

  async value(): Promise<unknown> {
    const first = await this.peek();
    const line = this.line;
    const text = first === "{" || first === "[" ? await this.#nested() : this.#plain();
    try {
      return JSON.parse(text);
    } catch (error) {
      throw this.damaged(`what begins here is not JSON: ${(error as Error).message}.`, line);
    }
  }

  damaged(what: string, line = this.line): Error {
    return damaged(this.#path, line, what);
  }

  #plain(): string {
    PLAIN.lastIndex = this.#at;
    const [text = ""] = PLAIN.exec(this.#text) ?? [];
    this.#at += text.length;
    return text;
  }

  async #nested(): Promise<string> {
    const line = this.line;
    let text = "";
    let depth = 0;
    for (;;) {
      PART.lastIndex = this.#at;
      for (let part = PART.exec(this.#text); part !== null; part = PART.exec(this.#text)) {
        if (part[0] === "{" || part[0] === "[") depth += 1;
        else if (part[0] === "}" || part[0] === "]") depth -= 1;
        if (depth > 0) continue;
        text += this.#text.slice(this.#at, PART.lastIndex);
        this.#at = PART.lastIndex;
        return text;
      }
      text += `${this.#text.slice(this.#at)}\n`;
      if (!(await this.#nextLine())) throw this.damaged("what begins here has no end.", line);
    }
  }

  async #nextLine(): Promise<boolean> {
    const { value, done } = await this.#lines.next();
    this.line += done && this.line > 0 ? 0 : 1;
    if (done) return false;
    if (!isUtf8(value.bytes)) throw this.damaged("there are bytes here that are not text in UTF-8.");
    this.sumBefore = this.#sum;
    this.#sum = crc32("\n", crc32(value.bytes, this.#sum));
    this.#text = value.bytes.toString();
    // The mark by which some editors say that a file is UTF-8.
    this.#at = this.line === 1 && this.#text.startsWith("\uFEFF") ? 1 : 0;
    return true;
  }
}
