// A long way to a program, such as the database: what it is asked arrives later. Programs on one machine are near each
// other; a database in another city is not. Here one can set how far it is, and see what that does.

import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface LongWay {
  /** The program's address, by the long way. */
  url: string;
  /** How long a question is on its way; milliseconds. */
  wait: number;
  /** How many pieces have set out so far. */
  sent: number;
  /** Cuts all connections, as a restart of the database does. */
  cut(): void;
  end(): void;
}

/** @param at the port where the way begins; 0 for any that is free */
export async function longWay(to: string, at = 0): Promise<LongWay> {
  const target = new URL(to);
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({
      port: Number(target.port || 5432),
      host: target.hostname.replace(/^\[|\]$/g, ""),
      allowHalfOpen: true,
    });
    near.on("data", () => {
      way.sent += 1;
    });
    carry(near, far, () => way.wait);
    carry(far, near, () => 0);
    for (const socket of [near, far]) {
      sockets.add(socket.setNoDelay());
      socket.once("close", () => sockets.delete(socket));
    }
  });
  server.listen(at, "127.0.0.1").unref();
  await once(server, "listening");
  const url = new URL(to);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cut = () => sockets.forEach((socket) => void socket.destroy());
  const way: LongWay = {
    url: url.href.replace(/\/$/, ""),
    wait: 0,
    sent: 0,
    cut,
    end() {
      server.close();
      cut();
    },
  };
  return way;
}

/** Gives on what comes, later and in order. */
function carry(from: Socket, to: Socket, wait: () => number): void {
  const waiting: (() => void)[] = [];
  const later = (act: () => void) => {
    waiting.push(act);
    setTimeout(() => waiting.shift()?.(), wait());
  };
  from.on("data", (bytes) => later(() => to.write(bytes)));
  from.on("end", () => later(() => to.end()));
  from.on("error", () => to.destroy());
  from.on("close", () => later(() => to.destroy()));
}
