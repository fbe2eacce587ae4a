// What is live on the guide's pages: topics, and the event streams that listen to them. Who connects, or connects
// again, is first told how things stand; so a page that has missed something, or a guide that was started again,
// needs no more than a new connection.

import type { EventStream } from "../../index.ts";

export interface Message {
  readonly event: string;
  readonly data: unknown;
}

export interface Topic {
  /** How things stand, for who begins to listen. */
  readonly snapshot: () => readonly Message[];
  /** Called when the first page begins to listen, and when the last has left. */
  readonly onWatched?: (isWatched: boolean) => void;
}

export class Hub {
  readonly #topics = new Map<string, Topic>();
  readonly #listeners = new Map<string, Set<EventStream>>();

  add(name: string, topic: Topic): void {
    this.#topics.set(name, topic);
    this.#listeners.set(name, new Set());
  }

  /** Lets a stream listen to these topics, of which those that do not exist are left out. Returns what ends it. */
  join(stream: EventStream, names: readonly string[]): () => void {
    const joined = [...new Set(names)].filter((name) => this.#topics.has(name));
    for (const name of joined) {
      const topic = this.#topics.get(name) as Topic;
      const listeners = this.#listenersOf(name);
      listeners.add(stream);
      if (listeners.size === 1) topic.onWatched?.(true);
      for (const { event, data } of topic.snapshot()) stream.send(data, { event });
    }
    return () => {
      for (const name of joined) {
        const listeners = this.#listenersOf(name);
        if (listeners.delete(stream) && listeners.size === 0) this.#topics.get(name)?.onWatched?.(false);
      }
    };
  }

  publish(name: string, event: string, data: unknown): void {
    const listeners = this.#listenersOf(name);
    if (listeners.size === 0) return;
    const text = JSON.stringify(data); // Once, however many listen.
    for (const stream of listeners) stream.send(text, { event });
  }

  #listenersOf(name: string): Set<EventStream> {
    const listeners = this.#listeners.get(name);
    if (listeners === undefined) throw new Error(`There is no topic "${name}".`);
    return listeners;
  }
}
