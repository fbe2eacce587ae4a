// The guide starts programs: no other site may make a browser on this machine talk to it, and nothing that comes from
// a file, a request or a program becomes part of a page.

import assert from "node:assert/strict";
import { request } from "node:http";
import { test } from "node:test";
import { openGuide } from "./site.ts";

/** `fetch` does not let the Host field be chosen. */
function ask(url: string, headers: Record<string, string>, method = "GET"): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port, pathname, search, hostname } = new URL(url);
    const sent = request({ hostname, port, path: pathname + search, method, headers }, (reply) => {
      reply.destroy();
      resolve(reply.statusCode ?? 0);
    });
    sent.on("error", reject).end();
  });
}

test("a name that was bound to this machine's address gets 421, and localhost in all its spellings is served", async (t) => {
  const { url } = await openGuide(t);
  const { port } = new URL(url);
  for (const host of [
    "evil.example",
    `evil.example:${port}`,
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "10.0.0.1",
  ]) {
    assert.equal(await ask(url, { Host: host }), 421, host);
  }
  for (const host of [
    `localhost:${port}`,
    `LOCALHOST:${port}`,
    `127.0.0.1:${port}`,
    `[::1]:${port}`,
    "localhost",
  ]) {
    assert.equal(await ask(url, { Host: host }), 200, host);
  }
});

test("another site can neither read nor do anything; a link from it leads to a page", async (t) => {
  const { url, desk } = await openGuide(t, "");
  const foreign: Record<string, string>[] = [
    { Origin: "http://evil.example" },
    { Origin: "null" },
    { Origin: "http://localhost:1" },
    { "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "same-site" }, // Another port of localhost: another program.
  ];
  for (const headers of foreign) {
    const said = JSON.stringify(headers);
    assert.equal(await ask(`${url}/live?topics=desk`, headers), 403, said);
    assert.equal(await ask(`${url}/lessons/01-hello/open`, headers, "POST"), 403, said);
    assert.equal(await ask(`${url}/api/servers/example/start`, headers, "POST"), 403, said);
    // A form of another site navigates: that does not help it.
    const form = { ...headers, "Sec-Fetch-Mode": "navigate" };
    assert.equal(await ask(`${url}/lessons/01-hello/open`, form, "POST"), 403, said);
  }
  assert.equal(await ask(url, { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate" }), 200);
  assert.equal(desk.open, undefined);
});

test("no page may run a script that is written into it, or be put into a frame", async (t) => {
  const { url } = await openGuide(t);
  for (const path of ["/", "/lessons/01-hello", "/words", "/nothing-here"]) {
    const { headers } = await fetch(url + path);
    const policy = headers.get("content-security-policy") ?? "";
    assert.match(policy, /default-src 'self'/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.doesNotMatch(policy, /unsafe/, path);
  }
});

test("what a lesson's text has in it is shown as text", async (t) => {
  const { url, files } = await openGuide(t);
  const readme = files.read("lessons/01-hello/README.md");
  const evil =
    '<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1))\n\n```ts a"b.ts\n</code><script>\n```\n';
  files.write("lessons/01-hello/README.md", readme.replace("## Predict", `${evil}\n## Predict`));
  const page = await (await fetch(`${url}/lessons/01-hello`)).text();
  const own = page.match(/<script /g) ?? [];
  assert.equal(own.length, 1); // The page's own, from a file.
  assert.doesNotMatch(page, /<script>|<img src=x|href="javascript:/);
  assert.match(page, /&lt;script&gt;alert/);
});

test("its files are those that it means to serve", async (t) => {
  const { url } = await openGuide(t);
  for (const path of [
    "/client/../guide.ts",
    "/client/%2e%2e/guide.ts",
    "/client/..%2fguide.ts",
    "/client/tsconfig.json",
    "/assets/../guide.ts",
    "/lessons/01-hello/solution.ts",
    "/lessons/01-hello/..%2f..%2fpackage.json",
    "/lessons/01-hello/%2e%2e.svg",
  ]) {
    const reply = await fetch(url + path);
    assert.equal(reply.status, 404, path);
  }
  const code = await fetch(`${url}/client/live.ts`);
  assert.equal(code.headers.get("content-type"), "text/javascript; charset=utf-8");
  assert.doesNotMatch(await code.text(), /: readonly string\[\]/);
});
