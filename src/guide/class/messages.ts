// What the guide tells the process of the shop about its clients and its data, and what that says back.

/** To the shop: limits a client, or no longer. */
export interface LimitMessage {
  readonly type: "limit";
  /** The client's address: "192.168.1.23". */
  readonly address: string;
  readonly on: boolean;
}

/** To the shop: gives the catalogue anew. It answers with ResetDone. */
export interface ResetMessage {
  readonly type: "reset";
}

/** From the shop, once a second while clients come: all that it knows. */
export interface ClientsMessage {
  readonly type: "clients";
  readonly clients: readonly ClientCount[];
}

export interface ClientCount {
  readonly address: string;
  /** Requests in the last second. */
  readonly perSecond: number;
  /** Since it first came, and how many of these were refused. */
  readonly total: number;
  readonly refused: number;
  readonly limited: boolean;
}

export interface ResetDone {
  readonly type: "reset-done";
  /** What went wrong; undefined when it is done. */
  readonly error?: string;
}

export function isLimitMessage(message: unknown): message is LimitMessage {
  const { type, address, on } = (message ?? {}) as Partial<LimitMessage>;
  return type === "limit" && typeof address === "string" && typeof on === "boolean";
}

export function isResetMessage(message: unknown): message is ResetMessage {
  return (message as ResetMessage | undefined)?.type === "reset";
}

export function isClientsMessage(message: unknown): message is ClientsMessage {
  const { type, clients } = (message ?? {}) as Partial<ClientsMessage>;
  return type === "clients" && Array.isArray(clients);
}

export function isResetDone(message: unknown): message is ResetDone {
  return (message as ResetDone | undefined)?.type === "reset-done";
}
