// A folder with a store in a file, for one test: opened as often as it likes, looked at from outside, removed
// at the end. A warning that the test did not ask for fails it.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { JsonFileOptions } from "../../src/store/json-file.ts";
import { openStore, type Store } from "../../src/store/store.ts";

export class FileStore {
  readonly folder = mkdtempSync(join(tmpdir(), "roundtrip-store-"));
  readonly path = join(this.folder, "shop.json");
  readonly #opened: Store[] = [];
  readonly #warnings: string[] = [];

  constructor(t: TestContext) {
    t.after(async () => {
      for (const store of this.#opened) await store.close();
      rmSync(this.folder, { recursive: true, force: true });
      assert.deepEqual(this.#warnings, [], "The store warned of what the test did not expect.");
    });
  }

  async open(options: JsonFileOptions = {}): Promise<Store> {
    const warn = (text: string) => {
      this.#warnings.push(text);
    };
    const store = await openStore(`file:${this.path}`, { warn, ...options });
    this.#opened.push(store);
    return store;
  }

  /** Takes the warnings so far. */
  warnings(): string[] {
    return this.#warnings.splice(0);
  }

  names(): string[] {
    return readdirSync(this.folder).sort();
  }

  has(name: string): boolean {
    return existsSync(join(this.folder, name));
  }

  read(name = "shop.json"): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  bytes(name: string): Buffer {
    return readFileSync(join(this.folder, name));
  }

  write(name: string, content: string | Uint8Array): void {
    writeFileSync(join(this.folder, name), content);
  }

  remove(name: string): void {
    rmSync(join(this.folder, name));
  }

  /** Puts other files in the place of all that are there. */
  replaceAll(files: Record<string, string | Uint8Array>): void {
    for (const name of this.names()) this.remove(name);
    for (const [name, content] of Object.entries(files)) this.write(name, content);
  }

  /** What is in the folder now, as a power cut would leave it: without the lock's process. */
  copy(): Record<string, Buffer> {
    const names = this.names().filter((name) => !name.includes(".lock"));
    return Object.fromEntries(names.map((name) => [name, this.bytes(name)]));
  }
}
