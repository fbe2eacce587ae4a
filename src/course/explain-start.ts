// Why a server did not come up: its file cannot be read, or it ends, or it does not listen where it should.

import type { Failure } from "./check-lesson.ts";
import { CALLED_HANDLER_TIP, calledHandler, unknownNameTip } from "./explain.ts";
import type { Start } from "./server-process.ts";

/** The server did not come up: what to tell. `source` is the student's code. */
export function explainStart(
  start: Exclude<Start, { kind: "listening" }>,
  output: string,
  source = "",
): Failure {
  const wanted = "a server that listens on the port in process.env.PORT";
  const last = output.trim().split("\n").at(-1);
  const said = last ? ` Its last words: ${last.slice(0, 120)}` : "";
  switch (start.kind) {
    case "wrong-port":
      return {
        got: `a server on port ${start.port}`,
        wanted,
        why: "the port that is given, in process.env.PORT, is not the one it took. With a fixed one it can run only once.",
        tip: "listen(Number(process.env.PORT ?? 3000))",
        mistake: "wrong-port",
      };
    case "not-listening":
      return {
        got: "a program that runs and does not listen",
        wanted,
        why: "listen() is not called, or only after something that has not happened.",
        tip: "call server.listen(...) at the end of the file",
        mistake: "not-listening",
      };
    case "blocked":
      return {
        got: "a program that is busy and never listens",
        wanted,
        why: "a loop does not end, before listen() is reached.",
        tip: "look for while and for loops whose condition stays true",
        mistake: "blocked-at-start",
      };
    case "exited":
      return {
        got: `a program that ended at once${start.code ? ` with code ${start.code}` : ""}.${said}`,
        wanted,
        why: "listen() is not called. A program without a listening server has nothing to wait for, and ends.",
        tip: "call server.listen(Number(process.env.PORT ?? 3000)) at the end of the file",
        mistake: "exited-at-start",
      };
    case "no-listener":
      return {
        got: `a file that exports ${start.exported.length === 0 ? "nothing" : start.exported.join(", ")}`,
        wanted: "a file that exports the function listener",
        why: "lessons/start.ts calls listener(req, res) for each request, and does not find it.",
        tip: "write: export function listener(req, res) { ... }",
        mistake: "no-listener",
      };
    case "load-failed":
      return explainLoad(start, wanted, source);
  }
}

function explainLoad(
  start: Extract<Start, { kind: "load-failed" }>,
  wanted: string,
  source: string,
): Failure {
  const { name, code, message, place } = start;
  const where = place === undefined ? "" : ` at ${place}`;
  const syntax = /ERROR: (.+)/.exec(message)?.[1];
  if (syntax !== undefined) {
    return {
      got: `no program: it cannot be read${where}`,
      wanted,
      why: `${syntax}. The mistake is on that line or just before it.`,
      tip: "look for a bracket, a quote or a comma that is missing or too many",
      mistake: "syntax",
    };
  }
  if (code === "EADDRINUSE") {
    return {
      got: "a port that is taken",
      wanted,
      why: `the program wants a port on which another one listens${where}: perhaps the example, on 3000; or it calls listen() twice.`,
      tip: "take the port that is given, and call once: listen(Number(process.env.PORT ?? 3000))",
      mistake: "port-taken",
    };
  }
  if (/Cannot find module '[^']+' imported from .+child.main/.test(message)) {
    return {
      got: "no file: it is not there any more",
      wanted,
      why: "the exercise was deleted, moved or given another name.",
      tip: "make it anew: [x] in npm run learn, or npm run reset with the number of the lesson",
      mistake: "file-gone",
    };
  }
  const [, from, wantedName] =
    /module '([^']+)' does not provide an export named '([^']+)'/.exec(message) ?? [];
  if (wantedName !== undefined) {
    return {
      got: `no server: ${from} has nothing to import with the name ${wantedName}`,
      wanted,
      why: `an import names ${wantedName}, and that file does not export it.`,
      tip: `write export before ${wantedName} in that file, or import it from another`,
      mistake: "no-such-export",
    };
  }
  const absent = /^Cannot find module '([^']+)'/.exec(message)?.[1];
  if (absent !== undefined) {
    return {
      got: `no server: a file that is imported is not there: ${absent}`,
      wanted,
      why: "an import names this file. Either it was never made, or its name is spelled otherwise.",
      tip: "compare the path in the import with the folder; ../ is one folder up",
      mistake: "no-such-file",
    };
  }
  const called = calledHandler(source, place);
  if (called !== undefined) {
    return {
      got: `no server: ${name}: ${message.split("\n")[0]}`,
      wanted,
      why: called,
      tip: CALLED_HANDLER_TIP,
      mistake: "handler-called",
    };
  }
  if (name === "ReferenceError") {
    return {
      got: `no server: ${message}`,
      wanted,
      why: `no variable has this name${where}.`,
      tip: unknownNameTip(message, source),
      mistake: "unknown-name",
    };
  }
  const missing = /^ENOENT.*'(.+)'/.exec(message)?.[1];
  if (missing !== undefined) {
    return {
      got: `no server: ${missing} is not there`,
      wanted,
      why: `a file or folder was used${where} that is not there (yet).`,
      tip: "ask existsSync(path) before you read; make the folder before you write",
      mistake: "no-file",
    };
  }
  return {
    got: `no server: ${name}: ${message.split("\n")[0]}`,
    wanted,
    why: `this happened${where} while the file was loaded, before any request.`,
    tip: place === undefined ? "run it by itself to see the whole message" : `look at ${place}`,
    mistake: "load-failed",
  };
}
