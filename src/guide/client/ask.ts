// Asks the guide to do something, and says in words when it cannot.

export type Outcome<T> = { readonly value: T } | { readonly fault: string };

/** POSTs JSON to the guide's API. Never rejects. */
export async function ask<T>(path: string, body?: unknown): Promise<Outcome<T>> {
  try {
    const response = await fetch(path, {
      method: "POST",
      ...(body === undefined
        ? {}
        : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const value = text === "" ? undefined : JSON.parse(text);
    if (response.ok) return { value };
    return {
      fault: (value as { detail?: string } | undefined)?.detail ?? `The guide answered ${response.status}.`,
    };
  } catch {
    return { fault: "The guide does not answer. Is it still running in the terminal?" };
  }
}
