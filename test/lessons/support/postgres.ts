// A throw-away PostgreSQL for the tests of lesson 16: one for each process of tests, in a temporary folder, reached by
// DATABASE_URL. CI must have one; elsewhere the tests do without, and say so.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { Cluster } from "../../../src/cli/database/cluster.ts";
import { isRequired, postgresFolder } from "../../support/programs.ts";

/** Why tests that need PostgreSQL are left out; false when there is one. */
export const noPostgres = await provide();

async function provide(): Promise<string | false> {
  if (process.env.DATABASE_URL) return false;
  const bin = postgresFolder();
  if (bin === undefined) {
    if (isRequired("postgres")) throw new Error("ROUNDTRIP_REQUIRE names postgres, and it is not installed.");
    return "There is no PostgreSQL on this machine.";
  }
  const folder = mkdtempSync(join(tmpdir(), "roundtrip-postgres-"));
  // Nothing here must outlive a power cut, so nothing waits for the disk.
  const settings = ["fsync=off", "full_page_writes=off", "shared_buffers=16MB", "max_connections=200"];
  try {
    const cluster = await Cluster.start({ bin, folder, settings });
    process.env.DATABASE_URL = cluster.url;
    after(async () => {
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    });
    return false;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    if (isRequired("postgres")) throw error;
    return `PostgreSQL is installed and does not start: ${(error as Error).message}`;
  }
}
