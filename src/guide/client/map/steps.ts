// The nine steps of "mapping out a request", with the time that each took in one journey. Each instant from the
// request's head to the end of its response belongs to exactly one step, so the times add up to the whole.

import type { Journey } from "./journey.ts";
import { overlap, type Stretch, union } from "./spans.ts";

/** 1: the client asks ... 9: the client shows it. */
export type StepNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

export interface StepTime {
  readonly step: StepNumber;
  /**
   * Milliseconds. "unseen": it happens where the server's clock does not reach. "none": this request did without it.
   * "untold": this server does not tell it, since it is none of the kit. "later": it may still come.
   */
  readonly time: number | "unseen" | "none" | "untold" | "later";
  /** Of all that was seen; 0 to 1. */
  readonly share: number;
  /** Of step 7: for how much of its time there was no response, nor a sign of work on one. */
  readonly silence: number;
  /** Of step 4: all that happens inside the server is in its time, since this server does not tell it apart. */
  readonly isWhole: boolean;
}

/** A request without a response for so long counts as one that waits; milliseconds. */
export const PATIENCE = 600;
/** What the kit reports when it answers in the handler's place. */
const GIVEN_UP = ["timeout", "no-response"];

const SEEN = [3, 4, 5, 6, 7, 8] as const;

/** @param now the server's clock; an open journey lasts until then */
export function stepTimes(journey: Journey, now = journey.last): StepTime[] {
  const end = endOf(journey, now);
  const times = timesOf(journey, end);
  const total = SEEN.reduce((sum, step) => sum + times[step], 0);
  const [silentFrom, silentTo] = silenceOf(journey, end) ?? [0, 0];
  return ([1, 2, 3, 4, 5, 6, 7, 8, 9] as const).map((step) => {
    const time = timeToSay(step, times, journey);
    const share = typeof time === "number" && total > 0 ? time / total : 0;
    const silence = step === 7 ? silentTo - silentFrom : 0;
    return { step, time, share, silence, isWhole: step === 4 && !journey.tellsInside };
  });
}

/**
 * When the handler had the request and gave no response: until another one answered in its place, or the client had
 * gone, or still. Undefined where it has answered.
 */
export function silenceOf(journey: Journey, end: number): Stretch | undefined {
  const { response, errors, outcome, begin } = journey;
  const answered = response?.at ?? end;
  const givenUp = errors.find(({ name, at }) => GIVEN_UP.includes(name) && at <= answered);
  const isSilent = response === undefined && outcome !== "lost" && end - begin > PATIENCE;
  const to = givenUp?.at ?? (isSilent ? end : undefined);
  if (to === undefined) return undefined;
  const from = boundsOf(journey, end).find(({ step }) => step === 7)?.from;
  return from === undefined || from >= to ? undefined : [from, to];
}

/** The step that the most of these spans belongs to. */
export function stepOf(spans: readonly Stretch[], journey: Journey, end: number): StepNumber | undefined {
  const bounds = boundsOf(journey, end);
  let most = 0;
  let found: StepNumber | undefined;
  for (const [i, { step, from }] of bounds.entries()) {
    const time = overlap(spans, from, bounds[i + 1]?.from ?? end);
    if (time <= most) continue;
    most = time;
    found = step;
  }
  return found;
}

/** When the journey was over; for an open one, now. */
export function endOf(journey: Journey, now = journey.last): number {
  if (journey.ended !== undefined) return journey.ended.at;
  return journey.outcome === "open" ? Math.max(now, journey.last) : journey.last;
}

type Times = Record<(typeof SEEN)[number], number>;

function timesOf(journey: Journey, end: number): Times {
  const times: Times = { 3: 0, 4: 0, 5: 0, 6: 0, 7: 0, 8: 0 };
  const bounds = boundsOf(journey, end);
  const answered = journey.response?.at ?? end;
  const store = union([...journey.operations.values()], answered);
  for (const [i, { step, from }] of bounds.entries()) {
    const to = bounds[i + 1]?.from ?? end;
    const inStore = step === 8 ? 0 : overlap(store, from, to);
    times[step] += Math.max(0, to - from) - inStore;
    times[6] += inStore;
  }
  return times;
}

interface Bound {
  readonly step: 3 | 4 | 5 | 7 | 8;
  readonly from: number;
}

/** Where one step ends and the next begins, the store left out. */
function boundsOf(journey: Journey, end: number): Bound[] {
  const steps = [...journey.steps.values()];
  const answered = journey.response?.at ?? end;
  const before = steps.filter(({ begin }) => begin <= answered);
  // What parses the body is a handler of its route too: the last one is the one that knows what is asked for.
  const handler = before.findLast(({ kind }) => kind === "handler");
  const mending = before.find(({ kind }) => kind === "error-handler");
  const asked = [...journey.operations.values()].filter(({ begin }) => begin <= answered);
  const lastAsked = asked.reduce((last, { end = answered }) => Math.max(last, end), Number.NEGATIVE_INFINITY);
  const first = Math.min(...before.map(({ begin }) => begin), ...journey.routes.map(({ at }) => at));

  const bounds: Bound[] = [{ step: 3, from: journey.begin }];
  // A plain server's listener runs at once.
  bounds.push({ step: 4, from: Number.isFinite(first) ? first : journey.begin });
  if (handler !== undefined) {
    const needsStore = lastAsked > handler.begin;
    if (needsStore) bounds.push({ step: 5, from: handler.begin });
    bounds.push({ step: 7, from: needsStore ? Math.min(lastAsked, answered) : handler.begin });
  }
  if (mending !== undefined && mending.begin > (bounds.at(-1)?.from ?? 0)) {
    bounds.push({ step: 7, from: mending.begin });
  }
  if (journey.response !== undefined) bounds.push({ step: 8, from: answered });
  return bounds;
}

function timeToSay(step: StepNumber, times: Times, journey: Journey): StepTime["time"] {
  if (step === 1 || step === 2 || step === 9) return "unseen";
  if (times[step] === 0 && step > 4 && journey.isWaiting) return "later";
  if (!journey.tellsInside && (step === 3 || step === 5 || step === 6 || step === 7) && times[step] === 0)
    return "untold";
  if ((step === 5 || step === 6) && journey.operations.size === 0) return "none";
  if (times[step] === 0 && step > 6 && journey.response === undefined) return "none";
  return times[step];
}
