// A throw-away PostgreSQL for the tests of lesson 16: one for each process of tests, in a temporary folder, reached by
// DATABASE_URL. CI must have one; elsewhere the tests do without, and say so.

import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after } from "node:test";
import { Cluster } from "../../../src/cli/database/cluster.ts";

/** Names in ROUNDTRIP_REQUIRE what must not be missing: "postgres,nginx". */
export function isRequired(what: string): boolean {
  return (process.env.ROUNDTRIP_REQUIRE ?? "").split(",").includes(what);
}

/** The path of a program, or undefined. */
export function findProgram(name: string, folders: readonly string[] = []): string | undefined {
  const file = process.platform === "win32" ? `${name}.exe` : name;
  const path = (process.env.PATH ?? "").split(delimiter);
  return [...folders, ...path].map((folder) => join(folder, file)).find((candidate) => existsSync(candidate));
}

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

/** Debian keeps its programs outside of PATH: /usr/lib/postgresql/15/bin. */
function postgresFolder(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).map((name) => join(debian, name, "bin")) : [];
  const initdb = findProgram("initdb", versions.reverse());
  return initdb === undefined ? undefined : join(initdb, "..");
}
