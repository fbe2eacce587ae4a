// A server on node:http alone, as a student's first one. The tests name its lines.

import { createServer } from "node:http";

const server = createServer((req, res) => {
  if (req.url === "/hello") {
    res.writeHead(200, { "Content-Type": "text/plain" }); // here: answered
    res.end("Hello");
  } else if (req.url === "/twice") {
    res.end("one"); // here: first
    res.end("two"); // here: second
  } else if (req.url === "/throws") {
    throw new RangeError("out of reach"); // here: throws
  } else if (req.url === "/late") {
    setTimeout(() => {
      throw new RangeError("too late"); // here: late
    }, 1);
  } else if (req.url === "/exits") {
    process.exit(4);
  } else if (req.url === "/unread") {
    res.end("no thanks");
  } else if (req.url === "/pieces") {
    const sizes: number[] = [];
    req.on("data", (chunk: Buffer) => sizes.push(chunk.length));
    req.on("end", () => res.end(String(sizes.reduce((sum, size) => sum + size, 0))));
  } else if (req.url === "/streams") {
    res.write("one ");
    setTimeout(() => res.end("two"), 1);
  } else if (req.url === "/keys") {
    res.end(
      JSON.stringify([Object.keys(req), Object.keys(res), req.readableFlowing, req.listenerCount("data")]),
    );
  }
});
server.listen(Number(process.argv[2]), "127.0.0.1", () => {
  const { port } = server.address() as { port: number };
  process.send?.({ type: "listening", port });
});
process.on("SIGTERM", () => process.exit());
