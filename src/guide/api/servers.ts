// What the pages do with the servers: start, stop, start again, and send a request.

import { type App, createApp, HttpError, json } from "../../index.ts";
import type { SentExchange, ServerName, ServerState } from "../live/messages.ts";
import { SERVER_NAMES, type Servers } from "../servers/servers.ts";
import { sendOnWire } from "../wire.ts";

const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

export function createServersApi(servers: Servers): App {
  const api = createApp();

  for (const action of ["start", "stop", "restart"] as const) {
    api.post(`/:name/${action}`, async (req, res) => {
      const { name, status } = serverOf(servers, req.params.name);
      if (status === "absent") throw new HttpError(409, absent(name));
      await servers[action](name);
      res.json(servers.state(name));
    });
  }

  api.post("/:name/send", json({ limit: 100_000 }), async (req, res) => {
    const { name, port } = serverOf(servers, req.params.name);
    if (port === undefined)
      throw new HttpError(409, "This server does not listen. Start it, and send again.");
    const message = messageIn(req.body);
    await servers.watched(name);
    const { sent, received, note, took } = await sendOnWire({ port, ...message });
    res.json({ sent, received, note, took, differences: [] } satisfies SentExchange);
  });

  return api;
}

/** @throws {HttpError} 404 for a name that no server has. */
export function serverOf(servers: Servers, name: string | undefined): ServerState {
  const known = SERVER_NAMES.find((one) => one === name);
  if (known === undefined) throw new HttpError(404, `There is no server "${name}".`);
  return servers.state(known);
}

function absent(name: ServerName): string {
  return name === "shop"
    ? "The shop is not here: this guide belongs to npm run learn. Start the shop with npm start."
    : "No lesson is open. Open one first.";
}

/** A request as the page has put it together. @throws {HttpError} 422 saying what of it cannot be sent. */
function messageIn(body: unknown) {
  const {
    method = "GET",
    target = "/",
    headers = {},
    body: content,
  } = (body ?? {}) as Record<string, unknown>;
  if (typeof method !== "string" || !METHODS.has(method)) {
    throw new HttpError(422, `The verb is one of ${[...METHODS].join(", ")}.`);
  }
  if (typeof target !== "string" || !/^\/[\x21-\x7e]*$/.test(target)) {
    throw new HttpError(422, "A path begins with a slash, and has no spaces: write %20 for one.");
  }
  const fields = Object.entries(headers as object);
  const isGood = ([name, value]: [string, unknown]) =>
    /^[\w!#$%&'*+.^`|~-]+$/.test(name) &&
    typeof value === "string" &&
    /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
  if (!fields.every(isGood)) throw new HttpError(422, "A header field is a name and a value in one line.");
  if (content !== undefined && typeof content !== "string") throw new HttpError(422, "The body is a text.");
  return { method, target, headers: Object.fromEntries(fields) as Record<string, string>, body: content };
}
