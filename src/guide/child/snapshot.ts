// What a step has changed: how the request and the response stood before it, compared with how they stand now.

import type { IncomingMessage, ServerResponse } from "node:http";
import { cutSecretField } from "./secrets.ts";

export interface Snapshot {
  readonly status: number;
  /** Each field with its values: of Set-Cookie there may be several. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly req: ReadonlyMap<string, unknown>;
  readonly res: ReadonlyMap<string, unknown>;
}

/** Longer values are cut; characters. */
const LONGEST_VALUE = 200;
/** What node:http and the kit change themselves while a request goes its way. */
const THEIRS = new Set(
  [
    [
      "aborted",
      "chunkedEncoding",
      "complete",
      "destroyed",
      "finished",
      "maxRequestsOnConnectionReached",
      "req",
    ],
    ["sendDate", "shouldKeepAlive", "socket", "statusCode", "statusMessage", "strictContentLength"],
    ["useChunkedEncodingByDefault", "baseUrl", "guard", "originalUrl", "params", "route", "url"],
  ].flat(),
);

export function takeSnapshot(req: IncomingMessage, res: ServerResponse): Snapshot {
  return {
    status: res.statusCode,
    headers: headersOf(res),
    req: propertiesOf(req),
    res: propertiesOf(res),
  };
}

/** "Vary: Accept", "Server removed", "status 201", "req.body". */
export function describeChanges(before: Snapshot, after: Snapshot): string[] {
  const changed: string[] = [];
  if (after.status !== before.status) changed.push(`status ${after.status}`);
  for (const [name, values] of after.headers) {
    if (before.headers.get(name)?.join() === values.join()) continue;
    changed.push(`${name}: ${cut(values.map((value) => cutSecretField(name, value)).join(", "))}`);
  }
  for (const name of before.headers.keys()) if (!after.headers.has(name)) changed.push(`${name} removed`);
  for (const what of ["req", "res"] as const) {
    for (const [name, value] of after[what]) {
      if (!Object.is(before[what].get(name), value)) changed.push(`${what}.${name}`);
    }
  }
  return changed;
}

function headersOf(res: ServerResponse): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  // As they were written. (The types of Node know it only of the client's side.)
  const { getRawHeaderNames } = res as unknown as { getRawHeaderNames(): string[] };
  for (const name of getRawHeaderNames.call(res)) headers.set(name, [res.getHeader(name)].flat().map(String));
  return headers;
}

/** Values of getters are not asked for: that could do something. */
function propertiesOf(of: object): Map<string, unknown> {
  const properties = new Map<string, unknown>();
  for (const name of Object.keys(of)) {
    if (name.startsWith("_") || THEIRS.has(name)) continue;
    const property = Object.getOwnPropertyDescriptor(of, name);
    properties.set(name, property?.get ?? property?.value);
  }
  return properties;
}

function cut(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
