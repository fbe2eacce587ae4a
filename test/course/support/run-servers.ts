// A runner that starts a server for each file it is given, says their numbers, and stays: to be killed by a test.

import { ServerProcess } from "../../../src/course/server-process.ts";

for (const file of process.argv.slice(2)) {
  const server = new ServerProcess();
  server.onOutput = (text) => process.stdout.write(text);
  console.log(`pid ${server.pid}`);
  void server.load(file, { listener: false }).then(({ kind }) => console.log(kind));
}
setInterval(() => {}, 1_000);
