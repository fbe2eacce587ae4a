// A few words for making elements. Text is always set as text: what comes from a request or a file is never HTML.

type Child = Node | string | undefined;

/** An element with a class ("" for none) and what is in it. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = "",
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className !== "") made.className = className;
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** @throws {Error} when the page has no such element: then page and code do not belong together */
export function byId<Type extends HTMLElement = HTMLElement>(id: string): Type {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no #${id}.`);
  return found as Type;
}

/** Sets the text only where it is another one, so that a selection in it stays and nothing is read out twice. */
export function setText(element: Element | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text;
}
