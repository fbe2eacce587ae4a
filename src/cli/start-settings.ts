// The options and variables of `npm start`.

import { parseArgs } from "node:util";
import { type Io, PROCESS } from "./io.ts";

const HELP = `Starts SuperCoolShop, the demo shop, and the guide beside it.

  npm start                           on http://localhost:3000, for this machine only
  npm start -- --port 8080            on another port
  npm start -- --host 0.0.0.0         for everyone on your network
  npm start -- --data memory:         its data is gone when it stops
  npm start -- --data file:PATH       its data is in another file than data/shop.json
  npm start -- --products 100000      with a large catalogue
  npm start -- --guide-port 4001      the guide is on another port than 4000
  npm start -- --no-guide             without the guide

The variables PORT, HOST, DATA and GUIDE_PORT set the same; an option wins over
a variable.
Ctrl+C stops the server, after the requests that it is answering.
`;

/** Beside 3000, where the lessons' servers listen. */
export const DEFAULT_GUIDE_PORT = "4000";

export const DEFAULT_DATA = "file:data/shop.json";

/** More would not fit into the memory of a small laptop. */
const MOST_PRODUCTS = 500_000;

export interface Settings {
  readonly port: number;
  readonly host: string;
  /** The URL of the store. */
  readonly data: string;
  /** How many products there should be; 0 for those of the catalogue. */
  readonly products: number;
  /** Undefined for no guide. */
  readonly guidePort: number | undefined;
}

/** What the command line and the environment ask for; undefined when they are answered already. */
export function readSettings(io: Io = PROCESS): Settings | undefined {
  const options = readOptions(io);
  if (options === undefined) {
    io.fail(`This is not understood: ${io.args.join(" ")}
Options stand behind two dashes of their own: npm start -- --port 8080
All of them: npm start -- --help`);
    return undefined;
  }
  if (options.help) {
    io.write(HELP);
    return undefined;
  }
  const port = readPort(io, "port", options.port, "3000");
  const guidePort = readPort(io, "guide-port", options["guide-port"], DEFAULT_GUIDE_PORT);
  if (port === undefined || guidePort === undefined) return undefined;
  const products = options.products ?? "0";
  if (!/^\d{1,6}$/.test(products) || Number(products) > MOST_PRODUCTS) {
    io.fail(`The option --products is "${products}". It is a number up to ${MOST_PRODUCTS}, and says how many
products there should be at least: npm start -- --products 100000`);
    return undefined;
  }
  return {
    port,
    host: options.host ?? (io.env.HOST || "127.0.0.1"),
    data: options.data ?? (io.env.DATA || DEFAULT_DATA),
    products: Number(products),
    guidePort: options["no-guide"] ? undefined : guidePort,
  };
}

/** The option's value, or the variable's: PORT for "port". Undefined when it is no port, which has been said. */
export function readPort(
  io: Io,
  option: string,
  value: string | undefined,
  usual: string,
  command = "npm start",
): number | undefined {
  const variable = option.toUpperCase().replace("-", "_");
  const port = value ?? (io.env[variable] || usual);
  if (/^\d{1,5}$/.test(port) && Number(port) <= 65_535) return Number(port);
  const source = value === undefined ? `The variable ${variable}` : `The option --${option}`;
  io.fail(`${source} is "${port}". A port is a number from 0 to 65535: ${command} -- --${option} ${usual}`);
  return undefined;
}

/** The options of the command line; undefined when there is one that is not known. */
function readOptions({ args }: Io) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: "string" },
        host: { type: "string" },
        data: { type: "string" },
        products: { type: "string" },
        "guide-port": { type: "string" },
        "no-guide": { type: "boolean" },
        help: { type: "boolean" },
      },
    }).values;
  } catch {
    return undefined;
  }
}
