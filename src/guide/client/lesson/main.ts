// The page of a lesson: what happens on it comes from the event stream, what is done on it goes to the guide's API.

import type { ServerState } from "../../live/messages.ts";
import { byId, element, setText } from "../dom.ts";
import { connect } from "../live.ts";
import { Checks } from "./checks.ts";
import { watchExchanges } from "./exchanges.ts";
import { Predictions } from "./predictions.ts";
import { Printed } from "./printed.ts";
import { watchServers } from "./servers.ts";

const lesson = byId("lesson").dataset.lesson ?? "";
/** What this page does with its lesson; the guide refuses it when another one is open. */
const api = `/api/lessons/${lesson}`;
const checks = new Checks(api);
const predictions = new Predictions(api);
const printed = new Printed();
const showServers = watchServers();
const showExchanges = watchExchanges(api);

// Also the requests of the student's servers: so the guide keeps them for the map, which may be opened later.
connect(["desk", "servers", "output", "map-example", "map-exercise"], {
  desk: (desk) => {
    showOther(desk.lesson, desk.title);
    if (desk.lesson !== lesson) return;
    showSteps(desk.steps, desk.advice);
    showWhetherTheyScroll();
    predictions.show(desk.predictions);
    checks.show(desk);
    printed.keep("checks", desk.printed.join("\n"), true);
  },
  servers: (servers) => {
    showServers(servers);
    showPort(servers);
    showExchanges(servers);
  },
  output: ({ server, text, isAll }) => printed.keep(server, text, isAll),
});

/** The Tab key stops at what scrolls to the side, and at no other piece of code. */
function showWhetherTheyScroll(): void {
  for (const pre of document.querySelectorAll<HTMLPreElement>(".lesson-text pre")) {
    pre.tabIndex = pre.scrollWidth > pre.clientWidth ? 0 : -1;
  }
}
addEventListener("resize", showWhetherTheyScroll);

/** The lesson's text says 3000, the usual port. Where the example has another one, so have the links. */
function showPort(servers: readonly ServerState[]): void {
  const port = servers.find(({ name }) => name === "example")?.port;
  const line = byId("port");
  line.hidden = port === undefined || port === 3000;
  setText(line, `The example has port ${port}. Where the lesson says 3000, use this one.`);
  for (const link of document.querySelectorAll<HTMLAnchorElement>(
    '.lesson-text a[href^="http://localhost"]',
  )) {
    const url = new URL(link.href);
    url.port = String(port ?? 3000);
    link.href = url.href;
  }
}

/** Another lesson is open, here in another tab or in the terminal; or none is. Then this page is only read. */
function showOther(open: string | undefined, title: string | undefined): void {
  const line = byId("other");
  line.hidden = open === lesson;
  for (const part of document.querySelectorAll<HTMLElement>(".workbench, .question, .exchange .actions"))
    part.inert = open !== lesson;
  if (open === lesson) return;
  const here = element("button", "", "Open this lesson");
  const form = element("form", "", here);
  form.method = "post";
  form.action = `/lessons/${lesson}/open`;
  const said = open === undefined ? "No lesson is open yet. " : `Open is now the lesson "${title}". `;
  const there = element("a", "", "Go to it");
  there.href = `/lessons/${open}`;
  line.replaceChildren(said, ...(open === undefined ? [] : [there, " or "]), form);
}

function showSteps(
  steps: readonly { name: string; isDone: boolean; isNow: boolean }[],
  advice: string,
): void {
  const items = steps.map(({ name, isDone, isNow }) => {
    const item = element("li", isDone ? "done" : "", `${isDone ? "✓ " : ""}${name}`);
    if (isNow) item.setAttribute("aria-current", "step");
    return item;
  });
  byId("steps").replaceChildren(...items);
  setText(byId("advice"), advice);
}
