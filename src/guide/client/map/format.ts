// Numbers as the page says them. Times are in milliseconds everywhere, so that they can be compared at a glance.

import type { Excerpt } from "../../trace/events.ts";

/** "0.04 ms", "3.20 ms", "48.5 ms", "1,204 ms". */
export function ms(time: number): string {
  const digits = time < 10 ? 2 : time < 100 ? 1 : 0;
  return `${time.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits })} ms`;
}

/** "14:02:31" */
export function clock(at: number): string {
  return new Date(at).toLocaleTimeString("en-GB");
}

/** "83 bytes", "5.7 kB". */
export function size(bytes: number): string {
  if (bytes === 1) return "1 byte";
  if (bytes < 1_000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** "1 record", "3 records". */
export function count(number: number, what: string): string {
  return `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;
}

/** The text of an excerpt, and what is not in it. */
export function excerptText({ text, bytes, isWhole, isBinary }: Excerpt): string {
  const length = bytes === undefined ? "" : size(bytes);
  if (isBinary) return `(${length || "bytes"} that are no text)`;
  if (isWhole) return text;
  return `${text}… (the beginning${length && ` of ${length}`})`;
}
