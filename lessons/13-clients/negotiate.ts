// One resource, many clients: which form of it a client wants, and how data becomes a page without becoming code.

import type { ServerResponse } from "node:http";
import type { Request } from "../02-request/request.ts";
import { HttpError } from "../08-one-response/one-response.ts";

/**
 * Of the offered media types the one that the client likes best (RFC 9110, section 12.5.1).
 * @throws {HttpError} 406 when it wants none of them
 */
export function choose<Type extends string>(req: Request, res: ServerResponse, offered: Type[]): Type {
  res.setHeader("Vary", "Accept"); // A cache must not give the page to a program.
  const wanted = (req.headers.accept ?? "*/*").split(",").map(readRange);
  const liked = offered
    .map((type) => ({ type, weight: weightOf(type, wanted) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  if (liked[0] === undefined) throw new HttpError(406, `There is ${offered.join(" and ")} here.`);
  return liked[0].type;
}

interface Range {
  type: string;
  weight: number;
}

/** "text/html;q=0.8" is { type: "text/html", weight: 0.8 } */
function readRange(text: string): Range {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith("q="));
  return { type, weight: q === undefined ? 1 : Number(q.slice(2)) || 0 };
}

/** The most exact range that fits decides: text/html before text/*, and that before everything else. */
function weightOf(type: string, wanted: Range[]): number {
  const [family] = type.split("/");
  for (const range of [type, `${family}/*`, "*/*"]) {
    const found = wanted.find((one) => one.type === range);
    if (found !== undefined) return found.weight;
  }
  return 0;
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for a page. "<script>" is shown as these letters, and not run. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
