// Text as it is compared: what people see as the same is the same here.

/** Without case and accents, so that "cafe" finds "Café". */
export function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();
}

/** What texts are put in order by: letters and digits only, so that quotes and dashes do not come first. */
export function sortKey(text: string): string {
  return plain(text)
    .replace(/['’]/g, "")
    .replace(/[^\p{Letter}\p{Number}]+/gu, " ")
    .trim();
}
