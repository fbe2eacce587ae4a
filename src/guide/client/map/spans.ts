// Spans of time, and what is left of them.

export type Stretch = readonly [from: number, to: number];

/** The times at which at least one of them ran, up to `limit`; one without an end ran until then. */
export function union(
  all: readonly { readonly begin: number; readonly end: number | undefined }[],
  limit: number,
): Stretch[] {
  const merged: [number, number][] = [];
  const sorted = [...all].sort((a, b) => a.begin - b.begin);
  for (const { begin, end = limit } of sorted) {
    const to = Math.min(end, limit);
    const last = merged.at(-1);
    if (to <= begin) continue;
    if (last !== undefined && begin <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([begin, to]);
  }
  return merged;
}

/** How much of `from` to `to` they cover. None of them may overlap another one. */
export function overlap(spans: readonly Stretch[], from: number, to: number): number {
  return spans.reduce((sum, [begin, end]) => sum + Math.max(0, Math.min(end, to) - Math.max(begin, from)), 0);
}
