// What a store says, in words for the client. It says why to whoever runs the shop; a client only needs to know
// that the request was right, was not done, and can be sent again.

import { type ErrorHandler, HttpError, StoreError } from "../index.ts";

export const storeErrors: ErrorHandler = (error, _req, _res, next) => {
  if (!(error instanceof StoreError)) return next();
  switch (error.code) {
    case "conflict":
      throw unavailable("Too many change this at once, and nothing was changed. Try again.", "1", error);
    case "write-failed":
    case "read-only":
    case "closed":
      throw unavailable("The shop cannot save anything at the moment, and nothing was changed.", "10", error);
    case "unreachable":
      throw unavailable(
        "The shop cannot reach its data at the moment, and nothing was changed.",
        "10",
        error,
      );
    default:
      return next();
  }
};

function unavailable(message: string, seconds: string, cause: Error): HttpError {
  return new HttpError(503, message, { headers: { "Retry-After": seconds }, cause });
}
