// Supervises a server until it is ended from outside, and says which process that is.

import { Supervised } from "../../../../src/guide/servers/supervised.ts";

const server = new Supervised({
  name: "test",
  program: new URL("./server.ts", import.meta.url),
  args: (port = 0) => [String(port)],
});
console.log((await server.start()).pid);
setInterval(() => {}, 1000);
