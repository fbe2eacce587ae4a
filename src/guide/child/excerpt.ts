// The beginning of what may be long: of a body as its pieces come, and of a value as JSON.

import { isUtf8 } from "node:buffer";
import type { Excerpt } from "../trace/events.ts";
import { cutSecrets } from "./secrets.ts";

/** So much is told of a text; bytes. */
const MOST = 4_096;

/** Takes the pieces of a body, and keeps the first of them. */
export class Collector {
  bytes = 0;
  #kept: Buffer = Buffer.alloc(0);

  /** Whether what comes now changes nothing of the excerpt but its length. */
  get isFull(): boolean {
    return this.bytes > MOST;
  }

  add(chunk: unknown, encoding: unknown): number {
    const bytes = toBytes(chunk, encoding);
    if (bytes === undefined) return 0;
    const room = MOST - this.bytes;
    if (room > 0) this.#kept = Buffer.concat([this.#kept, bytes.subarray(0, room)]);
    this.bytes += bytes.length;
    return bytes.length;
  }

  excerpt(): Excerpt {
    const isWhole = this.bytes === this.#kept.length;
    const end = wholeCharacters(this.#kept);
    const isText = isUtf8(this.#kept.subarray(0, end)) && !this.#kept.includes(0);
    const text = isText ? cutSecrets(this.#kept.toString("utf8", 0, end)) : "";
    return { text, bytes: this.bytes, isWhole: isWhole && isText, isBinary: !isText };
  }
}

/** The beginning of a value as JSON. However large it is, only what is told of it is looked at. */
export function excerptOfJson(value: unknown): Excerpt {
  const writer = new JsonWriter();
  try {
    writer.write(value, 0);
  } catch {
    return { text: "(cannot be shown)", bytes: undefined, isWhole: false, isBinary: false };
  }
  const { isWhole } = writer;
  const bytes = isWhole ? Buffer.byteLength(writer.text) : undefined;
  return { text: cutSecrets(writer.text), bytes, isWhole, isBinary: false };
}

/** Writes JSON until it is enough. What JSON has no word for is said in brackets. */
class JsonWriter {
  text = "";
  isWhole = true;

  write(value: unknown, depth: number): void {
    if (this.text.length >= MOST || depth > 12) {
      if (this.isWhole) this.text += "…";
      this.isWhole = false;
    } else if (typeof value === "string") {
      const room = MOST - this.text.length;
      this.text += JSON.stringify(value.length > room ? value.slice(0, room) : value);
      if (value.length > room) this.isWhole = false;
    } else if (Array.isArray(value)) {
      this.#list("[", value, "]", (item) => this.write(item, depth + 1));
    } else if (typeof value === "object" && value !== null && !(value instanceof Date)) {
      const object = value as Record<string, unknown>;
      const names = Object.keys(object).filter((name) => object[name] !== undefined);
      this.#list("{", names, "}", (name) => {
        this.text += `${JSON.stringify(name.slice(0, 100))}:`;
        this.write(object[name], depth + 1);
      });
    } else {
      this.text += typeof value === "bigint" ? `${value}n` : (JSON.stringify(value) ?? `(${typeof value})`);
    }
  }

  #list<T>(open: string, items: readonly T[], close: string, write: (item: T) => void): void {
    this.text += open;
    for (const [i, item] of items.entries()) {
      if (i > 0) this.text += ",";
      write(item);
      if (!this.isWhole) return;
    }
    this.text += close;
  }
}

function toBytes(chunk: unknown, encoding: unknown): Buffer | undefined {
  if (typeof chunk === "string") {
    return Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8");
  }
  if (chunk instanceof Uint8Array) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return undefined;
}

/** Where the last whole character ends: the end may have cut one into pieces. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue; // Not the first byte of its character.
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
