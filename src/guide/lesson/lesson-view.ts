// A lesson as its page shows it: the sections of its README, with the questions and the requests taken out of the
// text, since the page makes something to do of them.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LessonFolder } from "../../course/lessons.ts";
import {
  type Prediction,
  type PromisedExchange,
  readExchanges,
  readLessonText,
  readPredictions,
} from "../../course/readme.ts";

export interface LessonView {
  readonly name: string;
  readonly number: string;
  readonly title: string;
  /** How long it takes; minutes. */
  readonly minutes: number;
  readonly sections: readonly SectionView[];
  /** All of the README, in order. */
  readonly exchanges: readonly PromisedExchange[];
  /** All of the README, in order: those of "Do you remember?" and of "Predict". */
  readonly questions: readonly Prediction[];
}

export interface SectionView {
  readonly title: string;
  /** Markdown without the questions. */
  readonly text: string;
  readonly questions: readonly Prediction[];
  /** It shows what happens, so it opens when the predictions are made. */
  readonly isAfterPredict: boolean;
}

const ASKING = ["Do you remember?", "Predict"];

/** @throws {Error} when the README cannot be read */
export function lessonView({ name, number, folder }: LessonFolder): LessonView {
  const markdown = readFileSync(join(folder, "README.md"), "utf8").replaceAll("\r\n", "\n");
  const { title, sections: parts } = readLessonText(markdown);
  const predict = parts.findIndex((part) => part.title === "Predict");
  const sections = parts.map((part, i): SectionView => {
    const isAsking = ASKING.includes(part.title);
    return {
      title: part.title,
      text: isAsking ? "" : part.text,
      questions: isAsking ? readPredictions(`${part.text}\n`) : [],
      isAfterPredict: predict >= 0 && i > predict,
    };
  });
  return {
    name,
    number,
    title: title.replace(/^Lesson \d+: /, ""),
    minutes: minutesIn(markdown),
    sections,
    exchanges: readExchanges(markdown),
    questions: sections.flatMap(({ questions }) => questions),
  };
}

/** The sum of "minutes: predict 4, run 5, ...", which every README begins with. */
function minutesIn(markdown: string): number {
  const line = /<!-- minutes: (.+?) -->/.exec(markdown)?.[1] ?? "";
  return [...line.matchAll(/\d+/g)].reduce((sum, [minutes]) => sum + Number(minutes), 0);
}
