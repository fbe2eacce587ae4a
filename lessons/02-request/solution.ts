// Lesson 02, one good answer.

import { createServer } from "node:http";

const server = createServer((req, res) => {
  const url = req.url ?? "/";
  const mark = url.indexOf("?");
  const path = mark === -1 ? url : url.slice(0, mark);

  const search = new URLSearchParams(mark === -1 ? "" : url.slice(mark));
  const query: Record<string, string[]> = Object.create(null); // d. An object without names of its own.
  for (const name of search.keys()) {
    query[name] = search.getAll(name);
  }

  const said = {
    method: req.method,
    path,
    query,
    userAgent: req.headers["user-agent"],
  };
  res.setHeader("Content-Type", "application/json");
  res.end(JSON.stringify(said));
});

server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1");
