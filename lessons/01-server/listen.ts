// Listens for requests, and calls a function for each: the end of every server.ts from lesson 02 on.

import { createServer, type RequestListener } from "node:http";

export function listen(listener: RequestListener): void {
  const server = createServer(listener);
  const port = Number(process.env.PORT ?? 3000);
  server.listen(port, "127.0.0.1", () => {
    console.log(`It listens on http://localhost:${port}`);
  });
}
