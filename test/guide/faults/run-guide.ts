// A guide over a shop in a process of its own, and the file that says where it is: for the commands that speak to it.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { createPresenterApi } from "../../../src/guide/api/presenter.ts";
import type { PresenterKey } from "../../../src/guide/class/key.ts";
import { Faults } from "../../../src/guide/faults/control.ts";
import { noteGuide } from "../../../src/guide/guide-file.ts";
import type { Handler } from "../../../src/index.ts";
import { serve } from "../../support/app.ts";
import { forkedShop } from "./forked-shop.ts";

export interface GuideOptions {
  readonly key?: PresenterKey;
  readonly data?: "memory" | "file";
}

export async function runGuide(t: TestContext, { key, data = "memory" }: GuideOptions = {}) {
  const shop = await forkedShop(t, data);
  const faults = new Faults(shop);
  t.after(() => faults.end());
  const pass: Handler = (_req, _res, next) => next();
  const { url, port } = await serve(t, (app) => {
    app.use("/api", createPresenterApi({ faults, guard: key?.guard ?? pass }));
  });
  const file = join(folderOf(t), "guide.json");
  noteGuide({ url, key: key?.value }, file);
  return { faults, port, shop, file };
}

/** A folder for one test. */
export function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "roundtrip-guide-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
