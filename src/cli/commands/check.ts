// npm run check: runs the checks of a lesson, or of all, once, and tells by its exit code whether all passed.

import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { checkLesson, type Verdict } from "../../course/check-lesson.ts";
import type { Check } from "../../course/checks.ts";
import { clip } from "../../course/columns.ts";
import { firstToMend, isPassed } from "../../course/course.ts";
import type { LessonFolder } from "../../course/lessons.ts";
import { partsOf } from "../../course/parts.ts";
import { printedLines } from "../../course/printed.ts";
import { showVerdict, wrap } from "../../course/show.ts";
import { showParts } from "../../course/show-parts.ts";
import { Spare } from "../../course/spare.ts";
import { type Checked, toJson } from "./check-json.ts";
import { type Arguments, type Command, chosenLesson, heading, openFiles, UsageError } from "./session.ts";

/** Of what the student's server prints, so many lines are shown. */
const PRINTED_LINES = 8;

export const check: Command = async (session, args) => {
  const { course, write } = session;
  const file = otherFile(args);
  if (args.wanted === "all") {
    if (file !== undefined) throw new UsageError("--file checks one lesson, and not all.");
    return checkAll(session, args);
  }
  const lesson = chosenLesson(session, args.wanted);
  if (file === undefined && args.json !== true) openFiles(session, lesson);
  else if (file === undefined) course.workspace.open(lesson);
  const checked = await run(session, lesson, file);
  if (args.json === true) {
    write(toJson(course, [checked]));
    return checked.isPassed ? 0 : 1;
  }
  write(`${heading(session, lesson)}\n${course.workspace.shown(checked.file)}\n`);
  if (checked.parts.length > 0) write(`${showParts(checked.parts, session.style).join("\n")}\n`);
  write(showVerdict(checked.verdict as Verdict, checked.checks, session.style));
  for (const line of showOutput(checked)) write(line);
  write(`\n${nextStep(checked)}`);
  return checked.isPassed ? 0 : 1;
};

/** One line a lesson: those that are not begun count as not passed. */
async function checkAll(session: Parameters<Command>[0], args: Arguments): Promise<number> {
  const { course, style, write } = session;
  const all: Checked[] = [];
  for (const lesson of course.lessons) {
    const begun = course.workspace.isBegun(lesson);
    const checked = begun ? await run(session, lesson, undefined) : await notBegun(session, lesson);
    all.push(checked);
    if (args.json === true) continue;
    const mark = checked.isPassed ? style.good("✓") : begun ? style.bad("✗") : style.dim("·");
    write(`${mark} ${lesson.number}  ${inShort(checked)}`);
  }
  if (args.json === true) write(toJson(course, all));
  return all.every((checked) => checked.isPassed) ? 0 : 1;
}

/** @param file another than the student's; then nothing is written down */
async function run(
  { course }: Parameters<Command>[0],
  folder: LessonFolder,
  file: string | undefined,
): Promise<Checked> {
  const lesson = await course.load(folder);
  const spare = new Spare();
  try {
    const verdict = await (file === undefined
      ? course.check(folder, { lesson, spare })
      : checkLesson({ lesson, spare, file }));
    return {
      folder,
      checks: lesson.checks,
      file: file ?? course.workspace.file(folder, "exercise.ts"),
      verdict,
      parts: file === undefined ? await partsOf(course, folder) : [],
      isPassed: isPassed(verdict, lesson.checks),
    };
  } finally {
    await spare.end();
  }
}

async function notBegun({ course }: Parameters<Command>[0], folder: LessonFolder): Promise<Checked> {
  const { checks } = await course.load(folder);
  const file = course.workspace.file(folder, "exercise.ts");
  return { folder, checks, file, verdict: undefined, parts: [], isPassed: false };
}

function inShort({ verdict, checks }: Checked): string {
  if (verdict === undefined) return "not begun";
  if (verdict.start !== undefined && verdict.results.length === 0) return "the server does not start";
  const passing = verdict.results.filter(({ failure }) => failure === undefined).length;
  const mend = firstToMend(verdict);
  return `${passing} of ${checks.length} pass${mend === undefined ? "" : `; next: ${titleOf(mend)}`}`;
}

/** The last lines that the server printed: the place of the student's console.log. */
function showOutput({ verdict, file }: Checked): string[] {
  const lines = printedLines(verdict?.output ?? "", PRINTED_LINES);
  if (lines.length === 0) return [];
  return ["", `${basename(file)} printed:`, ...lines.map((line) => `  ${clip(line, 78)}`)];
}

function nextStep({ folder, verdict, checks, isPassed }: Checked): string {
  const passing = verdict?.results.filter(({ failure }) => failure === undefined).length ?? 0;
  if (passing === checks.length) return `All checks pass. One good answer: npm run solution ${folder.number}`;
  const count = `${passing} of ${checks.length} checks pass.`;
  if (verdict?.start !== undefined) return count;
  const hint = `A hint: npm run hint ${folder.number}`;
  return wrap(
    isPassed
      ? `The lesson is passed, and ${count} The others, marked (further), are not needed.`
      : `${count} ${hint}`,
    80,
  ).join("\n");
}

function titleOf({ step, title }: Check): string {
  return `${step}. ${title}`;
}

/** npm starts a script in the root of the course; INIT_CWD is where the student stands. */
function otherFile({ file }: Arguments): string | undefined {
  if (typeof file !== "string") return undefined;
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), file);
  if (!existsSync(path)) throw new UsageError(`There is no file ${path}.`);
  return path;
}
