// npm run reset: begins an exercise anew. What the student wrote is kept under another name.

import type { OwnFile } from "../../course/workspace.ts";
import { type Command, chosenLesson, UsageError } from "./session.ts";

export const reset: Command = async (session, { wanted, example }) => {
  if (wanted === undefined) throw new UsageError("Name the lesson that is to begin anew.");
  const { workspace } = session.course;
  const lesson = chosenLesson(session, wanted);
  const name: OwnFile = example === true ? "server.ts" : "exercise.ts";
  const backup = workspace.reset(lesson, name);
  session.write(`${workspace.shown(workspace.file(lesson, name))} is as it was at first.`);
  session.write(
    backup === undefined
      ? "You had changed nothing in it, so there was nothing to keep."
      : `What you wrote is kept in ${workspace.shown(backup)}`,
  );
  return 0;
};
