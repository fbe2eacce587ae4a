// The faults: on each slide whether it is on, and below all slides which are.

import type { FaultState } from "../../live/presenter.ts";
import { element, setText } from "../dom.ts";
import { ask } from "./ask.ts";

export class FaultButtons {
  #faults: readonly FaultState[] = [];

  constructor() {
    for (const button of document.querySelectorAll<HTMLElement>("[data-fault]")) {
      button.addEventListener("click", () => void this.#set(nameOf(button), !this.#isOn(nameOf(button))));
    }
  }

  show(faults: readonly FaultState[]): void {
    this.#faults = faults;
    for (const { name, on, progress } of faults) {
      const button = document.querySelector(`[data-fault="${name}"]`);
      if (button) {
        button.textContent = labelOf(name, on);
        button.closest(".slide")?.classList.toggle("is-on", on);
      }
      if (progress) say(name, progress.message, progress.phase);
    }
    const on = faults.filter((fault) => fault.on).map(({ title }) => title);
    setText(document.getElementById("what-is-on"), on.length === 0 ? "" : `On: ${on.join(", ")}`);
  }

  /** The remote's first key: puts the fault of the slide on; once more, it is undone and the slides go on. */
  forward(slide: HTMLElement): boolean {
    const name = nameIn(slide);
    if (name === undefined) return false;
    const isOn = this.#isOn(name);
    // Pulling the plug ends by itself, and is not to be broken off by going on.
    if (name === "pull-the-plug" && (isOn || this.#hasCounted(name))) return false;
    void this.#set(name, !isOn);
    return !isOn;
  }

  /** Its second: undoes the fault, and only then goes back. */
  back(slide: HTMLElement): boolean {
    const name = nameIn(slide);
    if (name === undefined || !this.#isOn(name)) return false;
    void this.#set(name, false);
    return true;
  }

  /** The fault that this slide shows, while it is on. */
  nameOn(slide: HTMLElement): string | undefined {
    const name = nameIn(slide);
    return name !== undefined && this.#isOn(name) ? name : undefined;
  }

  async #set(name: string, on: boolean): Promise<void> {
    const problem = await ask("PUT", `/faults/${name}`, { on });
    if (problem !== undefined || name !== "pull-the-plug") say(name, problem ?? "", "idle");
  }

  #isOn(name: string): boolean {
    return this.#faults.some((fault) => fault.name === name && fault.on);
  }

  #hasCounted(name: string): boolean {
    return this.#faults.some((fault) => fault.name === name && fault.progress?.phase === "done");
  }
}

function labelOf(name: string, on: boolean): string {
  if (name === "pull-the-plug") return on ? "Stop" : "Pull it";
  return on ? "Undo" : "Put it on";
}

/** The first sentence large, for the last row: it has the count. */
function say(name: string, text: string, phase: string): void {
  const line = document.querySelector<HTMLElement>(`[data-progress="${name}"]`);
  if (line === null) return;
  line.dataset.phase = phase;
  if (line.textContent === text) return;
  const [, first = "", rest = ""] = /^(.*?\.)( .*)?$/.exec(text) ?? ["", text];
  line.replaceChildren(...(text === "" ? [] : [element("strong", "", first), rest]));
}

function nameOf({ dataset }: HTMLElement): string {
  return dataset.fault ?? "";
}

function nameIn(slide: HTMLElement): string | undefined {
  return slide.querySelector<HTMLElement>("[data-fault]")?.dataset.fault;
}
