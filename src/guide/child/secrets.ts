// What lets somebody in is shown so far that one can tell it from another, and no further. In front of a class, where
// the map hangs on a projector, it is covered as a whole; in a query as well.

/** Of a secret, so many characters are shown, and never more than a third. */
const SHOWN = 6;

/** Said to all processes of a class. */
const COVERS = process.env.ROUNDTRIP_COVERS !== undefined;
const COVERED = "(covered)";

const SECRET_NAME = /passw|secret|token|session|api.?key/i;

/** Of a parameter in a query: "token", "api_key", "key", and not "keyword". */
const SECRET_PARAMETER = /passw|secret|token|session|(?:^|api|[._-])key$/i;

const JSON_NAME = `("[^"\\\\]{0,40}(?:${SECRET_NAME.source})[^"\\\\]{0,40}"\\s{0,8}:\\s{0,8}`;
/** `"password": "..."`, up to its last character. */
const SECRET_STRING = new RegExp(`${JSON_NAME}")((?:[^"\\\\]|\\\\.)+)`, "gi");
/** `"pin_token": 1234`, and `"tokens": [...` up to the end of the list. */
const SECRET_VALUE = new RegExp(`${JSON_NAME})(-?\\d[\\d.e+-]*|\\[[^\\]]+)`, "gi");

/** A request's target, or another URL: in front of a class without what is secret in its query. */
export function cutSecretTarget(target: string): string {
  if (!COVERS) return target;
  return target.replace(/([?&#])([^\s=&#]+)=([^\s&#]+)/g, (whole, before, name) =>
    SECRET_PARAMETER.test(decoded(name)) ? `${before}${name}=${COVERED}` : whole,
  );
}

/** The value of a field of a header section, without what is secret in it. */
export function cutSecretField(name: string, value: string): string {
  switch (name.toLowerCase()) {
    case "cookie":
      return value.split(";").map(cutPair).join(";");
    case "set-cookie": {
      const [pair = "", ...attributes] = value.split(";");
      return [cutPair(pair), ...attributes].join(";");
    }
    case "authorization":
    case "proxy-authorization": {
      const [, scheme = "", rest = value] = /^(\s*\S+\s+)(.+)$/s.exec(value) ?? [];
      return scheme + cut(rest);
    }
    case "referer":
    case "location":
      return cutSecretTarget(value);
    default:
      return COVERS && SECRET_NAME.test(name) ? cut(value) : value;
  }
}

/**
 * A body or a query without its passwords and tokens, in JSON or in a form. (The lengths are limited, so that no text
 * can make this slow.)
 */
export function cutSecrets(text: string): string {
  if (!COVERS && !SECRET_NAME.test(text)) return text;
  return text
    .replace(SECRET_STRING, (_whole, name, value) => name + cut(value))
    .replace(SECRET_VALUE, (_whole, name, value) => name + cut(value))
    .replace(/(^|[&?])([^\s"=&]{1,40})=([^\s"&]+)/g, (whole, before, name, value) =>
      isSecretInForm(decoded(name)) ? `${before}${name}=${cut(value)}` : whole,
    );
}

function isSecretInForm(name: string): boolean {
  return SECRET_NAME.test(name) || (COVERS && SECRET_PARAMETER.test(name));
}

/** "to%6Ben" is "token" for a server. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function cutPair(pair: string): string {
  const equals = pair.indexOf("=");
  return equals === -1 ? pair : pair.slice(0, equals + 1) + cut(pair.slice(equals + 1));
}

function cut(secret: string): string {
  if (COVERS && secret !== "") return COVERED;
  return secret === "" ? "" : `${secret.slice(0, Math.min(SHOWN, Math.floor(secret.length / 3)))}…`;
}
