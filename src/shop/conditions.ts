// Conditional requests (RFC 9110, section 13). An ETag is a record's version: it changes with the record, and
// with nothing else.

import { HttpError, type Request, type Response, type Stored } from "../index.ts";
import type { ShopData } from "./records.ts";

/** Strong, because the same version has the same bytes. */
export async function etagOf({ shop }: Pick<ShopData, "shop">, record: Stored<object>): Promise<string> {
  // The edition comes first, because a store that was begun anew counts the same versions once more.
  const edition = (await shop.get("shop"))?.edition ?? "0";
  return `"${edition}-${record.version}"`;
}

/** Sets the ETag, and answers 304 to a client that has this version. Returns whether it has answered. */
export function isFresh(req: Request, res: Response, etag: string): boolean {
  res.setHeader("ETag", etag);
  const known = req.headers["if-none-match"];
  if (known === undefined) return false;
  // Here a weak ETag counts too: a proxy that compressed the answer has made it one.
  const matches = known.trim() === "*" || list(known).some((one) => one.replace(/^W\//, "") === etag);
  if (matches) res.status(304).send();
  return matches;
}

/** @throws {HttpError} 412 when If-Match was sent, and the record is by now another than the client knows. */
export function checkIfMatch(req: Request, etag: string): void {
  const known = req.headers["if-match"];
  if (known === undefined || known.trim() === "*" || list(known).includes(etag)) return;
  throw new HttpError(
    412,
    "It has changed since you read it. Read it again, and decide whether your change is still right.",
    { headers: { ETag: etag } },
  );
}

function list(field: string): string[] {
  return field.split(",").map((one) => one.trim());
}
