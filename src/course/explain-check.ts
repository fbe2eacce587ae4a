// Why a check failed: gathers what is known of it, and looks for the first typical mistake that fits, of the check and
// then of all servers.

import type { Failure } from "./check-lesson.ts";
import type { Check, Evidence, Mistake } from "./checks.ts";
import { NoReply } from "./client.ts";
import { blamedCommand, describeGot, type Found } from "./describe.ts";
import { GENERAL_MISTAKES } from "./explain.ts";
import { Miss, type Reply } from "./reply.ts";
import type { Source } from "./source.ts";

export interface RunFacts {
  /** The commands of all requests that the server has got. */
  readonly sent: readonly string[];
  readonly data: string;
  /** The student's code. */
  readonly source: Source;
  /** Asks once more, to tell mistakes apart; it may start the server anew. */
  readonly probe: Evidence["probe"];
}

/** A server that a check has ended did not start again. */
export class NotStarted extends Miss {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super("a server that starts again");
    this.failure = failure;
  }
}

/** @param run what is known of the run besides the check */
export async function explainCheck(check: Check, found: Found, run: RunFacts): Promise<Failure> {
  const { miss, replies, pulse, crash, caught, again, server } = found;
  const { sent, data, source, probe } = run;
  const blamed = blamedCommand(found, sent);
  const reply = miss?.reply ?? (miss instanceof NoReply ? undefined : replies.at(-1));
  const wanted = miss?.wanted ?? "one response, and a server that still runs";
  const evidence: Evidence = {
    reply,
    silence: miss instanceof NoReply ? miss.silence : undefined,
    replies,
    wanted,
    crash,
    thrown: crash ?? (isUnwanted500(reply, wanted) ? caught : undefined),
    again,
    pulse,
    start: miss instanceof NotStarted ? miss.failure : undefined,
    output: server?.output ?? "",
    data,
    source: source.text,
    line: source.line,
    probe,
  };
  const mistake = await firstThatFits([...(check.mistakes ?? []), ...GENERAL_MISTAKES], evidence);
  if (mistake === undefined && miss instanceof NotStarted) return { ...miss.failure, wanted };
  return {
    sent: blamed ?? (miss instanceof NoReply ? miss.sent : reply?.sent),
    got: miss instanceof NotStarted ? miss.failure.got : describeGot(found, reply),
    wanted:
      miss !== undefined &&
      pulse.state === "exited" &&
      !(miss instanceof NoReply || miss instanceof NotStarted)
        ? `${wanted}, and a server that still runs`
        : wanted,
    why: mistake && inWords(mistake.why, evidence),
    tip: mistake && inWords(mistake.tip, evidence),
    mistake: mistake?.id,
  };
}

function isUnwanted500(reply: Reply | undefined, wanted: string): boolean {
  return reply?.status === 500 && wanted.startsWith("status ") && !wanted.includes("500");
}

async function firstThatFits(mistakes: readonly Mistake[], evidence: Evidence): Promise<Mistake | undefined> {
  for (const mistake of mistakes) if (await mistake.when(evidence)) return mistake;
  return undefined;
}

function inWords(text: string | ((evidence: Evidence) => string), evidence: Evidence): string {
  return typeof text === "string" ? text : text(evidence);
}
