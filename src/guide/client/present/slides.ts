// One slide at a time, and the keys that go through them.

import { setText } from "../dom.ts";

export interface SlidesOptions {
  /** PageDown, the remote's first key. Returns whether the slide has used it, so that it stays. */
  readonly onForward: (slide: HTMLElement) => boolean;
  /** PageUp, its second. */
  readonly onBack: (slide: HTMLElement) => boolean;
}

export class Slides {
  readonly #slides = [...document.querySelectorAll<HTMLElement>(".slide")];
  readonly #options: SlidesOptions;
  #index = 0;

  constructor(options: SlidesOptions) {
    this.#options = options;
    const named = this.#slides.findIndex(({ id }) => `#${id}` === location.hash);
    this.show(Math.max(0, named), { takesFocus: false });
    addEventListener("keydown", (event) => this.#onKey(event));
    document.getElementById("back")?.addEventListener("click", () => this.show(this.#index - 1));
    document.getElementById("on")?.addEventListener("click", () => this.show(this.#index + 1));
  }

  get current(): HTMLElement {
    return this.#slides[this.#index] as HTMLElement;
  }

  show(wanted: number, { takesFocus = true } = {}): void {
    this.#index = Math.min(Math.max(wanted, 0), this.#slides.length - 1);
    for (const [i, slide] of this.#slides.entries()) slide.hidden = i !== this.#index;
    // To be there again after the page was loaded anew.
    history.replaceState(null, "", `#${this.current.id}`);
    setText(document.getElementById("position"), `${this.#index + 1} of ${this.#slides.length}`);
    disable("back", this.#index === 0);
    disable("on", this.#index === this.#slides.length - 1);
    scrollTo(0, 0);
    // So that a screen reader says the slide, and Enter is not left on a button that is gone.
    if (takesFocus) this.current.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }

  get #mainButton(): HTMLElement | undefined {
    const button = this.current.querySelector<HTMLElement>("[data-main]");
    return button?.closest("[hidden]") === null ? button : undefined;
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const act = this.#actOf(event);
    if (act === undefined) return;
    event.preventDefault();
    act();
  }

  #actOf({ key, target, repeat }: KeyboardEvent): (() => void) | undefined {
    switch (key) {
      case "PageDown":
        // A key that is held down must not run through all faults.
        return () => repeat || this.#options.onForward(this.current) || this.show(this.#index + 1);
      case "PageUp":
        return () => repeat || this.#options.onBack(this.current) || this.show(this.#index - 1);
      case "ArrowRight":
      case "ArrowDown":
        return () => this.show(this.#index + 1);
      case "ArrowLeft":
      case "ArrowUp":
        return () => this.show(this.#index - 1);
      case "Home":
        return () => this.show(0);
      case "End":
        return () => this.show(this.#slides.length - 1);
      case "Enter":
        // On a button or a link it is the browser's.
        if (repeat || (target as Element | null)?.closest?.("button, a, summary")) return undefined;
        return () => this.#mainButton?.click();
      default:
        return undefined;
    }
  }
}

/** Not `disabled`, which would lose the focus that is on it. */
function disable(id: string, isDisabled: boolean): void {
  document.getElementById(id)?.setAttribute("aria-disabled", String(isDisabled));
}
