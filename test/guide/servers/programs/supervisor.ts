// Supervises a server until it is ended from outside, and says which process that is, and on which port.

import { Supervised } from "../../../../src/guide/servers/supervised.ts";

const server = new Supervised({
  name: "test",
  program: new URL("./server.ts", import.meta.url),
  args: (port = 0) => [String(port)],
});
const { pid, port } = await server.start();
console.log(`${pid} ${port}`);
setInterval(() => {}, 1000);
