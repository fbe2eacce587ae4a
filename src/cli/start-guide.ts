// Opens the guide beside what a command runs: on this machine only, whatever the command serves.

import { Course } from "../course/course.ts";
import { Desk } from "../course/desk.ts";
import type { InClass } from "../guide/class/presenter.ts";
import { Faults } from "../guide/faults/control.ts";
import { createGuide } from "../guide/guide.ts";
import { noteGuide } from "../guide/guide-file.ts";
import type { Supervised } from "../guide/servers/supervised.ts";

/** Where the guide is, or why it is not there. */
export interface GuideResult {
  readonly url: string | undefined;
  readonly fault: string | undefined;
  readonly close: () => Promise<void>;
}

export interface GuideParts {
  readonly port: number;
  /** Undefined where none is served, as beside `npm run learn`. */
  readonly shop?: Supervised;
  /** The desk that it shares with the terminal; one of its own without it. Whoever gives it ends it. */
  readonly desk?: Desk;
  /** "npm start" */
  readonly command: string;
  /** Only in front of a class. */
  readonly inClass?: InClass;
}

/** Never rejects: what the guide stands beside runs all the same. */
export async function startGuide(parts: GuideParts): Promise<GuideResult> {
  const { port, shop, command, inClass } = parts;
  const desk = parts.desk ?? makeDesk();
  const faults = shop && new Faults(shop);
  const guide = createGuide({ desk, shop, faults, inClass });
  const close = async () => {
    await faults?.end();
    await guide.close();
    if (desk !== parts.desk) await desk.end();
  };
  try {
    const server = await guide.listen(port, "127.0.0.1");
    const url = `http://localhost:${(server.address() as { port: number }).port}`;
    // For `npm run fault`: where there is no shop, there is nothing to break.
    if (shop) process.once("exit", noteGuide({ url, key: inClass?.key.value }));
    return { url, fault: undefined, close };
  } catch (error) {
    return { url: undefined, fault: explain(error as NodeJS.ErrnoException, port, command), close };
  }
}

/** What is wrong with the course, or with the progress file, is said in the terminal, and stops nothing. */
function makeDesk(): Desk {
  const warn = (sentence: string) => process.stderr.write(`${sentence}\n`);
  return new Desk(new Course(warn), (error) => warn(`A lesson could not be checked: ${String(error)}`));
}

function explain(error: NodeJS.ErrnoException, port: number, command: string): string {
  if (error.code !== "EADDRINUSE") return `The guide is not there: ${error.message}`;
  return `The guide is not there: port ${port} is taken by another program.
The shop runs all the same. Give the guide another port:
${command} -- --guide-port ${port < 65_535 ? port + 1 : 4_000}`;
}
