// Places in the user's own code, for messages: "src/shop/routes.ts:41".

import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

// The kit's own folders, as a stack trace may write them: a student's mistake is never there.
const kit = ["../", "../../middleware/"].flatMap((folder) => {
  const url = new URL(folder, import.meta.url);
  return [url.href, fileURLToPath(url)];
});

/**
 * Where the caller stands. Taking it is cheap; turning it into text is not, so that waits for a report.
 * (Stack strings are source-mapped under tsx; the frames of `Error.prepareStackTrace` are not.)
 */
export type Place = Error;

export function takePlace(): Place {
  return new Error();
}

/** The error, as if it had been made at the place: what Node prints for it is the user's line, not the kit's. */
export function fromPlace<E extends Error>(place: Place, error: E): E {
  const frames = framesOf(place).filter((frame) => !isKitFrame(frame));
  error.stack = [`${error.name}: ${error.message}`, ...frames].join("\n");
  return error;
}

/** "file.ts:41", relative to the working folder, of the first frame in the user's code, or undefined. */
export function describePlace(place: Place | undefined): string | undefined {
  const frames = framesOf(place).filter((frame) => !isKitFrame(frame));
  // A package stands between the kit and the user; better its place than none.
  const frame = frames.find((line) => !line.includes("node_modules")) ?? frames[0];
  return frame === undefined ? undefined : locationIn(frame);
}

/** The text of an error with its stack, without the frames of the kit and of Node. */
export function withoutKitFrames(text: string): string {
  return text
    .split("\n")
    .filter((line) => !isFrame(line) || !isKitFrame(line))
    .join("\n");
}

function framesOf(place: Place | undefined): string[] {
  return place?.stack?.split("\n").filter(isFrame) ?? [];
}

function isFrame(line: string): boolean {
  return line.trimStart().startsWith("at ");
}

function isKitFrame(frame: string): boolean {
  return (
    frame.includes("node:") || frame.includes("(native)") || kit.some((folder) => frame.includes(folder))
  );
}

/** From "    at handler (file:///shop/routes.ts:41:7)" to "shop/routes.ts:41". */
function locationIn(frame: string): string | undefined {
  const open = frame.lastIndexOf("(");
  const location =
    open === -1 ? frame.replace(/^\s*at (async )?/, "") : frame.slice(open + 1).replace(/\)$/, "");
  const found = /^(.+?):(\d+)(?::\d+)?$/.exec(location);
  if (found === null) return undefined;
  const [, file = "", line] = found;
  const path = file.startsWith("file:") ? fileURLToPath(file) : file;
  const near = relative(process.cwd(), path);
  return `${near.startsWith(`..${sep}`) ? path : near}:${line}`;
}
