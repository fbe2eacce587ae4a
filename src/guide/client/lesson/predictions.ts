// The questions of a lesson. Each is answered before what it asks about is shown. One may change one's mind, and see why.

import { ask } from "../ask.ts";
import { byId, setText } from "../dom.ts";

export class Predictions {
  readonly #forms = [...document.querySelectorAll<HTMLFormElement>("form.question")];

  readonly #api: string;

  constructor(api: string) {
    this.#api = api;
    for (const form of this.#forms) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        void this.#answer(form);
      });
      form.querySelector(".why")?.addEventListener("click", () => showWhy(form));
    }
  }

  /** @param chosen the option of each question, from 1; 0 for none */
  show(chosen: readonly number[]): void {
    for (const [i, form] of this.#forms.entries()) {
      const option = chosen[i] ?? 0;
      const isTouched = form.contains(document.activeElement);
      if (option > 0 && !isTouched) choose(form, option);
      if (option > 0) judge(form, option);
    }
    const isOpen = this.#forms.every(
      (form, i) => form.dataset.prediction === undefined || (chosen[i] ?? 0) > 0,
    );
    for (const section of document.querySelectorAll<HTMLElement>("[data-after-predict]"))
      section.hidden = !isOpen;
    byId("gate").hidden = isOpen;
  }

  async #answer(form: HTMLFormElement): Promise<void> {
    const option = Number(new FormData(form).get(`question-${form.dataset.question}`));
    const outcome = await ask(`${this.#api}/predictions`, {
      question: Number(form.dataset.question),
      option,
    });
    if ("fault" in outcome) setText(form.querySelector(".verdict"), outcome.fault);
    else judge(form, option);
  }
}

function choose(form: HTMLFormElement, option: number): void {
  const input = form.querySelector<HTMLInputElement>(`input[value="${option}"]`);
  if (input !== null) input.checked = true;
}

function judge(form: HTMLFormElement, option: number): void {
  const isRight = String(option) === form.dataset.answer;
  form.classList.toggle("right", isRight);
  form.classList.toggle("wrong", !isRight);
  setText(
    form.querySelector(".verdict"),
    isRight ? "✓ Right." : "✗ It is another one. Change your mind, or see why.",
  );
  const why = form.querySelector<HTMLButtonElement>(".why");
  if (why !== null) why.hidden = isRight;
  if (isRight) showWhy(form);
}

function showWhy(form: HTMLFormElement): void {
  const because = form.querySelector<HTMLElement>(".because");
  if (because !== null) because.hidden = false;
}
