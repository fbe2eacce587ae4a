// A stream that is piped into a response: each ends when the other does.

import type { Readable } from "node:stream";
import type { Response } from "./response.ts";

/** Listens to `pipe` of a response. */
export function onPipe(this: Response, source: Readable): void {
  this.once("close", () => {
    // Without a reader it would stay open, and its file with it. One that others read as well is theirs.
    if (source.listenerCount("data") === 0) source.destroy();
  });
  source.once("close", () => {
    const { dispatch, responding } = this.guard;
    const step = dispatch?.step;
    if (source.readableEnded || responding || this.destroyed || step === undefined) return;
    source.unpipe(this); // pipe() itself would wait for ever.
    if (this.headersSent) dispatch?.fail(source.errored ?? new Error("A piped stream broke off."), step);
    else this.req.app.inFlight.expectResponse(this, step);
  });
}
