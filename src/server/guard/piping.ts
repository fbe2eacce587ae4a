// A stream that is piped into a response: each ends when the other does.

import type { Readable } from "node:stream";
import type { Response } from "../response.ts";

/** Whether a stream or a pipeline writes into the response: both listen to one of these events of it. */
export function isFed(res: Response): boolean {
  return res.listenerCount("unpipe") > 0 || res.listenerCount("drain") > 0;
}

/**
 * Makes a response take care of what is piped into it. A source listens to one of the events above before it
 * says `pipe`; most responses are never piped into, and need no listener made for them.
 */
export function hearPipes(res: Response): void {
  if (!res.listeners("pipe").includes(onPipe)) res.on("pipe", onPipe);
}

function onPipe(this: Response, source: Readable): void {
  if (this.guard.responding || this.closed || this.destroyed) {
    source.unpipe(this);
    release(source);
    return;
  }
  this.once("close", () => release(source));
  const heard = source.listenerCount("error") > 0;
  source.on("error", () => {}); // Told below, on `close`. Unheard, a missing file would end the process.
  const onClose = () => sourceClosed(this, source, heard);
  if (source.closed) process.nextTick(onClose);
  else source.once("close", onClose);
}

/** Without a reader it would stay open, and its file with it. One that others read as well is theirs. */
function release(source: Readable): void {
  if (source.listenerCount("data") === 0) source.destroy();
}

/** A source that closed before its end leaves a response that nobody would finish: pipe() itself waits for ever. */
function sourceClosed(res: Response, source: Readable, heard: boolean): void {
  const { dispatch, responding } = res.guard;
  const step = dispatch?.step;
  if (source.readableEnded || responding || res.destroyed || step === undefined) return;
  source.unpipe(res);
  // Whoever listens to the error may want to answer for it.
  if (heard && !res.headersSent) res.req.app.inFlight.expectResponse(res, step);
  else void dispatch?.fail(source.errored ?? new Error("A piped stream closed before its end."), step);
}
