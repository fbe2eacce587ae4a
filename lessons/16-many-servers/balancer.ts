// A balancer: one address for clients, several servers behind it. order.ts says which of them is asked first. One that
// is down is left out, and the client does not notice.

import { type IncomingMessage, type RequestListener, request, type ServerResponse } from "node:http";
import { sendProblem } from "../10-web-api/web-api.ts";

/** How long a server may be silent before its turn is over, and how long one that failed is left out; milliseconds. */
const PATIENCE = 5_000;
const REST = 1_000;
/** What belongs to one connection, and is not passed on. */
const OWN_FIELDS = ["connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade"];
const KEPT = ["content-length", "host"]; // Without its length a body would look like a second request.

/** @param order gives, for each request, the ports of the servers on this machine: who is asked first stands first */
export function balance(order: () => number[], patience = PATIENCE): RequestListener {
  const restUntil = new Map<number, number>();

  return (req, res) => {
    const ports = order();
    const isResting = (port: number) => (restUntil.get(port) ?? 0) > performance.now();
    // Those that rest come last: if all are down, it is tried all the same.
    ask(req, res, [...ports.filter((port) => !isResting(port)), ...ports.filter(isResting)]);
  };

  function ask(req: IncomingMessage, res: ServerResponse, [port, ...others]: number[]): void {
    if (port === undefined) {
      sendProblem(res, 502, "No server answers.");
      return;
    }
    let isSent = false;
    const { method, url: path } = req;
    const asked = request({ port, host: "127.0.0.1", method, path, headers: headersFor(req), agent: false });
    const timer = setTimeout(() => asked.destroy(new Error("It is silent.")), patience);
    const gone = () => asked.destroy();
    res.once("close", gone); // The client has left: nobody waits for the answer.
    // Only when the server is there does the body leave: what is sent cannot be sent to another one.
    asked.once("socket", (socket) =>
      socket.once("connect", () => {
        isSent = true;
        req.pipe(asked);
      }),
    );
    asked.once("response", (answer) => {
      clearTimeout(timer);
      res.writeHead(answer.statusCode ?? 502, { ...passedOn(answer), "x-served-by": String(port) });
      answer.pipe(res); // Piece by piece, so that events go on as they come.
      answer.once("error", () => res.destroy()); // Half an answer must not look whole.
    });
    asked.on("error", () => {
      clearTimeout(timer);
      res.off("close", gone);
      if (res.headersSent) res.destroy();
      if (res.destroyed) return;
      restUntil.set(port, performance.now() + REST);
      // A POST that was sent may have been done, although no answer came. Sent again, it would be done twice.
      const isRepeatable = !isSent || method === "GET" || method === "HEAD";
      if (isRepeatable) ask(req, res, others);
      else sendProblem(res, 502, "The server broke off. Nobody knows whether it was done.");
    });
  }
}

/** The request's own fields, and who the client is: the server sees only the balancer. */
function headersFor(req: IncomingMessage): Record<string, string | string[] | undefined> {
  const before = req.headers["x-forwarded-for"];
  const client = req.socket.remoteAddress ?? "unknown";
  const hasBody = req.headers["transfer-encoding"] !== undefined;
  return {
    ...passedOn(req),
    "x-forwarded-for": before === undefined ? client : `${before}, ${client}`,
    ...(hasBody ? { "transfer-encoding": "chunked" } : {}),
  };
}

function passedOn({ headers }: IncomingMessage): IncomingMessage["headers"] {
  const named = (headers.connection ?? "").toLowerCase().split(/[ ,]+/); // "close, x-hop": these as well.
  const isOwn = (name: string) => OWN_FIELDS.includes(name) || (named.includes(name) && !KEPT.includes(name));
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !isOwn(name)));
}
