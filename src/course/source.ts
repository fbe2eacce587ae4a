// The student's file, read to name a line in an explanation. It is never judged by its text, only by what it does.

import { readFileSync } from "node:fs";
import { basename } from "node:path";

export interface Source {
  readonly text: string;
  readonly line: (pattern: RegExp) => string | undefined;
}

export function readSource(file: string): Source {
  let text = "";
  try {
    text = withoutComments(readFileSync(file, "utf8"));
  } catch {
    // Gone meanwhile. Then no line is named.
  }
  return {
    text,
    line: (pattern) => {
      const found = pattern.exec(text);
      return found === null
        ? undefined
        : `${basename(file)}:${text.slice(0, found.index).split("\n").length}`;
    },
  };
}

/** Comments become blanks, so that lines and columns stay. Texts in quotes are kept: "http://" is no comment. */
function withoutComments(code: string): string {
  const token = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
  return code.replace(token, (found) => (found.startsWith("/") ? found.replace(/[^\n]/g, " ") : found));
}
