// The form above the list: which requests are shown.

import { element, setText } from "../dom.ts";
import type { Clients } from "./clients.ts";
import { ALL, type Filter } from "./filter.ts";

/** More clients cannot be chosen by name: the busiest can. */
const MOST_OPTIONS = 200;

export class FilterForm {
  filter: Filter = ALL;
  readonly #form: HTMLFormElement;
  readonly #clients: Clients;
  readonly #select: HTMLSelectElement;
  readonly #options = new Map<string, HTMLOptionElement>();

  constructor(form: HTMLFormElement, clients: Clients, onChange: () => void) {
    this.#form = form;
    this.#clients = clients;
    this.#select = form.querySelector<HTMLSelectElement>('[name="client"]') as HTMLSelectElement;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      this.filter = this.#read();
      onChange();
    });
    this.filter = this.#read(); // The browser may have kept what was chosen before.
  }

  focus(): void {
    this.#form.querySelector<HTMLInputElement>('[name="path"]')?.focus();
  }

  /** Who has sent how many. Not while somebody chooses: an open list must not change. */
  showClients(counts: readonly (readonly [address: string, total: number])[]): void {
    if (document.activeElement === this.#select) return;
    for (const [address, total] of counts.slice(0, MOST_OPTIONS)) {
      let option = this.#options.get(address);
      if (option === undefined) {
        if (this.#options.size >= MOST_OPTIONS) continue;
        option = element("option");
        option.value = address;
        this.#options.set(address, option);
        this.#select.append(option);
      }
      setText(option, `${this.#clients.nameOf(address)}: ${total.toLocaleString("en")}`);
    }
  }

  #read(): Filter {
    const data = new FormData(this.#form);
    const text = (name: string) => String(data.get(name) ?? "");
    return {
      client: text("client"),
      path: text("path").trim(),
      method: text("method"),
      status: text("status"),
      hidesAside: data.has("hidesAside"),
    };
  }
}
