// One resource, many clients: which form of it a client wants, and how data becomes a page without becoming code.

import type { ServerResponse } from "node:http";
import type { Request } from "../02-request/request.ts";
import { HttpError } from "../08-one-response/one-response.ts";

/**
 * Of the offered media types the one that the client likes best; the first of them if it does not care.
 * @throws {HttpError} 406 when it wants none of them
 */
export function choose<Type extends string>(req: Request, res: ServerResponse, offered: Type[]): Type {
  res.appendHeader("Vary", "Accept"); // A cache must not give the page to a program.
  const weights = offered.map((type) => weightOf(req, type));
  const best = Math.max(...weights);
  const liked = offered[weights.indexOf(best)];
  if (best === 0 || liked === undefined) throw new HttpError(406, `There is ${offered.join(" or ")} here.`);
  return liked;
}

/** How much the client wants a media type: from 0, not at all, to 1 (RFC 9110, section 12.5.1). */
export function weightOf(req: Request, type: string): number {
  const wanted = (req.headers.accept ?? "*/*").split(",").map(readRange);
  const [family] = type.split("/");
  // The most exact range decides: text/html before text/*, and that before */*.
  for (const name of [type, `${family}/*`, "*/*"]) {
    const range = wanted.find((one) => one.name === name);
    if (range !== undefined) return range.weight;
  }
  return 0;
}

/** "text/html;q=0.8" is { name: "text/html", weight: 0.8 } */
function readRange(text: string) {
  const [name = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith("q="));
  return { name, weight: q === undefined ? 1 : Number(q.slice(2)) || 0 };
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
