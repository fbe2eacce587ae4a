// The app: what a program registers on it, and the one listener that node:http calls for each request.

import { setMaxListeners } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from "node:http";
import { Connections } from "./connection/connections.ts";
import { refusal, toOriginForm } from "./connection/refuse.ts";
import { Dispatch } from "./dispatch.ts";
import { toError } from "./errors.ts";
import { InFlight } from "./guard/in-flight.ts";
import { fromPlace, type Place, takePlace } from "./guard/places.ts";
import { printReport, type Report } from "./guard/report.ts";
import { type Limits, withDefaults } from "./limits.ts";
import { mountApp } from "./mount.ts";
import type { Params } from "./params.ts";
import { parsePattern, parsePrefix, startsWith, trimSlash } from "./path.ts";
import { newStep, Pipeline } from "./pipeline.ts";
import { Request } from "./request.ts";
import { Response } from "./response.ts";
import { ALL, Router } from "./router.ts";
import { isThenable } from "./thenable.ts";
import { traces } from "./trace.ts";
import type { ConnectMiddleware, ErrorHandler, Handler } from "./types.ts";

/** Limits and `report` count in the app that is served; an app mounted in it goes by them. */
export interface AppOptions extends Partial<Limits> {
  /** Whether "/a/" is another path than "/a". Default: false. */
  strict?: boolean;
  /** Where errors and mistakes are told. Default: to stderr. */
  report?: (report: Report) => void;
}

/** Adds a route: a path and one handler or several. Middleware of Express can stand before the last. */
interface AddRoute {
  <Path extends string>(path: Path, ...handlers: Handler<Params<Path>>[]): App;
  <Path extends string>(path: Path, ...handlers: [...ConnectMiddleware[], Handler<Params<Path>>]): App;
}

/**
 * Adds middleware or other apps, for all paths or below one. A function with four parameters is an error
 * handler, as in Express; TypeScript knows their types only with `onError`.
 */
interface Use {
  (...middleware: (Handler | App)[]): App;
  (path: string, ...middleware: (Handler | App)[]): App;
  (handler: ErrorHandler): App;
  (path: string, handler: ErrorHandler): App;
  (...middleware: ConnectMiddleware[]): App;
  (path: string, ...middleware: ConnectMiddleware[]): App;
}

/** Makes an app. @throws {RangeError} for a limit that is no positive number. */
export function createApp(options: AppOptions = {}): App {
  return new App(options);
}

export class App {
  readonly get: AddRoute = this.#verb("GET");
  readonly post: AddRoute = this.#verb("POST");
  readonly put: AddRoute = this.#verb("PUT");
  readonly patch: AddRoute = this.#verb("PATCH");
  readonly delete: AddRoute = this.#verb("DELETE");
  readonly head: AddRoute = this.#verb("HEAD");
  readonly options: AddRoute = this.#verb("OPTIONS");
  /** A route for every verb. */
  readonly all: AddRoute = this.#verb(ALL);

  readonly limits: Readonly<Limits>;
  readonly strict: boolean;
  /** Whether the places of responses are taken, to name them when there are two. Off in production. */
  readonly takesPlaces = process.env.NODE_ENV !== "production";
  readonly router: Router;
  readonly pipeline = new Pipeline();
  readonly inFlight: InFlight;

  readonly #mounted: { prefix: readonly string[]; app: App }[] = [];
  readonly #report: (report: Report) => void;
  readonly #connections: Connections;
  readonly #closing = new AbortController();
  #registered = 0;

  constructor(options: AppOptions) {
    this.limits = withDefaults(options);
    this.strict = options.strict ?? false;
    this.router = new Router(this.strict);
    this.inFlight = new InFlight(this.limits);
    this.#report = options.report ?? printReport;
    this.#connections = new Connections(this.limits, this.inFlight);
    setMaxListeners(0, this.closeSignal); // One for each open event stream.
  }

  /** Which route answers is known before middleware runs; one that rewrites `req.url` belongs in an app around. */
  readonly use: Use = (...given: unknown[]): App =>
    this.#register((place) => {
      const path = typeof given[0] === "string" ? (given.shift() as string) : "/";
      const prefix = parsePrefix(path);
      for (const middleware of checked(`use("${path}")`, given, true)) this.#use(prefix, middleware, place);
    });

  /** Adds a handler for errors, wherever in the app they happen. */
  onError(handler: ErrorHandler): App {
    return this.#register((place) => {
      checked("onError", [handler], false);
      this.pipeline.errorHandlers.push(newStep(handler, [], this.#registered++, place));
    });
  }

  /** The routes in the order in which they were added, then those of mounted apps, with their prefix. */
  routes(): { method: string; path: string }[] {
    const own = this.router.routes.map(({ method, path }) => ({ method, path }));
    const mounted = this.#mounted.flatMap(({ prefix, app }) =>
      app.routes().map(({ method, path }) => {
        const whole = [...prefix, ...path.split("/").filter((segment) => segment !== "")];
        return { method, path: `/${whole.join("/")}` };
      }),
    );
    return [...own, ...mounted];
  }

  /** The verbs that the routes of a path have, mounted apps included. */
  allowed(segments: readonly string[]): Set<string> {
    const methods = this.router.allowed(segments);
    for (const { prefix, app } of this.#mounted) {
      if (!startsWith(segments, prefix)) continue;
      const rest = trimSlash(segments.slice(prefix.length), app.strict);
      for (const method of app.allowed(rest)) methods.add(method);
    }
    return methods;
  }

  /** The listener for node:http. The server must be made with `serverOptions`; better, `attach` does the rest. */
  readonly handle = (req: IncomingMessage, res: ServerResponse): void => {
    if (!(req instanceof Request && res instanceof Response)) {
      throw new TypeError(
        "app.handle needs the kit's own request and response: createServer(app.serverOptions, app.handle).",
      );
    }
    this.#serve(req as Request, res);
  };

  /** What `http.createServer` and `https.createServer` need to know to serve this app. */
  get serverOptions(): ServerOptions<typeof Request, typeof Response> {
    return this.#connections.serverOptions;
  }

  /** Serves the app on a server made with `serverOptions`: limits, time-outs, and an end with `close`. */
  // biome-ignore lint/suspicious/noExplicitAny: a server of http or https, with the kit's own request and response.
  attach<S extends Server<any, any>>(server: S): S {
    this.#connections.attach(server, this.handle as RequestListener);
    return server;
  }

  /**
   * Starts a server and resolves when it listens. Port 0 takes a free one. The default host is loopback:
   * this machine only. "0.0.0.0" serves the network.
   * @throws {RangeError} for what is no port. @throws {Error} with a `code` when the port cannot be had.
   */
  async listen(port: number, host = "127.0.0.1"): Promise<Server> {
    const place = takePlace();
    if (this.closing)
      throw fromPlace(place, new Error("This app was closed. Make a new one with createApp()."));
    return this.#connections.listen(this.attach(createServer(this.serverOptions)), port, host, place);
  }

  /** Whether `close` was called. */
  get closing(): boolean {
    return this.closeSignal.aborted;
  }

  /** Aborts when `close` is called: for responses that would never end by themselves. */
  get closeSignal(): AbortSignal {
    return this.#closing.signal;
  }

  /**
   * Ends gracefully: requests in flight are answered, event streams end, idle connections close.
   * Resolves when all is closed, at the latest after `closeTimeout`.
   */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#connections.close();
  }

  /** For the kit's own use: passes a report on. A report that fails is no reason to fail the request. */
  report(report: Report): void {
    if (traces.report.hasSubscribers) traces.report.publish(report);
    try {
      this.#report(report);
    } catch (failure) {
      process.stderr.write(`roundtrip: ${report.message}\nThe report failed: ${toError(failure).message}\n`);
    }
  }

  #serve(req: Request, res: Response): void {
    req.app = this;
    toOriginForm(req);
    req.originalUrl = req.url;
    if (traces.request.hasSubscribers) traces.request.publish({ req, res });
    const refused = refusal(req, this.limits.headerLines);
    const dispatch = new Dispatch(this, req, res);
    void (refused === undefined ? dispatch.start() : dispatch.fail(refused, undefined));
    // Most are answered by now, and never wait.
    if (!res.guard.ended) this.inFlight.add(res);
  }

  #verb(method: string): AddRoute {
    return (path: string, ...handlers: unknown[]): App => {
      // Packages made for Express ask for its settings with app.get("trust proxy"). There are none.
      const isSetting =
        method === "GET" && handlers.length === 0 && typeof path === "string" && path[0] !== "/";
      if (isSetting) return undefined as never;
      return this.#register((place) => {
        parsePattern(path, this.strict); // A wrong path is what a beginner wants to hear of first.
        const name = method === ALL ? "all" : method.toLowerCase();
        const own = checked(`${name}("${path}")`, handlers, false) as Handler[];
        this.router.add(method, path, own, this.#registered++, place);
        this.pipeline.forget();
      });
    };
  }

  #use(prefix: string[], middleware: Registered, place: Place): void {
    if (middleware === this) throw new TypeError("An app cannot be mounted in itself.");
    const isApp = middleware instanceof App;
    if (isApp) this.#mounted.push({ prefix, app: middleware });
    const handler = isApp ? mountApp(middleware) : middleware;
    const step = newStep(handler, prefix, this.#registered++, place);
    if (handler.length === 4) this.pipeline.errorHandlers.push(step);
    else this.pipeline.add(step);
  }

  /** Registers something. An error points at the line of the user that is wrong. */
  #register(add: (place: Place) => void): App {
    const place = takePlace();
    try {
      add(place);
    } catch (error) {
      throw fromPlace(place, error as Error);
    }
    return this;
  }
}

type Registered = Handler | ErrorHandler | App;

/** @throws {TypeError} when one of these is nothing that can be registered. */
function checked(what: string, given: unknown[], appsToo: boolean): Registered[] {
  if (given.flat().length === 0) throw new TypeError(`app.${what} needs a function: (req, res) => { ... }.`);
  for (const [i, one] of given.flat().entries()) {
    if (typeof one === "function" || (appsToo && one instanceof App)) continue;
    const hint = one === undefined ? " Is it exported, and does the function that makes it return it?" : "";
    const kind = one === null ? "null" : isThenable(one) ? "a promise" : typeof one;
    throw new TypeError(`app.${what}: handler ${i + 1} is ${kind}, not a function.${hint}`);
  }
  return given.flat() as Registered[];
}
