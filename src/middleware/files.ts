// A folder of files. The package "send" answers (types, ETag, ranges); here is decided what may be asked for.

import type { Stats } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import send from "send";
import { HttpError } from "../server/errors.ts";
import { splitPath } from "../server/path.ts";
import type { Request } from "../server/request.ts";
import type { Response } from "../server/response.ts";
import type { Handler } from "../server/types.ts";

export interface FilesOptions {
  /** How long a client may use a file without asking again; milliseconds. Default: 0, ask every time. */
  maxAge?: number;
}

/**
 * Answers GET and HEAD with the files below `root`, and with the index.html of a folder. Anything else is
 * passed on. Served is only what is a plain file there under exactly this name: no link, no hidden file,
 * no other spelling that the disk would take too.
 */
export function files(root: string, { maxAge = 0 }: FilesOptions = {}): Handler {
  const folder = resolve(root);
  return async function files(req, res, next) {
    if (req.method !== "GET" && req.method !== "HEAD") return next();
    // Cut and decoded as the router does it: a guard on a path and this resolver see the same segments.
    const segments = splitPath(req.url, false);
    if (segments === undefined || !segments.every(isPlain)) return next();
    const found = await find(folder, segments);
    if (found === undefined) return next();
    const path = segments.map((segment) => `/${encodeURIComponent(segment)}`).join("");
    // The whole URL: mounted at "/static", the kit gives "/" for "/static" too.
    const [asked = "", ...query] = req.originalUrl.split("?");
    if (!found.isFolder) return asked.endsWith("/") ? next() : answer(req, res, folder, path, maxAge);
    if ((await find(folder, [...segments, "index.html"]))?.isFolder !== false) return next();
    // Without the slash, the links of the page would lead astray.
    if (!asked.endsWith("/")) return res.redirect([`${req.baseUrl}${path}/`, ...query].join("?"), 301);
    return answer(req, res, folder, `${path}/index.html`, maxAge);
  };
}

/** No "..", no hidden file, nothing that means more than a name on any system. */
function isPlain(segment: string): boolean {
  return segment !== "" && !segment.startsWith(".") && !/[/\\:\0]/.test(segment);
}

/** What lies there, if it is spelled just so and no link is on the way. */
async function find(folder: string, segments: string[]): Promise<{ isFolder: boolean } | undefined> {
  try {
    const top = await realpath(folder);
    const path = join(top, ...segments);
    if (relative(top, await realpath(path)) !== segments.join(sep)) return undefined;
    const stats = await stat(path);
    return stats.isFile() || stats.isDirectory() ? { isFolder: stats.isDirectory() } : undefined;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP", "EACCES", "EPERM"].includes(code)) return undefined;
    throw error;
  }
}

/** Resolves when the file is sent, or when its client has gone. */
function answer(req: Request, res: Response, root: string, path: string, maxAge: number): Promise<void> {
  if (res.closed) return Promise.resolve();
  return new Promise((done, fail) => {
    res.once("close", done);
    send(req, path, { root, maxAge, dotfiles: "ignore", index: false })
      .on("error", (error: Error & { status?: number; headers?: Record<string, string> }) => {
        const { status = 500, headers = {} } = error;
        fail(status < 500 ? new HttpError(status, undefined, { headers }) : error);
      })
      .on("file", (_path: string, { size }: Stats) => {
        // More last bytes than there are is the whole file (RFC 9110, section 14.1.2); send says 416.
        if (Number(/^bytes=-(\d+)$/.exec(req.headers.range ?? "")?.[1]) > size) delete req.headers.range;
      })
      .pipe(res);
  });
}
