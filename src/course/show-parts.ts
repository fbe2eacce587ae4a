// The table of parts, as the terminal shows it: whose each is, and how the student's own stands.

import type { PartState } from "./parts.ts";
import type { Style } from "./show.ts";

/** A heading and a line for each part. */
export function showParts(states: readonly PartState[], style: Style): string[] {
  const own = states.filter(({ owner }) => owner === "own").length;
  const rows = states.map(({ part, owner, standing }) => {
    const name = part.names.join(", ").padEnd(25);
    const words = wordsFor(owner, standing, part.lesson.slice(0, 2), part.step);
    const whose = WHOSE[owner].padEnd(14);
    return `  ${part.lesson.slice(0, 2)}  ${name}${owner === "own" ? style.good(whose) : whose}${style.dim(words)}`.trimEnd();
  });
  return [`Of ${states.length} parts ${own === 1 ? "1 is" : `${own} are`} yours.`, "", ...rows];
}

const WHOSE: Readonly<Record<PartState["owner"], string>> = {
  own: "yours",
  course: "the course's",
  other: "another file's",
  none: "not imported",
};

function wordsFor(
  owner: PartState["owner"],
  standing: PartState["standing"],
  number: string,
  step: string | undefined,
): string {
  const what = step === undefined ? "" : `step ${step}: `;
  const yours = owner === "own" ? "" : "yours ";
  if (standing === "unwritten") return `${what}${yours}is not written yet`;
  if (standing === "fails") return `${what}${yours}fails: npm run check ${number}`;
  return owner === "own" ? `${what}passes` : `${what}yours passes: it can be taken`;
}
