// Lesson 02, your turn: the Library hears what a request says.
//
// Answer every request with JSON that tells it back. For
//   curl "localhost:3000/echo?tag=sea&tag=storm&limit=2"
// the response is
//   {"method":"GET","path":"/echo","query":{"tag":["sea","storm"],"limit":["2"]},"userAgent":"curl/8.5.0"}

import { createServer } from "node:http";

const server = createServer((req, res) => {
  const url = req.url ?? "/"; // "/echo?tag=sea&tag=storm&limit=2"

  // a. The path is what stands in url before the "?", or all of url where there is no "?".
  const path = "";

  // b. The query is what stands behind the "?". search.keys() are its names, and search.getAll(name) is the
  //    list of all values that a name has. Put one list into `query` for each name: query[name] = ...
  const search = new URLSearchParams("");
  const query: Record<string, string[]> = {};

  const said = {
    method: "", // a. The verb.
    path,
    query,
    userAgent: "", // c. The client's name. It stands in the header field User-Agent.
  };
  res.setHeader("Content-Type", "application/json"); // "This is JSON." Lesson 03 says more about it.
  res.end(JSON.stringify(said));
});

server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1");
