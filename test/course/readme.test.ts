// A lesson's README as the runner reads it: sections, predictions, requests with their replies.

import assert from "node:assert/strict";
import { test } from "node:test";
import { commandsToTry } from "../../src/course/example.ts";
import { isAsPromised, readExchanges, readLessonText, readPredictions } from "../../src/course/readme.ts";

const README = `# Lesson 05: one pattern, many paths

An introduction.

## Predict

Which one answers to \`/books/new\`?

1. The first
   of the two
2. The second
<details><summary>Answer</summary>

**1.** It stands first.
</details>

And without it?

1. Nobody
2. The second
3. Both
<details><summary>Answer</summary>

**2.** It fits too.
</details>

## Run

\`\`\`http
GET /books?limit=2

HTTP/1.1 200 OK
Content-Type: application/json

[...]
\`\`\`

\`\`\`http
POST /books
Content-Type: application/json

{"title":"Emma"}

HTTP/1.1 201 Created
Location: /books/...
\`\`\`
`;

for (const [system, markdown] of [
  ["Unix", README],
  ["Windows", README.replaceAll("\n", "\r\n")],
]) {
  test(`title, sections and predictions, with the line ends of ${system}`, () => {
    const { title, sections } = readLessonText(markdown as string);
    assert.equal(title, "Lesson 05: one pattern, many paths");
    assert.deepEqual(
      sections.map((section) => section.title),
      ["", "Predict", "Run"],
    );
    assert.deepEqual(readPredictions(`${sections[1]?.text}\n`), [
      {
        question: "Which one answers to `/books/new`?",
        options: ["The first of the two", "The second"],
        answer: 1,
        because: "It stands first.",
      },
      {
        question: "And without it?",
        options: ["Nobody", "The second", "Both"],
        answer: 2,
        because: "It fits too.",
      },
    ]);
  });
}

test("requests and the replies that are promised", () => {
  const [get, post] = readExchanges(README);
  assert.deepEqual(get, {
    request: "GET /books?limit=2",
    headers: {},
    body: undefined,
    status: 200,
    reason: "OK",
    replyHeaders: [["Content-Type", "application/json"]],
    replyBody: "[...]",
  });
  assert.equal(post?.body, '{"title":"Emma"}');
  assert.deepEqual(post?.replyHeaders, [["Location", "/books/..."]]);
  assert.equal(post?.replyBody, undefined);
});

test("a block that is no exchange is named", () => {
  assert.throws(() => readExchanges("```http\nGET /\n```\n"), /This one has not:\nGET \//);
});

test("the requests as commands for another port", () => {
  assert.deepEqual(
    commandsToTry(readExchanges(README), 4000),
    [
      'curl -i "localhost:4000/books?limit=2"',
      'curl -i -X POST -H "Content-Type: application/json" -d "{\\"title\\":\\"Emma\\"}" localhost:4000/books',
    ].filter((command) => command.length <= 76),
  );
});

test("a request that may need what a longer one has made is no command to try", () => {
  const long = `\`\`\`http\nPOST /books\nContent-Type: application/json\n\n{"title":"${"long ".repeat(20)}"}\n\nHTTP/1.1 201 Created\n\`\`\`\n`;
  const more = ["DELETE /books/9", "GET /books/9"].map(
    (request) => `\`\`\`http\n${request}\n\nHTTP/1.1 204 No Content\n\`\`\`\n`,
  );
  assert.deepEqual(commandsToTry(readExchanges(long + more.join("")), 4000), [
    "curl -i localhost:4000/books/9",
  ]);
});

test("three dots stand for anything, and nothing else does", () => {
  assert.ok(isAsPromised("/books/...", "/books/17"));
  assert.ok(isAsPromised("[...]", "[1,\n2]"));
  assert.ok(!isAsPromised("a.c", "abc"));
  assert.ok(!isAsPromised("/books", "/books/17"));
});
