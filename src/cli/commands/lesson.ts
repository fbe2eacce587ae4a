// npm run lesson 05: runs the worked example, the student's copy of it, and restarts it when it is saved.

import { commandsToTry, Example } from "../../course/example.ts";
import { showFailure, wrap } from "../../course/show.ts";
import { type Command, chosenLesson, heading } from "./session.ts";

export const lesson: Command = async (session, { wanted }) => {
  const { course, style, write, output } = session;
  const folder = chosenLesson(session, wanted);
  course.workspace.open(folder);
  const file = course.workspace.file(folder, "server.ts");
  const shown = course.workspace.shown(file);
  const { exchanges, questions } = course.page(folder);
  write(heading(session, folder));
  if (questions.some(({ question }) => course.progress.of(folder.name).predictions[question] === undefined)) {
    write(`First predict: lessons/${folder.name}/README.md asks what will happen.`);
  }
  write("");
  course.progress.change(folder.name, () => ({ ran: true }));

  let isGreeted = false;
  const example = new Example(file, {
    onListening: (port) => {
      write(`${style.good("✓")} The example listens on http://localhost:${port}`);
      if (isGreeted) return;
      isGreeted = true;
      if (port !== 3000)
        write("  (Another program has port 3000. Where the lesson says 3000, use this one.)");
      write(greeting(shown, commandsToTry(exchanges, port)));
    },
    onFailure: (failure) => {
      write(`${style.bad("✗")} The example does not run.\n${showFailure(failure, undefined, style, "")}`);
      write(style.dim(`It starts again when you save ${shown}`));
    },
    onOutput: (text) => output.write(text),
    onSave: () => write(style.dim(`\n${shown} was saved: the example starts again.`)),
    onGone: () => write(wrap(`${shown} is gone. It starts again when the file is back.`, 80).join("\n")),
  });
  await stopped();
  await example.end();
  return 0;
};

function greeting(file: string, commands: readonly string[]): string {
  const lines = commands.map((command) => `  ${command}`);
  return [
    ...(lines.length === 0 ? [] : ["", "Try from another terminal:", ...lines]),
    "",
    `Change ${file} and save it: the example starts again.`,
    "Ctrl+C stops it. What it prints is below.",
    "",
  ].join("\n");
}

/** Ctrl+C, and the like. The exit code is 0: this is how the command is meant to end. */
function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.removeAllListeners(signal).once(signal, () => {
        process.once(signal, () => process.exit(1));
        resolve();
      });
    }
  });
}
