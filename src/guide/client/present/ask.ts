// Asks the guide to do something.

/** Returns what is wrong, in the guide's own words; undefined when it is done. */
export async function ask(method: string, path: string, body?: object): Promise<string | undefined> {
  try {
    const reply = await fetch(`/present/api${path}`, {
      method,
      headers: { accept: "application/json", ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (reply.ok) return undefined;
    const { detail } = (await reply.json()) as { detail?: string };
    return detail ?? `The guide answers ${reply.status}.`;
  } catch {
    return "The guide does not answer. Is it still running in the terminal?";
  }
}
