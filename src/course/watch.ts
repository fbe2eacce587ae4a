// Tells when a file is saved. File events come at once where they exist; where they do not (WSL, network drives),
// a look at the file a few times a second finds it. Editors that save under another name and rename it, files that
// are deleted and come back: all is found in what lies there, never in the kind of an event.

import { createHash } from "node:crypto";
import { type FSWatcher, watch as fsWatch, readFileSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";

/** How often the file is looked at; milliseconds. */
const LOOK = 300;
/** How long it must stay as it is before it counts as saved: editors write in pieces; milliseconds. */
const QUIET = 35;

export interface WatchEvents {
  readonly onSave: () => void;
  /** The file is gone. When it comes back, `onSave` is called. */
  readonly onGone?: () => void;
}

export interface WatchOptions {
  /** False: as on a drive that has no file events. */
  readonly events?: boolean;
}

export class Watch {
  readonly #file: string;
  readonly #events: WatchEvents;
  readonly #timer: NodeJS.Timeout;
  #watcher: FSWatcher | undefined;
  #quiet: NodeJS.Timeout | undefined;
  /** What the last event was about. */
  #known: string;
  /** What was seen last: it counts when it is seen twice. */
  #seen: string;

  constructor(file: string, events: WatchEvents, { events: useEvents = true }: WatchOptions = {}) {
    this.#file = file;
    this.#events = events;
    this.#known = look(file);
    this.#seen = this.#known;
    this.#timer = setInterval(() => this.#lookAgain(), LOOK);
    if (useEvents) this.#watchFolder();
  }

  /** The file as it is now is known: what the runner itself has written is no save. */
  accept(): void {
    clearTimeout(this.#quiet);
    this.#known = look(this.#file);
    this.#seen = this.#known;
  }

  end(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#quiet);
    this.#watcher?.close();
  }

  /** The folder, not the file: an editor that renames puts another file in its place. */
  #watchFolder(): void {
    try {
      this.#watcher = fsWatch(dirname(this.#file), (_event, name) => {
        if (name === null || name === basename(this.#file)) this.#lookAgain();
      });
      this.#watcher.on("error", () => this.#watcher?.close()); // The timer goes on.
    } catch {
      // No events here. The timer finds all, a little later.
    }
  }

  #lookAgain(): void {
    const now = look(this.#file);
    if (now === this.#known && this.#seen === now) return;
    this.#seen = now;
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#settle(), QUIET);
  }

  #settle(): void {
    const now = look(this.#file);
    if (now !== this.#seen) {
      this.#lookAgain();
      return;
    }
    if (now === this.#known) return;
    this.#known = now;
    if (now === GONE) this.#events.onGone?.();
    else this.#events.onSave();
  }
}

const GONE = "";

/**
 * A fingerprint of the file. Time and size alone miss two saves within the resolution of a network drive; the text
 * alone misses a save that changes nothing, which a student expects to be seen.
 */
function look(file: string): string {
  try {
    const { mtimeMs, size } = statSync(file);
    return `${mtimeMs} ${size} ${createHash("sha1").update(readFileSync(file)).digest("base64")}`;
  } catch {
    return GONE;
  }
}
