// Tracing: what a subscriber of node:diagnostics_channel sees of a request, and in which order.

import assert from "node:assert/strict";
import { channel, subscribe, unsubscribe } from "node:diagnostics_channel";
import { type TestContext, test } from "node:test";
import { type App, createApp, type Handler, HttpError, type Step, type Traces } from "../../src/index.ts";
import { serve } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";

type Name = keyof Traces;
type Event = { [N in Name]: { name: N; message: Traces[N] } }[Name];

const names: Name[] = [
  "roundtrip:request",
  "roundtrip:route",
  "roundtrip:step:start",
  "roundtrip:step:end",
  "roundtrip:error",
  "roundtrip:response",
  "roundtrip:report",
];

/** What is published about this app from now on. Channels belong to the process, so others may be heard too. */
function trace(t: TestContext, app: App): Event[] {
  const events: Event[] = [];
  for (const name of names) {
    const note = (message: unknown) => {
      const event = { name, message } as Event;
      if (event.message.req.app === app) events.push(event);
    };
    subscribe(name, note);
    t.after(() => unsubscribe(name, note));
  }
  return events;
}

/** Events in a line each: "step:start pass". */
function inWords({ name, message }: Event): string {
  const what = name.replace("roundtrip:", "");
  if ("step" in message) return `${what} ${message.step.route?.path ?? message.step.name}`;
  if ("error" in message && message.error !== undefined) return `${what} ${message.error.message}`;
  if ("candidates" in message) return `${what} ${message.route?.path ?? "none"}`;
  return what;
}

const pass: Handler = function pass(_req, _res, next) {
  return next();
};

test("a request, its route, its nested steps and its response are published in order", async (t) => {
  const { app, ask } = await serve(t, (app) => app.use(pass).get("/p/:id", (_req, res) => res.text("x")));
  const events = trace(t, app);
  await ask("GET /p/1");
  assert.deepEqual(events.map(inWords), [
    "request",
    "route /p/:id",
    "step:start pass",
    "step:start /p/:id",
    "response",
    "step:end /p/:id",
    "step:end pass",
  ]);
});

test("every event carries the request and the response, with its status", async (t) => {
  const { app, ask } = await serve(t, (app) => app.get("/", (_req, res) => res.status(201).text("x")));
  const events = trace(t, app);
  await ask("GET /");
  assert.equal(new Set(events.map(({ message }) => message.req)).size, 1);
  assert.equal(new Set(events.map(({ message }) => message.res)).size, 1);
  assert.equal(events.find(({ name }) => name === "roundtrip:response")?.message.res.statusCode, 201);
});

test("the start and the end of a step carry the same object, also where they wait", async (t) => {
  const { app, ask } = await serve(t, (app) =>
    app
      .use(async (_req, _res, next) => {
        await next();
      })
      .get("/", (_req, res) => void setImmediate(() => res.text("x"))),
  );
  const events = trace(t, app);
  await ask("GET /");
  const of = (wanted: Name) => events.filter(({ name }) => name === wanted).map(({ message }) => message);
  await eventually(() => of("roundtrip:step:end").length === 2, "the end of both steps");
  assert.deepEqual(
    of("roundtrip:step:end").map((message) => of("roundtrip:step:start").indexOf(message)),
    [1, 0],
  );
});

test("a step says where it was added", async (t) => {
  const { app, ask } = await serve(t, (app) => app.get("/", (_req, res) => res.text("x")));
  const events = trace(t, app);
  await ask("GET /");
  const steps = events.flatMap(({ message }): Step[] => ("step" in message ? [message.step] : []));
  assert.match(String(steps[0]?.place.stack), /tracing\.test\.ts/);
});

test("the candidates tell of each route why it was chosen or not", async (t) => {
  const answer: Handler = (_req, res) => res.text("x");
  const { app, ask } = await serve(t, (app) =>
    app
      .get("/p/:id", answer)
      .get("/p/new", answer)
      .get("/*rest", answer)
      .put("/p/:id", answer)
      .get("/p", answer)
      .get("/", answer)
      .get("/p/:id/reviews", answer),
  );
  const events = trace(t, app);
  await ask("GET /p/1");
  const verdicts = events.flatMap(({ message }) =>
    "candidates" in message
      ? message.candidates.map(({ route, verdict }) => `${route.method} ${route.path}: ${verdict}`)
      : [],
  );
  assert.deepEqual(verdicts, [
    "GET /p/:id: matched",
    'GET /p/new: "1" is not "new"',
    "GET /*rest: fits too, but is less specific",
    "PUT /p/:id: the path fits, but GET is not PUT",
    "GET /p: the path is longer",
    "GET /: the path is longer",
    "GET /p/:id/reviews: the path is shorter",
  ]);
});

test("an empty segment and a path that does not decode have a verdict of their own", async (t) => {
  const { app, ask } = await serve(t, (app) =>
    app.get("/", (_req, res) => res.text("x")).get("/:a/b", (_req, res) => res.text("x")),
  );
  const events = trace(t, app);
  const verdicts = () =>
    events.splice(0).flatMap(({ message }) => ("candidates" in message ? message.candidates : []));
  await ask("GET //b");
  assert.deepEqual(
    verdicts().map(({ verdict }) => verdict),
    ["the path is longer", "nothing stands for :a"],
  );
  await ask("GET /%zz");
  assert.deepEqual(
    verdicts().map(({ verdict }) => verdict),
    ["the path does not decode", "the path does not decode"],
  );
});

test("a route of a mounted app is published after the steps that lead there", async (t) => {
  const { app, ask } = await serve(t, (app) =>
    app.use(
      "/api",
      createApp().get("/a", (_req, res) => res.text("x")),
    ),
  );
  const events = trace(t, app);
  await ask("GET /api/a");
  assert.deepEqual(events.map(inWords), [
    "request",
    "route none",
    "step:start mountedApp",
    "route /a",
    "step:start /a",
    "response",
    "step:end /a",
    "step:end mountedApp",
  ]);
});

test("an error is published once, with the error handlers' steps, and its report", async (t) => {
  const { app, ask, report } = await serve(t, (app) =>
    app
      .use(
        "/api",
        createApp().get("/", () => {
          throw new Error("broken");
        }),
      )
      .onError(function handler(_error, _req, _res, next) {
        return next();
      }),
  );
  const events = trace(t, app);
  await ask("GET /api");
  await report("error");
  assert.deepEqual(events.map(inWords), [
    "request",
    "route none",
    "step:start mountedApp",
    "route /",
    "step:start /",
    "error broken",
    "step:start handler",
    "report broken",
    "response",
    "step:end handler",
    "step:end /",
    "step:end mountedApp",
  ]);
});

test("what the kit answers by itself is published too", async (t) => {
  const { app, ask } = await serve(t, () => {});
  const events = trace(t, app);
  await ask("GET /");
  assert.deepEqual(events.map(inWords), [
    "request",
    "route none",
    "error There is nothing at /.",
    "response",
  ]);
  const [error] = events.flatMap(({ name, message }) => (name === "roundtrip:error" ? [message.error] : []));
  assert.ok(error instanceof HttpError);
});

test("nothing is published when nobody listens", async (t) => {
  const publish = names.map((name) => t.mock.method(channel(name), "publish"));
  const { ask, report } = await serve(t, (app) =>
    app.use(pass).get("/", () => {
      throw new Error("broken");
    }),
  );
  await ask("GET /");
  await report("error");
  assert.deepEqual(
    publish.map(({ mock }) => mock.callCount()),
    names.map(() => 0),
  );
});
