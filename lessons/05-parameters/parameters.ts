// Parameters: one route for many paths. "/products/:id" fits /products/66432, and req.params.id is "66432".

import type { Request } from "../02-request/request.ts";
import type { Route } from "../04-routing/router.ts";

/** Whether the path fits the route's pattern. If so, the named parts are in `req.params` afterwards. */
export function fitsPattern(route: Route, req: Request): boolean {
  const pattern = segmentsOf(route.path);
  const segments = segmentsOf(req.path);
  if (pattern.length !== segments.length) return false;
  const params: Record<string, string> = {};
  for (const [i, part] of pattern.entries()) {
    const segment = decodeURIComponent(segments[i] ?? "");
    if (part.startsWith(":")) params[part.slice(1)] = segment;
    else if (part !== segment) return false;
  }
  req.params = params;
  return true;
}

/** Whether the path can be decoded. "%20" stands for a blank; "%zz" stands for nothing. */
export function decodes(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** "/products/66432" is ["products", "66432"]. */
function segmentsOf(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}
