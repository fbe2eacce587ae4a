// Programs beside Node that some tests need. CI must have them (ROUNDTRIP_REQUIRE in .ci/run); elsewhere such a test is
// left out, and says why.

import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Whether this one must not be missing. ROUNDTRIP_REQUIRE is a list such as "postgres,nginx". */
export function isRequired(what: string): boolean {
  return (process.env.ROUNDTRIP_REQUIRE ?? "").split(",").includes(what);
}

/** The path of a program, looked for in these folders and then in PATH; undefined without one. */
export function findProgram(name: string, folders: readonly string[] = []): string | undefined {
  const file = process.platform === "win32" ? `${name}.exe` : name;
  const path = (process.env.PATH ?? "").split(delimiter);
  return [...folders, ...path].map((folder) => join(folder, file)).find((candidate) => existsSync(candidate));
}

/** The folder with initdb and postgres. Debian has them outside of PATH: /usr/lib/postgresql/15/bin. */
export function postgresFolder(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).map((name) => join(debian, name, "bin")) : [];
  const initdb = findProgram("initdb", versions.reverse());
  return initdb === undefined ? undefined : join(initdb, "..");
}
