// The presenter's part of the guide: the page, its event stream and its actions, and what the map is told of faults
// and clients. In front of a class the page is for whoever has the key; without a class it is simply the page on which
// the shop is broken.

import { randomUUID } from "node:crypto";
import { type App, events, type Handler, HttpError } from "../../index.ts";
import { createPresenterApi } from "../api/presenter.ts";
import type { Faults } from "../faults/control.ts";
import { type ShopProcess, urlOf } from "../faults/shop-process.ts";
import type { Hub } from "../live/hub.ts";
import { type ClassPlace, presentPage } from "../pages/present.ts";
import type { Classroom } from "./classroom.ts";
import type { PresenterKey } from "./key.ts";

export interface PresenterParts {
  readonly shop: ShopProcess;
  readonly faults: Faults;
  /** Only in front of a class. */
  readonly inClass?: InClass | undefined;
}

export interface InClass {
  readonly classroom: Classroom;
  readonly key: PresenterKey;
  /** Asked for when the page is shown: cables are plugged in, and ports are given, later. */
  readonly place: () => ClassPlace;
}

/** Where there is no class, everyone on this computer may. */
export const unguarded: Handler = (_req, _res, next) => next();

/** What the page listens to. */
const TOPICS = ["shop", "faults", "clients", "map-shop"];

/** Adds it to the guide's app, and to what is live there. */
export function addPresenter(app: App, hub: Hub, parts: PresenterParts): void {
  const { faults, inClass } = parts;
  const { classroom, key } = inClass ?? {};
  const guard = key?.guard ?? unguarded;
  const api = createPresenterApi({ faults, classroom, guard });
  const instance = randomUUID();
  addTopics(hub, parts);

  app.get("/present", key?.welcome ?? unguarded, guard, (_req, res) => {
    res.setHeader("Cache-Control", "no-store");
    res.html(presentPage({ place: inClass?.place() }));
  });
  // Below /present, since its cookie is sent nowhere else.
  app.get(
    "/present/live",
    guard,
    events((stream) => {
      stream.send({ instance }, { event: "hello" });
      return hub.join(stream, TOPICS);
    }),
  );
  app.use("/present/api", api);
  // For `npm run fault`, which has the key in a field of its own.
  app.use("/api", api);
}

/** Where there is no shop. */
export function addNoPresenter(app: App): void {
  app.get("/present", () => {
    throw new HttpError(
      404,
      "No shop runs here that could be broken. Start one in another terminal: npm start",
    );
  });
}

function addTopics(hub: Hub, { shop, faults, inClass }: PresenterParts): void {
  const add = (name: string, state: () => unknown, onChange: (listener: () => void) => unknown) => {
    hub.add(name, { snapshot: () => [{ event: name, data: state() }] });
    onChange(() => hub.publish(name, name, state()));
  };
  add(
    "shop",
    () => ({ isThere: urlOf(shop) !== undefined }),
    (listener) => shop.onState(listener),
  );
  add(
    "faults",
    () => faults.list,
    (listener) => faults.onChange(listener),
  );
  if (inClass === undefined) return;
  const { classroom } = inClass;
  add(
    "clients",
    () => classroom.clients,
    (listener) => classroom.onChange(listener),
  );
}
