// accepts: which of several forms the client likes best (RFC 9110, section 12).

import assert from "node:assert/strict";
import { test } from "node:test";
import { accepts, HttpError } from "../../src/index.ts";
import { serve } from "../support/app.ts";

test("the form that the client likes best is chosen", async (t) => {
  const { ask } = await serve(t, (app) =>
    app.get("/", (req, res) => res.text(String(accepts(req, res, "application/json", "text/html")))),
  );
  const cases = {
    "text/html": "text/html",
    "application/json;q=0.4, text/html;q=0.5": "text/html",
    "text/html;q=0.4, application/json;q=0.5": "application/json",
    "text/*": "text/html",
    "TEXT/HTML": "text/html",
    // As browsers say it.
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": "text/html",
    // The more specific range decides.
    "*/*, application/json;q=0": "text/html",
    "application/*;q=0.1, */*;q=0.5": "text/html",
    // On a tie what the client names first; then what is offered first.
    "text/html, application/json": "text/html",
    "*/*": "application/json",
    // None.
    "image/png": "undefined",
    "*/*;q=0": "undefined",
    nonsense: "undefined",
  };
  for (const [accept, best] of Object.entries(cases)) {
    assert.equal((await ask("GET /", { headers: { accept } })).body, best, accept);
  }
  assert.equal((await ask("GET /")).body, "application/json", "a client that says nothing takes anything");
});

test("caches are told once that the answer depends on Accept", async (t) => {
  const { ask } = await serve(t, (app) => {
    app.get("/", (req, res) => {
      res.setHeader("Vary", "Origin, accept");
      accepts(req, res, "text/html");
      accepts(req, res, "application/json");
      res.send();
    });
    app.get("/error", (req, res) => {
      accepts(req, res, "text/html");
      throw new HttpError(406);
    });
  });
  assert.equal((await ask("GET /")).headers.vary, "Origin, accept");
  assert.equal((await ask("GET /error")).headers.vary, "Accept");
});
