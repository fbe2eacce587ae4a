// What keeps the course from going on, and is no mistake in the student's code: a file that is missing, a folder
// that cannot be written. The message is all that is shown: what happened, where, and what to do now.

export class CourseFault extends Error {
  override readonly name = "CourseFault";
}

/** Why the disk refused, in plain words. */
export function inWords(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case "EACCES":
    case "EPERM":
      return "it may not be written";
    case "EROFS":
      return "it is read-only";
    case "ENOSPC":
    case "EDQUOT":
      return "the disk is full";
    case "ENOENT":
      return "it is not there";
    case "EBUSY":
      return "another program holds it open";
    default:
      return message ?? String(error);
  }
}
