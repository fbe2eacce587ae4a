// Header fields that have the browser take care. None that breaks plain HTTP on a class's network: no
// Strict-Transport-Security, no upgrade-insecure-requests, no Cross-Origin-Opener-Policy.

import type { Handler } from "../server/types.ts";

export interface SecurityHeadersOptions {
  /** The Content-Security-Policy. Default: everything from this server only, no inline scripts, no frames. */
  contentSecurityPolicy?: string;
}

const POLICY = [
  "default-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join("; ");

/** Sets the fields on every response. */
export function securityHeaders({ contentSecurityPolicy = POLICY }: SecurityHeadersOptions = {}): Handler {
  return function securityHeaders(_req, res, next) {
    res.setHeader("Content-Security-Policy", contentSecurityPolicy);
    res.setHeader("X-Content-Type-Options", "nosniff");
    res.setHeader("Referrer-Policy", "same-origin");
    res.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    return next();
  };
}
