// Why a check failed, as far as it can be known without the lesson: the mistakes that any server can have. A
// lesson's checks.ts adds its own, which are looked at first.

import type { Evidence, Mistake } from "./checks.ts";

/** What became of the error. */
function outcome({ thrown }: Evidence): string {
  return thrown?.type === "caught"
    ? "It was caught, printed, and answered with 500."
    : "Nobody caught that, so Node stopped the server.";
}

/** " at exercise.ts:14", or nothing. */
function at(place: string | undefined): string {
  return place === undefined ? "" : ` at ${place}`;
}

/** if (req.url = "/time") */
const ASSIGNED_IN_IF = /\bif\s*\([^=!<>()]*[^=!<>]=(?![=>])/;

/** handler: showBook() */
const CALLED_HANDLER = /\bhandler:\s*([\w.]+)\(/;
export const CALLED_HANDLER_TIP =
  "write its name alone, handler: showBook; or a function around it: handler: (req, res) => sendJson(res, 200, list)";

/** sendText(res, "text", 200) or sendText(200, res, "text") */
const SWAPPED = /\bsend(?:Text|Html|Json)\(\s*(?:res,\s*["'`]|\d)/;

/** sendJson(res, 204, {}) */
const BODY_WITH_204 = /\bsend\w+\(\s*res,\s*204\b/;

/** The first that fits is told. */
export const GENERAL_MISTAKES: readonly Mistake[] = [
  {
    id: "assigned-in-if",
    when: ({ again, line }) => again !== undefined && line(ASSIGNED_IN_IF) !== undefined,
    why: ({ line }) =>
      `one = puts the right side into the left side (${line(ASSIGNED_IN_IF)}). It compares nothing, so what stands in the if always runs.`,
    tip: "compare with ===",
  },
  {
    id: "answered-twice",
    when: ({ again, crash }) =>
      again !== undefined &&
      (crash === undefined ||
        ["ERR_HTTP_HEADERS_SENT", "ERR_STREAM_WRITE_AFTER_END"].includes(crash.code ?? "")),
    why: (evidence) => {
      const { again, crash } = evidence;
      const end = crash === undefined ? "A try/catch hides it." : outcome(evidence);
      return `answered twice: ${again?.first ?? "once"}, then ${again?.place ?? "again"} (res.${again?.call}). ${end}`;
    },
    tip: ({ again }) =>
      `give one answer: put both texts into one res.end(); or, if only one of them is meant, return after ${again?.first ?? "it"}`,
  },
  {
    id: "handler-called",
    when: ({ thrown, line }) => thrown !== undefined && line(CALLED_HANDLER) !== undefined,
    why: ({ line, source }) => calledHandler(source, line(CALLED_HANDLER)) ?? "",
    tip: CALLED_HANDLER_TIP,
  },
  {
    id: "arguments-swapped",
    when: ({ thrown, line }) => thrown !== undefined && line(SWAPPED) !== undefined,
    why: (evidence) =>
      `the arguments stand in the wrong order (${evidence.line(SWAPPED)}). ${outcome(evidence)}`,
    tip: "the response first, then the status, then what is sent: sendText(res, 200, text)",
  },
  {
    id: "headers-sent",
    when: ({ thrown }) => thrown?.code === "ERR_HTTP_HEADERS_SENT",
    why: (evidence) =>
      `the header was changed${at(evidence.thrown?.place)} after it had been sent. ${outcome(evidence)}`,
    tip: "set status and header fields first, then call res.end() once",
  },
  {
    id: "end-not-text",
    when: ({ thrown }) => thrown?.code === "ERR_INVALID_ARG_TYPE" && /"(chunk|string)"/.test(thrown.message),
    why: (evidence) =>
      `res.end()${at(evidence.thrown?.place)} was given something that is not text. ${outcome(evidence)}`,
    tip: "turn it into text: res.end(JSON.stringify(value)), or String(value)",
  },
  {
    id: "header-newline",
    when: ({ thrown }) =>
      thrown?.code === "ERR_INVALID_CHAR" || thrown?.code === "ERR_HTTP_INVALID_HEADER_VALUE",
    why: (evidence) =>
      `a header field was given a value that HTTP does not allow${at(evidence.thrown?.place)}: ${evidence.thrown?.message}. ${outcome(evidence)}`,
    tip: "a value is one line of plain characters; what comes from a request must be encoded first",
  },
  {
    id: "bad-json",
    when: ({ thrown }) => thrown?.name === "SyntaxError" && /JSON/.test(thrown.message),
    why: (evidence) =>
      `JSON.parse threw${at(evidence.thrown?.place)}: ${evidence.thrown?.message}. ${outcome(evidence)}`,
    tip: "put try { ... } catch around JSON.parse, and answer 400 in catch",
  },
  {
    id: "bad-escape",
    when: ({ thrown }) => thrown?.name === "URIError",
    why: (evidence) =>
      `decodeURIComponent threw${at(evidence.thrown?.place)}: the path has a % that stands for nothing. ${outcome(evidence)}`,
    tip: "put try { ... } catch around it, and answer 400 in catch",
  },
  {
    id: "relative-url",
    when: ({ thrown }) => thrown?.code === "ERR_INVALID_URL",
    why: (evidence) =>
      `new URL()${at(evidence.thrown?.place)} was given req.url alone, which is only a path. ${outcome(evidence)}`,
    tip: 'give it a base: new URL(req.url ?? "/", "http://localhost")',
  },
  {
    id: "of-nothing",
    when: ({ thrown }) => thrown?.name === "TypeError" && /of (null|undefined)/.test(thrown.message),
    why: (evidence) =>
      `${evidence.thrown?.message}${at(evidence.thrown?.place)}: what stands before the dot is missing. ${outcome(evidence)}`,
    tip: "ask first whether it is there: if (thing === undefined) ...",
  },
  {
    id: "header-without-value",
    when: ({ thrown }) =>
      thrown?.code === "ERR_INVALID_HTTP_TOKEN" ||
      /Invalid value "undefined" for header/.test(thrown?.message ?? ""),
    why: (evidence) =>
      `a header field has a name and a value, and one of them is none${at(evidence.thrown?.place)}. ${outcome(evidence)}`,
    tip: 'give both, with a comma between: res.setHeader("Content-Type", "text/html")',
  },
  {
    id: "unknown-name",
    when: ({ thrown }) => thrown?.name === "ReferenceError",
    why: (evidence) =>
      `${evidence.thrown?.message}${at(evidence.thrown?.place)}: no variable has this name here. ${outcome(evidence)}`,
    tip: ({ thrown, source }) => unknownNameTip(thrown?.message, source),
  },
  {
    id: "no-such-function",
    when: ({ thrown }) => thrown?.name === "TypeError" && /is not a function/.test(thrown.message),
    why: (evidence) => `${evidence.thrown?.message}${at(evidence.thrown?.place)}. ${outcome(evidence)}`,
    tip: "look at the name before the brackets, letter by letter: is it spelled like that?",
  },
  {
    id: "crash",
    when: ({ thrown }) => thrown !== undefined,
    why: (evidence) =>
      `${evidence.thrown?.name}: ${evidence.thrown?.message}${at(evidence.thrown?.place)}. ${outcome(evidence)}`,
    tip: ({ thrown }) =>
      thrown?.place === undefined
        ? "follow the code for this request, line by line, to what throws"
        : `look at ${thrown.place}: what does it do with this request?`,
  },
  {
    id: "exited",
    when: ({ pulse, start }) => pulse.state === "exited" && start === undefined,
    why: "the program ended. A server runs until it is stopped.",
    tip: "look for process.exit() or server.close()",
  },
  {
    id: "blocked",
    when: ({ pulse }) => pulse.state === "blocked",
    why: "the program is busy and hears nothing: a loop does not end, or takes very long.",
    tip: "look for while and for loops whose condition stays true",
  },
  {
    id: "not-ended",
    when: ({ silence, pulse }) => silence === "no-reply" && pulse.open.some(({ begun }) => begun),
    why: ({ pulse }) =>
      `the response was begun${at(openPlace(pulse))}, and never ended. The client still waits for the rest.`,
    tip: "call res.end() when all is written",
  },
  {
    id: "no-response",
    when: ({ silence, pulse }) => silence === "no-reply" && pulse.open.length > 0,
    why: ({ pulse }) => {
      const { lastPlace, serverPlace } = pulse.open.at(-1) ?? {};
      const reached =
        lastPlace !== undefined
          ? ` The last line that touched the response is ${lastPlace}.`
          : serverPlace !== undefined
            ? ` The function that has it was given to createServer at ${serverPlace}.`
            : "";
      return `the request is still open: the server has it, and nothing was sent.${reached}`;
    },
    tip: "follow the code for this request: on its way it must reach res.end()",
  },
  {
    id: "body-with-204",
    when: ({ silence, line }) => silence === "unreadable" && line(BODY_WITH_204) !== undefined,
    why: ({ line }) =>
      `204 says that there is no body, and here one is sent with it${at(line(BODY_WITH_204))}.`,
    tip: "res.statusCode = 204; res.end() (or sendNothing(res), from lesson 03 on)",
  },
  {
    id: "wrong-length",
    when: ({ silence }) => silence === "unreadable",
    why: "the reply cannot be read: its Content-Length is not the length of its body.",
    tip: "count bytes, not characters: Buffer.byteLength(text); or leave Content-Length to Node",
  },
  {
    id: "object-object",
    when: ({ reply }) => reply?.text.includes("[object Object]") === true,
    why: "the body is [object Object]: that is what an object becomes when it is turned into text.",
    tip: "write JSON.stringify(value) instead",
  },
  {
    id: "promise-as-text",
    when: ({ reply }) => reply?.text.includes("[object Promise]") === true,
    why: "the body is [object Promise]: a promise was sent, and not what it promises.",
    tip: "put await before the call",
  },
  {
    id: "promise-as-json",
    when: ({ reply, wanted }) => reply?.text.trim() === "{}" && !wanted.includes("{}"),
    why: "the body is {}: that is what a promise becomes in JSON.",
    tip: "put await before the call that gets the data",
  },
  {
    id: "empty-json",
    when: ({ reply }) => reply?.bytes.length === 0 && reply.header("content-type")?.includes("json") === true,
    why: "the body is empty: JSON.stringify(undefined) is no text at all.",
    tip: "look where the value comes from: was nothing found, or nothing returned?",
  },
  {
    id: "no-type",
    when: ({ reply, wanted }) =>
      wanted.includes("Content-Type") && reply?.header("content-type") === undefined,
    why: "the response does not say what its body is.",
    tip: 'set it before end(): res.setHeader("Content-Type", ...)',
  },
  {
    id: "broken-character",
    when: ({ reply }) => reply?.text.includes("\uFFFD") === true,
    why: "a character was broken: its bytes came in two pieces, and each piece was turned into text by itself.",
    tip: "collect the pieces, put them together with Buffer.concat, and only then make text of them",
  },
  {
    id: "error-with-200",
    when: ({ reply, wanted }) =>
      reply?.status === 200 && /^status [45]/.test(wanted) && /error|not found/i.test(reply.text),
    why: "the body tells of an error, and the status says 200: all went well. Programs believe the status.",
    tip: "set the status too: res.statusCode = ...",
  },
  {
    id: "status-too-late",
    when: ({ reply, wanted, line }) =>
      reply?.status === 200 &&
      /^status [345]/.test(wanted) &&
      line(/\.end\([^;]*\);?\s*\n?\s*res\.statusCode\s*=/) !== undefined,
    why: ({ line }) =>
      `the status is set after the response has gone (${line(/\.end\([^;]*\);?\s*\n?\s*res\.statusCode\s*=/)}).`,
    tip: "set res.statusCode before res.end()",
  },
];

/** Why a list of routes that calls its handlers does not work; undefined when it does not call them. */
export function calledHandler(source: string, place: string | undefined): string | undefined {
  const name = CALLED_HANDLER.exec(source)?.[1];
  if (name === undefined) return undefined;
  return `the brackets behind ${name}${at(place)} call it at once, while the list of routes is made, and not when a request comes.`;
}

function openPlace(pulse: Evidence["pulse"]): string | undefined {
  const last = pulse.open.at(-1);
  return last?.lastPlace ?? (last?.begun ? last.serverPlace : undefined);
}

/** What to do about "x is not defined". A name with a dash is read as a subtraction; a near name is offered. */
export function unknownNameTip(message: string | undefined, source: string): string {
  const name = /^(\S+) is not defined/.exec(message ?? "")?.[1] ?? "";
  const dashed = new RegExp(`\\.((?:\\w+-)+${name}\\b(?:-\\w+)*)`).exec(source)?.[1];
  if (dashed !== undefined) return `a name with a dash stands in brackets and quotes: ["${dashed}"]`;
  const near = [...new Set(source.match(/[A-Za-z_$][\w$]*/g))].find((other) => isNear(name, other));
  const guess = near === undefined ? "" : ` Is ${near} meant?`;
  return `look for a typing error, a missing const, or a missing import.${guess}`;
}

/** Whether one letter more, less or other makes one name of the other, or two that changed places. */
function isNear(name: string, other: string): boolean {
  if (name === other || Math.min(name.length, other.length) < 3) return false;
  let start = 0;
  while (start < name.length && name[start] === other[start]) start += 1;
  const [rest, otherRest] = [name.slice(start), other.slice(start)];
  return (
    rest.slice(1) === otherRest ||
    rest === otherRest.slice(1) ||
    rest.slice(1) === otherRest.slice(1) ||
    (rest.slice(2) === otherRest.slice(2) && rest[0] === otherRest[1] && rest[1] === otherRest[0])
  );
}
