// What the servers print, each on its own; the one that is chosen is shown, at its end.

import { byId } from "../dom.ts";

/** So much of each is kept; characters. */
const KEPT = 20_000;

export class Printed {
  readonly #texts = new Map<string, string>();
  readonly #chosen = byId<HTMLSelectElement>("printed-of");
  readonly #shown = byId<HTMLPreElement>("printed");

  constructor() {
    this.#chosen.addEventListener("change", () => this.#show());
  }

  keep(name: string, text: string, isAll: boolean): void {
    const before = isAll ? "" : (this.#texts.get(name) ?? "");
    this.#texts.set(name, (before + text).slice(-KEPT));
    if (name === this.#chosen.value) this.#show();
  }

  #show(): void {
    const text = this.#texts.get(this.#chosen.value) ?? "";
    const isAtEnd = this.#shown.scrollTop + this.#shown.clientHeight >= this.#shown.scrollHeight - 4;
    this.#shown.textContent = text === "" ? "Nothing yet." : text;
    if (isAtEnd) this.#shown.scrollTop = this.#shown.scrollHeight;
  }
}
