// Several packages in one app, in the orders that people put them: each wraps what the one before has wrapped.

import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import compression from "compression";
import cors from "cors";
import { rateLimit } from "express-rate-limit";
import session from "express-session";
import helmet from "helmet";
import morgan from "morgan";
import { type App, type ConnectMiddleware, HttpError } from "../../src/index.ts";
import { serve } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";

const TEXT = "SuperCoolShop ".repeat(10_000);

function sessions() {
  return session({ secret: "a secret", resave: false, saveUninitialized: true });
}

const ORDERS: Record<string, () => ConnectMiddleware[]> = {
  "session before compression": () => [sessions(), compression()],
  "compression before session": () => [compression(), sessions()],
};

/** The packages, and the ways in which a handler can answer. */
function shop(order: () => ConnectMiddleware[], lines: string[]): (app: App) => void {
  return (app) => {
    app.use(morgan(":method :url :status", { stream: { write: (line) => lines.push(line) } }));
    app.use(helmet(), cors(), ...order(), rateLimit({ limit: 100, standardHeaders: "draft-7" }));
    app.get("/json", async (_req, res) => res.json({ TEXT }));
    app.get("/small", (_req, res) => res.json({ id: 1 }));
    app.get("/empty", (_req, res) => res.status(204).send());
    app.get("/stream", (_req, res) => {
      res.setHeader("Content-Type", "text/plain");
      Readable.from([TEXT, TEXT]).pipe(res);
    });
    app.get("/pieces", (_req, res) => {
      res.setHeader("Content-Type", "text/plain");
      res.write(TEXT);
      setImmediate(() => res.end(TEXT));
    });
    app.get("/taken", () => {
      throw new HttpError(409, TEXT);
    });
    app.get("/broken", () => Promise.reject(new Error("broken")));
    app.get("/twice", (_req, res) => {
      res.json({ TEXT });
      res.json({ TEXT });
    });
  };
}

const conflict = JSON.stringify({ title: "Conflict", status: 409, detail: TEXT });
const mistake = JSON.stringify({
  title: "Internal Server Error",
  status: 500,
  detail: "The server made a mistake. The terminal in which it runs says which.",
});
const ANSWERS: [path: string, status: number, body: string, report?: "error" | "second-response"][] = [
  ["/json", 200, JSON.stringify({ TEXT })],
  ["/small", 200, '{"id":1}'],
  ["/empty", 204, ""],
  ["/stream", 200, TEXT + TEXT],
  ["/pieces", 200, TEXT + TEXT],
  ["/taken", 409, conflict],
  ["/broken", 500, mistake, "error"],
  ["/twice", 200, JSON.stringify({ TEXT }), "second-response"],
];

for (const [name, order] of Object.entries(ORDERS)) {
  for (const [path, status, body, reported] of ANSWERS) {
    test(`${name}: ${path} gets ${status}, whole, with the fields of all and one line in the log`, async (t) => {
      const lines: string[] = [];
      const { url, report } = await serve(t, shop(order, lines), { forgottenGrace: 1 });
      const reply = await fetch(url + path);
      assert.equal(reply.status, status);
      assert.equal(await reply.text(), body);
      assert.equal(reply.headers.get("content-encoding"), body.length > 1_024 ? "gzip" : null);
      assert.equal(reply.headers.get("x-content-type-options"), "nosniff");
      assert.equal(reply.headers.get("access-control-allow-origin"), "*");
      assert.match(reply.headers.get("ratelimit") ?? "", /remaining=99/);
      assert.match(reply.headers.get("set-cookie") ?? "", /^connect\.sid=/);
      if (reported !== undefined) await report(reported);
      await eventually(() => lines.length > 0, "the line");
      assert.deepEqual(lines, [`GET ${path} ${status}\n`]);
    });
  }

  test(`${name}: answers on one connection do not mix`, async (t) => {
    const { connect, report } = await serve(t, shop(order, []));
    const connection = await connect();
    for (const [path] of ANSWERS) connection.send(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
    for (const [, status, body, reported] of ANSWERS) {
      const reply = await connection.reply();
      assert.equal(reply.status, status);
      assert.equal(reply.body, body);
      if (reported !== undefined) await report(reported);
    }
  });
}
