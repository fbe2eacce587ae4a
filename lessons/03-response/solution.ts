// Lesson 03, one good answer.

import { createServer } from "node:http";
import { readTarget } from "../../lessons/02-request/request.ts";
import { books } from "../../lessons/library-data.ts";

const page = `<!doctype html>
<title>City Library</title>
<h1>City Library</h1>
<img src="/book.svg" alt="A book" width="80">
<p>Read in the café ☕</p>
`;

const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 100">
  <rect x="10" y="5" width="60" height="90" fill="darkred"/>
  <rect x="20" y="20" width="40" height="12" fill="white"/>
</svg>
`;

const server = createServer((incoming, res) => {
  const req = readTarget(incoming);

  if (req.path === "/") {
    res.setHeader("Content-Type", "text/html; charset=utf-8");
    res.setHeader("Content-Length", Buffer.byteLength(page));
    res.end(page);
  } else if (req.path === "/book.svg") {
    res.setHeader("Content-Type", "image/svg+xml");
    res.end(picture);
  } else if (req.path === "/books") {
    res.setHeader("Content-Type", "application/json");
    res.end(JSON.stringify(books));
  } else if (req.path === "/health") {
    res.statusCode = 204;
    res.end();
  } else {
    res.statusCode = 404;
    res.setHeader("Content-Type", "text/plain; charset=utf-8");
    res.end("There is nothing here.\n");
  }
});

server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1");
