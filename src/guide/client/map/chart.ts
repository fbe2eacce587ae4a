// The lanes of one journey with time, drawn: a row a lane, its spans on one scale, and where the replay is.

import { element } from "../dom.ts";
import { ms } from "./format.ts";
import type { Chart, Lane, Span } from "./lanes.ts";

const TICKS = 4;

export class ChartView {
  readonly #ruler: HTMLElement;
  readonly #list: HTMLElement;
  readonly #root: HTMLElement;
  #chart: Chart | undefined;

  constructor(root: HTMLElement, ruler: HTMLElement, list: HTMLElement) {
    this.#root = root;
    this.#ruler = ruler;
    this.#list = list;
  }

  show(chart: Chart): void {
    this.#chart = chart;
    const duration = chart.to - chart.from;
    this.#ruler.replaceChildren(
      ...Array.from({ length: TICKS + 1 }, (_, i) => {
        const tick = element("span", "tick", ms((duration * i) / TICKS));
        tick.style.setProperty("left", `${(100 * i) / TICKS}%`);
        return tick;
      }),
      element("span", "by-itself", "by itself"),
    );
    this.#list.replaceChildren(...chart.lanes.map((lane) => row(lane, chart)));
  }

  /** A line where the replay is; what comes later is paler. */
  showPosition(position: number): void {
    if (this.#chart === undefined) return;
    const { from, to } = this.#chart;
    const part = to > from ? (position - from) / (to - from) : 1;
    this.#root.style.setProperty("--position", String(Math.min(Math.max(part, 0), 1)));
    this.#root.classList.toggle("at-end", part >= 1);
  }
}

function row(lane: Lane, chart: Chart): HTMLLIElement {
  const { name, place, self, isSlowest, station, fault } = lane;
  const label = element("span", "lane-name", element("b", "", name));
  label.title = [name, place, fault].filter(Boolean).join(", ");
  if (fault !== undefined) label.append(" ", element("em", "fault-mark", "fault"));
  const track = element("span", "track", ...lane.spans.map((span) => bar(span, chart)));
  track.setAttribute("aria-hidden", "true");
  const time = element("span", "lane-time", self === undefined ? "" : ms(self));
  if (isSlowest) time.append(" ", element("em", "", "slowest"));
  const item = element("li", `lane on-${station}${isSlowest ? " slowest" : ""}`, label, track, time);
  item.dataset.station = station;
  return item;
}

function bar({ from, to, kind }: Span, chart: Chart): HTMLElement {
  const drawn = element("i", kind);
  const scale = (at: number) =>
    chart.to > chart.from ? (100 * (at - chart.from)) / (chart.to - chart.from) : 0;
  drawn.style.setProperty("left", `${scale(from)}%`);
  if (kind !== "mark") drawn.style.setProperty("width", `${scale(to) - scale(from)}%`);
  return drawn;
}

/** The lanes that belong to a step of the nine. */
export function pointAt(stations: readonly string[], root: ParentNode): void {
  for (const one of root.querySelectorAll<HTMLElement>("[data-station]")) {
    one.classList.toggle("is-pointed", stations.includes(one.dataset.station ?? ""));
  }
}
