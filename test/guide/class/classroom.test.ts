// The class as the presenter sees it: numbers, colours, floods, and limits that outlive the shop's process.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Classroom } from "../../../src/guide/class/classroom.ts";
import type { ClientCount } from "../../../src/guide/class/messages.ts";
import type { ShopProcess } from "../../../src/guide/faults/shop-process.ts";

/** A process that says what the test has it say. */
class Said implements ShopProcess {
  state: ShopProcess["state"] = { status: "listening", port: 1 };
  sent: unknown[] = [];
  pullPlug = () => {};
  #message: (message: unknown) => void = () => {};
  #change: () => void = () => {};

  send(message: object): void {
    this.sent.push(message);
  }

  onMessage(listener: (message: unknown) => void): () => void {
    this.#message = listener;
    return () => {};
  }

  onState(listener: () => void): () => void {
    this.#change = listener;
    return () => {};
  }

  say(...clients: [address: string, perSecond: number][]): void {
    const counts = clients.map(
      ([address, perSecond]): ClientCount => ({ address, perSecond, total: 9, refused: 0, limited: false }),
    );
    this.#message({ type: "clients", clients: counts });
  }

  become(state: ShopProcess["state"]): void {
    this.state = state;
    this.#change();
  }
}

function classroom() {
  const shop = new Said();
  return { shop, room: new Classroom(shop) };
}

test("clients get numbers as they come, keep them, and are told in their order", () => {
  const { shop, room } = classroom();
  shop.say(["10.0.0.5", 1], ["127.0.0.1", 1], ["10.0.0.9", 1]);
  shop.say(["10.0.0.7", 1], ["::1", 1], ["10.0.0.9", 2], ["10.0.0.5", 0]);
  assert.deepEqual(
    room.clients.map(({ number, address }) => [number, address]),
    [
      [0, "::1"],
      [1, "10.0.0.5"],
      [2, "10.0.0.9"],
      [3, "10.0.0.7"],
    ],
  );
});

test("the thirteenth client has the colour of the first", () => {
  const { shop, room } = classroom();
  shop.say(...Array.from({ length: 13 }, (_, i): [string, number] => [`10.0.0.${i + 1}`, 1]));
  assert.deepEqual(
    room.clients.map(({ colour }) => colour),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1],
  );
});

test("more than 50 requests a second are a flood", () => {
  const { shop, room } = classroom();
  shop.say(["10.0.0.1", 50], ["10.0.0.2", 51]);
  assert.deepEqual(
    room.clients.map(({ floods }) => floods),
    [false, true],
  );
});

test("a thousand clients are remembered, whatever comes", () => {
  const { shop, room } = classroom();
  for (let i = 0; i < 3_000; i++) shop.say([`10.${i >> 8}.0.${i & 255}`, 1]);
  shop.say(["10.0.0.7", 1], ["10.11.0.184", 1]);
  assert.deepEqual(
    room.clients.map(({ address }) => address),
    ["10.0.0.7"],
  );
});

test("a limit is sent to the shop, and again to a shop that was started again", () => {
  const { shop, room } = classroom();
  shop.say(["10.0.0.5", 200], ["10.0.0.6", 200]);
  room.limit(1, true);
  room.limit(2, true);
  room.limit(2, false);
  const limit = (address: string, on: boolean) => ({ type: "limit", address, on });
  assert.deepEqual(shop.sent, [limit("10.0.0.5", true), limit("10.0.0.6", true), limit("10.0.0.6", false)]);
  shop.sent = [];
  shop.become({ status: "starting" });
  shop.become({ status: "listening", port: 1 });
  assert.deepEqual(shop.sent, [limit("10.0.0.5", true)]);
  assert.throws(() => room.limit(9, true), /No client has the number 9/);
});
