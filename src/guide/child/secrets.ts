// What lets somebody in is shown so far that one can tell it from another, and no further. In front of a class, where
// the map hangs on a projector, it is covered as a whole; in a query as well.

/** Of a secret, so many characters are shown, and never more than a third. */
const SHOWN = 6;

/** Said to the process of a class's shop. */
const COVERS = process.env.ROUNDTRIP_COVERS !== undefined;
const COVERED = "(covered)";

const SECRET_NAME = /passw|secret|token|session|api.?key/i;

/** Of a parameter in a query: "token", "api_key", "key", and not "keyword". */
const SECRET_PARAMETER = /passw|secret|token|session|(?:^|api|[._-])key$/i;

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
    case "proxy-authorization":
      return value.replace(/^(\s*\S+\s+)(.*)$/s, (_whole, scheme, rest) => scheme + cut(rest));
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
  if (!SECRET_NAME.test(text)) return text;
  return text
    .replace(/"([^"\\]{1,40})"(\s{0,8}:\s{0,8}")((?:[^"\\]|\\.)+)/g, (whole, name, colon, value) =>
      SECRET_NAME.test(name) ? `"${name}"${colon}${cut(value)}` : whole,
    )
    .replace(/(^|[&?])([^\s"=&]{1,40})=([^\s"&]+)/g, (whole, before, name, value) =>
      SECRET_NAME.test(name) ? `${before}${name}=${cut(value)}` : whole,
    );
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
