// Counts what each client of the shop asks, and limits one whose loop floods it. A middleware in the shop's process.
// A client is an address: whoever shares one with others is limited with them.

import { type Handler, HttpError } from "../../index.ts";
import type { ClientCount } from "./messages.ts";

export interface LimitOptions {
  /** What a limited client may ask, in requests a second, and how many of them at once. */
  readonly perSecond?: number;
  readonly burst?: number;
  /** How many clients are remembered; of more, the one that was silent for longest is forgotten. */
  readonly clients?: number;
  /** The clock; milliseconds. */
  readonly now?: () => number;
}

interface Client {
  total: number;
  refused: number;
  limited: boolean;
  /** Since when the running second is counted; milliseconds. */
  since: number;
  inThisSecond: number;
  inLastSecond: number;
  /** What it may still ask; counted while it is limited. */
  tokens: number;
  filledAt: number;
}

export class ClientLimits {
  readonly #options: Required<LimitOptions>;
  /** In the order in which they last came. */
  readonly #clients = new Map<string, Client>();

  constructor(options: LimitOptions = {}) {
    const defaults = { perSecond: 5, burst: 10, clients: 1_000, now: () => performance.now() };
    this.#options = { ...defaults, ...options };
  }

  /** Answers 429 (RFC 6585, section 4) to a client over its limit, before anything else is done for it. */
  readonly middleware: Handler = (req, _res, next) => {
    const address = clientAddress(req.ip);
    const client = this.#come(address);
    if (!client.limited) return next();
    const wait = this.#take(client);
    if (wait === 0) return next();
    client.refused++;
    const { perSecond } = this.#options;
    throw new HttpError(
      429,
      `This server answers you ${perSecond} times a second at most, and you have asked for more. Does a loop run on your side? Wait, and ask less often.`,
      { headers: { "Retry-After": String(wait) } },
    );
  };

  /** Also for a client that has not come yet. */
  limit(address: string, on: boolean): void {
    const client = this.#find(clientAddress(address));
    client.limited = on;
    client.tokens = this.#options.burst;
    client.filledAt = this.#options.now();
  }

  get counts(): ClientCount[] {
    const now = this.#options.now();
    return [...this.#clients].map(([address, client]) => {
      turn(client, now);
      const { total, refused, limited, inThisSecond, inLastSecond } = client;
      return { address, total, refused, limited, perSecond: Math.max(inThisSecond, inLastSecond) };
    });
  }

  #come(address: string): Client {
    const client = this.#find(address);
    turn(client, this.#options.now());
    client.total++;
    client.inThisSecond++;
    // To the end of the map: the one at its beginning is forgotten first.
    this.#clients.delete(address);
    this.#clients.set(address, client);
    return client;
  }

  #find(address: string): Client {
    const known = this.#clients.get(address);
    if (known !== undefined) return known;
    if (this.#clients.size >= this.#options.clients) this.#forgetOne();
    const now = this.#options.now();
    const client = {
      total: 0,
      refused: 0,
      limited: false,
      since: now,
      inThisSecond: 0,
      inLastSecond: 0,
      tokens: 0,
      filledAt: now,
    };
    this.#clients.set(address, client);
    return client;
  }

  /** A limited client cannot shake its limit off by having others come; only when all are limited one of them goes. */
  #forgetOne(): void {
    const [eldest] = this.#clients.keys();
    const free = [...this.#clients].find(([, { limited }]) => !limited)?.[0];
    const address = free ?? eldest;
    if (address !== undefined) this.#clients.delete(address);
  }

  /** Takes a token. Returns 0, or after how many seconds there is one. */
  #take(client: Client): number {
    const { perSecond, burst, now } = this.#options;
    const time = now();
    client.tokens = Math.min(burst, client.tokens + ((time - client.filledAt) / 1_000) * perSecond);
    client.filledAt = time;
    if (client.tokens < 1) return Math.max(1, Math.ceil((1 - client.tokens) / perSecond));
    client.tokens--;
    return 0;
  }
}

/** "::ffff:192.168.1.23" is how a socket for IPv6 writes an address of IPv4, and the same client. */
export function clientAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped ?? address.replace(/%.*$/, "").toLowerCase();
}

/** Begins a new second, when one has gone by. */
function turn(client: Client, now: number): void {
  const gone = Math.floor((now - client.since) / 1_000);
  if (gone === 0) return;
  client.inLastSecond = gone === 1 ? client.inThisSecond : 0;
  client.inThisSecond = 0;
  client.since += gone * 1_000;
}
