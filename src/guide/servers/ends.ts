// Why a supervised server has ended, in a sentence.

import type { Exit, Life } from "./life.ts";

/** Node's report of an error that nobody caught has the error in a line of its own. */
const ERROR_LINE = /^(?:Uncaught )?(?:[A-Za-z]*(?:Error|Exception)\b.*|Thrown at.*)$/m;

export function describeEnd({ cause, failure, errors }: Life, { code, signal }: Exit): string {
  if (failure !== undefined) return failure;
  if (cause === "plug") return "Its plug was pulled: the process was killed.";
  if (cause === "stop") return "It was asked to.";
  if (code === 0) return "It ended, as a program that is told to from outside.";
  const error = ERROR_LINE.exec(errors)?.[0].replace(/[:;,]? \{$/, "");
  if (error !== undefined) return `It crashed: ${error}`;
  if (signal !== null) return `It was ended from outside, by ${signal}.`;
  return `It ended by itself, with the exit code ${code}.`;
}
