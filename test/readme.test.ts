// What README.md shows is true: its requests are sent, its server is started, its commands exist.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { runClient } from "../src/cli/client-run.ts";
import { runFault } from "../src/cli/fault-run.ts";
import { FAULTS } from "../src/guide/faults/faults.ts";
import { runGuide } from "./guide/faults/run-guide.ts";
import { runHere } from "./support/here.ts";
import { askShop, serveShop } from "./support/shop.ts";
import { run } from "./support/start.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (name: string) => readFileSync(join(root, name), "utf8");
const readme = read("README.md");
const { scripts } = JSON.parse(read("package.json"));

test("every curl command gets the reply that stands below it", async (t) => {
  // One after the other, as a reader sends them: an order takes from the stock that the next one finds.
  const ask = await askShop(t);
  const shown = [...readme.matchAll(/```sh\n(curl [^\n]*)\n```\n(?:\n```http\n([\s\S]*?)```)?/g)];
  assert.equal(shown.length, 8);
  for (const [, command = "", expected] of shown) {
    const path = /http:\/\/localhost:3000(\S*)/.exec(command)?.[1];
    const quoted = (option: string) =>
      [...command.matchAll(new RegExp(` ${option} "((?:[^"\\\\]|\\\\.)*)"`, "g"))].map(([, text = ""]) =>
        text.replaceAll("\\", ""),
      );
    const [body] = quoted("-d");
    const method = /-X (\w+)/.exec(command)?.[1] ?? (body === undefined ? "GET" : "POST");
    const headers = Object.fromEntries(quoted("-H").map((field) => field.split(": ")));
    const options = { headers: { accept: "*/*", ...lowerCase(headers) } };
    const reply = await ask(`${method} ${path}`, body === undefined ? options : { ...options, body });
    if (expected === undefined) {
      assert.equal(reply.status, 200, command);
      continue;
    }
    const [head = "", text] = expected.trimEnd().split("\n\n");
    const [statusLine = "", ...fields] = head.split("\n");
    assert.equal(statusLine.split(" ")[1], String(reply.status), command);
    for (const field of fields) {
      const [fieldName = "", fieldValue] = field.split(": ");
      assert.equal(reply.headers[fieldName.toLowerCase()], fieldValue, command);
    }
    if (text !== undefined) assert.equal(reply.body, text, command);
  }
});

test("every command of the terminal client that it shows does what it says", async (t) => {
  const { url } = await serveShop(t);
  const commands = [...readme.matchAll(/^npm run client -- (.*)$/gm)].map(([, args = ""]) => args);
  assert.equal(commands.length, 5);
  for (const command of commands) {
    const args = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, text, word]) => text ?? word ?? "");
    const client = await runHere(runClient, [...args, "--url", url]);
    assert.equal(client.code, 0, `${command}: ${client.stderr}`);
  }
});

test("every fault that it names is one, with its words, and the commands for them do what they say", async (t) => {
  const rows = [...readme.matchAll(/^\| `([\w-]+)` \| (.*) \|$/gm)].map(([, name, does]) => ({ name, does }));
  for (const { name, does } of FAULTS)
    assert.ok(
      rows.some((row) => row.name === name && row.does === does),
      name,
    );
  const { file } = await runGuide(t, { data: "file" });
  const commands = [...readme.matchAll(/^npm run fault(?: -- (.*))?$/gm)].map(([, args = ""]) => args);
  assert.equal(commands.length, 5);
  for (const command of commands) {
    const fault = await runHere(runFault, command.split(" ").filter(Boolean), { GUIDE_FILE: file });
    assert.equal(fault.code, 0, `${command}: ${fault.stderr}`);
  }
});

test("the server that it shows starts and keeps notes", async (t) => {
  const code = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  assert.match(code, /app\.listen\(3000\)/);
  // Beside src, as the text says; on a free port, which it tells.
  const folder = await mkdtemp(join(root, "work-readme-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const listening = `const { port } = (await app.listen(0)).address() as { port: number };
console.log("It listens on http://127.0.0.1:" + port);`;
  const file = join(folder, "notes.ts");
  await writeFile(file, code.replace("./src/", "../src/").replace("await app.listen(3000);", listening));
  const notes = run(t, ["--import", "tsx", file]);
  const url = `${await notes.url()}/notes/1`;
  assert.equal((await fetch(url)).status, 404);
  const [, type = "", body = ""] = /-X PUT .* -H "Content-Type: (\S+)" -d "(.+)"\n/.exec(readme) ?? [];
  const headers = { "content-type": type };
  assert.equal((await fetch(url, { method: "PUT", headers, body: body.replaceAll("\\", "") })).status, 204);
  assert.deepEqual(await (await fetch(url)).json(), ["milk"]);
});

test("every npm command of README and CONTRIBUTING exists, and every folder and file they name", () => {
  const texts = readme + read("CONTRIBUTING.md");
  const commands = [
    ...texts.matchAll(/npm (?:run )?(start|test|types|lint|bench|client|watch-prices|data|fault|class)\b/g),
  ].map(([, name]) => name as string);
  assert.ok(commands.length >= 8);
  for (const name of commands) assert.ok(name in scripts, name);
  for (const [, name = ""] of texts.matchAll(/npm run (?:-s )?([\w:-]+)/g)) assert.ok(name in scripts, name);
  for (const [, path = ""] of texts.matchAll(/`((?:src|test|\.ci)(?:\/[\w.-]+)*)`/g)) {
    assert.ok(existsSync(join(root, path)), path);
  }
});

function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
