// Lesson 08, your turn: whatever a handler of the Library does, each request gets one response.

import type { IncomingMessage, ServerResponse } from "node:http";
import { type Request, readTarget } from "../../lessons/02-request/request.ts";
import { sendJson } from "../../lessons/03-response/respond.ts";
import type { Route } from "../../lessons/04-routing/router.ts";
import { runSteps, type Step } from "../../lessons/06-middleware/middleware.ts";
import { sendError, toRoutes } from "../../lessons/07-status-codes/status.ts";
import { HttpError } from "../../lessons/08-one-response/one-response.ts";
import { books as allBooks } from "../../lessons/library-data.ts";
import { slowStore } from "../../lessons/slow-store.ts";

const books = slowStore(allBooks, (book) => book.isbn);

const routes: Route[] = [
  { method: "GET", path: "/books", handler: async (_req, res) => sendJson(res, 200, await books.all()) },
  { method: "GET", path: "/books/:isbn", handler: showBook },
  // Handlers of a colleague, each with a mistake. They stay as they are: the steps below must stand them.
  { method: "GET", path: "/faults/throws", handler: throwAtOnce },
  { method: "GET", path: "/faults/rejects", handler: rejectLater },
  { method: "GET", path: "/faults/silent", handler: () => {} },
  { method: "GET", path: "/faults/stuck", handler: () => new Promise(() => {}) },
  { method: "GET", path: "/faults/twice", handler: answerTwice },
  { method: "GET", path: "/faults/half", handler: answerHalf },
];

// a. Answers for what is thrown behind it: try { await next(); } catch (error) { ... }
//    An HttpError is meant for the client: its status, and its message as the reason.
// b. Any other error is the server's own fault: 500, with a reason that gives nothing away, and the error itself
//    in the terminal, with console.error.
// e. Further: /faults/half has sent a part when it throws. What could still be done for its client?
export const answerErrors: Step = async (req, res, next) => {
  await next();
};

// c. Answers 503 when nobody else has after `limit` milliseconds. setTimeout(() => { ... }, limit) runs code later.
//    res.headersSent says whether an answer was begun.
export function deadline(limit: number): Step {
  return async (_req, res, next) => {
    await next();
  };
}

// d. Lets the first end() pass. For a second one it writes a line to the terminal, and returns res without calling
//    the real end(). res.writableEnded says whether that was called for this response.
export const answerOnce: Step = async (req, res, next) => {
  const end = res.end.bind(res); // The real one.
  res.end = (...args: unknown[]) => {
    return Reflect.apply(end, res, args); // Calls the real one with what was given.
  };
  await next();
};

const steps: Step[] = [answerOnce, deadline(500), answerErrors, toRoutes(routes)];

export async function listener(incoming: IncomingMessage, res: ServerResponse): Promise<void> {
  await runSteps(steps, readTarget(incoming), res);
}

async function showBook(req: Request, res: ServerResponse): Promise<void> {
  const book = await books.get(req.params.isbn ?? "");
  if (book === undefined) throw new HttpError(404, `No book has the ISBN ${req.params.isbn}.`);
  sendJson(res, 200, book);
}

function throwAtOnce(): void {
  throw new Error("The catalogue is upside down.");
}

async function rejectLater(): Promise<void> {
  await books.all();
  throw new Error("The catalogue fell off the shelf.");
}

function answerTwice(_req: Request, res: ServerResponse): void {
  res.end("The first answer.\n");
  res.end("The second answer.\n");
}

function answerHalf(_req: Request, res: ServerResponse): void {
  res.write("The first half, ");
  throw new Error("The catalogue is torn.");
}
