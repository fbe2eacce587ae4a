// express-session: it holds the answer back until the session is stored. A store may be slow, or fail.

import assert from "node:assert/strict";
import { test } from "node:test";
import session from "express-session";
import { type App, createApp, type Handler, HttpError, type Response } from "../../src/index.ts";
import { type Reply, serve } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";

declare module "express-session" {
  interface SessionData {
    visits: number | bigint;
  }
}

declare module "../../src/index.ts" {
  interface Request<P> {
    session: session.Session & Partial<session.SessionData>;
  }
}

type Callback = (error?: unknown, data?: session.SessionData | null) => void;

/** A store whose `get` and `set` wait until they are let go, if need be with an error. */
class SlowStore extends session.MemoryStore {
  readonly waiting: ((error?: Error) => void)[] = [];
  /** Which of the two wait. */
  slow: readonly ("get" | "set")[] = [];

  override get(id: string, done: Callback): void {
    const go = (error?: Error) => (error ? done(error) : super.get(id, done));
    if (this.slow.includes("get")) this.waiting.push(go);
    else go();
  }

  override set(id: string, data: session.SessionData, done?: Callback): void {
    const go = (error?: Error) => (error ? done?.(error) : super.set(id, data, done));
    if (this.slow.includes("set")) this.waiting.push(go);
    else go();
  }

  /** Lets the one that waits go on. */
  async release(error?: Error): Promise<void> {
    await eventually(() => this.waiting.length > 0, "the store to be asked");
    this.waiting.shift()?.(error);
  }
}

function sessions(store: session.Store = new session.MemoryStore(), saveUninitialized = false) {
  return session({ secret: "a secret", resave: false, saveUninitialized, store });
}

const countVisit: Handler = (req, res) => {
  req.session.visits = Number(req.session.visits ?? 0) + 1;
  res.json(req.session.visits);
};

/** The session's cookie, as the client sends it back. */
function cookieOf({ headers }: Reply): { headers: { Cookie: string } } {
  const [cookie = ""] = String(headers["set-cookie"]).split(";");
  assert.match(cookie, /^connect\.sid=s%3A/);
  return { headers: { Cookie: cookie } };
}

test("a session lasts from request to request, at the top, with a path, in a mounted app and on a route", async (t) => {
  const { ask } = await serve(t, (app) => {
    app.use("/prefix", sessions()).get("/prefix", countVisit);
    app.use("/mounted", createApp().use(sessions()).get("/", countVisit));
    app.get("/route", sessions(), countVisit);
    app.use(sessions()).get("/", countVisit);
  });
  for (const path of ["/prefix", "/mounted", "/route", "/"]) {
    const first = await ask(`GET ${path}`);
    assert.equal(first.body, "1");
    const again = await ask(`GET ${path}`, cookieOf(first));
    assert.equal(again.body, "2");
    assert.equal(again.headers["set-cookie"], undefined);
    assert.equal((await ask(`GET ${path}`)).body, "1");
  }
});

test("a session lasts over a redirect and over an error", async (t) => {
  const { ask } = await serve(t, (app) => {
    app.use(sessions()).get("/", countVisit);
    app.post("/", (req, res) => {
      req.session.visits = 10;
      res.redirect("/");
    });
    app.use((req) => {
      req.session.visits = 20;
      throw new HttpError(400, "wrong");
    });
  });
  const redirect = await ask("POST /");
  assert.equal(redirect.status, 302);
  assert.equal((await ask("GET /", cookieOf(redirect))).body, "11");
  const failure = await ask("GET /nowhere");
  assert.equal(failure.status, 400);
  assert.equal((await ask("GET /", cookieOf(failure))).body, "21");
});

test("a new session id can be given at login, so that nobody chooses another's", async (t) => {
  const { ask } = await serve(t, (app) => {
    app.use(sessions()).get("/", countVisit);
    app.post("/login", (req, res, next) => {
      req.session.regenerate((error) => (error ? next(error) : countVisit(req, res, next)));
    });
  });
  const before = cookieOf(await ask("GET /"));
  const after = cookieOf(await ask("POST /login", before));
  assert.notDeepEqual(after, before);
  assert.equal((await ask("GET /", before)).body, "1");
  assert.equal((await ask("GET /", after)).body, "2");
});

test("with saveUninitialized every client gets the cookie, also with a 404; without it who has a session does", async (t) => {
  for (const saveUninitialized of [true, false]) {
    const { ask } = await serve(t, (app) =>
      app.use(sessions(undefined, saveUninitialized)).get("/", (_req, res) => res.json({})),
    );
    for (const request of ["GET /", "HEAD /", "GET /nowhere"]) {
      assert.equal("set-cookie" in (await ask(request)).headers, saveUninitialized, request);
    }
  }
});

/** Resolves when a request that is forgotten has got its 500: the grace of all earlier ones is over too. */
async function graceOver({ ask, report }: Pick<Awaited<ReturnType<typeof serve>>, "ask" | "report">) {
  assert.equal((await ask("GET /forgotten")).status, 500);
  await report("no-response");
}

function slowApp(store: SlowStore): (app: App) => void {
  return (app) => {
    app.get("/forgotten", async () => {});
    app.use(sessions(store));
    app.get("/", async (req, res, next) => countVisit(req, res, next));
  };
}

for (const slow of ["get", "set"] as const) {
  test(`a store whose ${slow} is slow gives exactly one right response, and no report`, async (t) => {
    const store = new SlowStore();
    const server = await serve(t, slowApp(store), { forgottenGrace: 20 });
    const cookie = cookieOf(await server.ask("GET /"));
    store.slow = [slow];
    const reply = server.ask("GET /", cookie);
    await eventually(() => store.waiting.length === 1, "the store to be asked");
    await graceOver(server);
    await store.release();
    assert.equal((await reply).status, 200);
    assert.equal((await reply).body, "2");
    store.slow = [];
    assert.equal((await server.ask("GET /", cookie)).body, "3");
  });
}

test("a store that fails to get is a 500, and the next request is served", async (t) => {
  const store = new SlowStore();
  const { ask, report } = await serve(t, slowApp(store));
  const cookie = cookieOf(await ask("GET /"));
  store.slow = ["get"];
  const reply = ask("GET /", cookie);
  await store.release(new Error("the store is gone"));
  assert.equal((await reply).status, 500);
  assert.equal((await report("error")).error?.message, "the store is gone");
  store.slow = [];
  assert.equal((await ask("GET /", cookie)).body, "2");
});

test("a store that fails to set leaves the client its one answer, and the failure is reported", async (t) => {
  const store = new SlowStore();
  const { connect, report } = await serve(t, slowApp(store));
  const connection = await connect();
  store.slow = ["set"];
  for (let i = 0; i < 2; i++) {
    connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    await store.release(new Error("the disk is full"));
    const reply = await connection.reply();
    assert.equal(reply.status, 200);
    assert.equal(reply.body, "1");
    // express-session tells it by a second call of next().
    assert.equal((await report("error")).error?.message, "the disk is full");
  }
});

test("a session that JSON cannot say is a 500, also while another error is answered", async (t) => {
  const { ask, report } = await serve(t, (app) => {
    app.use(sessions());
    app.get("/", (req, res) => {
      req.session.visits = 1n;
      res.json({});
    });
    app.get("/broken", async (req) => {
      req.session.visits = 1n;
      throw new Error("broken");
    });
  });
  for (const path of ["/broken", "/"]) {
    assert.equal((await ask(`GET ${path}`)).status, 500);
    await report("error");
  }
  await report("error"); // Of the first request two were told: the handler's and the session's.
});

const AGAIN: Record<string, (res: Response) => unknown> = {
  "res.json": (res) => res.json("again"),
  "res.write": (res) => res.write("again"),
  "res.end": (res) => res.end("again"),
};

for (const [name, again] of Object.entries(AGAIN)) {
  test(`${name} while the store is slow is a second response: reported, and harmless`, async (t) => {
    const store = new SlowStore();
    const { connect, report } = await serve(t, (app) =>
      app.use(sessions(store)).get("/", (req, res, next) => {
        countVisit(req, res, next);
        again(res);
        again(res);
      }),
    );
    store.slow = ["set"];
    const connection = await connect();
    for (let i = 0; i < 2; i++) {
      connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      await report("second-response");
      await store.release();
      assert.equal((await connection.reply()).body, "1");
    }
  });
}
