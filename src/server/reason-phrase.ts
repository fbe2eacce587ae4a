// The words for a status, as in "404 Not Found". Clients go by the number; the words are for people.

import { STATUS_CODES } from "node:http";

/** Node has the names from before RFC 9110 for these two: see its sections 15.5.14 and 15.5.21. */
const RENAMED: Readonly<Record<number, string>> = {
  413: "Content Too Large",
  422: "Unprocessable Content",
};

/** The reason phrase of a status (RFC 9110, section 15), or "Error" for one that has none. */
export function reasonPhrase(status: number): string {
  return RENAMED[status] ?? STATUS_CODES[status] ?? "Error";
}
