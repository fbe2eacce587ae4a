// The nine steps: numbered points on the map that can be pointed at, and their times in the table.

import { setText } from "../dom.ts";
import { pointAt } from "./chart.ts";
import { ms } from "./format.ts";
import type { StepNumber, StepTime } from "./steps.ts";

/** Which places a step is about. */
const STATIONS: readonly (readonly string[])[] = [
  ["client"],
  ["client", "server"],
  ["server"],
  ["middleware", "route"],
  ["handler", "store"],
  ["store"],
  ["response", "handler"],
  ["response", "client"],
  ["client"],
];

export class Nine {
  readonly #root: HTMLElement;
  readonly #caption: HTMLElement;
  readonly #rows: readonly HTMLElement[];
  readonly #points: readonly HTMLElement[];
  #times: readonly StepTime[] = [];
  /** Chosen by a click or a key: it stays when the pointer goes. */
  #chosen: number | undefined;
  #pointed: number | undefined;

  readonly #onChange: () => void;

  constructor(root: HTMLElement, caption: HTMLElement, onChange: () => void) {
    this.#root = root;
    this.#onChange = onChange;
    this.#caption = caption;
    this.#rows = [...root.querySelectorAll<HTMLElement>("tr[data-step]")];
    this.#points = [...root.querySelectorAll<HTMLElement>(".point")];
    for (const one of [...this.#rows, ...this.#points]) this.#listen(one, Number(one.dataset.step));
  }

  get isPointing(): boolean {
    return (this.#pointed ?? this.#chosen) !== undefined;
  }

  choose(step: number | undefined): void {
    this.#chosen = this.#chosen === step ? undefined : step;
    for (const [i, point] of this.#points.entries()) {
      point.setAttribute("aria-pressed", String(i + 1 === this.#chosen));
    }
    this.#show();
  }

  /** @param slowest the step to mark: that of the slowest lane */
  showTimes(times: readonly StepTime[], slowest: StepNumber | undefined): void {
    this.#times = times;
    for (const one of times) {
      const { step, time, share, silence } = one;
      const isSlowest = step === slowest;
      const row = this.#rows[step - 1];
      if (row === undefined) continue;
      row.classList.toggle("slowest", isSlowest);
      row.classList.toggle("without", typeof time !== "number");
      setText(row.querySelector(".time"), `${inWords(one)}${isSlowest ? " · slowest" : ""}`);
      row.classList.toggle("silent", silence > 0);
      row.querySelector<HTMLElement>(".bar")?.style.setProperty("width", `${share * 100}%`);
    }
    if (this.isPointing) this.#show();
  }

  #listen(one: HTMLElement, step: number): void {
    const point = (pointed: number | undefined) => {
      this.#pointed = pointed;
      this.#show();
    };
    one.addEventListener("pointerenter", () => point(step));
    one.addEventListener("pointerleave", () => point(undefined));
    if (!one.classList.contains("point")) return;
    one.addEventListener("focus", () => one.matches(":focus-visible") && point(step));
    one.addEventListener("blur", () => point(undefined));
    one.addEventListener("click", () => this.choose(step));
  }

  #show(): void {
    const step = this.#pointed ?? this.#chosen;
    for (const one of [...this.#rows, ...this.#points]) {
      one.classList.toggle("is-pointed", Number(one.dataset.step) === step);
    }
    pointAt(step === undefined ? [] : (STATIONS[step - 1] ?? []), this.#root);
    this.#root.classList.toggle("is-pointing", step !== undefined);
    if (step === undefined) {
      this.#onChange();
      return;
    }
    const row = this.#rows[step - 1];
    const text = (part: string) => row?.querySelector(part)?.textContent ?? "";
    const told = this.#times[step - 1];
    const took = typeof told?.time === "number" ? ` Here: ${inWords(told)}.` : "";
    this.#caption.ariaLive = "polite";
    setText(this.#caption, `${step}. ${text(".title")}. ${text(".text")}${took}`);
  }
}

function inWords({ time, silence, isWhole }: StepTime): string {
  if (silence > 0) return `no response was given for ${ms(silence)}`;
  if (typeof time === "number") return isWhole ? `${ms(time)} inside the server, steps 3 to 7` : ms(time);
  return {
    unseen: "not seen by the server",
    none: "not needed",
    untold: "not told by this server",
    later: "not yet",
  }[time];
}
