// An app for one test: served on a free port, asked over real sockets, closed at the end. A report of the
// kit that the test did not ask for fails it.

import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { Agent, type Dispatcher, request } from "undici";
import { type App, type AppOptions, createApp, type Report } from "../../src/index.ts";
import { type Connection, connect } from "./connection.ts";
import { eventually } from "./eventually.ts";

export interface Reply {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

export type RequestOptions = Pick<Dispatcher.RequestOptions, "headers" | "body">;

export interface TestApp {
  readonly app: App;
  readonly port: number;
  readonly url: string;
  /** Sends a request as in "GET /products" and resolves with the reply. */
  ask(request: string, options?: RequestOptions): Promise<Reply>;
  /** Opens a connection for what a well-behaved client does not send. */
  connect(): Promise<Connection>;
  /** Waits for a report of this kind and takes it, so that it does not fail the test. */
  report(kind: Report["kind"]): Promise<Report>;
}

/** Serves the app that `build` registers on. */
export function serve(t: TestContext, build: (app: App) => void, options: AppOptions = {}): Promise<TestApp> {
  return serveApp(t, (reporting) => {
    const app = createApp({ ...options, ...reporting });
    build(app);
    return app;
  });
}

/** Serves a whole app, which must be made with the options that are handed in. */
export async function serveApp(t: TestContext, make: (options: AppOptions) => App): Promise<TestApp> {
  const reports: Report[] = [];
  const app = make({ report: (report) => reports.push(report) });
  const agent = new Agent({ keepAliveTimeout: 1_000, headersTimeout: 10_000, bodyTimeout: 10_000 });
  const server = await app.listen(0);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;

  const connections: Connection[] = [];
  t.after(async () => {
    for (const { socket } of connections) socket.destroy();
    await agent.destroy();
    await app.close();
    assert.deepEqual(reports.map(describeReport), [], "The kit reported what the test did not expect.");
  });

  return {
    app,
    port,
    url,
    ask: (line, options) => ask(agent, url, line, options),
    connect: async () => {
      const connection = await connect(port);
      connections.push(connection);
      return connection;
    },
    report: async (kind) => {
      const wanted = () => reports.findIndex((report) => report.kind === kind);
      await eventually(() => wanted() !== -1, `a report of the kind ${kind}`);
      return reports.splice(wanted(), 1)[0] as Report;
    },
  };
}

async function ask(
  dispatcher: Agent,
  url: string,
  line: string,
  options: RequestOptions = {},
): Promise<Reply> {
  const [method = "GET", path = "/"] = line.split(" ");
  const { statusCode, headers, body } = await request(url + path, {
    method: method as Dispatcher.HttpMethod,
    dispatcher,
    ...options,
  });
  return { status: statusCode, headers, body: await body.text() };
}

function describeReport({ kind, message, error }: Report): string {
  return `${kind}: ${message} ${error?.stack ?? ""}`;
}
