// The form of the catalogue of mistakes: each is an edit of a lesson's solution, and what the student must be told.

export interface CataloguedMistake {
  /** What the student did, as in "forgot return after the first answer". */
  readonly name: string;
  /** Texts in the solution and what stands there instead; each must be found. Or a whole other file. */
  readonly edit: readonly (readonly [from: string, to: string])[] | string;
  /** The `id` of the explanation that belongs to it. */
  readonly expect: string;
  /** The title of the check that must be the first to fail; left out where the server does not start. */
  readonly check?: string;
  /** A part of the command that must be blamed, for mistakes that break the next request. */
  readonly blames?: string;
  /** Parts that the explanation must have, such as the line: "exercise.ts:14". */
  readonly says?: readonly string[];
}

/** The solution with the mistake in it. @throws {Error} when the solution has changed and the edit fits no more */
export function applyMistake(solution: string, { name, edit }: CataloguedMistake): string {
  if (typeof edit === "string") return edit;
  return edit.reduce((code, [from, to]) => {
    if (!code.includes(from))
      throw new Error(`The mistake "${name}" edits what the solution does not have: ${from}`);
    return code.replace(from, () => to);
  }, solution);
}
