// Lesson 01, your turn: the Library answers.
//
// A second back end grows beside the shop, and it is yours: a library. Today it gets its first lines.
// Work through the steps a, b and c. The checks tell after each save how far you are.

import { createServer } from "node:http";

const server = createServer((req, res) => {
  // b. Answer every request with the words "City Library".
  // c. Below these words, say what was asked, in a line of its own: "You asked: GET /any/path".
  //    "GET" stands in req.method, and "/any/path" in req.url. Write "\n" where a new line begins.
  //    res.end() is called once for a request, so put both lines into one text.
});

// a. Listen, so that requests reach the function above. The port stands in process.env.PORT, as text:
//    Number(process.env.PORT ?? 3000) makes a number of it, and takes 3000 where no port is given.
