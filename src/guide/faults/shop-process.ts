// What faults and the class need of the process in which the shop runs. The guide's supervisor is one.

export interface ShopProcess {
  /** The port is there while it listens. */
  readonly state: { readonly status: string; readonly port?: number | undefined };
  send(message: object): unknown;
  /** Kills it. It is started again by itself. */
  pullPlug(): unknown;
  /** Both return a function that ends the listening. */
  onState(listener: () => void): () => void;
  onMessage(listener: (message: unknown) => void): () => void;
}

/** Where the shop can be asked now; undefined while it does not listen. */
export function urlOf({ state }: ShopProcess): string | undefined {
  const isThere = state.status === "listening" && state.port !== undefined;
  return isThere ? `http://127.0.0.1:${state.port}` : undefined;
}
