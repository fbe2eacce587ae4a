// Lesson 08, one good answer.

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

export const answerErrors: Step = async (req, res, next) => {
  try {
    await next();
  } catch (error) {
    if (!(error instanceof HttpError)) console.error(`${req.method} ${req.url} failed:`, error);
    if (res.writableEnded) return;
    if (res.headersSent) res.destroy();
    else if (error instanceof HttpError) sendError(res, error.status, error.message);
    else sendError(res, 500, "The server made a mistake.");
  }
};

export function deadline(limit: number): Step {
  return async (_req, res, next) => {
    const timer = setTimeout(() => {
      if (!res.headersSent) sendError(res, 503, "The server took too long.");
    }, limit);
    res.once("close", () => clearTimeout(timer));
    await next();
  };
}

export const answerOnce: Step = async (req, res, next) => {
  const end = res.end.bind(res);
  res.end = (...args: unknown[]) => {
    if (res.writableEnded) {
      console.error(`${req.method} ${req.url} was answered twice.`);
      return res;
    }
    return Reflect.apply(end, res, args);
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
