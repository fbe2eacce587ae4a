// What `npm run data` does: it reads the command line, and opens the data.

import { parseArgs } from "node:util";
import { openStore, type StoreError } from "../index.ts";
import { openShopData, type ShopData } from "../shop/records.ts";
import { checkSoundness } from "../shop/soundness.ts";
import { type DataFile, filesOf, pathOf } from "./data-files.ts";
import { resetData } from "./data-reset.ts";
import { describeData } from "./data-show.ts";
import type { Io } from "./io.ts";
import { DEFAULT_DATA } from "./start-settings.ts";

const HELP = `What the shop has stored. Stop the shop first.

  npm run data -- show           the files, and what is in them
  npm run data -- check          whether it is sound, and where it is not
  npm run data -- reset          deletes the files, after asking; the next start
                                 makes new ones
  npm run data -- reset --yes    does not ask

  --data file:PATH               other data than data/shop.json, as does the
                                 variable DATA
Exit codes: 0 done and sound, 1 not, 2 not understood.
`;

export async function runData(io: Io): Promise<void> {
  const options = readOptions(io);
  if (options === undefined) return;
  const { command, url, yes } = options;
  const path = pathOf(url);
  if (path === undefined) {
    io.fail(`The data is "${url}". Only that of a file stays when the shop stops: --data ${DEFAULT_DATA}`);
    return;
  }
  const files = filesOf(path); // Before it is opened, which puts a lock there.
  if (files.length === 0) {
    io.write(`There is no data at ${path}. It is made by the first start: npm start\n`);
    return;
  }
  try {
    if (command === "reset") await resetData(io, url, path, yes);
    else await withData(url, (data) => (command === "show" ? show(io, data, files) : check(io, data, path)));
  } catch (error) {
    io.fail((error as Error).message);
  }
}

async function withData(url: string, run: (data: ShopData) => Promise<void>): Promise<void> {
  const store = await openStore(url).catch((error: StoreError) => {
    if (error.code !== "locked") throw error;
    throw new Error(
      `${error.message}\nWhile the shop runs, ask it by its Web API: curl http://localhost:3000/api`,
    );
  });
  try {
    await run(openShopData(store));
  } finally {
    await store.close();
  }
}

async function show(io: Io, data: ShopData, files: readonly DataFile[]): Promise<void> {
  io.write(await describeData(data, files));
}

async function check(io: Io, data: ShopData, path: string): Promise<void> {
  const { faults, notes } = await checkSoundness(data);
  for (const note of notes) io.write(`${note}\n`);
  if (faults.length === 0) {
    io.write(`${path} is sound: every record is whole, and all fit together.\n`);
    return;
  }
  const most = faults.slice(0, 20);
  if (faults.length > most.length) most.push(`And ${faults.length - most.length} more.`);
  io.fail(`${path} can be read, and its records do not fit together:\n${most.join("\n")}`);
}

/** What the command line asks for; undefined when it is answered already. */
function readOptions(io: Io) {
  try {
    const { values, positionals } = parseArgs({
      args: [...io.args],
      options: { data: { type: "string" }, yes: { type: "boolean" }, help: { type: "boolean" } },
      allowPositionals: true,
    });
    if (values.help) {
      io.write(HELP);
      return undefined;
    }
    const [command = "", ...more] = positionals;
    if (more.length === 0 && ["show", "check", "reset"].includes(command)) {
      const url = values.data ?? (io.env.DATA || DEFAULT_DATA);
      return { command, url, yes: values.yes === true };
    }
  } catch {
    // An option that is not known: told below, with all others.
  }
  io.fail(`This is not understood: ${io.args.join(" ")}\n\n${HELP}`, 2);
  return undefined;
}
