// The student's own files: work/05-parameters/exercise.ts and server.ts, copied from lessons/ at the first visit.
// What lies in lessons/ is never written, so that updates and the course's own tests never meet a student's edits.

import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { CourseFault, inWords } from "./fault.ts";
import type { LessonFolder } from "./lessons.ts";

/** "exercise.ts" is to be filled in; "server.ts" is the worked example, to be changed at will. */
export type OwnFile = "exercise.ts" | "server.ts";
const OWN_FILES: readonly OwnFile[] = ["exercise.ts", "server.ts"];

export class Workspace {
  readonly #root: string;

  /** @param root the folder that has lessons/ and gets work/ */
  constructor(root: string) {
    this.#root = root;
  }

  get folder(): string {
    return join(this.#root, "work");
  }

  file(lesson: LessonFolder, name: OwnFile): string {
    return join(this.folder, lesson.name, name);
  }

  /** A path as the student writes it: from the root, with slashes on every system. */
  shown(path: string): string {
    const near = relative(this.#root, path);
    return (near.startsWith("..") ? path : near).split(sep).join("/");
  }

  isBegun(lesson: LessonFolder): boolean {
    return existsSync(this.file(lesson, "exercise.ts"));
  }

  /** Copies what is not there yet, and says what that was. @throws {CourseFault} */
  open(lesson: LessonFolder): OwnFile[] {
    return OWN_FILES.filter((name) => {
      const file = this.file(lesson, name);
      if (existsSync(file)) return false;
      this.#write(file, this.#shipped(lesson, name));
      return true;
    });
  }

  /** Whether the file is not as it was shipped. Line ends do not count: editors and git change them. */
  isChanged(lesson: LessonFolder, name: OwnFile): boolean {
    try {
      const own = readFileSync(this.file(lesson, name), "utf8");
      return sameLineEnds(own) !== sameLineEnds(this.#shipped(lesson, name));
    } catch {
      return false;
    }
  }

  /**
   * Puts the shipped file in the place of the student's, which is kept under another name. Returns that name;
   * undefined when there was nothing to keep. @throws {CourseFault}
   */
  reset(lesson: LessonFolder, name: OwnFile): string | undefined {
    const file = this.file(lesson, name);
    const shipped = this.#shipped(lesson, name);
    let backup: string | undefined;
    if (this.isChanged(lesson, name)) {
      backup = freeName(file);
      try {
        // A copy, so that the student's file is there at every moment, whatever happens.
        copyFileSync(file, backup);
      } catch (error) {
        throw new CourseFault(
          `${this.shown(file)} could not be kept as a backup: ${inWords(error)}. It stays as it is.`,
        );
      }
    }
    this.#write(file, shipped);
    return backup;
  }

  #shipped(lesson: LessonFolder, name: OwnFile): string {
    const path = join(lesson.folder, name);
    try {
      const text = readFileSync(path, "utf8");
      return name === "server.ts" ? seenFrom(this.file(lesson, name), path, text) : text;
    } catch (error) {
      throw new CourseFault(
        `${this.shown(path)} cannot be read: ${inWords(error)}.\nGet the course's files back with: git checkout -- lessons`,
      );
    }
  }

  /** Under another name first: a runner that is stopped half-way leaves no half file. */
  #write(file: string, text: string): void {
    try {
      mkdirSync(dirname(file), { recursive: true });
      const draft = `${file}.new`;
      writeFileSync(draft, text);
      renameSync(draft, file);
    } catch (error) {
      throw new CourseFault(
        `${this.shown(file)} could not be written: ${inWords(error)}.\nYour files lie in ${this.shown(this.folder)}/. Copy the whole course to a folder that is yours, and start there.`,
      );
    }
  }
}

/** The example stands in another folder than its modules: what it names relative to itself is named anew. */
export function seenFrom(file: string, shipped: string, text: string): string {
  return text.replace(/"(\.\.?\/[^"\n]+)"/g, (whole, path: string) => {
    const target = resolve(dirname(shipped), path);
    if (!existsSync(target)) return whole; // Such as a data folder that it will make for itself.
    return `"${relative(dirname(file), target).split(sep).join("/")}"`;
  });
}

/** "exercise.backup-1.ts", or the next number that is free. It stays beside the file, where its imports work. */
function freeName(file: string): string {
  for (let number = 1; ; number += 1) {
    const name = file.replace(/\.ts$/, `.backup-${number}.ts`);
    if (!existsSync(name)) return name;
  }
}

function sameLineEnds(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
