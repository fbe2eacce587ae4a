// A runner that starts one server, says its number, and stays: to be killed by a test.

import { ServerProcess } from "../../../src/course/server-process.ts";

const server = new ServerProcess();
server.onOutput = (text) => process.stdout.write(text);
console.log(`pid ${server.pid}`);
const start = await server.load(process.argv[2] ?? "", { listener: false });
console.log(start.kind);
setInterval(() => {}, 1_000);
