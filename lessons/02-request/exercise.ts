// Lesson 02, your turn: the Library hears what a request says.
//
// Answer every request with JSON that tells it back. For
//   curl "localhost:3000/echo?tag=sea&tag=storm&limit=2"
// the response is
//   {"method":"GET","path":"/echo","query":{"tag":["sea","storm"],"limit":["2"]},"userAgent":"curl/8.5.0"}

import { createServer } from "node:http";

const server = createServer((req, res) => {
  const url = req.url ?? "/"; // "/echo?tag=sea&tag=storm&limit=2"

  // a. The verb is in req.method. The path is what stands in url before the "?", or all of it without one.
  const path = "";

  // b. The query: what stands behind the "?". new URLSearchParams(text) reads it: it decodes %20 and the like,
  //    search.keys() are the names, and search.getAll(name) are all values of a name.
  const query: Record<string, string[]> = {}; // An object with a list of texts for each name.

  const said = {
    method: "",
    path,
    query,
    // c. The client's name stands in the header field User-Agent. Node keeps the names of fields in small letters.
    userAgent: "",
  };
  res.end(JSON.stringify(said));
});

server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1");
