// Where the places of the map are, and the way from one to the next: along the request's row to the store, and along
// the response's row back. On a narrow page rows are columns.

import type { Station } from "./moments.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** Between a token's middle and the edge of its place; pixels. */
const ROOM = 24;

export type Boxes = Readonly<Record<Station, Box>>;

/** The points to go through from one place to another; the last is where it stays. */
export function wayBetween(boxes: Boxes, from: Station, to: Station): Point[] {
  const end = spotOf(boxes, to, from);
  const { response } = boxes;
  const isWide = response.width >= response.height;
  if (to === "response") {
    const start = spotOf(boxes, from, "client");
    const turn = isWide
      ? { x: start.x, y: restOf(response, isWide).y }
      : { x: restOf(response, isWide).x, y: start.y };
    return [turn, end];
  }
  return [end];
}

/** Where a token stays: below the words. On its way back the client is reached in the row of the response. */
export function spotOf(boxes: Boxes, station: Station, from: Station): Point {
  const { response } = boxes;
  const isWide = response.width >= response.height;
  const middle = restOf(boxes[station], isWide);
  if (station === "response") {
    return isWide
      ? { x: response.x + Math.min(60, response.width / 2), y: middle.y }
      : { x: middle.x, y: response.y + Math.min(110, response.height / 2) };
  }
  if (station !== "client" && station !== "store") return middle;
  const row = station === "client" && from === "response" ? response : boxes.server;
  const rest = restOf(row, isWide);
  return isWide ? { x: middle.x, y: rest.y } : { x: rest.x, y: middle.y };
}

/** Where somebody is who has gone a part of a way through these points; 0 to 1. */
export function along(points: readonly Point[], part: number): Point {
  const lengths = points.slice(1).map((point, i) => distance(points[i] as Point, point));
  let left = lengths.reduce((sum, length) => sum + length, 0) * Math.min(Math.max(part, 0), 1);
  for (const [i, length] of lengths.entries()) {
    const from = points[i] as Point;
    const to = points[i + 1] as Point;
    if (left <= length && length > 0) {
      const share = left / length;
      return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
    }
    left -= length;
  }
  return points.at(-1) ?? { x: 0, y: 0 };
}

/** Below the words of a place, or on a narrow page at the right of them. */
function restOf({ x, y, width, height }: Box, isWide: boolean): Point {
  if (isWide) return { x: x + width / 2, y: y + height - ROOM };
  return { x: x + width - Math.min(ROOM * 2, width / 2), y: y + height / 2 };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}
