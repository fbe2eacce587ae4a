// What the presenter's page and `npm run fault` ask for: faults, the limits of clients, and the data anew. Each route
// has a guard, which in front of a class wants the presenter's key.

import { type App, createApp, type Handler, HttpError, json, type Request } from "../../index.ts";
import type { Classroom } from "../class/classroom.ts";
import type { Faults } from "../faults/control.ts";
import { type FaultName, faultNamed } from "../faults/faults.ts";

export interface PresenterOptions {
  readonly faults: Faults;
  /** Only in front of a class. */
  readonly classroom?: Classroom | undefined;
  readonly guard: Handler;
}

export function createPresenterApi({ faults, classroom, guard }: PresenterOptions): App {
  const api = createApp();
  const body = json({ limit: 1_000 });

  api.get("/faults", guard, (_req, res) => {
    res.json({ faults: faults.list });
  });

  api.put("/faults/:name", guard, body, async (req, res) => {
    const name = faultOr404(req.params.name);
    await faults.set(name, isOn(req));
    res.json(faults.list.find((fault) => fault.name === name));
  });

  api.delete("/faults", guard, async (_req, res) => {
    await faults.clear();
    res.json({ faults: faults.list });
  });

  if (classroom !== undefined) {
    api.get("/clients", guard, (_req, res) => {
      res.json({ clients: classroom.clients });
    });

    api.put("/clients/:number/limit", guard, body, (req, res) => {
      classroom.limit(numberOr404(req.params.number), isOn(req));
      res.status(204).send();
    });

    api.post("/reset", guard, async (_req, res) => {
      // First the faults: a database that is away cannot be filled.
      await faults.clear();
      await classroom.reset();
      res.status(204).send();
    });
  }

  return api;
}

function faultOr404(name: string): FaultName {
  const fault = faultNamed(name);
  if (fault !== undefined) return fault.name;
  throw new HttpError(404, `There is no fault "${name}".`);
}

function numberOr404(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new HttpError(404, `No client has the number ${text}.`);
}

/** @throws {HttpError} 422 when the body is not {"on":true} or {"on":false}. */
function isOn({ body }: Pick<Request, "body">): boolean {
  const on = (body as { on?: unknown } | null)?.on;
  if (typeof on === "boolean") return on;
  throw new HttpError(422, 'Say {"on":true} or {"on":false}.');
}
