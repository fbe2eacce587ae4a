// What a client sends with an order or a review, looked at field by field.

import type { Request } from "../02-request/request.ts";
import { HttpError } from "../08-one-response/one-response.ts";
import { countField } from "../10-web-api/web-api.ts";
import type { Parts } from "./parts.ts";

type Readers = Pick<Parts, "readJson" | "textField">;

/** @throws {HttpError} 400, naming the field, and those of readJson */
export async function readOrder(req: Request, { readJson, textField }: Readers) {
  const body = await readJson(req, 10_000);
  const quantity = numberFrom1(body, "quantity", 100);
  const [name, address] = [textField(body, "name"), textField(body, "address")];
  return { productId: textField(body, "productId"), quantity, name, address };
}

/** @throws {HttpError} 400, naming the field, and those of readJson */
export async function readReview(req: Request, { readJson, textField }: Readers) {
  const body = await readJson(req, 10_000);
  const rating = numberFrom1(body, "rating", 5);
  return { author: textField(body, "author"), rating, text: textField(body, "text") };
}

function numberFrom1(body: Record<string, unknown>, name: string, most: number): number {
  const number = countField(body, name);
  if (number >= 1 && number <= most) return number;
  throw new HttpError(400, `${name} must be a whole number from 1 to ${most}.`);
}
