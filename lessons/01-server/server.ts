// SuperCoolShop, the first day: a program that listens, and answers every request with the same words.

import { createServer } from "node:http";

const server = createServer((req, res) => {
  console.log(`A request: ${req.method} ${req.url}`);
  res.end("Welcome to SuperCoolShop!\n");
});

const port = Number(process.env.PORT ?? 3000);
server.listen(port, "127.0.0.1", () => {
  console.log(`SuperCoolShop listens on http://localhost:${port}`);
});
