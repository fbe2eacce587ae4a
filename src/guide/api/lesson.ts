// What the page of a lesson does with it: answer a question, ask for a hint, check, begin anew, send its requests.

import type { Desk, OpenLesson } from "../../course/desk.ts";
import { CourseFault } from "../../course/fault.ts";
import { type App, createApp, HttpError, json, type Request } from "../../index.ts";
import { lessonView } from "../lesson/lesson-view.ts";
import { differences } from "../lesson/promise.ts";
import type { SentExchange } from "../live/messages.ts";
import type { Servers } from "../servers/servers.ts";
import { sendOnWire } from "../wire.ts";
import { serverOf } from "./servers.ts";

const SMALL = json({ limit: 1_000 });

export function createLessonApi(desk: Desk, servers: Servers): App {
  const api = createApp();
  /** The cookie that was set last stands for "Cookie: session=..." in a later request, as in a browser. */
  let cookie = "";

  api.post("/:lesson/predictions", SMALL, (req, res) => {
    const { folder } = openLesson(desk, req);
    const question = lessonView(folder).questions[numberIn(req, "question")];
    const option = numberIn(req, "option");
    if (question === undefined || option < 1 || option > question.options.length) {
      throw new HttpError(422, "This lesson has no such question, or the question no such answer.");
    }
    desk.answer(question, option);
    res.status(204).send();
  });

  api.post("/:lesson/hint", (req, res) => {
    openLesson(desk, req);
    const found = desk.hint();
    const { verdict } = openLesson(desk, req);
    if (found !== undefined) res.json({ number: found.hint.number, title: found.check.title });
    else if (verdict === undefined) throw new HttpError(409, "The checks are still running.");
    else if (verdict.start !== undefined)
      throw new HttpError(409, "First the server must start: see why it does not.");
    else throw new HttpError(409, "All checks pass: nothing needs a hint.");
  });

  api.post("/:lesson/check", (req, res) => {
    openLesson(desk, req);
    desk.check();
    res.status(202).send();
  });

  api.post("/:lesson/reset", (req, res) => {
    openLesson(desk, req);
    const backup = asFault(() => desk.reset());
    res.json({ backup: backup && desk.course.workspace.shown(backup) });
  });

  api.post("/:lesson/exchanges/:index", SMALL, async (req, res) => {
    const promised = lessonView(openLesson(desk, req).folder).exchanges[Number(req.params.index)];
    if (promised === undefined) throw new HttpError(404, "This lesson has no such request.");
    const { name, port } = serverOf(servers, String(fieldIn(req, "server") ?? "example"));
    if (port === undefined)
      throw new HttpError(409, "This server does not listen. Start it, and send again.");
    const [method = "GET", target = "/"] = promised.request.split(" ");
    const headers = promised.headers.Cookie?.endsWith("=...")
      ? { ...promised.headers, Cookie: cookie }
      : promised.headers;
    await servers.watched(name);
    const exchange = await sendOnWire({ port, method, target, headers, body: promised.body });
    cookie = /^[^=;]+=[^;]+/.exec(exchange.reply?.headers["set-cookie"] ?? "")?.[0] ?? cookie;
    const { sent, received, note, took, reply } = exchange;
    res.json({
      sent,
      received,
      note,
      took,
      differences: differences(promised, reply),
    } satisfies SentExchange);
  });

  return api;
}

/**
 * The open lesson, which must be the one that the page shows: another tab or the terminal may have opened another.
 * @throws {HttpError} 409 when it is not
 */
function openLesson({ open }: Desk, { params }: Pick<Request, "params">): OpenLesson {
  if (open === undefined) throw new HttpError(409, "No lesson is open. Open one first.");
  const { name, number } = open.folder;
  if (name === params.lesson) return open;
  throw new HttpError(
    409,
    `Lesson ${number} is open now, not this one. Press "Open this lesson", and try again.`,
  );
}

function fieldIn({ body }: Pick<Request, "body">, name: string): unknown {
  return (body as Record<string, unknown> | null | undefined)?.[name];
}

/** @throws {HttpError} 422 for anything but a whole number. */
function numberIn(req: Pick<Request, "body">, name: string): number {
  const value = fieldIn(req, name);
  if (Number.isSafeInteger(value)) return value as number;
  throw new HttpError(422, `${name} must be a whole number.`);
}

/** What is wrong with the student's folder is said to the student. @throws {HttpError} 409 */
function asFault<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof CourseFault) throw new HttpError(409, error.message);
    throw error;
  }
}
