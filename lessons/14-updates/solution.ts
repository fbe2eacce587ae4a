// Lesson 14, one good answer.

import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendHtml, sendJson, sendNothing } from "../../lessons/03-response/respond.ts";
import type { Route } from "../../lessons/04-routing/router.ts";
import { runSteps, type Step } from "../../lessons/06-middleware/middleware.ts";
import { toRoutes } from "../../lessons/07-status-codes/status.ts";
import { answerOnce, deadline, HttpError } from "../../lessons/08-one-response/one-response.ts";
import { answerProblems, sendProblem } from "../../lessons/10-web-api/web-api.ts";
import { etagOf } from "../../lessons/14-updates/updates.ts";
import { findBook, openLibrary, readBook } from "../../lessons/library.ts";

const library = await openLibrary(process.env.DATA ?? fileURLToPath(new URL("./data", import.meta.url)));

export function sendIfChanged(req: Request, res: ServerResponse, value: unknown): void {
  const etag = etagOf(value);
  res.setHeader("ETag", etag);
  res.setHeader("Cache-Control", "no-cache");
  if (req.headers["if-none-match"]?.includes(etag)) {
    res.statusCode = 304;
    res.end();
    return;
  }
  sendJson(res, 200, value);
}

const listeners = new Set<ServerResponse>();
const past: { id: number; text: string }[] = [];
let lastId = 0;

function openEvents(req: Request, res: ServerResponse): void {
  res.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" });
  if (req.method === "HEAD") return void res.end();
  res.flushHeaders();
  const had = Number(req.headers["last-event-id"] ?? lastId);
  for (const { id, text } of past) if (id > had) res.write(text);
  listeners.add(res);
  res.once("close", () => listeners.delete(res));
}

function tellAll(event: string, data: unknown): void {
  lastId += 1;
  const text = `id: ${lastId}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
  past.push({ id: lastId, text });
  for (const res of listeners) res.write(text);
}

export function mustMatch(req: Request, value: unknown): void {
  const wanted = req.headers["if-match"];
  if (wanted === undefined || wanted === "*") return; // A star is any version.
  const tags = wanted.split(",").map((tag) => tag.trim());
  if (!tags.includes(etagOf(value))) throw new HttpError(412, "It was changed meanwhile.");
}

// ---------------------------------------------------------------------------------------------------------------

const routes: Route[] = [
  { method: "GET", path: "/board", handler: showBoard },
  { method: "GET", path: "/books/:id", handler: showBook },
  { method: "PUT", path: "/books/:id", handler: replaceBook },
  { method: "GET", path: "/loans", handler: listLoans },
  { method: "PUT", path: "/loans/:book/:member", handler: lend },
  { method: "DELETE", path: "/loans/:book/:member", handler: takeBack },
  { method: "GET", path: "/events", handler: openEvents },
  {
    method: "GET",
    path: "/listeners",
    handler: (_req, res) => sendJson(res, 200, { count: listeners.size }),
  },
];

const steps: Step[] = [answerOnce, deadline(2_000), answerProblems, toRoutes(routes, sendProblem)];

export async function listener(incoming: IncomingMessage, res: ServerResponse): Promise<void> {
  await runSteps(steps, readTarget(incoming), res);
}

async function showBoard(_req: Request, res: ServerResponse): Promise<void> {
  const file = new URL("../../lessons/14-updates/board.html", import.meta.url);
  sendHtml(res, 200, await readFile(file, "utf8"));
}

function showBook(req: Request, res: ServerResponse): void {
  sendIfChanged(req, res, findBook(library.read(), req.params.id));
}

async function replaceBook(req: Request, res: ServerResponse): Promise<void> {
  const fields = await readBook(req);
  const book = await library.change((draft) => {
    const old = findBook(draft, req.params.id);
    mustMatch(req, old); // In one turn with the change: nobody writes between the two.
    return Object.assign(old, fields);
  });
  sendJson(res, 200, book);
}

function listLoans(req: Request, res: ServerResponse): void {
  sendIfChanged(req, res, library.read().loans);
}

async function lend(req: Request, res: ServerResponse): Promise<void> {
  const { book = "", member = "" } = req.params;
  await library.change((draft) => {
    findBook(draft, book);
    if (draft.loans.some((loan) => loan.book === book))
      throw new HttpError(409, `Book ${book} is lent already.`);
    draft.loans.push({ book, member });
  });
  tellAll("lent", { book, member });
  sendJson(res, 201, { book, member });
}

async function takeBack(req: Request, res: ServerResponse): Promise<void> {
  const { book = "", member = "" } = req.params;
  await library.change((draft) => {
    const loan = draft.loans.find((one) => one.book === book && one.member === member);
    if (loan === undefined) throw new HttpError(404, `${member} has not borrowed ${book}.`);
    draft.loans = draft.loans.filter((one) => one !== loan);
  });
  tellAll("returned", { book, member });
  sendNothing(res);
}
