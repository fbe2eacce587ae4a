// Under load a part of the requests is told in full, and all are counted.

import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "../../support/eventually.ts";
import { traced } from "./traced.ts";

test("beyond the budget, requests are only counted, and counted by client", async (t) => {
  const { ask, batches } = await traced(t, "kit");
  const count = 1_000;
  for (let sent = 0; sent < count; sent += 20) {
    await Promise.all(Array.from({ length: 20 }, () => ask("GET /head")));
  }
  const sum = (of: "seen" | "traced") => batches.reduce((total, batch) => total + batch[of], 0);
  await eventually(() => sum("seen") === count, "all to be counted");
  const told = batches.flatMap(({ events }) => events.filter(({ type }) => type === "request"));
  assert.equal(told.length, sum("traced"));
  assert.ok(told.length >= 60 && told.length < count, String(told.length));
  const clients = batches.reduce((total, batch) => total + (batch.clients["127.0.0.1"] ?? 0), 0);
  assert.equal(clients, count);
});

test("a client's secrets are cut, in whatever field and letters they stand", async (t) => {
  const { ask, journey } = await traced(t, "kit");
  const headers = {
    COOKIE: "theme=dark; sid=0123456789abcdefghij",
    authorization: "Basic QWRhOmNvcnJlY3QgaG9yc2UgYmF0dGVyeQ==",
  };
  await ask("GET /head?secret", { headers });
  const { fields } = (await journey("/head?secret")).the("request");
  const shown = Object.fromEntries(fields.map(([name, value]) => [name.toLowerCase(), value]));
  assert.equal(shown.cookie, "theme=d…; sid=012345…");
  assert.equal(shown.authorization, "Basic QWRhOm…");
});
