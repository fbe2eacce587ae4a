// Errors of registration and of listen point at the user's line, which is also what Node prints of them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type App, createApp } from "../../src/index.ts";
import { nextLine } from "../support/next-line.ts";

const MISTAKES: Record<string, (app: App) => unknown> = {
  "a path without a slash": (app) => app.get("products", () => {}),
  "no handler": (app) => app.post("/products"),
  "an undefined handler": (app) => app.put("/products", undefined as never),
  "an undefined middleware": (app) => app.use(undefined as never),
  "a path with parameters for a middleware": (app) => app.use("/:id", () => {}),
  "an undefined error handler": (app) => app.onError(undefined as never),
  "a route that exists": (app) => app.get("/", () => {}).get("/", () => {}),
};

for (const [name, mistake] of Object.entries(MISTAKES)) {
  test(`${name} is an error whose first line of the stack is the user's`, () => {
    const error = thrown(() => mistake(createApp()));
    assert.match(firstFrame(error), /user-lines\.test\.ts:\d+/);
  });
}

test("so are a port that is none and a host that is none", async () => {
  const app = createApp();
  const rejection = (error: Error) => error;
  const place = nextLine();
  const string = (await app.listen("3000" as never).catch(rejection)) as Error;
  assert.ok(firstFrame(string).includes(place), string.stack);
  // As Express has it; the default must not become the whole network.
  const callback = (await app.listen(0, (() => {}) as never).catch(rejection)) as Error;
  assert.match(callback.message, /takes a host as text, not a function/);
});

function thrown(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  return assert.fail("nothing was thrown");
}

function firstFrame(error: Error): string {
  return error.stack?.split("\n").find((line) => line.trimStart().startsWith("at ")) ?? "";
}
