// Lesson 01, one good answer.

import { createServer } from "node:http";

const server = createServer((req, res) => {
  console.log(`A request: ${req.method} ${req.url}`);
  res.end("City Library\n");
});

const port = Number(process.env.PORT ?? 3000);
server.listen(port, "127.0.0.1", () => {
  console.log(`The library listens on http://localhost:${port}`);
});
