// What was asked of a store and what it said, with the time of each: the number of operations that the disk had
// done by then. From that follows what a store may hold that is opened after a cut at any of these times.

import { isDeepStrictEqual } from "node:util";
import type { Row } from "../../../src/store/values.ts";

export interface Content {
  /** Never the same twice in a collection. Two records that are written together have the same. */
  readonly number: number;
  readonly text: string;
}

const NEVER = Number.POSITIVE_INFINITY;

/** By "collection/id". */
export type Rows = ReadonlyMap<string, Row>;

/** A change of a thing: what its records hold afterwards, undefined for one that is deleted. */
export interface Step {
  readonly contents: readonly (Content | undefined)[];
  readonly asked: number;
  /** When it was acknowledged or seen by a reader, whichever was first: from then on it must stay. */
  durable: number;
  /** When the store refused it because of the disk. It may be there after a cut, until something newer is. */
  refused: number;
  /** Whether somebody was refused it, be it that another one got it. */
  wasRefused: boolean;
  /** Known once it is acknowledged, unless it had others in what was refused. */
  versions: readonly (number | undefined)[];
}

/** Records that are changed together, one step after the other. */
export class Thing {
  readonly keys: readonly string[];
  /** The first is what was there at the beginning. */
  readonly steps: Step[];

  constructor(keys: readonly string[], begin: Rows) {
    this.keys = keys;
    const rows = keys.map((key) => begin.get(key));
    const contents = rows.map((row) => row && contentOf(row));
    const versions = rows.map((row) => row?.version);
    this.steps = [{ contents, asked: 0, durable: 0, refused: NEVER, wasRefused: false, versions }];
  }

  /** What it holds when no step is under way. */
  get contents(): readonly (Content | undefined)[] {
    return (this.steps.findLast(({ refused }) => refused === NEVER) as Step).contents;
  }
}

export class History {
  /** The version that all new ones must be above. */
  readonly floor: number;
  readonly #begin: Rows;
  readonly #clock: () => number;
  readonly #things = new Map<string, Thing>();
  readonly #versions = new Set<number>();
  #lastNumber: number;
  #hasRefused = false;

  constructor(begin: Rows, floor: number, clock: () => number) {
    this.#begin = begin;
    this.#clock = clock;
    const rows = [...begin.values()];
    this.floor = Math.max(floor, ...rows.map(({ version }) => version));
    // Smaller numbers are those of counters.
    this.#lastNumber = Math.max(1000, ...rows.map((row) => contentOf(row).number));
  }

  newNumber(): number {
    return ++this.#lastNumber;
  }

  thing(...keys: string[]): Thing {
    const known = this.#things.get(keys[0] as string);
    const thing = known ?? new Thing(keys, this.#begin);
    for (const key of keys) this.#things.set(key, thing);
    return thing;
  }

  /** Another step of a thing is asked of the store. Steps of contended things may be asked by several. */
  ask(thing: Thing, contents: readonly (Content | undefined)[]): Step {
    const known = thing.steps.find(
      (step) => step.refused === NEVER && isDeepStrictEqual(step.contents, contents),
    );
    if (known !== undefined && contents.some((content) => content !== undefined)) return known;
    const asked = this.#clock();
    const step = { contents, asked, durable: NEVER, refused: NEVER, wasRefused: false, versions: [] };
    thing.steps.push(step);
    return step;
  }

  /** The store said that a step is done. @throws {Error} when it gave a version that was there before. */
  acknowledge(step: Step, versions: readonly (number | undefined)[]): void {
    step.durable = Math.min(step.durable, this.#clock());
    step.refused = NEVER;
    if (!step.wasRefused) step.versions = versions;
    for (const version of versions) {
      if (version === undefined) continue;
      if (version <= this.floor) throw new Error(`Version ${version} came after ${this.floor}.`);
      if (this.#versions.has(version)) throw new Error(`Version ${version} was given twice.`);
      this.#versions.add(version);
    }
  }

  /** The store said that a step cannot be done. */
  refuse(step: Step): void {
    this.#hasRefused = true;
    step.wasRefused = true;
    step.versions = [];
    if (step.durable === NEVER) step.refused = this.#clock();
  }

  /** A reader saw these records. They must not be lost from now on. */
  saw(rows: Rows): void {
    const now = this.#clock();
    for (const [key, row] of rows) {
      const thing = this.#things.get(key);
      const at = thing?.keys.indexOf(key) ?? 0;
      const step = thing?.steps.find(({ contents }) => contents[at]?.number === row.number);
      if (step !== undefined) step.durable = Math.min(step.durable, now);
    }
  }

  /** The highest version that is known to be given at a time. */
  newest(at: number): number {
    const steps = [...this.#things.values()].flatMap(({ steps }) => steps);
    const known = steps.filter(({ durable }) => durable <= at).flatMap(({ versions }) => versions);
    return Math.max(this.floor, ...known.filter((version) => version !== undefined));
  }

  /**
   * Whether a store may hold these records, and no others, after a cut at this time; or now, while it runs.
   * @throws {Error} saying what is lost, half there, or from nowhere.
   */
  check(rows: Rows, cut?: number): void {
    const at = cut ?? this.#clock();
    for (const key of new Set([...rows.keys(), ...this.#begin.keys()])) {
      if (!this.#things.has(key) && !isDeepStrictEqual(rows.get(key), this.#begin.get(key))) {
        throw new Error(
          `${key} is ${show(rows.get(key))}, was ${show(this.#begin.get(key))}, nobody changed it.`,
        );
      }
    }
    const newest = Math.max(0, ...[...rows.values()].map(({ version }) => version));
    const things = new Set(this.#things.values());
    const steps = [...things].flatMap((thing) => thing.steps);
    const confirmed = Math.max(...steps.map(({ asked, durable }) => (durable <= at ? asked : 0)));
    for (const thing of things) {
      // A step that was refused is taken back at once, and for ever when something newer is durable.
      const isOver = ({ refused }: Step) => (cut === undefined ? refused <= at : refused <= confirmed);
      const reached = checkThing(thing, rows, at, isOver);
      // Commits have an order, and a store may lose only the last of them. (After a refusal, versions that were
      // taken back are given again, so what has which is not known.)
      if (this.#hasRefused) continue;
      const skipped = thing.steps
        .slice(reached + 1)
        .find(({ versions }) => versions.some((version) => version !== undefined && version < newest));
      if (skipped === undefined) continue;
      throw new Error(
        `${thing.keys} lacks ${show(skipped.contents)} with the versions ${skipped.versions}, ` +
          `but version ${newest} is there.`,
      );
    }
  }
}

/** The number of the step that a thing has reached. */
function checkThing(thing: Thing, rows: Rows, at: number, isOver: (step: Step) => boolean): number {
  const found = thing.keys.map((key) => rows.get(key));
  const lowest = thing.steps.findLastIndex(({ durable }) => durable <= at);
  const highest = thing.steps.findLastIndex(({ asked }) => asked <= at);
  for (let i = highest; i >= lowest; i--) {
    const step = thing.steps[i] as Step;
    if (!isOver(step) && fits(found, step)) return i;
  }
  const allowed = thing.steps.slice(lowest, highest + 1);
  throw new Error(
    `${thing.keys} holds     ${show(found)}\n` +
      `durable was  ${show(allowed[0]?.contents)} with the versions ${allowed[0]?.versions}\n` +
      `asked after  ${show(allowed.slice(1).map(({ contents }) => contents))}`,
  );
}

function fits(rows: readonly (Row | undefined)[], { contents, versions }: Step): boolean {
  return rows.every((row, i) => {
    if (row === undefined) return contents[i] === undefined;
    const isKnown = versions[i] !== undefined;
    return isDeepStrictEqual(contentOf(row), contents[i]) && (!isKnown || versions[i] === row.version);
  });
}

function contentOf({ id: _id, version: _version, ...content }: Row): Content {
  return content as unknown as Content;
}

/** Long texts say nothing. */
function show(value: unknown): string {
  return (JSON.stringify(value) ?? "not there").replace(/(\w)\1{9,}/g, (run) => `${run[0]}×${run.length}`);
}
