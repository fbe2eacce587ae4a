// HTML that escapes by default: what a template puts between the tags is text, unless it is Html itself.

/** A piece of finished HTML. Only the `html` tag and `raw` make one. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** What a template takes. Null, undefined and false leave nothing, so `${found && html`...`}` works. */
export type HtmlValue = Html | string | number | bigint | boolean | null | undefined | readonly HtmlValue[];

/** The template tag: `` html`<h1>${name}</h1>` ``. Values are escaped, also inside quoted attributes. */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  let text = strings[0] ?? "";
  for (let i = 0; i < values.length; i++) {
    text += markup(values[i]) + (strings[i + 1] ?? "");
  }
  return new Html(text);
}

/** HTML taken as it is. Never for anything that a client sent. */
export function raw(text: string): Html {
  return new Html(text);
}

function markup(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Html) return value.toString();
  if (Array.isArray(value)) return value.map(markup).join("");
  return escapeHtml(String(value));
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
