// Lesson 03, your turn: the Library shows itself, in three kinds of response.

import { createServer } from "node:http";
import { readTarget } from "../../lessons/02-request/request.ts";
import { books } from "../../lessons/library-data.ts"; // The list of books: objects with isbn, title, author, year.

const page = `<!doctype html>
<title>City Library</title>
<h1>City Library</h1>
<p>Read in the café ☕</p>
`;

const server = createServer((incoming, res) => {
  const req = readTarget(incoming);

  if (req.path === "/") {
    // a. The page is HTML, written in UTF-8. Say so in the header field Content-Type. Say in Content-Length how
    //    many bytes it has: Buffer.byteLength(text) counts bytes, text.length does not.
    res.end(page);
  } else if (req.path === "/books") {
    // b. The list of books, as JSON, with the Content-Type that JSON has.
    res.end(books.join("\n"));
  } else if (req.path === "/health") {
    // c. A sign of life for a program that asks every few seconds: status 204, and no body.
    res.end("I am well.");
  } else {
    res.statusCode = 404;
    res.setHeader("Content-Type", "text/plain; charset=utf-8");
    res.end("There is nothing here.\n");
  }
});

server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1");
