// What of the desk stands on the screen of `npm run learn`, as data.

import { type Desk, type OpenLesson, RUN_FILES, type RunName } from "../../course/desk.ts";
import { commandsToTry } from "../../course/example.ts";
import { USUAL_PORT } from "../../course/ports.ts";
import { stepsOf } from "../../course/steps.ts";
import type { RunView, State, View } from "./state.ts";

/** What the desk does not know. */
export interface Shown {
  readonly view: View;
  readonly notes: readonly string[];
  /** Where the same lesson is in the browser. */
  readonly guide: string | undefined;
}

export function stateOf(desk: Desk, open: OpenLesson, { view, notes, guide }: Shown): State {
  const { course, isChecking } = desk;
  const { folder, lesson, verdict, checkedAt } = open;
  return {
    number: folder.number,
    title: course.page(folder).title,
    readme: `lessons/${folder.name}/README.md`,
    exercise: fileOf(desk, open, "exercise"),
    guide: guide && `${guide}/lessons/${folder.name}`,
    ...stepsOf(course, folder),
    isPassed: course.isPassed(folder.name),
    checks: lesson.checks,
    verdict,
    isChecking,
    checkedAt,
    view,
    run: view.kind === "run" ? runOf(desk, open, view.name) : undefined,
    notes,
  };
}

/** As the student writes it. */
export function fileOf({ course: { workspace } }: Desk, { folder }: OpenLesson, name: RunName): string {
  return workspace.shown(workspace.file(folder, RUN_FILES[name]));
}

function runOf(desk: Desk, open: OpenLesson, name: RunName): RunView | undefined {
  const state = desk.run(name)?.state;
  if (state === undefined) return undefined;
  return { ...state, file: fileOf(desk, open, name), commands: commandsFor(desk, open, name, state.port) };
}

/** For the example those of the README; for the exercise what the first check that fails has sent. */
function commandsFor(desk: Desk, open: OpenLesson, name: RunName, port: number | undefined): string[] {
  if (port === undefined) return [];
  if (name === "example") return commandsToTry(desk.course.page(open.folder).exchanges, port);
  const sent = open.verdict?.results.find(({ failure }) => failure !== undefined)?.failure?.sent;
  if (sent === undefined || sent.includes("\n") || sent.length > 76) return [];
  return [sent.replace(`localhost:${USUAL_PORT}`, `localhost:${port}`)];
}
