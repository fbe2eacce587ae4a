// In front of a class the map hangs on a projector: what lets somebody in is covered.

import assert from "node:assert/strict";
import { test } from "node:test";
import { traced } from "./traced.ts";

const SECRETS = ["sesame-open-1", "sesame-open-2", "sesame-open-3", "sesame-open-4", "sesame-open-5"];
const [cookie, bearer, token, password, key] = SECRETS;

test("cookies, authorization, and secret parameters and fields are covered; the rest is told as it is", async (t) => {
  const { ask, batches, journey } = await traced(t, "kit", { ROUNDTRIP_COVERS: "1" });
  const path = `/books/1?page=2&token=${token}&to%6Ben=${token}&api_key=${key}&keyword=lamp&empty_token=`;
  await ask(`GET ${path}`, {
    headers: {
      cookie: `sid=${cookie}; theme=${cookie}`,
      authorization: `Bearer ${bearer}`,
      referer: `http://localhost/?password=${password}`,
      "x-api-key": key as string,
    },
  });
  const shown =
    "/books/1?page=2&token=(covered)&to%6Ben=(covered)&api_key=(covered)&keyword=lamp&empty_token=";
  const { the } = await journey(shown);
  assert.deepEqual(
    the("request").fields.filter(([name]) => !["host", "connection"].includes(name.toLowerCase())),
    [
      ["cookie", "sid=(covered); theme=(covered)"],
      ["authorization", "Bearer (covered)"],
      ["referer", "http://localhost/?password=(covered)"],
      ["x-api-key", "(covered)"],
    ],
  );
  assert.deepEqual(the("response").fields[1], ["Set-Cookie", "sid=(covered); HttpOnly"]);
  const body = JSON.stringify({ title: "Emil", password });
  await ask("POST /books", { body, headers: { "content-type": "application/json" } });
  const posted = await journey("/books");
  assert.match(JSON.stringify(posted.events), /Emil/);
  const bodies = [
    [
      "/books?n=1",
      "application/json",
      JSON.stringify({ tries: [{ accessToken: 987_654 }], tokens: [token] }),
    ],
    ["/login", "application/x-www-form-urlencoded", `p%61ssword=${password}&key=${key}&title=Emil`],
  ] as const;
  for (const [path, type, body] of bodies) {
    await ask(`POST ${path}`, { body, headers: { "content-type": type, authorization: bearer as string } });
    const { the, events } = await journey(path);
    assert.match(JSON.stringify(events), /\(covered\)/);
    assert.deepEqual(
      the("request").fields.find(([name]) => name === "authorization"),
      ["authorization", "(covered)"],
    );
  }
  const told = JSON.stringify(batches);
  assert.ok(!told.includes("987654"));
  for (const secret of [...SECRETS, "0123456789abcdef"]) assert.ok(!told.includes(secret), secret);
  assert.ok(!told.includes("sesame"));
});

test("without a class the student reads the own target as it was sent", async (t) => {
  const { ask, journey } = await traced(t, "kit");
  await ask(`GET /books/1?token=${token}`);
  assert.equal((await journey(`/books/1?token=${token}`)).the("request").method, "GET");
});
