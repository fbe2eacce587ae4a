// Lesson 13, one good answer.

import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { request } from "undici";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendHtml, sendJson } from "../../lessons/03-response/respond.ts";
import type { Route } from "../../lessons/04-routing/router.ts";
import { runSteps, type Step } from "../../lessons/06-middleware/middleware.ts";
import { sendCreated, toRoutes } from "../../lessons/07-status-codes/status.ts";
import { answerOnce, deadline, HttpError } from "../../lessons/08-one-response/one-response.ts";
import { answerProblems, selectFrom, sendProblem } from "../../lessons/10-web-api/web-api.ts";
import { weightOf } from "../../lessons/13-clients/negotiate.ts";
import { type Copy, findBook, openLibrary, readBook } from "../../lessons/library.ts";

const library = await openLibrary(process.env.DATA ?? fileURLToPath(new URL("./data", import.meta.url)));

function listBooks(req: Request, res: ServerResponse): void {
  const list = selectFrom(library.read().books, req.query);
  const [html, json] = [weightOf(req, "text/html"), weightOf(req, "application/json")];
  res.appendHeader("Vary", "Accept");
  if (html === 0 && json === 0) throw new HttpError(406, "The books are text/html or application/json.");
  if (html > json) sendHtml(res, 200, pageOf(list));
  else sendJson(res, 200, list);
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

function pageOf(list: Copy[]): string {
  const items = list.map(({ title, author }) => {
    return `<li title="by ${escapeHtml(author)}">${escapeHtml(title)}</li>\n`;
  });
  return `<!doctype html>\n<title>City Library</title>\n<ul>\n${items.join("")}</ul>\n`;
}

export async function askBooks(url: string): Promise<Copy[]> {
  const { statusCode, body } = await request(url, {
    headers: { accept: "application/json" },
    signal: AbortSignal.timeout(1_000),
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}.`);
  return JSON.parse(text);
}

async function showBranch(req: Request, res: ServerResponse): Promise<void> {
  const url = branches.get(req.params.name ?? "");
  if (url === undefined) throw new HttpError(404, `No branch has the name ${req.params.name}.`);
  try {
    sendJson(res, 200, await askBooks(url));
  } catch (error) {
    if (error instanceof Error && error.name === "TimeoutError")
      throw new HttpError(504, "The branch does not answer.");
    throw new HttpError(502, "The branch answers with nonsense.");
  }
}

const letReaderIn: Step = async (req, res, next) => {
  res.appendHeader("Vary", "Origin");
  if (req.headers.origin !== "http://reader.example") return next();
  res.setHeader("Access-Control-Allow-Origin", "http://reader.example");
  if (req.method !== "OPTIONS") return next();
  res.setHeader("Access-Control-Allow-Methods", "GET, POST");
  res.setHeader("Access-Control-Allow-Headers", "Content-Type");
  res.statusCode = 204;
  res.end();
};

// The other branches of the Library. So that you need no second server, this one plays them, good and bad ones.
const here = `http://127.0.0.1:${process.env.PORT ?? 3000}`;
const branches = new Map([
  ["north", `${here}/play/north`],
  ["silent", `${here}/play/silent`],
  ["broken", `${here}/play/broken`],
  ["failing", `${here}/play/failing`],
]);

const routes: Route[] = [
  { method: "GET", path: "/books", handler: listBooks },
  { method: "POST", path: "/books", handler: addBook },
  { method: "GET", path: "/books/:id", handler: showBook },
  { method: "GET", path: "/branches/:name", handler: showBranch },
  { method: "GET", path: "/play/north", handler: playNorth },
  { method: "GET", path: "/play/broken", handler: (_req, res) => sendHtml(res, 200, "<p>Moved.</p>\n") },
  { method: "GET", path: "/play/failing", handler: (_req, res) => sendJson(res, 500, []) },
];

const steps: Step[] = [
  answerOnce,
  deadline(2_000),
  answerProblems,
  letReaderIn,
  toRoutes(routes, sendProblem),
];

export async function listener(incoming: IncomingMessage, res: ServerResponse): Promise<void> {
  if (incoming.url === "/play/silent") return; // This branch never answers.
  await runSteps(steps, readTarget(incoming), res);
}

/** A branch that gives a page to everyone who does not ask for JSON. */
function playNorth(req: Request, res: ServerResponse): void {
  if (req.headers.accept?.includes("application/json")) sendJson(res, 200, library.read().books);
  else sendHtml(res, 200, "<p>Welcome to the north branch.</p>\n");
}

function showBook(req: Request, res: ServerResponse): void {
  sendJson(res, 200, findBook(library.read(), req.params.id));
}

async function addBook(req: Request, res: ServerResponse): Promise<void> {
  const book = { id: randomUUID(), ...(await readBook(req)) };
  await library.change((draft) => draft.books.push(book));
  sendCreated(res, `/books/${book.id}`, book);
}

// The terminal client: it runs when this file is started with an address behind its name.
const address = process.argv[2] ?? "";
if (address.startsWith("http")) {
  try {
    for (const { id, title } of await askBooks(address)) console.log(`${id}  ${title}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
}
