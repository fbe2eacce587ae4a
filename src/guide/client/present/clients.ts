// Who is here: each client with its number and its colour, how much it asks, and a button that limits it.

import type { ClassClient } from "../../live/presenter.ts";
import { element, setText } from "../dom.ts";
import { ask } from "./ask.ts";

/** More rows cannot be read from the last row; the summary counts all. */
const SHOWN = 60;

export class ClientList {
  readonly #list = document.getElementById("client-list");
  readonly #summary = document.getElementById("clients-summary");
  /** The button that limits all that flood is there as long as any does. */
  readonly #floods = document.getElementById("floods");
  /** Rows are kept, so that a button does not vanish under the pointer or lose the focus. */
  readonly #rows = new Map<number, Row>();
  #clients: readonly ClassClient[] = [];

  constructor() {
    document.getElementById("limit-floods")?.addEventListener("click", () => {
      for (const { number } of this.#clients.filter(isFree)) void limit(number, true);
    });
  }

  show(clients: readonly ClassClient[]): void {
    this.#clients = clients;
    const wanted = mostImportant(clients);
    for (const [number, row] of this.#rows) {
      if (wanted.some((client) => client.number === number)) continue;
      row.element.remove();
      this.#rows.delete(number);
    }
    for (const [i, client] of wanted.entries()) {
      const row = this.#rows.get(client.number) ?? new Row(client);
      this.#rows.set(client.number, row);
      row.show(client);
      if (this.#list?.children[i] !== row.element) {
        this.#list?.insertBefore(row.element, this.#list.children[i] ?? null);
      }
    }
    if (this.#floods) this.#floods.hidden = !clients.some(isFree);
    setText(this.#summary, summary(clients, wanted.length));
  }
}

class Row {
  readonly element: HTMLElement;
  readonly #rate = element("span", "rate");
  readonly #button = element("button");
  #isLimited = false;

  constructor({ number, colour, address }: ClassClient) {
    const mark = element("b", `client-mark client-${colour}`, number === 0 ? "here" : String(number));
    // Enough to find it in the room; the whole of it is nobody else's business.
    const name = element("small", "", number === 0 ? "" : address.replace(/^.*(?=[.:])/, ""));
    name.title = address;
    this.#button.type = "button";
    this.#button.addEventListener("click", () => void limit(number, !this.#isLimited));
    this.element = element("li", "", mark, this.#rate, name, number === 0 ? undefined : this.#button);
  }

  show(client: ClassClient): void {
    const { number, floods, limited } = client;
    this.#isLimited = limited;
    const label = limited ? "Free" : "Limit";
    setText(this.#button, label);
    this.#button.setAttribute("aria-label", `${label} client ${number}`);
    setText(this.#rate, rateOf(client));
    this.element.classList.toggle("floods", floods);
  }
}

async function limit(number: number, on: boolean): Promise<void> {
  await ask("PUT", `/clients/${number}/limit`, { on });
}

function rateOf({ number, perSecond, floods, limited, refused }: ClassClient): string {
  if (floods) {
    const who = number === 0 ? "This computer" : `Client ${number}`;
    return `${who} floods: ${perSecond} requests a second${limited ? `, ${refused} refused` : ""}`;
  }
  return limited ? `${refused} refused` : `${perSecond}/s`;
}

function isFree({ number, floods, limited }: ClassClient): boolean {
  return number !== 0 && floods && !limited;
}

/** Those that flood first, since something is to be done about them; then by number. */
function mostImportant(clients: readonly ClassClient[]): ClassClient[] {
  const floods = clients.filter(isFree);
  const others = clients.filter((client) => !isFree(client));
  return [...floods, ...others].slice(0, SHOWN);
}

function summary(clients: readonly ClassClient[], shown: number): string {
  const others = clients.filter(({ number }) => number !== 0);
  if (others.length === 0) return "Nobody else has asked for anything yet.";
  const count = others.length === 1 ? "1 client" : `${others.length} clients`;
  return `${count}, with their requests a second.${clients.length > shown ? ` ${shown} of them are shown.` : ""}`;
}
