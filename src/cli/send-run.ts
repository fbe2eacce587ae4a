// What `npm run send` does: reads the command line, sends one request, and shows what comes back.

import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { parseArgs } from "node:util";
import type { Io } from "./io.ts";

const HELP = `Sends one request, and shows what was sent and what came back.

  npm run send -- GET /books?limit=2
  npm run send -- POST /books -H "Content-Type: application/json" -d "{}"
  npm run send -- GET /books --port 4000

  -H "Name: value"   a header field; can be given more than once
  -d BODY            a body; without a verb it is sent by POST
  --port 3000        where the server listens
`;

/** How long the server may be silent; milliseconds. */
const LIMIT = 10_000;

interface Message {
  readonly method: string;
  readonly path: string;
  readonly port: number;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
}

class UsageError extends Error {}

/** Resolves when the reply is there and shown, or will not come. */
export async function runSend(io: Io): Promise<void> {
  let message: Message | undefined;
  try {
    message = readCommandLine([...io.args]);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.fail(`${error.message}\n\n${HELP}`, 2);
    return;
  }
  if (message === undefined) io.write(HELP);
  else await send(io, message);
}

/** Undefined when only help is wanted. @throws {UsageError} */
function readCommandLine(args: string[]): Message | undefined {
  const { values, positionals } = parse(args);
  if (values.help || args.length === 0) return undefined;
  const body = values.data;
  const isVerb = /^[A-Za-z-]+$/.test(positionals[0] ?? "") && positionals.length > 0;
  const [method = "", target = "/", ...more] = isVerb
    ? positionals
    : [body === undefined ? "GET" : "POST", ...positionals];
  if (more.length > 0) throw new UsageError(`This is not understood: ${more.join(" ")}`);
  const headers = Object.fromEntries((values.header ?? []).map(readField));
  const port = values.port ?? portIn(target) ?? "3000";
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535 || Number(port) === 0) {
    throw new UsageError(`A port is a number from 1 to 65535, and not "${port}".`);
  }
  return { method: method.toUpperCase(), path: pathIn(target), port: Number(port), headers, body };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        header: { type: "string", short: "H", multiple: true },
        data: { type: "string", short: "d" },
        port: { type: "string" },
        help: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function readField(field: string): [string, string] {
  const colon = field.indexOf(":");
  const [name, value] = [field.slice(0, colon).trim(), field.slice(colon + 1).trim()];
  if (colon < 1 || /[^\w!#$%&'*+.^`|~-]/.test(name)) {
    throw new UsageError(`A header field is written "Name: value", and not "${field}".`);
  }
  return [name, value];
}

/** Whole addresses work too: localhost:4000/books. */
function portIn(target: string): string | undefined {
  return /^(?:http:\/\/)?(?:localhost|127\.0\.0\.1):(\d+)/i.exec(target)?.[1];
}

function pathIn(target: string): string {
  if (/^[A-Z]:[/\\]/i.test(target)) {
    throw new UsageError(`Git Bash has made a file of the path: ${target}\nWrite two slashes: //books`);
  }
  const path = target
    .replace(/^(?:http:\/\/)?(?:localhost|127\.0\.0\.1)(?::\d+)?(?=$|[/?])/i, "")
    .replace(/^\/\//, "/");
  if (path === "" || path.startsWith("?")) return `/${path}`;
  if (!path.startsWith("/")) throw new UsageError(`A path begins with a slash: /${path}`);
  // What a terminal can type and a request line cannot carry.
  return path.replace(/[^\x21-\x7e]/gu, encodeURIComponent).replace(/#.*$/, "");
}

async function send(io: Io, { method, path, port, headers, body }: Message): Promise<void> {
  const given = Object.keys(headers).map((name) => name.toLowerCase());
  const all: Record<string, string | number> = { Host: `localhost:${port}`, Accept: "*/*", ...headers };
  if (given.includes("host")) delete all.Host;
  if (given.includes("accept")) delete all.Accept;
  if (body !== undefined) {
    if (!given.includes("content-type")) all["Content-Type"] = typeOf(body);
    all["Content-Length"] = Buffer.byteLength(body);
  }
  let sent: ClientRequest;
  try {
    sent = request({ host: "localhost", port, method, path, headers: all, agent: false, timeout: LIMIT });
  } catch (error) {
    io.fail(`This cannot be sent: ${(error as Error).message}`, 2);
    return;
  }
  const fields = Object.entries(all).map(([name, value]) => `> ${name}: ${value}\n`);
  const lines = body === undefined ? [] : body.split("\n").map((line) => `> ${line}\n`);
  io.write(
    `> ${method} ${path} HTTP/1.1\n${fields.join("")}${body === undefined ? "" : ">\n"}${lines.join("")}\n`,
  );
  let shown: Promise<void> | undefined;
  sent.on("response", (reply) => {
    shown = show(io, reply);
  });
  sent.on("timeout", () => sent.destroy(Object.assign(new Error(), { code: "SILENT" })));
  sent.on("error", (error) => io.fail(explain(error as NodeJS.ErrnoException, port), 1));
  sent.end(body);
  await new Promise((resolve) => sent.once("close", resolve));
  await shown;
}

/** Shown as it comes: an event stream goes on until Ctrl+C. */
function show(io: Io, reply: IncomingMessage): Promise<void> {
  const { httpVersion, statusCode, statusMessage, rawHeaders } = reply;
  const fields: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) fields.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}\n`);
  io.write(`HTTP/${httpVersion} ${statusCode} ${statusMessage}\n${fields.join("")}\n`);
  let size = 0;
  let last = "\n";
  const isText = !/^(?:image|audio|video|font)\/(?!svg)|octet-stream|zip|pdf/.test(
    reply.headers["content-type"] ?? "",
  );
  if (isText) reply.setEncoding("utf8");
  reply.socket.setTimeout(0);
  reply.on("data", (piece: Buffer | string) => {
    size += Buffer.byteLength(piece);
    if (!isText) return;
    last = String(piece).at(-1) ?? last;
    io.write(harmless(String(piece)));
  });
  reply.on("end", () => {
    if (!isText) io.write(`(${size} bytes that are no text)\n`);
    else if (last !== "\n") io.write("\n");
  });
  reply.on("error", () => io.fail("\nThe connection was closed before the reply was complete.", 1));
  return new Promise((resolve) => reply.once("close", resolve));
}

function typeOf(body: string): string {
  return /^\s*[[{]/.test(body) ? "application/json" : "application/x-www-form-urlencoded";
}

/** Without what moves the cursor of a terminal. */
function harmless(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about.
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, "\uFFFD");
}

function explain(error: NodeJS.ErrnoException, port: number): string {
  const code = error.code ?? "";
  if (code === "ECONNREFUSED") {
    return `Nobody listens on port ${port}. Start a server in another terminal, such as: npm run lesson 01
It says where it listens. For another port: npm run send -- GET / --port 4000`;
  }
  if (code === "ECONNRESET" || code === "EPIPE") {
    return "The server closed the connection without a reply. It has perhaps stopped: look at its terminal.";
  }
  if (code === "SILENT") {
    return `No reply within ${LIMIT / 1000} seconds. The server has the request, and has not answered it.`;
  }
  if (code.startsWith("HPE_")) return `What came back is no HTTP: ${error.message}`;
  return `It could not be sent: ${error.message || code}`;
}
