// What the page says in words around the drawing: where the held request is, how the list stands, and that it is a
// sample.

import { byId, setText } from "../dom.ts";
import { ms } from "./format.ts";
import type { Rates } from "./journeys.ts";
import type { Looked } from "./looked.ts";

/** A sentence below the map: where the held request is. It is spoken when somebody goes step by step. */
export function showCaption({ journey, moments, position, isHeld, replay }: Looked): void {
  const line = byId("caption");
  const live = isHeld && !replay?.isPlaying ? "polite" : "off";
  if (line.ariaLive !== live) line.ariaLive = live;
  const moment = isHeld ? moments.findLast(({ at }) => at <= position) : undefined;
  if (journey === undefined || moment === undefined) {
    setText(
      line,
      "Requests travel here so slowly that the eye can follow; the times are the true ones. Point at a number to see what happens there.",
    );
  } else setText(line, `${ms(moment.at - journey.begin)} · ${moment.text}`);
}

export function showSample({ seen, traced }: Rates): void {
  const sample = byId("sample");
  sample.hidden = seen <= traced;
  if (sample.hidden) return;
  const number = (value: number) => Math.round(value).toLocaleString("en");
  setText(
    sample,
    `This is a sample: ${number(traced)} of ${number(seen)} requests a second are told step by step.`,
  );
}

export interface ListStanding {
  readonly isPaused: boolean;
  /** Others have come that are not in it. */
  readonly isBehind: boolean;
  readonly isInUse: boolean;
  readonly count: number;
}

export function showListState(standing: ListStanding): void {
  byId("nothing").hidden = standing.count > 0;
  setText(byId("list-state"), inWords(standing));
}

function inWords({ isPaused, isBehind, isInUse, count }: ListStanding): string {
  if (isPaused) return isBehind ? "Paused. Others have come meanwhile." : "Paused.";
  if (isBehind && isInUse) return "The list stands still while you are in it.";
  return `The newest ${count}`;
}
