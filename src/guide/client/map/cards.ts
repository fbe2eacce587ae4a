// What is known of the request that is looked at, in words: both messages, each middleware, the route, the store.

import type { Fields, Place } from "../../trace/events.ts";
import { element } from "../dom.ts";
import { count, excerptText, ms, size } from "./format.ts";
import type { Journey } from "./journey.ts";
import type { Operation, Step } from "./journey-parts.ts";
import { nameOfOperation, nameOfStep } from "./moments.ts";

export function fillCards(journey: Journey): void {
  fill("request", requestCard(journey));
  fill("response", responseCard(journey));
  fill("middleware", stepsCard(journey));
  fill("route", routeCard(journey));
  fill("store", storeCard(journey));
}

function fill(name: string, content: readonly (Node | string)[]): void {
  document.getElementById(`card-${name}-body`)?.replaceChildren(...content);
}

function requestCard({ request, body }: Journey): Node[] {
  if (request === undefined)
    return [paragraph("The beginning of this request was lost on its way to this page.")];
  const { method, target, httpVersion, fields } = request;
  const text = body.excerpt === undefined ? "" : excerptText(body.excerpt);
  const nodes: Node[] = [message(`${method} ${target} HTTP/${httpVersion}`, fields, text)];
  if (body.count > 0) nodes.push(growth(body));
  return nodes;
}

/** How the body came: a bar that grows with each piece. */
function growth({ bytes, count: number, pieces }: Journey["body"]): HTMLElement {
  const bar = element("div", "growth");
  for (const { total } of pieces) {
    const piece = element("i");
    piece.style.setProperty("left", `${bytes === 0 ? 0 : (100 * total) / bytes}%`);
    bar.append(piece);
  }
  const text = `The body came in ${count(number, "piece")}: ${size(bytes)}.`;
  return element("div", "", paragraph(text), bar);
}

function responseCard({ response, ended, again, outcome, steps, errors }: Journey): Node[] {
  if (response === undefined) return [paragraph(whyNone(outcome), "bad")];
  const { status, reason, fields, place } = response;
  const nodes: Node[] = [];
  if (again !== undefined) {
    const first = again.first ?? place ?? "a line that is not known";
    nodes.push(
      element(
        "p",
        "twice",
        "This request was answered twice: at ",
        element("code", "", first),
        " and again at ",
        element("code", "", again.second ?? "a line that is not known"),
        ". Only the first response reaches the client. Is there a return missing after it?",
      ),
    );
  }
  if (place !== undefined) nodes.push(element("p", "", "Answered at ", element("code", "", place), "."));
  const body = ended === undefined ? "" : excerptText(ended.body);
  nodes.push(message(`HTTP/1.1 ${status} ${reason}`, fields, body));
  if (ended === undefined) nodes.push(paragraph("It is still being sent, or stays open."));
  else if (ended.how === "left") nodes.push(paragraph("The client left before the response was out.", "bad"));
  if (errors.length > 0 && steps.size === 0) nodes.push(...errors.map(errorLine));
  return nodes;
}

function whyNone(outcome: Journey["outcome"]): string {
  switch (outcome) {
    case "left":
      return "The client left before there was one.";
    case "stopped":
      return "There is none: the server's process ended first.";
    case "lost":
      return "None was seen. The connection to the guide was lost meanwhile, or nothing was heard for five minutes.";
    default:
      return "No response yet. Every request needs one, or its client waits.";
  }
}

function stepsCard({ steps, errors, routes }: Journey): Node[] {
  if (steps.size === 0) {
    const isKit = routes.length > 0;
    const text = isKit
      ? "No middleware ran."
      : "This server does not tell of middleware: it is made with node:http itself, not with the kit.";
    return [paragraph(text, "quiet"), ...errors.map(errorLine)];
  }
  const sorted = [...steps.values()].sort((a, b) => a.begin - b.begin);
  const items = sorted.map((step) => stepItem(step, sorted));
  const measure =
    "Each time is until the step has passed the request on or answered, with what it waits for, such as the store.";
  return [paragraph(measure, "quiet"), element("ol", "steps-done", ...items), ...errors.map(errorLine)];
}

function stepItem(step: Step, all: readonly Step[]): HTMLElement {
  const { kind, place, begin, passed, changed } = step;
  const next = all.find((other) => other.begin > begin)?.begin;
  const until = passed ?? next;
  const head = element("p", "step-head", element("b", "", nameOfStep(step)));
  if (kind !== "middleware")
    head.append(` (${kind === "handler" ? "handler of the route" : "error handler"})`);
  if (until !== undefined) head.append(` · ${ms(until - begin)}`);
  const where = placeLine(place);
  if (changed.length === 0) {
    const text = until === undefined ? "has the request now" : "changed nothing";
    return element("li", "", head, where, paragraph(text, "quiet"));
  }
  const list = element(
    "ul",
    "changes",
    ...changed.map((change) => element("li", "", element("code", "", change))),
  );
  return element("li", "", head, where, list);
}

function routeCard({ routes }: Journey): Node[] {
  if (routes.length === 0) return [paragraph("This server does not tell of routes.", "quiet")];
  return routes.flatMap(({ route, place, params, candidates }, i) => {
    const chosen =
      route === undefined
        ? noneFits(routes, i)
        : element("p", "", element("b", "", route), " matched.", placeLine(place) ?? "");
    const values = Object.entries(params).map(([name, value]) =>
      element("li", "", element("code", "", `params.${name} = ${JSON.stringify(value)}`)),
    );
    const others = candidates.filter(({ verdict }) => verdict !== "matched");
    const rows = others.map(({ route, verdict }) =>
      element("tr", "", element("th", "", route), element("td", "", verdict)),
    );
    const table = element("table", "", element("tbody", "", ...rows));
    const title = `${count(others.length, "route")} that did not match, and why`;
    const details = element("details", "", element("summary", "", title), table);
    details.open = others.length <= 6 || (route === undefined && i === routes.length - 1);
    return [
      chosen,
      ...(values.length > 0 ? [element("ul", "changes", ...values)] : []),
      ...(others.length > 0 ? [details] : []),
    ];
  });
}

/** A mounted app is asked when no route of the app before fits: only when no app has one, that is a fault. */
function noneFits(routes: Journey["routes"], i: number): HTMLElement {
  const whose = i === 0 ? "the outer app's own routes" : "the mounted app's routes";
  if (i < routes.length - 1) return paragraph(`None of ${whose} fits, so a mounted app is asked.`, "quiet");
  const hasMatch = routes.some(({ route }) => route !== undefined);
  return hasMatch ? paragraph(`None of ${whose} fits.`, "quiet") : paragraph("No route fits.", "bad");
}

function storeCard({ operations, routes }: Journey): Node[] {
  if (operations.size === 0) {
    const text =
      routes.length > 0 ? "Nothing: this request needed no data." : "This server does not tell of a store.";
    return [paragraph(text, "quiet")];
  }
  const sorted = [...operations.values()].sort((a, b) => a.begin - b.begin);
  const shown = sorted.slice(0, 30);
  const nodes: Node[] = [element("ol", "operations", ...shown.map(operationItem))];
  if (sorted.length > shown.length) nodes.push(paragraph(`And ${sorted.length - shown.length} more.`));
  return nodes;
}

function operationItem(operation: Operation): HTMLElement {
  const { query, result, begin, end, failed, records, inTransaction } = operation;
  const head = element("p", "step-head", element("b", "", nameOfOperation(operation)));
  if (end !== undefined) head.append(` · ${ms(end - begin)}`);
  if (records !== undefined) head.append(` · ${count(records, "record")}`);
  if (end === undefined) head.append(" · has not answered yet");
  const item = element("li", inTransaction ? "inner" : "", head);
  if (query !== undefined && query.text !== "[]") item.append(labelled("Asked", excerptText(query)));
  if (result !== undefined) {
    item.append(labelled(failed ? "Failed" : "Returned", excerptText(result), failed ? "bad" : ""));
  }
  return item;
}

function labelled(label: string, text: string, className = ""): HTMLElement {
  return element("div", `labelled ${className}`, element("span", "", label), code(text));
}

function errorLine({ name, message, place }: Journey["errors"][number]): HTMLElement {
  return element("p", "bad", element("b", "", name), `: ${message}`, placeLine(place) ?? "");
}

function placeLine(place: Place): HTMLElement | undefined {
  return place === undefined ? undefined : element("span", "where", place);
}

/** A message as on the wire; the names of fields can be told from their values. */
function message(firstLine: string, fields: Fields, body: string): HTMLElement {
  const pre = element("pre", "message", element("b", "", firstLine), "\n");
  for (const [name, value] of fields) pre.append(element("span", "field", name), `: ${value}\n`);
  pre.append(`\n${body}`);
  pre.tabIndex = 0;
  return pre;
}

function code(text: string): HTMLElement {
  const pre = element("pre", "", text);
  pre.tabIndex = 0;
  return pre;
}

function paragraph(text: string, className = ""): HTMLElement {
  return element("p", className, text);
}
