// JSON bodies: what is taken, and what a beginner reads when one is broken. See body.test.ts for the rest.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type App, json } from "../../src/index.ts";
import { type Reply, serve, type TestApp } from "../support/app.ts";

const TYPE = { "content-type": "application/json" };

function echo(app: App): void {
  app.post("/", json(), (req, res) => res.json(req.body));
}

function post(ask: TestApp["ask"], body: string, headers = TYPE): Promise<Reply> {
  return ask("POST /", { headers, body });
}

async function refusal(ask: TestApp["ask"], body: string): Promise<string> {
  const reply = await post(ask, body);
  assert.equal(reply.status, 400, body);
  return JSON.parse(reply.body).detail;
}

test("objects and arrays become req.body", async (t) => {
  const { ask } = await serve(t, echo);
  assert.equal(
    (await post(ask, '{"name":"Café ☕","tags":["hot"]}')).body,
    '{"name":"Café ☕","tags":["hot"]}',
  );
  assert.equal((await post(ask, " [1, 2]\n")).body, "[1,2]");
});

test("a media type that ends in +json is JSON", async (t) => {
  const { ask } = await serve(t, echo);
  const headers = { "content-type": "application/merge-patch+json" };
  assert.equal((await post(ask, "{}", headers)).status, 200);
});

test("a JSON value that is no object and no array is refused by name", async (t) => {
  const { ask } = await serve(t, echo);
  const values = { null: "null", "1": "number", '"text"': "string", true: "boolean" };
  for (const [body, name] of Object.entries(values)) {
    assert.equal(await refusal(ask, body), `The body must be a JSON object or array, not ${name}.`);
  }
});

test("a body of spaces is called empty", async (t) => {
  const { ask } = await serve(t, echo);
  assert.equal(await refusal(ask, " \n "), "The body is not JSON. It is empty.");
});

test("a broken body is refused with line and column, where the parser knows them", async (t) => {
  const { ask } = await serve(t, echo);
  const places = {
    "{'name': 'Cup'}": "Line 1, column 2: ", // single quotes
    '{name: "Cup"}': "Line 1, column 2: ", // a name without quotes
    '{"name": "Cup",}': "Line 1, column 16: ", // a trailing comma
    '{"a": 1} {"a": 2}': "Line 1, column 10: ", // two values
    '{\n  "a": 1\n  "b": 2\n}': "Line 3, column 3: ", // a missing comma
    '{\r\n  "a": 1 // one\r\n}': "Line 2, column 10: ", // a comment
  };
  for (const [body, place] of Object.entries(places)) {
    const said = await refusal(ask, body);
    assert.ok(said.startsWith(`The body is not JSON. ${place}`), `${body}: ${said}`);
  }
});

test("a broken body is refused with a whole sentence, without the parser's counting and quoting", async (t) => {
  const { ask } = await serve(t, echo);
  const bodies = [
    "{'name': 'Cup'}",
    "{\"name\": 'Cup'}",
    '{"name": "Cup",}',
    "[1, 2,]",
    '{name: "Cup"}',
    '{"name": "Cup"',
    '{"name": {"first": "Cup"',
    '{"a": 1}{"a": 2}',
    "hello",
    '{"price": NaN}',
    '{"price": undefined}',
    '// A cup\n{"name": "Cup"}',
    '{"name": "Cup", "description": "so long that the parser quotes only a part", "price": NaN, "size": "small"}',
    "undefined", // JSON.stringify(undefined), sent
    "[object Object]", // fetch(url, { body: object })
    "name=Cup&price=3",
    '["a" "b"]',
    '"',
  ];
  for (const body of bodies) {
    const said = await refusal(ask, body);
    assert.match(said, /^The body is not JSON\. (Line \d+, column \d+: )?\w[^.]*\. /, body);
    assert.doesNotMatch(said, /at position|is not valid JSON/, body);
  }
});

test("what a body says of itself is not taken for the parser's words", async (t) => {
  const { ask } = await serve(t, echo);
  assert.doesNotMatch(await refusal(ask, "x at position 3"), /Line/);
});

test("keys that would change what objects inherit are refused, at any depth", async (t) => {
  const { ask } = await serve(t, echo);
  const poisons = [
    '{"__proto__": {"admin": true}}',
    '{"\\u005f_proto__": 1}',
    '[{"a": [{"__proto__": null}]}]',
    '{"constructor": {"prototype": {"admin": true}}}',
  ];
  for (const body of poisons) assert.match(await refusal(ask, body), /a key that is not allowed/);
});

test("a constructor that is no such key is data like any other", async (t) => {
  const { ask } = await serve(t, echo);
  assert.equal((await post(ask, '{"constructor":"Bauhaus"}')).body, '{"constructor":"Bauhaus"}');
});

test("nesting of 20,000 levels does no harm", async (t) => {
  const { ask } = await serve(t, (app) => app.post("/", json(), (_req, res) => res.send()));
  assert.equal((await post(ask, `${"[".repeat(20_000)}${"]".repeat(20_000)}`)).status, 200);
});
