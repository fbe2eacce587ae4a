// Tells of the requests of the process it runs in, from `start` to `stop`. It changes nothing of what the server
// does: it subscribes to channels, and looks on at some methods of node:http.

import { Budget } from "./budget.ts";
import { Exchanges } from "./exchanges.ts";
import { watchFaults } from "./faults.ts";
import { watchKit } from "./kit.ts";
import { watchHttp } from "./node-http.ts";
import { Outbox } from "./outbox.ts";
import { Places } from "./places.ts";
import { safely } from "./safely.ts";
import { watchStore } from "./store.ts";

/** Begins to look on. Returns what ends it. */
export type Watcher = (exchanges: Exchanges) => () => void;

const WATCHERS: readonly Watcher[] = [watchHttp, watchKit, watchStore, watchFaults, watchCrash];

export class Tracing {
  readonly #outbox = new Outbox();
  readonly #places: Places;
  #ends: readonly (() => void)[] = [];
  /** How many requests it has seen in the life of the process. */
  #requests = 0;

  /** @param root the folder from which places in code are told */
  constructor(root: string) {
    this.#places = new Places(root);
  }

  /** @param perSecond how many requests are told in full, at most. While it is on, that stays as it is. */
  start(perSecond: number): void {
    if (this.#ends.length > 0) return;
    const exchanges = new Exchanges({
      outbox: this.#outbox,
      places: this.#places,
      budget: new Budget(perSecond),
      nextId: () => ++this.#requests,
    });
    this.#ends = [...WATCHERS.map((watch) => watch(exchanges)), () => exchanges.end()];
  }

  stop(): void {
    for (const end of this.#ends) end();
    this.#ends = [];
    this.#outbox.flush();
  }
}

/** What ends the process is told before it is gone. */
function watchCrash(exchanges: Exchanges): () => void {
  const onCrash = safely((error: unknown) => {
    const exchange = exchanges.current();
    if (exchange !== undefined) exchanges.tellError(exchange, error);
    exchanges.outbox.lastWords();
  });
  const onExit = safely(() => exchanges.outbox.lastWords());
  process.on("uncaughtExceptionMonitor", onCrash).on("exit", onExit);
  return () => {
    process.off("uncaughtExceptionMonitor", onCrash).off("exit", onExit);
  };
}
