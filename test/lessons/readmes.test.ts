// What the README of a lesson shows is true: its code stands in the lesson's files, its requests get the replies
// that stand below them, its predictions have an answer.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Client } from "../../src/course/client.ts";
import { allLessons, findLesson, LESSONS_FOLDER, type LessonFolder } from "../../src/course/lessons.ts";
import { isAsPromised, readExchanges, readLessonText, readPredictions } from "../../src/course/readme.ts";
import { ServerProcess } from "../../src/course/server-process.ts";
import { readFile } from "./support/files.ts";
import "./support/postgres.ts";

const SECTIONS = ["Predict", "Run", "Investigate", "Modify", "Make", "The same in Express"];
const { scripts } = JSON.parse(
  readFileSync(fileURLToPath(new URL("../../package.json", import.meta.url)), "utf8"),
);

for (const lesson of allLessons()) {
  const markdown = readFile(lesson, "README.md");
  const { title, sections } = readLessonText(markdown);
  const titles = sections.map((section) => section.title);
  const number = Number(lesson.number);

  test(`${lesson.name}: the README has its parts, in order, and is short`, () => {
    assert.match(title, new RegExp(`^Lesson ${lesson.number}: `));
    const own = titles.filter((one) => SECTIONS.includes(one));
    assert.deepEqual(own, SECTIONS);
    if (number > 1) assert.ok(titles.some((one) => one.startsWith("What changed since lesson")));
    if (number >= 3) assert.ok(titles.includes("Do you remember?"));
    const words = markdown.replace(/```[\s\S]*?```/g, "").split(/\s+/).length;
    assert.ok(words <= 1_000, `${words} words`);
  });

  test(`${lesson.name}: each prediction has options, and one answer among them`, () => {
    const text = sections.find((section) => section.title === "Predict")?.text ?? "";
    const predictions = readPredictions(text);
    assert.ok(predictions.length >= 1);
    assert.equal(predictions.length, text.split("<details>").length - 1);
    for (const { question, options, answer, because } of predictions) {
      assert.ok(question.includes("?"), question);
      assert.ok(options.length >= 2 && answer >= 1 && answer <= options.length, question);
      assert.ok(because.length > 20, question);
    }
    if (number >= 3) {
      const recall = sections.find((section) => section.title === "Do you remember?")?.text ?? "";
      assert.equal(readPredictions(recall).length, 2);
    }
  });

  test(`${lesson.name}: every piece of code it shows stands in the file it names`, () => {
    for (const [, name = "", code = ""] of markdown.matchAll(/^```ts (\S+)\n([\s\S]*?)^```/gm)) {
      const path = join(lesson.folder, name);
      assert.ok(existsSync(path), name);
      assert.ok(readFileSync(path, "utf8").includes(code.trimEnd()), `${name} does not have:\n${code}`);
    }
  });

  test(`${lesson.name}: what it says has changed since the last lesson did change`, () => {
    for (const [, name = "", diff = ""] of markdown.matchAll(/^```diff (\S+)\n([\s\S]*?)^```/gm)) {
      const now = readFile(lesson, name);
      const before = readFileSync(join(lessonBefore(number).folder, name), "utf8");
      for (const { mark, lines } of diffBlocks(diff)) {
        const [inNow, inBefore] = [hasAll(now, lines), hasAll(before, lines)];
        assert.equal(inNow, mark !== "-", `now: ${mark}\n${lines.join("\n")}`);
        assert.equal(inBefore, mark !== "+", `before: ${mark}\n${lines.join("\n")}`);
      }
    }
  });

  test(`${lesson.name}: every npm command it names exists, and every file`, () => {
    for (const [, name = ""] of markdown.matchAll(/npm run (?:-s )?([\w:-]+)/g))
      assert.ok(name in scripts, name);
    for (const [, path = ""] of markdown.matchAll(/`((?:lessons|src|work)\/[\w./-]+)`/g)) {
      if (!path.startsWith("work/")) assert.ok(existsSync(join(LESSONS_FOLDER, "..", path)), path);
    }
  });

  test(`${lesson.name}: every request it shows gets the reply that stands below it`, async (t) => {
    const exchanges = readExchanges(markdown);
    assert.ok(exchanges.length >= 1);
    const server = new ServerProcess();
    t.after(() => server.end());
    const data = mkdtempSync(join(tmpdir(), "roundtrip-data-"));
    t.after(() => rmSync(data, { recursive: true, force: true }));
    const start = await server.load(join(lesson.folder, "server.ts"), {
      listener: false,
      env: { DATA: data },
    });
    assert.equal(start.kind, "listening", server.output);
    const client = new Client(server.port);
    t.after(() => client.close());
    let cookie = ""; // The one that was set last stands for "Cookie: session=...", as in a browser.
    for (const { request, headers, body, status, replyHeaders, replyBody } of exchanges) {
      const reply = await client.ask(request, {
        headers: headers.Cookie?.endsWith("=...") ? { ...headers, Cookie: cookie } : headers,
        ...(body === undefined ? {} : { body }),
        limit: 10_000,
      });
      assert.equal(reply.status, status, request);
      cookie = /^[^=;]+=[^;]+/.exec(reply.header("set-cookie") ?? "")?.[0] ?? cookie;
      for (const [name, value] of replyHeaders) {
        assert.ok(
          isAsPromised(value, reply.header(name) ?? ""),
          `${request}: ${name}: ${reply.header(name)}`,
        );
      }
      if (replyBody === undefined) continue;
      assert.ok(isAsPromised(replyBody.trim(), reply.text.trim()), `${request}:\n${reply.text}`);
    }
  });
}

function lessonBefore(number: number): LessonFolder {
  const found = findLesson(String(number - 1));
  assert.ok(found, `No lesson stands before ${number}.`);
  return found;
}

/** Neighbouring lines with the same mark, together: one such as "return;" can stand anywhere. */
function diffBlocks(diff: string): { mark: string; lines: string[] }[] {
  const blocks: { mark: string; lines: string[] }[] = [];
  for (const line of diff.trimEnd().split("\n")) {
    const [mark = " ", code] = [line[0], line.slice(1)];
    if (code.trim() === "...") continue;
    const last = blocks.at(-1);
    if (last?.mark === mark) last.lines.push(code);
    else blocks.push({ mark, lines: [code] });
  }
  return blocks;
}

function hasAll(code: string, lines: readonly string[]): boolean {
  const there = code.split("\n");
  return lines.every((line) => there.includes(line));
}
