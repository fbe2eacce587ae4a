// What came of a check, in few words: the request to blame, and what the client got.

import { NoReply } from "./client.ts";
import { USUAL_PORT } from "./ports.ts";
import type { Miss, Reply } from "./reply.ts";
import type { Again, Caught, Crash, Pulse, ServerProcess } from "./server-process.ts";

/** What is known when a check has failed. */
export interface Found {
  readonly miss: Miss | undefined;
  readonly replies: readonly Reply[];
  readonly pulse: Pulse;
  readonly crash: Crash | undefined;
  readonly caught: Caught | undefined;
  readonly again: Again | undefined;
  readonly server: ServerProcess | undefined;
}

/**
 * The request that caused the crash or was answered twice: not always the one that failed, nor always one of the
 * same check. `sent` is all that this server was asked.
 */
export function blamedCommand({ crash, again, server }: Found, sent: readonly string[]): string | undefined {
  const id = crash?.id ?? again?.id;
  const requests = server?.messages.filter((message) => message.type === "request") ?? [];
  const request = requests.find((one) => one.id === id);
  if (request === undefined) return undefined;
  // The same path may have been asked for before, with another header. Both lists are in the order of the requests.
  const earlier = requests.filter(
    (one) => one.id < request.id && one.method === request.method && one.url === request.url,
  );
  const target = `:${USUAL_PORT}${request.url}`;
  const same = sent.filter(
    (command) => command.replace(/"$/, "").endsWith(target) && hasVerb(command, request.method),
  );
  return same[earlier.length] ?? same.at(-1);
}

function hasVerb(command: string, method: string): boolean {
  if (method === "HEAD") return command.startsWith("curl -I ");
  return method === "GET" ? !/ -X |^curl -I /.test(command) : command.includes(` -X ${method} `);
}

export function describeGot({ miss, crash, pulse, again }: Found, reply: Reply | undefined): string {
  const end = pulse.state === "exited" || crash !== undefined ? "the server stopped" : "the server is stuck";
  const after = pulse.state === "alive" && crash === undefined ? "" : `, then ${end}`;
  if (miss instanceof NoReply) {
    if (miss.silence === "no-reply") return `nothing within ${miss.waited / 1000} seconds${after}`;
    if (miss.silence === "unreadable") return `a reply that cannot be read${after}`;
    if (miss.silence === "refused") return `no connection: ${after === "" ? "nobody listens there" : end}`;
    return `no reply: the connection was closed${after === "" ? "" : `, because ${end}`}`;
  }
  if (reply === undefined) return after === "" ? "no reply" : end;
  const second = again !== undefined && after === "" ? ", and a second answer that went nowhere" : "";
  return `${describeReply(reply)}${after}${second}`;
}

/** "404 application/json {"error":"not found"}". */
function describeReply({ status, headers, text }: Reply): string {
  const type = headers["content-type"] ?? "";
  const body = text.replace(/\s+/g, " ").trim();
  const shown = body.length <= 100 ? body : `${body.slice(0, 97)}...`;
  return [status, type, shown === "" ? "(no body)" : shown].filter((part) => part !== "").join(" ");
}
