// Lesson 13, your turn: one Library, and many kinds of clients. Below the line of dashes all is finished.
//
//   GET /books             a page for a browser, JSON for a program
//   GET /branches/:name    the books of another branch, which this server asks: here it is a client itself
//
// Your terminal client is this file, too, started with an address behind its name:
//   node --import tsx work/13-clients/exercise.ts http://localhost:3000/books

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
  // a. weightOf(req, "text/html") says how much the client wants HTML: from 0, not at all, to 1. It knows
  //    "application/json" as well. Send sendHtml(res, 200, pageOf(list)) to whoever wants HTML more, and JSON otherwise.
  // d. Further: 406 for a client that wants neither (an HttpError), and a header field Vary for all of them.
  sendJson(res, 200, list);
}

// b. Text for a page: & becomes &amp; and < &lt; and > &gt; and " &quot; and ' &#39;
//    text.replaceAll("a", "b") is the text with a b in the place of each a.
export function escapeHtml(text: string): string {
  return text;
}

function pageOf(list: Copy[]): string {
  const items = list.map(({ title, author }) => {
    return `<li title="by ${escapeHtml(author)}">${escapeHtml(title)}</li>\n`;
  });
  return `<!doctype html>\n<title>City Library</title>\n<ul>\n${items.join("")}</ul>\n`;
}

// c. Asks a Web API for books. request(url, { headers: { ... } }) gives a promise of { statusCode, body }, and
//    body.text() one of the text. Say with Accept that you want JSON. A status that is not 200 is an error to throw.
// e. Further: signal: AbortSignal.timeout(1_000), beside the headers, ends it after one second. It throws then.
export async function askBooks(url: string): Promise<Copy[]> {
  return [];
}

async function showBranch(req: Request, res: ServerResponse): Promise<void> {
  const url = branches.get(req.params.name ?? "");
  if (url === undefined) throw new HttpError(404, `No branch has the name ${req.params.name}.`);
  // e. Further: an error whose name is "TimeoutError" becomes 504, and every other one 502. What is caught may be
  //    anything: error instanceof Error && error.name === "TimeoutError"
  sendJson(res, 200, await askBooks(url));
}

// f. Further: pages of http://reader.example may read this API in a browser. cors.ts of this lesson shows how.
const letReaderIn: Step = async (req, res, next) => {
  await next();
};

// ---------------------------------------------------------------------------------------------------------------

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
