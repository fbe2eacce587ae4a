// What the campaigns make a store do: several writers at once, each with records of its own and with pairs of
// records in two collections, which it changes in transactions; and a pair that all of them count up. After
// each step somebody reads, and what was read must be consistent, and must stay.

import { setImmediate } from "node:timers/promises";
import type { Collection } from "../../../src/store/collection.ts";
import { StoreError } from "../../../src/store/errors.ts";
import type { Store } from "../../../src/store/store.ts";
import type { Row } from "../../../src/store/values.ts";
import type { View } from "../../../src/store/view.ts";
import type { Chance } from "./chance.ts";
import type { Content, History, Step, Thing } from "./history.ts";

export interface Plan {
  readonly writers: number;
  readonly steps: number;
  /** Makes the disk fail, now and then; it is called before each step. */
  readonly disturb?: (() => void) | undefined;
}

export interface Collections {
  readonly left: Collection<Content>;
  readonly right: Collection<Content>;
}

export function collectionsOf(store: Store): Collections {
  return {
    left: store.collection<Content>("left", { unique: ["number"] }),
    right: store.collection<Content>("right", { index: ["number"] }),
  };
}

/** All records, by "collection/id". */
export async function readAll({ left, right }: Collections): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  for (const collection of [left, right]) {
    for (const row of await collection.find())
      rows.set(`${collection.name}/${row.id}`, row as unknown as Row);
  }
  return rows;
}

/** Resolves when all writers are done. @throws {Error} for what a store must never do while it runs. */
export async function work(store: Store, history: History, chance: Chance, plan: Plan): Promise<void> {
  const collections = collectionsOf(store);
  const writers = Array.from({ length: plan.writers }, async (_, writer) => {
    const own = new Writer(store, collections, history, chance, plan, writer);
    for (let i = 0; i < plan.steps; i++) {
      plan.disturb?.();
      await own.step();
      await read(store, collections, history, chance);
      // Not all at the same time.
      if (chance.happens(0.5)) await setImmediate();
    }
  });
  await Promise.all(writers);
}

class Writer {
  readonly #store: Store;
  readonly #collections: Collections;
  readonly #history: History;
  readonly #chance: Chance;
  readonly #plan: Plan;
  readonly #singles: readonly Thing[];
  readonly #pair: Thing;
  readonly #counter: Thing;

  constructor(
    store: Store,
    collections: Collections,
    history: History,
    chance: Chance,
    plan: Plan,
    writer: number,
  ) {
    this.#store = store;
    this.#collections = collections;
    this.#history = history;
    this.#chance = chance;
    this.#plan = plan;
    this.#singles = [history.thing(`left/own${writer}`), history.thing(`right/own${writer}`)];
    this.#pair = history.thing(`left/pair${writer}`, `right/pair${writer}`);
    this.#counter = history.thing("left/counter", "right/counter");
  }

  async step(): Promise<void> {
    const kind = this.#chance.pick(["single", "single", "pair", "count", "both singles"]);
    if (kind === "count") return this.#count();
    if (kind === "pair") return this.#change(this.#pair);
    if (kind === "single") return this.#change(this.#chance.pick(this.#singles));
    await Promise.all(this.#singles.map((thing) => this.#change(thing)));
  }

  async #change(thing: Thing): Promise<void> {
    const before = thing.contents[0];
    const isDelete = before !== undefined && this.#chance.happens(0.2);
    const content = isDelete ? undefined : this.#content();
    const step = this.#history.ask(
      thing,
      thing.keys.map(() => content),
    );
    await this.#settle(step, async () => {
      if (thing.keys.length === 1)
        return [await put(this.#collections, thing.keys[0] as string, before, content)];
      return this.#store.transaction(async (view) => {
        const collections = within(view, this.#collections);
        const rows: unknown[] = [];
        for (const key of thing.keys) rows.push(await put(collections, key, before, content));
        return rows;
      });
    });
  }

  /** Counts up the pair that all writers share: of two at a time, one has to run again. */
  async #count(): Promise<void> {
    let step: Step | undefined;
    const rows = await this.#attempt(() =>
      this.#store.transaction(async (view) => {
        const { left, right } = within(view, this.#collections);
        const before = [await left.get("counter"), await right.get("counter")];
        const number = (before[0]?.number ?? 0) + 1;
        if (number !== (before[1]?.number ?? 0) + 1) {
          // The commit checks what was read: this run is in vain, or the store is wrong.
          throw new Error(`A transaction saw the counters ${before[0]?.number} and ${before[1]?.number}.`);
        }
        const content = { number, text: "c".repeat(number) };
        step = this.#history.ask(this.#counter, [content, content]);
        return [
          await put({ left, right }, "left/counter", before[0], content),
          await put({ left, right }, "right/counter", before[1], content),
        ];
      }),
    );
    if (step === undefined) return;
    if (rows === undefined) this.#history.refuse(step);
    else this.#history.acknowledge(step, versionsOf(rows));
  }

  async #settle(step: Step, write: () => Promise<unknown[]>): Promise<void> {
    const rows = await this.#attempt(write);
    if (rows === undefined) this.#history.refuse(step);
    else this.#history.acknowledge(step, versionsOf(rows));
  }

  /** Undefined when the disk is to blame. */
  async #attempt(write: () => Promise<unknown[]>): Promise<unknown[] | undefined> {
    try {
      return await write();
    } catch (error) {
      const isRefusal =
        error instanceof StoreError && (error.code === "write-failed" || error.code === "read-only");
      if (isRefusal && this.#plan.disturb !== undefined) return undefined;
      throw error;
    }
  }

  #content(): Content {
    const size = this.#chance.pick([10, 10, 100, 700, 2000]);
    return { number: this.#history.newNumber(), text: "x".repeat(1 + this.#chance.below(size)) };
  }
}

async function put(
  collections: Collections,
  key: string,
  before: Content | undefined,
  content: Content | undefined,
): Promise<unknown> {
  const [name, id] = key.split("/") as ["left" | "right", string];
  const collection = collections[name];
  if (content === undefined) return collection.delete(id);
  if (before === undefined) return collection.insert({ id, ...content });
  // Either is the same here, and they are told apart in the journal.
  return content.number % 2 === 0 ? collection.update(id, { ...content }) : collection.replace(id, content);
}

function versionsOf(rows: readonly unknown[]): (number | undefined)[] {
  return rows.map((row) => (typeof row === "object" ? (row as Row).version : undefined));
}

/** Reads a collection, or all at one moment. */
async function read(store: Store, collections: Collections, history: History, chance: Chance): Promise<void> {
  if (chance.happens(0.5)) {
    const { name } = chance.pick([collections.left, collections.right]);
    const rows = await collections[name as "left" | "right"].find();
    history.saw(new Map(rows.map((row) => [`${name}/${row.id}`, row as unknown as Row])));
    return;
  }
  const rows = await store.transaction((view) => readAll(within(view, collections)));
  history.saw(rows);
  history.check(rows);
}

function within(view: View, { left, right }: Collections): Collections {
  return { left: view.collection(left), right: view.collection(right) };
}
