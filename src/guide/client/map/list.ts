// The list of requests: rows that are made once and filled anew, so that a flood makes no new elements.
// While somebody is in it, by pointer or by keyboard, the rows stay where they are. Above a row it is said when the
// server ended after that request, and was started again.

import type { Restart } from "../../live/messages.ts";
import { element, setText } from "../dom.ts";
import type { Clients } from "./clients.ts";
import { isAside } from "./filter.ts";
import { clock, ms } from "./format.ts";
import type { Journey } from "./journey.ts";
import { PATIENCE } from "./steps.ts";

const ROWS = 100;
/** Of so many rows each is a stop of the Tab key. */
const SHORT = 10;

export class List {
  readonly #root: HTMLElement;
  readonly #rows: Row[] = [];
  #shown: readonly Journey[] = [];
  /** What is said above each of them. */
  #notes: readonly string[] = [];
  #isPointedAt = false;

  /**
   * @param onPress a row was pressed
   * @param rows how many there are
   */
  constructor(root: HTMLElement, clients: Clients, onPress: (journey: Journey) => void, rows = ROWS) {
    this.#root = root;
    for (let i = 0; i < rows; i++) {
      const row = new Row(clients);
      row.button.addEventListener("click", () => row.journey && onPress(row.journey));
      this.#rows.push(row);
      root.append(row.element);
    }
    root.addEventListener("pointerenter", () => {
      this.#isPointedAt = true;
    });
    root.addEventListener("pointerleave", () => {
      this.#isPointedAt = false;
    });
  }

  /** Somebody is about to choose: nothing must move under the pointer or the focus. */
  get isInUse(): boolean {
    return this.#isPointedAt || this.#root.contains(document.activeElement);
  }

  get shown(): readonly Journey[] {
    return this.#shown;
  }

  /** The newest first. Taken from it are no more than are shown. */
  show(journeys: Iterable<Journey>, restarts: readonly Restart[]): void {
    const shown: Journey[] = [];
    for (const journey of journeys) {
      shown.push(journey);
      if (shown.length === this.#rows.length) break;
    }
    this.#shown = shown;
    this.#notes = shown.map((journey, i) => {
      const next = shown[i - 1]?.restarted ?? Number.POSITIVE_INFINITY;
      return restarts
        .filter(({ at }) => at > journey.restarted && at <= next)
        .map(inWords)
        .join("\n");
    });
  }

  draw(held: Journey | undefined, looked: Journey | undefined, serverTime: number): void {
    for (const [i, row] of this.#rows.entries()) {
      row.draw(this.#shown[i], { held, looked, serverTime, note: this.#notes[i] ?? "" });
    }
    // Of a long list one row can be reached by Tab: the one that was reached last, or the first. The arrows go on.
    const focused = this.#rows.findIndex(({ button }) => button === document.activeElement);
    for (const [i, { button }] of this.#rows.entries()) {
      const tabIndex = this.#rows.length <= SHORT || i === Math.max(focused, 0) ? 0 : -1;
      if (button.tabIndex !== tabIndex) button.tabIndex = tabIndex;
    }
  }

  /** Goes to the next row, or the one before; the first one when the focus is elsewhere. */
  move(direction: 1 | -1): void {
    const at = this.#rows.findIndex(({ button }) => button === document.activeElement);
    const last = this.#shown.length - 1;
    const next = at === -1 ? 0 : Math.min(Math.max(at + direction, 0), last);
    this.#rows[next]?.button.focus();
  }
}

interface RowState {
  readonly held: Journey | undefined;
  readonly looked: Journey | undefined;
  readonly serverTime: number;
  readonly note: string;
}

class Row {
  readonly button = element("button", "row");
  readonly #note = element("p", "restart");
  readonly element = element("li", "", this.#note, this.button);
  readonly #clients: Clients;
  readonly #mark = element("b", "client-mark");
  readonly #method = element("span", "method");
  readonly #target = element("span", "target");
  readonly #status = element("span", "status");
  readonly #time = element("span", "took");
  readonly #fault = element("span", "fault-mark");
  journey: Journey | undefined;

  constructor(clients: Clients) {
    this.#clients = clients;
    this.button.type = "button";
    this.button.append(this.#mark, this.#method, this.#target, this.#status, this.#time, this.#fault);
  }

  draw(journey: Journey | undefined, { held, looked, serverTime, note }: RowState): void {
    this.journey = journey;
    if (this.element.hidden !== (journey === undefined)) this.element.hidden = journey === undefined;
    if (journey === undefined) return;
    setText(this.#note, note);
    const faults = journey.faults.join(", ");
    setText(this.#fault, faults && `Fault: ${faults}`);
    const { text, colour } = this.#clients.markOf(journey.address);
    setText(this.#mark, text);
    setClass(this.#mark, `client-mark client-${colour}`);
    setText(this.#method, journey.method || "?");
    setText(this.#target, journey.target || "(its beginning was lost)");
    const { words, isBad } = statusOf(journey);
    setText(this.#status, words);
    setClass(this.#status, isBad ? "status bad" : "status");
    const end = journey.ended?.at ?? (journey.outcome === "open" ? serverTime : journey.last);
    setText(this.#time, ms(Math.max(0, end - journey.begin)));
    const isHeld = journey === held;
    const classes = [
      "row",
      isAside(journey) && "aside",
      isHeld && "is-held",
      journey === looked && "is-looked",
      journey.isWaiting && serverTime - journey.begin > PATIENCE && "waits",
    ];
    setClass(this.button, classes.filter(Boolean).join(" "));
    if (this.button.getAttribute("aria-pressed") !== String(isHeld)) {
      this.button.setAttribute("aria-pressed", String(isHeld));
    }
  }
}

export function statusOf(journey: Journey): { words: string; isBad: boolean } {
  const { response, outcome, again } = journey;
  if (again !== undefined) return { words: `${response?.status ?? ""} twice`, isBad: true };
  if (outcome === "left") return { words: `${response?.status ?? ""} client left`.trim(), isBad: true };
  if (outcome === "stopped") return { words: "server ended", isBad: true };
  if (response !== undefined) return { words: String(response.status), isBad: response.status >= 400 };
  return { words: outcome === "lost" ? "unknown" : "no response yet", isBad: true };
}

function inWords({ at, reason }: Restart): string {
  return `${clock(at)} The server ended, and was started again. ${reason}`;
}

function setClass(one: HTMLElement, className: string): void {
  if (one.className !== className) one.className = className;
}
