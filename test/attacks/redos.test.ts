// Long and repetitive paths and header fields, on which a careless regular expression takes minutes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { accepts, cookies, files, json, notModified, sameOrigin } from "../../src/index.ts";
import { serve } from "../support/app.ts";

for (const piece of [
  "/",
  "a/",
  "%",
  "%zz",
  "%2f",
  "%25",
  "../",
  "a-",
  ".",
  ";",
  "=",
  "a=&",
  "?",
  "%c3%a9/",
  "@",
]) {
  test(`a path of 14 KB of ${JSON.stringify(piece)} is answered`, async (t) => {
    const { connect } = await serve(t, (app) => {
      app.use("/a/a/a", (_req, _res, next) => next());
      app.use(files(import.meta.dirname));
      app.get("/:a/:b/:c", (_req, res) => res.json(1));
      app.get("/:a/x/:c/*rest", (_req, res) => res.json(1));
      app.get("/a/*rest", (req, res) => res.json([req.path, [...req.query]]));
    });
    const { send, reply } = await connect();
    for (const start of ["/", "/a/", "/a/x/b/", "/?"]) {
      send(`GET ${start}${piece.repeat(14_000 / piece.length)}x HTTP/1.1\r\nHost: x\r\n\r\n`);
      const { status } = await reply();
      assert.ok(status < 500, `${start} answered ${status}`);
    }
  });
}

const FIELDS = [
  "Accept",
  "Accept-Encoding",
  "Authorization",
  "Content-Type",
  "Cookie",
  "Host",
  "If-Match",
  "If-Modified-Since",
  "If-None-Match",
  "If-Range",
  "Last-Event-ID",
  "Origin",
  "Range",
  "Sec-Fetch-Site",
];

for (const field of FIELDS) {
  test(`15 KB of one character in ${field} are answered`, async (t) => {
    const { connect } = await serve(t, (app) => {
      app.use(cookies(), sameOrigin(), json());
      app.get("/page", (req, res) => {
        if (!notModified(req, res, "page"))
          res.json(accepts(req, res, "text/html", "application/json") ?? null);
      });
      app.post("/", json(), (req, res) => res.json(req.body));
      app.use(files(import.meta.dirname));
    });
    const { send, reply } = await connect();
    const host = field === "Host" ? "" : "Host: x\r\n";
    for (const piece of [
      " ",
      ",",
      ", ",
      '"',
      ";",
      "; ",
      "=",
      "a",
      "a,",
      'W/"',
      "\\",
      "\t",
      "*/*,",
      "0-1,",
      "/",
      ";q=",
    ]) {
      const value = `${field}: a${piece.repeat(15_000 / piece.length)}b\r\n`;
      for (const line of ["GET /page", "GET /redos.test.ts", "POST /"]) {
        send(`${line} HTTP/1.1\r\n${host}${value}Content-Length: 0\r\n\r\n`);
        const { status } = await reply();
        assert.ok(status < 500, `${line} with ${JSON.stringify(piece)} answered ${status}`);
      }
    }
  });
}
