// Runs shop-child.ts, kills it when the plug is pulled, and starts it again on the same port.

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { ShopProcess } from "../../../src/guide/faults/shop-process.ts";
import { eventually } from "../../support/eventually.ts";
import { shopProgram } from "./shop-program.ts";

export class ForkedShop implements ShopProcess {
  state: { status: string; port?: number } = { status: "stopped" };
  starts = 0;
  readonly #program: string;
  readonly #url: string;
  readonly #onState = new Set<() => void>();
  readonly #onMessage = new Set<(message: unknown) => void>();
  #child: ChildProcess | undefined;

  constructor(program: string, url: string) {
    this.#program = program;
    this.#url = url;
  }

  start(port = 0): void {
    this.starts++;
    this.#become({ status: "starting" });
    const child = fork(this.#program, [this.#url, String(port)], { execArgv: [] });
    this.#child = child;
    child.on("message", (message: { type: string; port: number }) => {
      if (message.type === "listening") this.#become({ status: "listening", port: message.port });
      else this.say(message);
    });
  }

  /** Has the guide hear a message as if the process had sent it. */
  say(message: object): void {
    for (const listener of this.#onMessage) listener(message);
  }

  send(message: object): void {
    this.#child?.send(message);
  }

  pullPlug(): void {
    const { port } = this.state;
    this.#child?.once("exit", () => this.start(port));
    this.#child?.kill("SIGKILL");
  }

  onState(listener: () => void): () => void {
    this.#onState.add(listener);
    return () => this.#onState.delete(listener);
  }

  onMessage(listener: (message: unknown) => void): () => void {
    this.#onMessage.add(listener);
    return () => this.#onMessage.delete(listener);
  }

  async end(): Promise<void> {
    const child = this.#child;
    child?.removeAllListeners("exit");
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  #become(state: { status: string; port?: number }): void {
    this.state = state;
    for (const listener of this.#onState) listener();
  }
}

/** A shop that listens, over data in a file, or in memory when that is asked for. */
export async function forkedShop(t: TestContext, data: "file" | "memory" = "file") {
  const folder = mkdtempSync(join(tmpdir(), "roundtrip-faults-"));
  const shop = new ForkedShop(
    await shopProgram(),
    data === "file" ? `file:${join(folder, "shop.json")}` : "memory:",
  );
  t.after(async () => {
    await shop.end();
    rmSync(folder, { recursive: true, force: true });
  });
  shop.start();
  await eventually(() => shop.state.status === "listening", "the shop to listen");
  return shop;
}
