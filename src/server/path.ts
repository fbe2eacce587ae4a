// Paths, cut into decoded segments: the one form in which routes and middleware prefixes compare them.

/**
 * The decoded segments of a request's path: "/a/b%20c?d" is ["a", "b c"], and "/" is [].
 * One slash at the end is ignored unless `strict`. Undefined for what is no path ("*") or does not decode.
 */
export function splitPath(url: string, strict: boolean): string[] | undefined {
  if (!url.startsWith("/")) return undefined;
  const query = url.indexOf("?");
  const path = query === -1 ? url : url.slice(0, query);
  const segments = path.split("/");
  segments.shift();
  trimSlash(segments, strict);
  if (!path.includes("%")) return segments;
  try {
    // Decoded after the cut: "%2f" is a character of its segment and never divides one.
    return segments.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/**
 * The segments of a path that does not decode as a whole, each decoded if it can be. No route matches such a
 * path, yet a guard on a prefix must not be passed by it: what runs behind the guard may read the URL its own way.
 */
export function splitLoosely(url: string): string[] {
  const path = url.split("?", 1)[0] as string;
  return path
    .split("/")
    .slice(1)
    .map((segment) => splitPath(`/${segment}`, true)?.[0] ?? segment);
}

/** Drops the empty segment that a slash at the end makes, unless `strict`; that of "/" always. */
export function trimSlash(segments: string[], strict: boolean): string[] {
  if (segments.at(-1) === "" && (!strict || segments.length === 1)) segments.pop();
  return segments;
}

/** Whether the segments begin with the prefix, compared as decoded, case-sensitively. */
export function startsWith(segments: readonly string[], prefix: readonly string[]): boolean {
  if (segments.length < prefix.length) return false;
  for (let i = 0; i < prefix.length; i++) {
    if (segments[i] !== prefix[i]) return false;
  }
  return true;
}

/** One segment of a route's pattern: text to be met, `:name` for one segment, `*name` for all that is left. */
export interface PatternSegment {
  readonly kind: "static" | "param" | "rest";
  /** The text, or the parameter's name. */
  readonly value: string;
}

/**
 * Reads a pattern such as "/products/:id" or "/files/*path".
 * @throws {TypeError} for anything else, saying what to write instead.
 */
export function parsePattern(pattern: string, strict: boolean): PatternSegment[] {
  if (typeof pattern !== "string" || !pattern.startsWith("/")) {
    throw new TypeError(`A path begins with "/": write "/products", not ${JSON.stringify(pattern)}.`);
  }
  const parts = pattern.slice(1).split("/");
  if (parts.at(-1) === "" && (!strict || parts.length === 1)) parts.pop();
  const segments = parts.map((part, i) => parseSegment(part, pattern, i === parts.length - 1));
  const names = segments.filter(({ kind }) => kind !== "static").map(({ value }) => value);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new TypeError(`The path "${pattern}" names the parameter "${twice}" twice.`);
  return segments;
}

/**
 * Reads the path of a middleware or of a mounted app.
 * @throws {TypeError} when it has parameters.
 */
export function parsePrefix(path: string): string[] {
  const segments = parsePattern(path, false);
  if (segments.some(({ kind }) => kind !== "static")) {
    throw new TypeError(
      `use("${path}"): the path of a middleware has no parameters. Put the middleware on the routes instead: app.get("${path}", middleware, handler).`,
    );
  }
  return segments.map(({ value }) => value);
}

function parseSegment(part: string, pattern: string, last: boolean): PatternSegment {
  const kind = part.startsWith(":") ? "param" : part.startsWith("*") ? "rest" : "static";
  const value = kind === "static" ? part : part.slice(1);
  if (kind === "rest" && !last) {
    throw new TypeError(
      `In "${pattern}" the rest "${part}" must come last: it takes all that is left of the path.`,
    );
  }
  if (kind !== "static") {
    if (!/^[A-Za-z_$][\w$]*$/.test(value) || value === "__proto__") {
      throw new TypeError(
        `In "${pattern}" the parameter "${part}" needs a name of letters, digits and _, and a segment of its own, like "/products/:id".`,
      );
    }
  } else if (/[?#()[\]{}+!*:\\%]/.test(value)) {
    throw new TypeError(
      `In "${pattern}" the part "${part}" has a character that patterns do not know. A pattern has plain text (not %-encoded), ":name" for one segment, and "*name" for the rest.`,
    );
  }
  return { kind, value };
}
