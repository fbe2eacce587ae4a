// Event streams for the tests: an app that has one, and clients that read it.

import type { TestContext } from "node:test";
import { type EventsOptions, events } from "../../src/index.ts";
import { serve, type TestApp } from "../support/app.ts";
import type { Connection } from "../support/connection.ts";
import { eventually } from "../support/eventually.ts";

export type Start = Parameters<typeof events>[0];

/** An app with one event stream, at "/". */
export function serveEvents(t: TestContext, start: Start, options?: EventsOptions): Promise<TestApp> {
  return serve(t, (app) => app.get("/", events(start, options)), { responseTimeout: 50 });
}

/** Asks for a stream; its connection stays open. */
export async function open(
  { connect }: Pick<TestApp, "connect">,
  path = "/",
  fields = "",
): Promise<Connection> {
  const client = await connect();
  client.send(`GET ${path} HTTP/1.1\r\nHost: x\r\n${fields}\r\n`);
  return client;
}

export function gets(client: Connection, text: string): Promise<void> {
  return eventually(() => client.received.includes(text), `${JSON.stringify(text)} in ${client.received}`);
}
