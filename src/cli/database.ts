// `npm run database`: PostgreSQL for lesson 16, on this machine and only for it. The first time, it is fetched.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Cluster } from "./database/cluster.ts";
import { fetchedPostgres, fetchPostgres } from "./database/packages.ts";
import { fail } from "./fail.ts";

const HELP = `PostgreSQL for lesson 16, on this machine and only for it.

  npm run database            starts it; the first time, it is fetched (25 to 50 MB)
  npm run database -- fetch   only fetches it, as before a class without a network
`;

const folder = fileURLToPath(new URL("../../work/database", import.meta.url));
const urlFile = join(folder, "url");

await main(process.argv.slice(2));

async function main(args: string[]): Promise<void> {
  if (args.includes("--help")) {
    process.stdout.write(HELP);
    return;
  }
  if (args.length > 1 || (args.length === 1 && args[0] !== "fetch")) {
    fail(`This is not understood: ${args.join(" ")}\n\n${HELP}`, 2);
    return;
  }
  try {
    const bin = fetchedPostgres(folder) ?? (await fetchPostgres(folder));
    if (args[0] === "fetch") process.stdout.write("PostgreSQL is there. Start it with: npm run database\n");
    else await run(bin);
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
}

async function run(bin: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const cluster = await Cluster.start({ bin, folder });
  writeFileSync(urlFile, `${cluster.url}\n`, { mode: 0o600 });
  process.stdout.write(`PostgreSQL runs. The lessons find it by themselves; other programs by this address:

DATABASE_URL=${cluster.url}

Ctrl+C stops it. Its data stays in work/database.
`);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => void cluster.stop());
  await cluster.ended;
  rmSync(urlFile, { force: true });
  if (!cluster.wasStopped) fail(`PostgreSQL has ended by itself:\n${cluster.output}`);
}
