// The options and variables of `npm run class`.

import { parseArgs } from "node:util";
import { type Io, PROCESS } from "./io.ts";
import { DEFAULT_GUIDE_PORT, readPort } from "./start-settings.ts";

export const COMMAND = "npm run class";

const HELP = `The demo shop for a class: everyone on the network can open it.

  npm run class                       shows its address, as a QR code too, and
                                      the presenter's page
  npm run class -- --port 8080        on another port than 3000
  npm run class -- --guide-port 4001  the presenter's page on another than 4000
  npm run class -- --data file:PATH   its data is elsewhere than data/class.json

The variables PORT, GUIDE_PORT and DATA set the same; an option wins over a
variable. Ctrl+C ends it.
`;

/** Of its own, so that a class leaves no traces in what one has at home. */
const DEFAULT_DATA = "file:data/class.json";

export interface ClassSettings {
  readonly port: number;
  readonly guidePort: number;
  readonly data: string;
}

/** What the command line and the environment ask for; undefined when they are answered already. */
export function readClassSettings(io: Io = PROCESS): ClassSettings | undefined {
  const options = readOptions(io);
  if (options === undefined) {
    io.fail(`This is not understood: ${io.args.join(" ")}\n\n${HELP}`);
    return undefined;
  }
  if (options.help) {
    io.write(HELP);
    return undefined;
  }
  const port = readPort(io, "port", options.port, "3000", COMMAND);
  const guidePort = readPort(io, "guide-port", options["guide-port"], DEFAULT_GUIDE_PORT, COMMAND);
  if (port === undefined || guidePort === undefined) return undefined;
  return { port, guidePort, data: options.data ?? (io.env.DATA || DEFAULT_DATA) };
}

/** The options of the command line; undefined when there is one that is not known. */
function readOptions({ args }: Io) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: "string" },
        "guide-port": { type: "string" },
        data: { type: "string" },
        help: { type: "boolean" },
      },
    }).values;
  } catch {
    return undefined;
  }
}
