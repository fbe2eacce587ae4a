// npm run doctor: whether this machine can run the course. This file is JavaScript, and uses nothing that an old Node
// does not have: it must run where Node is too old or the packages are missing. The rest is in doctor.ts.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const LOWEST = [20, 18, 1];
const root = fileURLToPath(new URL("../../", import.meta.url));

const fault = nodeFault() || packagesFault();
if (fault) {
  console.log(fault);
  console.log("\nMend this first, then call npm run doctor again: the rest cannot be looked at before.");
  process.exitCode = 1;
} else {
  console.log(`ok       Node ${process.versions.node}`);
  console.log("ok       the packages are installed");
  const rest = fileURLToPath(new URL("./doctor.ts", import.meta.url));
  const { status } = spawnSync(process.execPath, ["--import", "tsx", rest], { cwd: root, stdio: "inherit" });
  process.exitCode = status === null ? 1 : status;
}

function nodeFault() {
  const own = process.versions.node.split(".").map(Number);
  const differs = own.findIndex((number, i) => number !== LOWEST[i]);
  if (differs === -1 || own[differs] > LOWEST[differs]) return "";
  return `problem  Node ${process.versions.node} is too old: the course needs ${LOWEST.join(".")} or newer.
         Get the LTS version from https://nodejs.org, and open a new terminal.`;
}

function packagesFault() {
  for (const name of ["tsx", "undici"]) {
    if (existsSync(`${root}node_modules/${name}/package.json`)) continue;
    return `problem  The package ${name} is not installed.
         Call this in the folder of the course: npm ci`;
  }
  const probe = spawnSync(process.execPath, ["--import", "tsx", "-e", ""], { cwd: root, encoding: "utf8" });
  if (probe.status === 0) return "";
  const said = (probe.stderr || String(probe.error)).split("\n").filter((line) => line.includes("Error"))[0];
  return `problem  TypeScript cannot be run: ${said || "tsx does not start"}
         node_modules may come from another system. Install it anew: npm ci`;
}
