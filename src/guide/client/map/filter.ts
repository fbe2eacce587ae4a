// Which requests are shown.

import type { Journey } from "./journey.ts";

export interface Filter {
  /** An address; "" for all. */
  readonly client: string;
  /** A part of the target. */
  readonly path: string;
  readonly method: string;
  /** "4": 400 to 499. "none": no response yet, or never. "twice": a second response. "" for all. */
  readonly status: string;
  /** Without what a browser asks for by itself: pictures, styles, scripts, the icon. */
  readonly hidesAside: boolean;
}

export const ALL: Filter = { client: "", path: "", method: "", status: "", hidesAside: false };

export function fits(journey: Journey, filter: Filter): boolean {
  const { client, path, method, status, hidesAside } = filter;
  if (client !== "" && journey.address !== client) return false;
  if (method !== "" && journey.method !== method) return false;
  if (path !== "" && !journey.target.toLowerCase().includes(path.toLowerCase())) return false;
  if (hidesAside && isAside(journey)) return false;
  if (status === "none") return journey.response === undefined;
  if (status === "twice") return journey.again !== undefined;
  return status === "" || String(journey.response?.status ?? "").startsWith(status);
}

const ASIDE = ["image", "style", "script", "font", "manifest"];

/** A browser asks for it by itself, for a page that a person has asked for. */
export function isAside({ request }: Journey): boolean {
  if (request === undefined) return false;
  if (/^\/favicon\.ico(?:$|\?)/.test(request.target)) return true;
  return request.fields.some(
    ([name, value]) => name.toLowerCase() === "sec-fetch-dest" && ASIDE.includes(value),
  );
}
