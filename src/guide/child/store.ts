// What a store of the kit tells: each operation of a request, what it was asked and what it returned.

import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Operation } from "../../index.ts";
import { excerptOfJson } from "./excerpt.ts";
import type { Exchanges } from "./exchanges.ts";
import { safely } from "./safely.ts";

/** Of one request; those that follow are not told. */
const MOST_OPERATIONS = 200;

export function watchStore(exchanges: Exchanges): () => void {
  const open = new WeakMap<Operation, { readonly id: number; readonly number: number }>();
  const onStart = safely((message: unknown) => {
    const exchange = exchanges.current();
    if (exchange === undefined || exchange.operations === MOST_OPERATIONS) return;
    const at = performance.now(); // Before the time that the telling takes.
    const operation = message as Operation;
    const { name, collection, args, inTransaction } = operation;
    exchange.operations += 1;
    const { id, operations: number } = exchange;
    open.set(operation, { id, number });
    const given = args.filter((arg) => arg !== undefined);
    const query = excerptOfJson(given.length === 1 ? given[0] : given);
    exchanges.tell({ type: "store", id, at, operation: number, name, collection, query, inTransaction });
  });
  const onEnd = safely((message: unknown) => {
    const at = performance.now();
    const operation = message as Operation;
    const known = open.get(operation);
    if (known === undefined) return;
    const { id, number } = known;
    const { error, result } = operation;
    const failed = error !== undefined;
    const told = excerptOfJson(failed ? (error as Error).message : result);
    const records = failed ? undefined : countRecords(operation);
    exchanges.tell({
      type: "store-end",
      id,
      at,
      operation: number,
      result: told,
      failed,
      records,
    });
  });
  subscribe("roundtrip:store:start", onStart);
  subscribe("roundtrip:store:end", onEnd);
  return () => {
    unsubscribe("roundtrip:store:start", onStart);
    unsubscribe("roundtrip:store:end", onEnd);
  };
}

function countRecords({ name, result }: Operation): number | undefined {
  if (Array.isArray(result)) return result.length;
  if (name === "delete") return result === true ? 1 : 0;
  if (name === "count" || name === "transaction") return undefined;
  return result === undefined ? 0 : 1;
}
