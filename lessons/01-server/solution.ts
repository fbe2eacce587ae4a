// Lesson 01, one good answer.

import { createServer } from "node:http";

const server = createServer((req, res) => {
  console.log(`A request: ${req.method} ${req.url}`);
  if (req.url === "/time") {
    res.end(`${new Date().toLocaleTimeString("en-GB")}\n`);
  } else {
    res.end(`City Library\nYou asked: ${req.method} ${req.url}\n`);
  }
});

const port = Number(process.env.PORT ?? 3000);
server.listen(port, "127.0.0.1", () => {
  console.log(`The library listens on http://localhost:${port}`);
});
