// Every number that the kit goes by, in one place. Sizes are in bytes, times in milliseconds.

export interface Limits {
  /** How long a handler may stay silent, from the end of the request's body, before the client gets 503. */
  responseTimeout: number;
  /** How long a handler whose promise has ended may still answer from a callback. */
  forgottenGrace: number;
  /** How long a client may take to send its header. */
  headersTimeout: number;
  /** How long a client may take to send the whole request; beyond it the client gets 408. */
  requestTimeout: number;
  /** How long a connection stays open between two requests. */
  keepAliveTimeout: number;
  /** How long a client may leave what was written to it unread. */
  writeTimeout: number;
  /** How long `close()` waits for requests in flight before it cuts them off. */
  closeTimeout: number;
  /** How long a refused upload is read and thrown away, so that the client can read why. */
  lingerTimeout: number;
  /** Lines a request's header may have; beyond it the client gets 431. */
  headerLines: number;
  /** Bytes a request's header may have; beyond it the client gets 431. */
  headerBytes: number;
}

/** Made for a class on one network: a slow client is gone in seconds, not in Node's minutes. */
export const DEFAULT_LIMITS: Readonly<Limits> = {
  responseTimeout: 10_000,
  forgottenGrace: 500,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  writeTimeout: 10_000,
  closeTimeout: 10_000,
  lingerTimeout: 1_000,
  headerLines: 1_000,
  headerBytes: 16_384,
};

/**
 * The defaults with the given ones in their place.
 * @throws {RangeError} for a limit that is not a positive number.
 */
export function withDefaults(given: Partial<Limits>): Limits {
  const limits = { ...DEFAULT_LIMITS };
  for (const name of Object.keys(DEFAULT_LIMITS) as (keyof Limits)[]) {
    const value = given[name] ?? limits[name];
    if (!(value > 0 && value <= 2 ** 31 - 1)) {
      throw new RangeError(`createApp: ${name} must be a number from 1 to 2147483647, not ${value}.`);
    }
    limits[name] = value;
  }
  return limits;
}
