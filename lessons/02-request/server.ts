// SuperCoolShop so far: it answers with what the request said.

import { listen } from "../../lessons/01-server/listen.ts";
import { readTarget } from "../../lessons/02-request/request.ts";

listen((incoming, res) => {
  const req = readTarget(incoming);
  console.log(`A request: ${req.method} ${req.url}`);
  const lines = [`The verb is ${req.method}.`, `The path is ${req.path}.`];
  for (const [name, value] of req.query) {
    lines.push(`The query has ${name} = ${value}.`);
  }
  lines.push(`You are ${req.headers["user-agent"] ?? "a client that does not say its name"}.`);
  res.end(`${lines.join("\n")}\n`);
});
