// The checks of the open lesson, as the terminal shows them: each with its mark, and the first failure in detail.

import type { CheckState, DeskState, FailureState } from "../../live/messages.ts";
import { ask } from "../ask.ts";
import { byId, element, setText } from "../dom.ts";

const MARKS = { passed: "✓", failed: "✗", waiting: "·" } as const;
const WORDS = { passed: "passes", failed: "fails", waiting: "not run yet" } as const;
const PARTS = ["sent", "got", "wanted", "why", "try"] as const;

export class Checks {
  /** What is on the page: nothing is made anew that is the same. */
  #shown = "";
  /** "Begin anew" wants to be pressed twice. */
  #isSure = false;
  #wasPassed: boolean | undefined;
  /** The check and the number of the hint that was given last. */
  #lastHint = "";

  readonly #api: string;

  constructor(api: string) {
    this.#api = api;
    byId("check-now").addEventListener("click", () => this.#do("check"));
    byId("hint").addEventListener("click", () => void this.#hint());
    byId("begin-anew").addEventListener("click", () => void this.#beginAnew());
  }

  show(desk: DeskState): void {
    setText(byId("exercise-file"), desk.exercise ?? "");
    setText(byId("checks-count"), countOf(desk));
    byId("passed").hidden = !desk.isPassed;
    if (desk.isPassed && this.#wasPassed === false) byId("passed").scrollIntoView({ block: "nearest" });
    this.#wasPassed = desk.isPassed;
    byId("not-begun").hidden = desk.isBegun || desk.isPassed;
    if (desk.isGone) this.#say(`${desk.exercise} is gone. Save it again, or begin anew.`);
    const text = JSON.stringify([desk.checks, desk.start, desk.isBegun]);
    if (text === this.#shown) return;
    this.#shown = text;
    const start = byId("start-failure");
    start.hidden = desk.start === undefined || !desk.isBegun;
    if (desk.start !== undefined)
      start.replaceChildren(element("p", "", "✗ The server does not start."), failureList(desk.start));
    // What is wrong with the exercise as it was shipped is what the lesson is about: no reason to tell it at once.
    const first = desk.isBegun ? desk.checks.find(({ status }) => status === "failed") : undefined;
    byId("checks").replaceChildren(...desk.checks.map((check) => checkItem(check, check === first)));
  }

  async #beginAnew(): Promise<void> {
    if (!this.#isSure) {
      this.#isSure = true;
      this.#say("Once more begins the exercise anew. What you wrote is kept.");
      return;
    }
    this.#isSure = false;
    const outcome = await ask<{ backup?: string }>(`${this.#api}/reset`);
    if ("fault" in outcome) this.#say(outcome.fault);
    else if (outcome.value.backup === undefined) this.#say("You had changed nothing.");
    else this.#say(`The exercise is as at first. What you wrote is in ${outcome.value.backup}`);
  }

  async #hint(): Promise<void> {
    this.#isSure = false;
    const outcome = await ask<{ number: number; title: string }>(`${this.#api}/hint`);
    if ("fault" in outcome) return this.#say(outcome.fault);
    const hint = JSON.stringify(outcome.value);
    const isAgain = hint === this.#lastHint;
    this.#lastHint = hint;
    this.#say(isAgain ? "There is no further hint. Ask somebody, or read the lesson again." : "");
    document.querySelector(".checks .hint:last-child")?.scrollIntoView({ block: "nearest" });
  }

  async #do(action: string): Promise<void> {
    this.#isSure = false;
    const outcome = await ask(`${this.#api}/${action}`);
    this.#say("fault" in outcome ? outcome.fault : "");
  }

  #say(text: string): void {
    setText(byId("checks-note"), text);
  }
}

function countOf({ checks, checkedAt, isChecking }: DeskState): string {
  if (checkedAt === "") return isChecking ? "checking …" : "";
  const passing = checks.filter(({ status }) => status === "passed").length;
  return `${passing} of ${checks.length} pass · ${isChecking ? "checking …" : checkedAt}`;
}

function checkItem(check: CheckState, isFirst: boolean): HTMLLIElement {
  const mark = element("span", "mark", MARKS[check.status]);
  mark.setAttribute("role", "img");
  mark.setAttribute("aria-label", WORDS[check.status]);
  const title = `${check.step}. ${check.title}${check.further ? " (goes further)" : ""}`;
  const item = element("li", check.status, mark, " ", title);
  if (isFirst && check.failure !== undefined) {
    item.append(failureList(check.failure));
    for (const [i, hint] of check.hints.entries()) {
      const text = isCode(hint) ? element("code", "", hint) : hint;
      item.append(element("p", "hint", element("strong", "", `Hint ${i + 1} of 3: `), text));
    }
  }
  return item;
}

function failureList(failure: FailureState): HTMLDListElement {
  const list = element("dl", "failure");
  for (const name of PARTS) {
    const text = name === "try" ? failure.tip : failure[name];
    if (text !== undefined) list.append(element("dt", "", name), element("dd", name, text));
  }
  return list;
}

/** The last hint is often the line itself. No sentence ends like that. */
function isCode(hint: string): boolean {
  return /[;{}]$/.test(hint);
}
