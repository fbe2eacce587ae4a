// The page's keys. Where a field or a button has a use for a key of its own, the key stays with it. Those that are a
// character can be switched off: who dictates to a computer would press them by a word (WCAG 2.1.4).

export interface KeyActions {
  /** Up and down in the list. */
  move(direction: 1 | -1): void;
  /** Holds what is looked at, or lets it go. */
  hold(): void;
  release(): void;
  playOrPause(): void;
  step(direction: 1 | -1): void;
  changeSpeed(direction: 1 | -1): void;
  pointAt(step: number): void;
  toFilter(): void;
  showKeys(): void;
}

/** In the browser's memory, there for whoever has switched them off. */
const OFF = "roundtrip-map-keys-off";

/** @param box the switch for the keys that are a character */
export function listenToKeys(actions: KeyActions, box: HTMLInputElement): void {
  const memory = memoryOfBrowser();
  box.checked = memory?.getItem(OFF) !== "yes";
  box.addEventListener("change", () => memory?.setItem(OFF, box.checked ? "no" : "yes"));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    const target = event.target as Element;
    if (target.closest("dialog") !== null) return;
    const field = target.closest<HTMLElement>("input, select, textarea");
    if (field !== null) {
      if (event.key === "Escape") field.blur();
      // A slider and a box have no use for letters; a text field has one for all.
      if (!field.matches('[type="range"], [type="checkbox"]') || isTheirs(event.key)) return;
    }
    if (!box.checked && isCharacter(event.key)) return;
    const act = actionOf(event, target, actions);
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
}

/** Undefined where the browser is told to keep nothing: then the switch holds until the page is left. */
function memoryOfBrowser(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

/** The space is none: it presses what has the focus, on every page. */
function isCharacter(key: string): boolean {
  return key.length === 1 && key !== " ";
}

function isTheirs(key: string): boolean {
  return (
    key.startsWith("Arrow") || [" ", "Enter", "Home", "End", "PageUp", "PageDown", "+", "-"].includes(key)
  );
}

function actionOf({ key, repeat }: KeyboardEvent, target: Element, actions: KeyActions) {
  // What scrolls is scrolled by the arrows.
  const scrolls = target.closest("pre") !== null;
  const isButton = target.closest("button:not(.row), a, summary") !== null;
  switch (key) {
    case "ArrowDown":
      return scrolls ? undefined : () => actions.move(1);
    case "ArrowUp":
      return scrolls ? undefined : () => actions.move(-1);
    case "ArrowRight":
      return scrolls ? undefined : () => actions.step(1);
    case "ArrowLeft":
      return scrolls ? undefined : () => actions.step(-1);
    case "Enter":
      // On a row it is a click.
      return isButton || repeat || target.closest(".row") !== null ? undefined : () => actions.hold();
    case " ":
      return isButton || repeat ? undefined : () => actions.playOrPause();
    case "Escape":
      return () => actions.release();
    case "+":
    case "=":
      return () => actions.changeSpeed(1);
    case "-":
    case "−":
      return () => actions.changeSpeed(-1);
    case "/":
      return () => actions.toFilter();
    case "?":
      return () => actions.showKeys();
    default:
      return /^[1-9]$/.test(key) ? () => actions.pointAt(Number(key)) : undefined;
  }
}
