// Closing a connection whose client is still sending, so that it can read the answer.

import type { Socket } from "node:net";
import type { Response } from "../response.ts";

/**
 * Closes a socket in two steps: its sending side at once; the other after the client has closed too, or
 * after `timeout` milliseconds. Until then what arrives is thrown away. Closed in one step, with bytes
 * unread, TCP would answer them with a reset, and the client would lose the response (RFC 9112, 9.6).
 */
export function linger(socket: Socket, timeout: number): void {
  const timer = setTimeout(() => socket.destroy(), timeout);
  socket.once("close", () => clearTimeout(timer));
  socket.once("end", () => socket.destroy());
  socket.end();
  socket.resume();
}

/** Makes a response that closes the connection do so in two steps. For a request not read to its end. */
export function lingerOnClose(res: Response): void {
  const { req } = res;
  // node:http calls this, when a connection's last response is out.
  req.socket.destroySoon = () => {
    req.resume(); // A body parser that gave up has paused it.
    linger(req.socket, req.app.limits.lingerTimeout);
  };
}
