// app.listen: where a server listens, and what it says when it cannot.

import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { type App, createApp } from "../../src/index.ts";

function newApp(t: TestContext): App {
  const app = createApp().get("/", (_req, res) => res.text("here"));
  t.after(() => app.close());
  return app;
}

const addressOf = (server: { address(): unknown }) => server.address() as AddressInfo;

test("app.listen resolves with a server that listens, on this machine only", async (t) => {
  const server = await newApp(t).listen(0);
  const { address, port } = addressOf(server);
  assert.equal(address, "127.0.0.1");
  assert.equal(await (await fetch(`http://127.0.0.1:${port}`)).text(), "here");
});

test("app.listen takes a host", async (t) => {
  const server = await newApp(t).listen(0, "0.0.0.0");
  assert.equal(addressOf(server).address, "0.0.0.0");
});

test("one app can listen on several ports", async (t) => {
  const app = newApp(t);
  for (const server of [await app.listen(0), await app.listen(0)]) {
    assert.equal(await (await fetch(`http://127.0.0.1:${addressOf(server).port}`)).text(), "here");
  }
});

test("a port that is taken is an error with its code, the port and the host", async (t) => {
  const { port } = addressOf(await newApp(t).listen(0));
  await assert.rejects(newApp(t).listen(port), {
    code: "EADDRINUSE",
    message: `The server cannot listen on port ${port} of 127.0.0.1: it is taken. Stop the server that uses it, or take another port: app.listen(${port + 1}).`,
  });
});

test("after a port that was taken, the app can listen on another", async (t) => {
  const { port } = addressOf(await newApp(t).listen(0));
  const app = newApp(t);
  await assert.rejects(app.listen(port));
  assert.ok((await app.listen(0)).listening);
});

test("a host that this machine does not have is an error with its code", async (t) => {
  // 192.0.2.0/24 is for documentation and belongs to nobody (RFC 5737).
  await assert.rejects(newApp(t).listen(0, "192.0.2.1"), {
    code: "EADDRNOTAVAIL",
    message: /^The server cannot listen on port 0 of 192\.0\.2\.1: /,
  });
});

for (const port of ["3000", undefined, null, Number.NaN, -1, 65_536, 80.5]) {
  test(`${typeof port === "string" ? `the string "${port}"` : port} is no port`, async (t) => {
    await assert.rejects(newApp(t).listen(port as number), {
      name: "RangeError",
      message: /^app\.listen\(\) takes a port from 0 to 65535, not .*Number\(process\.env\.PORT\)/,
    });
  });
}

test("an app that was closed does not listen again", async () => {
  const app = createApp();
  await app.close();
  await assert.rejects(app.listen(0), { message: /^This app was closed\. Make a new one/ });
});
