// An app on a server that the program makes itself: node:http's or node:https's.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { connect } from "node:tls";
import { createApp } from "../../src/index.ts";

const newApp = () => createApp().get("/p/:id", (req, res) => res.json(req.params));

async function portOf(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

test("app.handle serves on a server made with app.serverOptions", async (t) => {
  const app = newApp();
  const server = createServer(app.serverOptions, app.handle);
  t.after(() => server.close());
  const reply = await fetch(`http://127.0.0.1:${await portOf(server)}/p/1`);
  assert.deepEqual(await reply.json(), { id: "1" });
});

test("app.attach serves, and app.close ends the server", async () => {
  const app = newApp();
  const server = app.attach(createServer(app.serverOptions));
  const reply = await fetch(`http://127.0.0.1:${await portOf(server)}/p/1`);
  assert.deepEqual(await reply.json(), { id: "1" });
  const closed = once(server, "close");
  await app.close();
  await closed;
  assert.equal(server.listening, false);
});

test("app.attach serves https", async (t) => {
  const app = newApp();
  t.after(() => app.close());
  // A key that both know stands for a certificate, which Node cannot make.
  const psk = Buffer.from("0123456789abcdef");
  const secret = { ciphers: "PSK", maxVersion: "TLSv1.2" } as const;
  const server = app.attach(createSecureServer({ ...app.serverOptions, ...secret, pskCallback: () => psk }));
  const port = await portOf(server);
  const createConnection = () =>
    connect({
      port,
      ...secret,
      pskCallback: () => ({ psk, identity: "test" }),
      checkServerIdentity: () => undefined,
    });
  const asked = request({ path: "/p/1", createConnection }).end();
  const [reply] = await once(asked, "response");
  assert.deepEqual(JSON.parse(await text(reply)), { id: "1" });
});

test("app.handle says what is missing when the server was made without app.serverOptions", () => {
  assert.throws(() => newApp().handle({} as never, {} as never), {
    name: "TypeError",
    message:
      "app.handle needs the kit's own request and response: createServer(app.serverOptions, app.handle).",
  });
});
