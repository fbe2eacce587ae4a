// npm run parts: of whose parts the student's own server is put together. With --take it takes those that pass.

import { readFileSync, writeFileSync } from "node:fs";
import type { LessonFolder } from "../../course/lessons.ts";
import { partsOf, withOwnParts } from "../../course/parts.ts";
import { showParts } from "../../course/show-parts.ts";
import { type Command, heading, openFiles, type Session, UsageError } from "./session.ts";

export const parts: Command = async (session, { wanted, take }) => {
  const { course, write, style } = session;
  const folder = await lessonWithParts(session, wanted);
  openFiles(session, folder);
  const file = course.workspace.file(folder, "exercise.ts");
  const before = await partsOf(course, folder);
  const takeable = before.filter(({ owner, standing }) => owner === "course" && standing === "passes");
  if (take === true && takeable.length > 0) {
    const text = readFileSync(file, "utf8");
    writeFileSync(
      file,
      withOwnParts(
        text,
        takeable.map(({ part }) => part),
      ),
    );
  }
  write(`${heading(session, folder)}\n${course.workspace.shown(file)}\n`);
  for (const line of showParts(await partsOf(course, folder), style)) write(line);
  write("");
  if (take === true) write(takeable.length === 0 ? "None was there to take." : taken(takeable.length));
  else if (takeable.length > 0) write("To take those of yours that pass: npm run parts -- --take");
  write(`How far your server gets: npm run check ${folder.number}`);
  return 0;
};

function taken(count: number): string {
  return `${count} ${count === 1 ? "was" : "were"} taken: their imports name your files now.`;
}

/** The one that was named, or the last that is put together. @throws {UsageError} */
async function lessonWithParts({ course }: Session, wanted: string | undefined): Promise<LessonFolder> {
  const named =
    wanted === undefined ? course.lessons : course.lessons.filter((one) => one === course.find(wanted));
  for (const folder of named.toReversed()) {
    if ((await course.load(folder)).parts !== undefined) return folder;
  }
  throw new UsageError(`No lesson ${wanted ?? ""} is put together of parts.`.replace("  ", " "));
}
