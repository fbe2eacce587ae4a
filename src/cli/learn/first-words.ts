// What `npm run learn` says to who sees it for the first time.

import { wrap } from "../../course/show.ts";

export function firstWords(folder: string): string[] {
  return wrap(
    `Your own files were made just now, in ${folder}/. Open exercise.ts in your editor: each time you save it, its checks run here.`,
    80,
  );
}
