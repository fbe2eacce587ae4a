// The requests in a lesson's text: each can be sent, and then shows both messages as they were on the wire.

import type { SentExchange, ServerState } from "../../live/messages.ts";
import { ask } from "../ask.ts";
import { element } from "../dom.ts";

/** Returns the function that is told how the servers stand. */
export function watchExchanges(api: string): (servers: readonly ServerState[]) => void {
  let isRunning = false;
  const buttons: HTMLButtonElement[] = [];
  for (const figure of document.querySelectorAll<HTMLElement>(".exchange")) {
    const button = figure.querySelector<HTMLButtonElement>(".send");
    if (button === null) continue;
    buttons.push(button);
    button.addEventListener("click", async () => {
      button.disabled = true;
      await send(figure, isRunning, api);
      button.disabled = false;
    });
  }
  return (servers) => {
    isRunning = servers.some(({ name, status }) => name === "example" && status === "listening");
    for (const button of buttons)
      button.textContent = isRunning ? "Send it" : "Start the example, and send it";
  };
}

async function send(figure: HTMLElement, isRunning: boolean, api: string): Promise<void> {
  const wire = figure.querySelector<HTMLElement>(".wire");
  if (wire === null) return;
  wire.hidden = false;
  wire.replaceChildren(element("p", "", "On its way …"));
  if (!isRunning) await ask("/api/servers/example/start");
  const outcome = await ask<SentExchange>(`${api}/exchanges/${figure.dataset.exchange}`, {
    server: "example",
  });
  wire.replaceChildren(...("fault" in outcome ? [element("p", "note", outcome.fault)] : show(outcome.value)));
}

function show({ sent, received, note, took, differences }: SentExchange): HTMLElement[] {
  const isPromised = differences.length === 0 && note === undefined;
  const verdict = isPromised ? "✓ As promised" : ["✗ Not as promised.", ...differences].join(" ");
  return [
    element("p", isPromised ? "good" : "bad", `${verdict} · ${took.toFixed(took < 10 ? 1 : 0)} ms`),
    ...(note === undefined ? [] : [element("p", "note", note)]),
    element("h3", "", "Sent, as it was on the wire"),
    message(sent),
    element("h3", "", "Received"),
    message(received === "" ? "(nothing)" : received),
  ];
}

/** The line ends of HTTP are two characters, which no page shows; here they stand as one writes them in code. */
function message(text: string): HTMLPreElement {
  const pre = element("pre");
  pre.tabIndex = 0;
  const end = text.indexOf("\r\n\r\n");
  const head = end === -1 ? text : text.slice(0, end + 4);
  for (const line of head.split("\r\n").slice(0, -1))
    pre.append(line, element("span", "line-end", "\\r\\n"), "\n");
  pre.append(
    end === -1 && !head.includes("\r\n") ? head : text.slice(head.length).replaceAll("\r\n", "\\r\\n\n"),
  );
  return pre;
}
