// What the shop's forms share: a field with its label, what was typed into it, and what is wrong with that.

import { type Html, html } from "../../index.ts";
import type { Fault } from "../fields.ts";

/** A form as it was sent: what was typed in, and what of it was not accepted. */
export interface FormState {
  readonly values: Readonly<Record<string, unknown>>;
  readonly faults?: readonly Fault[];
  /** What to say above the fields. */
  readonly notice?: string;
}

export const EMPTY: FormState = { values: {} };

interface FieldParts {
  /** Begins the ids of the page, which two forms must not share. */
  readonly form: string;
  readonly field: string;
  readonly label: string;
  readonly state: FormState;
  /** The control itself, given the attributes that tie it to its label and its fault. */
  readonly control: (attributes: Html) => Html;
}

export function field({ form, field, label, state, control }: FieldParts): Html {
  const id = `${form}-${field}`;
  const fault = state.faults?.find((one) => one.field === field);
  // The first field that is wrong gets the focus: a keyboard or a screen reader begins there.
  const first = fault !== undefined && fault === state.faults?.[0];
  const invalid =
    fault && html` aria-invalid="true" aria-describedby="${id}-fault"${first && html` autofocus`}`;
  return html`
  <p class="field">
    <label for="${id}">${label}</label>
    ${control(html`id="${id}" name="${field}"${invalid}`)}
    ${fault && html`<span class="fault" id="${id}-fault">${label} ${fault.message}.</span>`}
  </p>`;
}

/** What was typed into a field, to be shown again. */
export function typed({ values }: FormState, field: string): string {
  const value = values[field];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

export function notice({ notice, faults }: FormState): Html | undefined {
  const text = notice ?? (faults && "That did not work yet. See below what to mend.");
  return text === undefined ? undefined : html`<p class="notice" role="alert">${text}</p>`;
}
