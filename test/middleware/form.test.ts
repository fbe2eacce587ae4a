// Bodies of HTML forms: req.body is a URLSearchParams. See body.test.ts for what all parsers share.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type App, form } from "../../src/index.ts";
import { serve } from "../support/app.ts";

const headers = { "content-type": "application/x-www-form-urlencoded" };

function echo(app: App): void {
  app.post("/", form(), (req, res) => res.json([...(req.body as URLSearchParams)]));
}

test("the fields of a form are read as the browser wrote them", async (t) => {
  const { ask } = await serve(t, echo);
  const body = "name=Caf%C3%A9+%E2%98%95&size=small&size=large&note=&flag";
  assert.deepEqual(JSON.parse((await ask("POST /", { headers, body })).body), [
    ["name", "Café ☕"],
    ["size", "small"],
    ["size", "large"],
    ["note", ""],
    ["flag", ""],
  ]);
});

test("no field's name means more than a name", async (t) => {
  const { ask } = await serve(t, echo);
  const reply = await ask("POST /", { headers, body: "a[__proto__][admin]=1&__proto__=2&constructor=3" });
  assert.equal(reply.body, '[["a[__proto__][admin]","1"],["__proto__","2"],["constructor","3"]]');
});

test("what is encoded badly is taken as it is", async (t) => {
  const { ask } = await serve(t, echo);
  assert.equal(
    (await ask("POST /", { headers, body: "discount=5%&x=%zz" })).body,
    '[["discount","5%"],["x","%zz"]]',
  );
});

test("another media type gets 415, and an empty form 400", async (t) => {
  const { ask } = await serve(t, echo);
  const other = await ask("POST /", { headers: { "content-type": "application/json" }, body: "{}" });
  assert.equal(other.status, 415);
  assert.match(other.body, /Send a form, as application\/x-www-form-urlencoded\./);
  assert.equal((await ask("POST /", { headers })).status, 400);
});
