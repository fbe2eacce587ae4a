// What README.md shows is true: its requests are sent, its server is started, its commands exist.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { askShop } from "./support/shop.ts";
import { run } from "./support/start.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (name: string) => readFileSync(join(root, name), "utf8");
const readme = read("README.md");
const { scripts } = JSON.parse(read("package.json"));

test("every curl command gets the reply that stands below it", async (t) => {
  const ask = await askShop(t);
  const shown = [...readme.matchAll(/```sh\n(curl [^\n]*)\n```\n(?:\n```http\n([\s\S]*?)```)?/g)];
  assert.equal(shown.length, 4);
  for (const [, command = "", expected] of shown) {
    const method = /-X (\w+)/.exec(command)?.[1] ?? "GET";
    const path = /http:\/\/localhost:3000(\S*)/.exec(command)?.[1];
    const [, name, value] = /-H "([^:]+): ([^"]+)"/.exec(command) ?? [];
    const reply = await ask(`${method} ${path}`, { headers: name ? { [name]: value } : { accept: "*/*" } });
    if (expected === undefined) {
      assert.equal(reply.status, 200, command);
      continue;
    }
    const [head = "", body] = expected.trimEnd().split("\n\n");
    const [statusLine = "", ...fields] = head.split("\n");
    assert.equal(statusLine.split(" ")[1], String(reply.status), command);
    for (const field of fields) {
      const [fieldName = "", fieldValue] = field.split(": ");
      assert.equal(reply.headers[fieldName.toLowerCase()], fieldValue, command);
    }
    if (body !== undefined) assert.equal(reply.body, body, command);
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
  const commands = [...texts.matchAll(/npm (?:run )?(start|test|types|lint|bench)\b/g)].map(
    ([, name]) => name as string,
  );
  assert.ok(commands.length >= 8);
  for (const name of commands) assert.ok(name in scripts, name);
  for (const [, path = ""] of texts.matchAll(/`((?:src|test|\.ci)(?:\/[\w.-]+)*)`/g)) {
    assert.ok(existsSync(join(root, path)) || path === "src/store", path);
  }
});
