// `npm start`: serves SuperCoolShop until Ctrl+C.

import { networkInterfaces } from "node:os";
import { parseArgs } from "node:util";
import { logger } from "../index.ts";
import { createShop } from "../shop/shop.ts";

const HELP = `Starts SuperCoolShop, the demo shop.

  npm start                           on http://localhost:3000, for this machine only
  npm start -- --port 8080            on another port
  npm start -- --host 0.0.0.0         for everyone on your network

The variables PORT and HOST set the same; an option wins over a variable.
Ctrl+C stops the server, after the requests that it is answering.
`;

interface Settings {
  readonly port: number;
  readonly host: string;
}

await main();

async function main(): Promise<void> {
  const settings = readSettings();
  if (settings === undefined) return;
  const shop = createShop({ before: [logger()] });
  try {
    const server = await shop.listen(settings.port, settings.host);
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : settings.port;
    process.stdout.write(greeting({ ...settings, port }));
  } catch (error) {
    fail(explain(error as NodeJS.ErrnoException, settings));
    return;
  }
  // The first signal ends gracefully, a second one at once.
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, async () => {
      process.stdout.write("\nStopping.\n");
      process.once(signal, () => process.exit(1));
      await shop.close();
      process.exit(0);
    });
  }
}

/** What the command line and the environment ask for; undefined when they are answered already. */
function readSettings(): Settings | undefined {
  const options = readOptions();
  if (options === undefined) {
    const given = process.argv.slice(2).join(" ");
    fail(`This is not understood: ${given}
Options stand behind two dashes of their own: npm start -- --port 8080
All of them: npm start -- --help`);
    return undefined;
  }
  if (options.help) {
    process.stdout.write(HELP);
    return undefined;
  }
  const port = options.port ?? (process.env.PORT || "3000");
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    const source = options.port === undefined ? "The variable PORT" : "The option --port";
    fail(`${source} is "${port}". A port is a number from 0 to 65535: npm start -- --port 3000`);
    return undefined;
  }
  return { port: Number(port), host: options.host ?? (process.env.HOST || "127.0.0.1") };
}

/** The options of the command line; undefined when there is one that is not known. */
function readOptions() {
  try {
    return parseArgs({
      options: { port: { type: "string" }, host: { type: "string" }, help: { type: "boolean" } },
    }).values;
  } catch {
    return undefined;
  }
}

function greeting({ port, host }: Settings): string {
  const local = ["localhost", "127.0.0.1", "::1", "0.0.0.0", "::"].includes(host);
  const url = `http://${local ? "localhost" : host}:${port}`;
  const network =
    host === "0.0.0.0" || host === "::" ? networkAddresses().map((ip) => `http://${ip}:${port}`) : [];
  return `SuperCoolShop listens on ${url}
${network.map((address) => `  on your network  ${address}\n`).join("")}
Try next:
  in a browser     ${url}/products/66432
  in a terminal    curl -i ${url}/api/products/66432
  all its routes   curl ${url}/api

Ctrl+C stops it. Each request is a line below.
`;
}

function networkAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .map(({ address }) => address);
}

function explain(error: NodeJS.ErrnoException, { port, host }: Settings): string {
  switch (error.code) {
    case "EADDRINUSE":
      return `Port ${port} is taken by another program, perhaps by this server in another window.
Stop that one, or take another port: npm start -- --port ${port < 65_535 ? port + 1 : 3_000}`;
    case "EACCES":
      return `This system does not let you use port ${port}. Take a higher one: npm start -- --port 3000`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `This machine has no address ${host}. Take 127.0.0.1 for this machine only, or 0.0.0.0 for the whole network:
npm start -- --host 0.0.0.0`;
    default:
      return error.message;
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
