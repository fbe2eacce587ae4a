// What the student's server process tells the runner, and what the runner asks of it.

/** A place in code: "exercise.ts:14". Undefined where none is known. */
export type Place = string | undefined;

export type ProbeMessage =
  /** The file to be checked was loaded, or threw while it was. */
  | { readonly type: "loaded" }
  | { readonly type: "load-failed"; readonly name: string; readonly message: string; readonly place: Place }
  /** The file does not export the function that answers requests. */
  | { readonly type: "no-listener"; readonly exported: readonly string[] }
  | { readonly type: "listening"; readonly port: number }
  | { readonly type: "request"; readonly id: number; readonly method: string; readonly url: string }
  /** A response was ended. */
  | { readonly type: "answered"; readonly id: number; readonly place: Place }
  /** Something was done to a response that had been ended. */
  | {
      readonly type: "again";
      readonly id: number;
      readonly call: string;
      readonly first: Place;
      readonly place: Place;
    }
  /** An error that ends the process, or was caught by process.on("uncaughtException"). */
  | {
      readonly type: "crash";
      readonly id: number | undefined;
      readonly name: string;
      readonly code: string | undefined;
      readonly message: string;
      readonly place: Place;
    }
  /** An error that was caught, and that the server has written with console.error. */
  | {
      readonly type: "caught";
      readonly id: number | undefined;
      readonly name: string;
      readonly code: string | undefined;
      readonly message: string;
      readonly place: Place;
    }
  /** The answer to "settle": the requests that wait for a response. */
  | { readonly type: "settled"; readonly ask: number; readonly open: readonly OpenRequest[] };

/** From a tracer that was preloaded; what it tells is for whoever had it preloaded. */
export type TracerMessage =
  | { readonly type: "trace"; readonly batch: unknown }
  | { readonly type: "watching"; readonly on: boolean };

export interface OpenRequest {
  readonly id: number;
  readonly method: string;
  readonly url: string;
  /** The last line of the student's that did something with the response. */
  readonly lastPlace: Place;
  /** Where createServer was called. */
  readonly serverPlace: Place;
  /** Whether a part of the response was sent. */
  readonly begun: boolean;
}

export interface LoadMessage {
  readonly type: "load";
  readonly file: string;
  /** Whether the file exports its listener, and does not listen itself. */
  readonly listener: boolean;
  /** The folder in which it is to run; undefined for the runner's. */
  readonly cwd: string | undefined;
  readonly env: Readonly<Record<string, string>>;
}

/** Over the IPC channel. `load` comes once; `settle` is answered when all that was due has run. */
export type RunnerMessage = LoadMessage | { readonly type: "settle"; readonly ask: number };
