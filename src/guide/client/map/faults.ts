// The faults of the shop on its map: which are on, since when, what to look at, and an undo; and at which place of the
// drawing each one is.

import type { FaultState } from "../../live/presenter.ts";
import { element, setText } from "../dom.ts";
import { ask } from "../present/ask.ts";
import { clock } from "./format.ts";

type Where = FaultState["where"];

/** Of the drawing. */
const PLACES: Record<Where, string> = {
  database: ".place.on-store",
  handler: ".place.on-handler",
  client: ".place.on-client",
  process: ".server-box",
};

const IN_WORDS: Record<Where, string> = {
  database: "at the store",
  handler: "at the handler of a product's page",
  client: "at a client",
  process: "at the server's process",
};

export class MapFaults {
  readonly #stage: HTMLElement;
  readonly #root: HTMLElement;
  /** Kept, so that a button does not lose the focus. */
  readonly #notes = new Map<string, FaultNote>();

  constructor(root: HTMLElement, stage: HTMLElement) {
    this.#root = root;
    this.#stage = stage;
  }

  show(faults: readonly FaultState[]): void {
    const told = faults.filter(isTold);
    for (const [name, note] of this.#notes) {
      if (told.some((fault) => fault.name === name)) continue;
      note.element.remove();
      this.#notes.delete(name);
    }
    for (const fault of told) {
      const note = this.#notes.get(fault.name) ?? new FaultNote(fault);
      if (!this.#notes.has(fault.name)) this.#root.append(note.element);
      this.#notes.set(fault.name, note);
      note.show(fault);
    }
    this.#mark(told.filter(({ on }) => on).map(({ where }) => where));
  }

  #mark(broken: readonly Where[]): void {
    for (const [where, selector] of Object.entries(PLACES) as [Where, string][]) {
      const place = this.#stage.querySelector(selector);
      const isBroken = broken.includes(where);
      place?.classList.toggle("is-broken", isBroken);
      if (!isBroken) place?.querySelector(".fault-mark")?.remove();
      else if (place?.querySelector(".fault-mark") === null)
        place.append(element("em", "fault-mark", "fault"));
    }
  }
}

/** Also the plug that was pulled, until somebody has read what came of it. */
function isTold({ on, progress }: FaultState): boolean {
  return on || progress?.phase === "done" || progress?.phase === "failed";
}

class FaultNote {
  readonly element: HTMLElement;
  readonly #since = element("span");
  readonly #progress = element("p", "progress");
  readonly #problem = element("p", "bad");
  readonly #undo = element("button");
  readonly #where: string;

  constructor({ name, title, does, look, where }: FaultState) {
    this.#where = IN_WORDS[where];
    this.#undo.type = "button";
    this.#undo.addEventListener("click", async () => {
      setText(this.#problem, "");
      setText(this.#problem, (await ask("PUT", `/faults/${name}`, { on: false })) ?? "");
    });
    const head = element("p", "", element("b", "", title), " ", this.#since, ` ${does}`);
    const text = element("div", "", head, element("p", "look", look), this.#progress, this.#problem);
    this.element = element("div", "fault", text, this.#undo);
    this.element.dataset.name = name;
  }

  show({ on, since, title, progress }: FaultState): void {
    setText(
      this.#since,
      on && since !== undefined ? `is on since ${clock(since)}, ${this.#where}.` : "is over.",
    );
    setText(this.#progress, progress?.message ?? "");
    setText(this.#undo, on ? "Undo" : "Hide");
    this.#undo.setAttribute("aria-label", `${on ? "Undo" : "Hide"}: ${title}`);
  }
}
