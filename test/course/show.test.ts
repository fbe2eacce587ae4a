// What is shown fits 80 columns, whatever a student's server says, and does nothing to the terminal.

import assert from "node:assert/strict";
import { test } from "node:test";
import { clip, columnsOf, splitAt } from "../../src/course/columns.ts";
import { printedLines } from "../../src/course/printed.ts";
import {
  COLOURED,
  PLAIN,
  printable,
  showFailure,
  showVerdict,
  styleFor,
  wrap,
} from "../../src/course/show.ts";

const check = {
  step: "a",
  title: "it says Hello!",
  run: async () => {},
  hints: ["1", "2", "3"] as [string, string, string],
};
const nasty = {
  "a long word": "x".repeat(500),
  "many words": "word ".repeat(200),
  "wide characters": "図書館の本".repeat(60),
  pictures: "👩‍👩‍👧‍👦📚☕️".repeat(60),
  "accents that stand alone": "e\u0301".repeat(200),
  "colours and moves of the cursor": "\u001B[2J\u001B[31mred\u001B[0m\u0007\b\r\n".repeat(30),
  "writing turned round": "\u202Eabc\u2066def".repeat(40),
};

for (const [what, text] of Object.entries(nasty)) {
  for (const style of [PLAIN, COLOURED]) {
    test(`${what} ${style === PLAIN ? "without" : "with"} colours: 80 columns, and no control characters`, () => {
      const failure = { sent: text, got: text, wanted: text, why: text, tip: text };
      const results = [{ check: { ...check, title: text.slice(0, 62) }, failure }];
      const shown = showVerdict({ results, output: "" }, [{ ...check, title: text.slice(0, 62) }], style);
      for (const line of shown.split("\n")) {
        assert.ok(columnsOf(line) <= 80, `${columnsOf(line)}: ${line}`);
      }
      const detail = showFailure(failure, undefined, PLAIN, "");
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about.
      assert.doesNotMatch(detail, /[\u0000-\u0009\u000b-\u001f\u007f\u202e\u2066]/);
    });
  }
}

test("columns: letters 1, wide characters 2, accents on a letter 0, colours 0", () => {
  assert.equal(columnsOf("abc"), 3);
  assert.equal(columnsOf("図書"), 4);
  assert.equal(columnsOf("e\u0301"), 1);
  assert.equal(columnsOf("👩‍👩‍👧‍👦"), 2);
  assert.equal(columnsOf(COLOURED.bad("✗ no")), 4);
});

test("what is cut off ends in dots, and its colours are switched off", () => {
  assert.equal(clip("abcdef", 6), "abcdef");
  assert.equal(clip("abcdefg", 6), "abc...");
  assert.equal(clip("図書館の本", 8), "図書...");
  assert.ok(clip(COLOURED.bad("x".repeat(10)), 6).endsWith("xxx...\u001B[0m"));
});

test("a text is split between characters, never within one", () => {
  assert.deepEqual(splitAt("図書館", 3), ["図", "書館"]);
  assert.deepEqual(splitAt("abc", 5), ["abc", ""]);
});

test("lines are broken between words", () => {
  assert.deepEqual(wrap("one two three", 7), ["one two", "three"]);
  assert.deepEqual(wrap("", 7), [""]);
});

test("control characters become what they are called", () => {
  assert.equal(printable("a\u001Bb\nc\u0000"), "a\\u001bb c\\u0000");
});

test("colours only for a terminal, and not with NO_COLOR", () => {
  assert.equal(styleFor({ isTTY: true }, {}), COLOURED);
  assert.equal(styleFor({ isTTY: false }, {}), PLAIN);
  assert.equal(styleFor({ isTTY: true }, { NO_COLOR: "1" }), PLAIN);
  assert.equal(styleFor({ isTTY: true }, { TERM: "dumb" }), PLAIN);
});

test("a check that passes and one that fails differ without colours", () => {
  const failure = { got: "no", wanted: "yes" };
  const other = { ...check, title: "another" };
  const shown = showVerdict(
    { results: [{ check }, { check: other, failure }], output: "" },
    [check, other],
    PLAIN,
  );
  assert.match(shown, /^✓ 1\/2/);
  assert.match(shown, /^✗ 2\/2/m);
});

test("Node's report of a crash is left out of what was printed, and an address with a port is not", () => {
  const output = `It listens on http://localhost:3000
A request: GET /
${"/course/work/01-hello/exercise.ts:8"}
  throw new Error("no");
        ^

Error: no
    at Server.<anonymous> (/course/work/01-hello/exercise.ts:8:9)

Node.js v20.20.2
`;
  assert.deepEqual(printedLines(output, 5), ["It listens on http://localhost:3000", "A request: GET /"]);
  assert.deepEqual(printedLines("", 5), []);
  assert.deepEqual(printedLines("a\r\nb\r\nc\r\n", 2), ["b", "c"]);
});

test("of a printed stack one line stays, the student's own", () => {
  const output = `DELETE /books/5 failed: TypeError: books.delete is not a function
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
    at async Object.removeBook (/course/work/10-web-api/exercise.ts:93:3)
    at async runSteps (/course/lessons/06-middleware/middleware.ts:20:5) {
  code: 'ODD'
}
Error: none is the student's
    at async runSteps (C:\\course\\lessons\\06-middleware\\middleware.ts:20:5)
the end
`;
  assert.deepEqual(printedLines(output, 9), [
    "DELETE /books/5 failed: TypeError: books.delete is not a function",
    "    at exercise.ts:93 {",
    "  code: 'ODD'",
    "}",
    "Error: none is the student's",
    "the end",
  ]);
});
