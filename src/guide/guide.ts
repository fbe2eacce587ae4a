// The guide: the app that shows the lessons, and the servers with their requests, in a browser. It starts programs,
// so it is for this machine only.

import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Desk } from "../course/desk.ts";
import { CourseFault } from "../course/fault.ts";
import { LESSONS_FOLDER, type LessonFolder } from "../course/lessons.ts";
import {
  type App,
  accepts,
  createApp,
  events,
  files,
  type Handler,
  HttpError,
  sameOrigin,
  securityHeaders,
} from "../index.ts";
import { createLessonApi } from "./api/lesson.ts";
import { createServersApi } from "./api/servers.ts";
import { addNoPresenter, addPresenter, type InClass, unguarded } from "./class/presenter.ts";
import { clientCode } from "./client-code.ts";
import type { Faults } from "./faults/control.ts";
import { deskState } from "./lesson/desk-state.ts";
import { lessonView } from "./lesson/lesson-view.ts";
import { Hub } from "./live/hub.ts";
import type { ServerName } from "./live/messages.ts";
import { Recent } from "./live/recent.ts";
import { ownHost } from "./own-host.ts";
import { errorPage } from "./pages/error.ts";
import { homePage } from "./pages/home.ts";
import { lessonPage } from "./pages/lesson.ts";
import { mapPage } from "./pages/map.ts";
import { wordsPage } from "./pages/words.ts";
import { SERVER_NAMES, Servers } from "./servers/servers.ts";
import type { Supervised } from "./servers/supervised.ts";

const ASSETS = fileURLToPath(new URL("./public", import.meta.url));

export interface GuideOptions {
  readonly desk: Desk;
  /** Undefined where there is none, as beside `npm run learn`. */
  readonly shop?: Supervised | undefined;
  /** Of the shop, where it can be broken on purpose. */
  readonly faults?: Faults | undefined;
  /** Only in front of a class. */
  readonly inClass?: InClass | undefined;
}

/** Whoever made the desk, the shop and the faults ends them, after the app. */
export function createGuide({ desk, shop, faults, inClass }: GuideOptions): App {
  const hub = new Hub();
  const recent: RecentRequests = {
    shop: new Recent("shop"),
    example: new Recent("example"),
    exercise: new Recent("exercise"),
  };
  const servers = serversOf(desk, shop, hub, recent);
  addTopics(hub, desk, servers, recent);

  // Longer than a server that is asked by a page may take: its 503 after ten seconds is worth seeing.
  const app = createApp({ responseTimeout: 20_000 });
  app.use(ownHost(), securityHeaders(), sameOrigin());
  app.use("/assets", files(ASSETS));
  app.use("/client", clientCode());
  const guard = inClass?.key.guard ?? unguarded;
  for (const path of ["/live", "/map", "/api/lessons", "/api/servers"]) app.use(path, guard);
  addPages(app, desk, guard);
  addLive(app, hub);
  app.use("/api/lessons", createLessonApi(desk, servers));
  app.use("/api/servers", createServersApi(servers));
  if (shop && faults) addPresenter(app, hub, { shop, faults, inClass });
  else addNoPresenter(app);
  addErrorPage(app);
  return app;
}

/** For a browser. A program is told in JSON, as everywhere in the kit. */
function addErrorPage(app: App): void {
  app.onError((error, req, res, next) => {
    if (accepts(req, res, "application/problem+json", "text/html") !== "text/html") return next();
    const message =
      error instanceof HttpError ? error.message : "The guide made a mistake. The terminal says which.";
    return res.html(errorPage(res.statusCode, message));
  });
}

type RecentRequests = Readonly<Record<ServerName, Recent>>;

function serversOf(desk: Desk, shop: Supervised | undefined, hub: Hub, recent: RecentRequests): Servers {
  const servers: Servers = new Servers(desk, shop, {
    onState: () => hub.publish("servers", "servers", servers.states),
    onOutput: (server, text, isAll) => hub.publish("output", "output", { server, text, isAll }),
    onTrace: (server, batch) => {
      recent[server].add(batch);
      hub.publish(`map-${server}`, "trace", { server, batch, isPast: false });
    },
    onRestart: (server, restart) => {
      recent[server].addRestart(restart);
      hub.publish(`map-${server}`, "restart", { server, restart });
    },
  });
  return servers;
}

function addTopics(hub: Hub, desk: Desk, servers: Servers, recent: RecentRequests): void {
  hub.add("desk", { snapshot: () => [{ event: "desk", data: deskState(desk) }] });
  desk.onChange((event) => event !== "run" && hub.publish("desk", "desk", deskState(desk)));
  hub.add("servers", { snapshot: () => [{ event: "servers", data: servers.states }] });
  hub.add("output", {
    snapshot: () =>
      SERVER_NAMES.map((server) => ({
        event: "output",
        data: { server, text: servers.output(server), isAll: true },
      })),
  });
  for (const server of SERVER_NAMES) {
    hub.add(`map-${server}`, {
      snapshot: () => recent[server].messages,
      onWatched: (isWatched) => servers.watch(server, isWatched),
    });
  }
}

function addLive(app: App, hub: Hub): void {
  const instance = randomUUID();
  app.get(
    "/live",
    events(
      (stream, req) => {
        stream.send({ instance }, { event: "hello" });
        return hub.join(stream, (req.query.get("topics") ?? "").split(","));
      },
      { retry: 500 },
    ),
  );
}

function addPages(app: App, desk: Desk, guard: Handler): void {
  const { course } = desk;

  app.get("/", (_req, res) => {
    res.html(homePage(course, desk.open?.folder));
  });

  app.get("/words", async (_req, res) => {
    res.html(wordsPage(await readFile(join(LESSONS_FOLDER, "GLOSSARY.md"), "utf8")));
  });

  app.get("/map/:server", (req, res) => {
    const server = SERVER_NAMES.find((name) => name === req.params.server);
    if (server === undefined) throw new HttpError(404, `There is no map of "${req.params.server}".`);
    res.html(mapPage({ server }));
  });

  app.get("/lessons/:name", (req, res) => {
    const lesson = lessonOr404(desk, req.params.name);
    const at = course.lessons.indexOf(lesson);
    const view = lessonView(lesson);
    res.html(lessonPage({ view, before: course.lessons[at - 1]?.name, after: course.lessons[at + 1]?.name }));
  });

  app.get("/lessons/:name/:drawing", async (req, res) => {
    const { folder } = lessonOr404(desk, req.params.name);
    const { drawing } = req.params;
    const isThere = /^[\w-]+\.svg$/.test(drawing) && existsSync(join(folder, drawing));
    if (!isThere) throw new HttpError(404, `This lesson has no drawing ${drawing}.`);
    res.setHeader("Content-Type", "image/svg+xml");
    res.send(await readFile(join(folder, drawing)));
  });

  app.post("/lessons/:name/open", guard, async (req, res) => {
    const lesson = lessonOr404(desk, req.params.name);
    try {
      if (desk.open?.folder !== lesson) await desk.visit(lesson);
    } catch (error) {
      if (error instanceof CourseFault) throw new HttpError(409, error.message);
      throw error;
    }
    res.redirect(`/lessons/${lesson.name}`, 303);
  });
}

function lessonOr404({ course }: Desk, name: string): LessonFolder {
  const lesson = course.find(name);
  if (lesson !== undefined) return lesson;
  throw new HttpError(404, `There is no lesson "${name}".`);
}
