// A server for the tests of Supervised. Its environment says how it misbehaves; its replies tell of it.

import { createServer } from "node:http";

const { MODE = "", ANSWERS = "", CODE = "7" } = process.env;
if (MODE === "fails") process.send?.({ type: "failed", reason: "It cannot." }, () => process.exit(1));
else if (MODE === "crashes") throw new TypeError("not today");
else listen();

function listen(): void {
  const server = createServer((req, res) => {
    if (req.url === "/crash") throw new RangeError("out of reach");
    if (req.url === "/exit") process.exit(3);
    if (req.url === "/loop") for (;;);
    if (req.url === "/slow") setTimeout(() => res.end("at last"), 300);
    else res.end(`${ANSWERS} ${process.argv[2]}`);
  });
  server.listen(Number(process.argv[2]), "127.0.0.1", () => {
    const { port } = server.address() as { port: number };
    console.log(`It listens on ${port}`);
    process.send?.({ type: "listening", port, extra: "told" });
  });
  process.on("message", (message) => {
    if (typeof message === "object" && message !== null && "echo" in message) process.send?.(message);
  });
  process.on("SIGTERM", () => {
    console.log("It closes");
    server.close(() => process.exit(Number(CODE)));
    server.closeIdleConnections();
  });
}
