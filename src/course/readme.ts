// Reads the README of a lesson: its title, its sections, its predictions, and the requests with the replies that
// it promises. Tests send those; the runner and the guide show them.

export interface LessonText {
  readonly title: string;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly title: string;
  /** Markdown, without the heading. */
  readonly text: string;
}

/** A question that is answered before the run is shown. */
export interface Prediction {
  readonly question: string;
  readonly options: readonly string[];
  /** The number of the right option, from 1. */
  readonly answer: number;
  readonly because: string;
}

/** A request, and the reply that the lesson promises for it. Three dots in it stand for anything. */
export interface PromisedExchange {
  readonly request: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly status: number;
  /** "Not Found" */
  readonly reason: string;
  readonly replyHeaders: readonly (readonly [name: string, value: string])[];
  readonly replyBody: string | undefined;
}

export function readLessonText(markdown: string): LessonText {
  const [head = "", ...parts] = markdown.replaceAll("\r\n", "\n").split(/^## /m);
  const title = /^# (.+)$/m.exec(head)?.[1] ?? "";
  const intro = { title: "", text: head.replace(/^# .+$/m, "").trim() };
  const sections = parts.map((part) => {
    const end = part.indexOf("\n");
    return { title: part.slice(0, end).trim(), text: part.slice(end).trim() };
  });
  return { title, sections: [intro, ...sections] };
}

/**
 * The questions of a "Predict" section: a question, a numbered list of answers, and a `<details>` that begins
 * with the number of the right one: "**2.** Because ...".
 */
export function readPredictions(text: string): Prediction[] {
  const found = text.matchAll(
    /^((?:(?!\d\. |<details>|<\/details>).+\n)+)\n*((?:\d\. .+\n(?: {3}.+\n)*)+)\n*<details>[\s\S]*?<\/summary>\s*\*\*(\d)\.\*\*\s*([\s\S]*?)<\/details>/gm,
  );
  return [...found].map(([, question = "", list = "", answer, because = ""]) => ({
    question: question.trim(),
    options: list
      .trim()
      .split(/\n(?=\d\. )/)
      .map((option) => option.replace(/^\d\. /, "").replace(/\n\s+/g, " ")),
    answer: Number(answer),
    because: because.trim(),
  }));
}

/** The ```http blocks: a request, an empty line, and its reply from "HTTP/1.1" on. @throws {Error} for another form */
export function readExchanges(markdown: string): PromisedExchange[] {
  return [...markdown.matchAll(/^```http\n([\s\S]*?)^```/gm)].map(([, block = ""]) => readExchange(block));
}

function readExchange(block: string): PromisedExchange {
  const [asked = "", replied] = block.split(/\n\n(?=HTTP\/1\.1 )/);
  if (replied === undefined)
    throw new Error(`An http block has a request and its reply. This one has not:\n${block}`);
  const request = readMessage(asked);
  const reply = readMessage(replied.trimEnd());
  const [, status, ...reason] = reply.first.split(" ");
  return {
    request: request.first.replace(/ HTTP\/1\.1$/, ""),
    headers: Object.fromEntries(request.fields),
    body: request.body,
    status: Number(status),
    reason: reason.join(" "),
    replyHeaders: reply.fields,
    replyBody: reply.body,
  };
}

function readMessage(text: string): { first: string; fields: [string, string][]; body: string | undefined } {
  const [head = "", ...rest] = text.split("\n\n");
  const [first = "", ...lines] = head.split("\n");
  const fields = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  return { first, fields, body: rest.length === 0 ? undefined : rest.join("\n\n") };
}

/** Whether a text is as promised; "..." in the promise stands for anything. */
export function isAsPromised(promise: string, text: string): boolean {
  const parts = promise.split("...").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[\\s\\S]*")}$`).test(text);
}
