// A small database: a program of its own that keeps records and answers questions, as PostgreSQL does. It stands in
// where there is none. Its questions are HTTP and not SQL, and it writes all of its file at each change.

import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Request, readTarget } from "../02-request/request.ts";
import { sendJson } from "../03-response/respond.ts";
import type { Route } from "../04-routing/router.ts";
import { runSteps, type Step } from "../06-middleware/middleware.ts";
import { toRoutes } from "../07-status-codes/status.ts";
import { readJson } from "../09-body/body.ts";
import { answerProblems, sendProblem } from "../10-web-api/web-api.ts";
import { safeStore } from "../12-safe-writes/safe-store.ts";

interface Row {
  table: string;
  key: string;
  record: unknown;
}

const { DATA: folder = "." } = process.env; // Whoever starts it says where.
const store = await safeStore<{ rows: Row[] }>(join(folder, "database.json"), { rows: [] });

const routes: Route[] = [
  { method: "GET", path: "/:table", handler: list },
  { method: "GET", path: "/:table/:key", handler: show },
  { method: "POST", path: "/:table/:key", handler: add },
  { method: "PUT", path: "/:table/:key", handler: put },
  { method: "DELETE", path: "/:table/:key", handler: remove },
];
const steps: Step[] = [answerProblems, toRoutes(routes, sendProblem)];
const server = createServer((incoming, res) => runSteps(steps, readTarget(incoming), res));
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.once("disconnect", () => process.exit()); // Whoever has started it is gone.

function list({ params }: Request, res: ServerResponse): void {
  const rows = store.read().rows.filter((row) => row.table === params.table);
  const records = rows.map((row) => row.record);
  sendJson(res, 200, records);
}

function show({ params }: Request, res: ServerResponse): void {
  sendJson(res, 200, find(store.read().rows, params)?.record ?? null);
}

async function add(req: Request, res: ServerResponse): Promise<void> {
  const { table = "", key = "" } = req.params;
  const record = await readJson(req);
  const isNew = await store.change(({ rows }) => {
    return find(rows, req.params) === undefined && rows.push({ table, key, record }) > 0;
  });
  sendJson(res, 200, isNew);
}

async function put(req: Request, res: ServerResponse): Promise<void> {
  const { table = "", key = "" } = req.params;
  const record = await readJson(req);
  await store.change(({ rows }) => {
    const row = find(rows, req.params);
    if (row === undefined) rows.push({ table, key, record });
    else row.record = record;
  });
  sendJson(res, 200, true);
}

async function remove({ params }: Request, res: ServerResponse): Promise<void> {
  const wasThere = await store.change((draft) => {
    const row = find(draft.rows, params);
    draft.rows = draft.rows.filter((one) => one !== row);
    return row !== undefined;
  });
  sendJson(res, 200, wasThere);
}

function find(rows: Row[], { table, key }: Record<string, string>): Row | undefined {
  return rows.find((row) => row.table === table && row.key === key);
}
