// The page of a lesson: what happens on it comes from the event stream, what is done on it goes to the guide's API.

import { byId, element, setText } from "../dom.ts";
import { connect } from "../live.ts";
import { Checks } from "./checks.ts";
import { watchExchanges } from "./exchanges.ts";
import { Predictions } from "./predictions.ts";
import { Printed } from "./printed.ts";
import { watchServers } from "./servers.ts";

const lesson = byId("lesson").dataset.lesson ?? "";
const checks = new Checks();
const predictions = new Predictions();
const printed = new Printed();
const showServers = watchServers();
const showExchanges = watchExchanges();

connect(["desk", "servers", "output"], {
  desk: (desk) => {
    showOther(desk.lesson, desk.title);
    if (desk.lesson !== lesson) return;
    showSteps(desk.steps, desk.advice);
    predictions.show(desk.predictions);
    checks.show(desk);
    printed.keep("checks", desk.printed.join("\n"), true);
  },
  servers: (servers) => {
    showServers(servers);
    showExchanges(servers);
  },
  output: ({ server, text, isAll }) => printed.keep(server, text, isAll),
});

/** Another lesson is open, here in another tab or in the terminal; or none is. */
function showOther(open: string | undefined, title: string | undefined): void {
  const line = byId("other");
  line.hidden = open === lesson;
  document.body.classList.toggle("not-open", open !== lesson);
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
