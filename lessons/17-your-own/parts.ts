// The parts of which the shop is put together. Each was the new idea of a lesson; the course has one of each, and you
// have written one of each. This says what a part must be able to do. Which one is taken, says who puts them together.

import type { findRoute } from "../04-routing/router.ts";
import type { decodes, fitsPattern } from "../05-parameters/parameters.ts";
import type { allowedMethods } from "../07-status-codes/status.ts";
import type { readJson, textField } from "../09-body/body.ts";
import type { readWhole, writeWhole } from "../11-persistence/file-store.ts";
import type { queue } from "../12-safe-writes/safe-store.ts";
import type { escapeHtml } from "../13-clients/negotiate.ts";
import type { mustMatch, sendIfChanged } from "../14-updates/updates.ts";

export interface Parts {
  findRoute: typeof findRoute;
  decodes: typeof decodes;
  fitsPattern: typeof fitsPattern;
  allowedMethods: typeof allowedMethods;
  readJson: typeof readJson;
  textField: typeof textField;
  readWhole: typeof readWhole;
  writeWhole: typeof writeWhole;
  queue: typeof queue;
  escapeHtml: typeof escapeHtml;
  sendIfChanged: typeof sendIfChanged;
  mustMatch: typeof mustMatch;
}
