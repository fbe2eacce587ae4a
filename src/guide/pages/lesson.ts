// The page of a lesson: its text with questions to answer and requests to send, and beside it the workbench, which
// shows the servers, what they print, and how the checks stand. What changes is filled in by client/lesson.

import type { Prediction, PromisedExchange } from "../../course/readme.ts";
import { type Html, html } from "../../index.ts";
import type { LessonView, SectionView } from "../lesson/lesson-view.ts";
import { renderInline, renderMarkdown } from "../lesson/markdown.ts";
import { layout } from "./layout.ts";
import { workbench } from "./workbench.ts";

export interface LessonPageParts {
  readonly view: LessonView;
  /** The names of the lessons beside it; undefined at both ends. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export function lessonPage({ view, before, after }: LessonPageParts): Html {
  const { name, number, title, minutes, sections, exchanges } = view;
  let asked = 0;
  let sent = 0;
  const parts = sections.map((section, i) => {
    const forms = section.questions.map((question) => questionForm(question, asked++, section.title));
    const text = renderMarkdown(section.text, {
      base: `/lessons/${name}/`,
      exchange: () => exchangeFigure(exchanges[sent] as PromisedExchange, sent++),
    });
    return sectionPart(section, i, text, forms);
  });
  const body = html`
<a class="skip" href="#checks-title">Skip to the checks</a>
<div class="split" id="lesson" data-lesson="${name}">
  <article class="lesson-text">
    <p class="where">Lesson ${number} · ${minutes} minutes</p>
    <h1>${title}</h1>
    <p id="other" class="note" hidden></p>
    <ol class="steps" id="steps" aria-label="Steps of the lesson"></ol>
    <p id="advice" class="advice"></p>
    <p id="port" class="note" hidden></p>
    ${parts}
    <nav class="beside" aria-label="Lessons beside this one">
      ${before && openForm(before, "Lesson before")} ${after && openForm(after, "Next lesson", true)}
    </nav>
  </article>
  ${workbench(after)}
</div>`;
  return layout({
    title: `Lesson ${number}: ${title}`,
    body,
    code: "lesson",
    style: "lesson",
    here: "lessons",
  });
}

function sectionPart({ title, isAfterPredict }: SectionView, index: number, text: Html, forms: Html[]): Html {
  if (title === "") return text;
  const id = `section-${index}`;
  return html`
<section aria-labelledby="${id}"${isAfterPredict && html` data-after-predict hidden`}>
  <h2 id="${id}">${title}</h2>
  ${text}${forms}
  ${title === "Predict" && html`<p class="gate" id="gate">Answer ${forms.length === 1 ? "the question" : "the questions"} above. Then the run opens.</p>`}
</section>`;
}

function questionForm(
  { question, options, answer, because }: Prediction,
  index: number,
  section: string,
): Html {
  const isPrediction = section === "Predict";
  return html`
<form class="question" data-question="${index}" data-answer="${answer}"${isPrediction && html` data-prediction`}>
  <fieldset>
    <legend>${renderInline(question)}</legend>
    ${options.map(
      (option, i) => html`
    <label><input type="radio" name="question-${index}" value="${i + 1}" required> <span>${renderInline(option)}</span></label>`,
    )}
  </fieldset>
  <p class="actions">
    <button>That is my answer</button>
    <button type="button" class="why" hidden>Show why</button>
  </p>
  <p class="verdict" role="status"></p>
  <div class="because" hidden><p>It is “${renderInline(options[answer - 1] ?? "")}”. ${renderInline(because)}</p></div>
</form>`;
}

function exchangeFigure(exchange: PromisedExchange, index: number): Html {
  return html`
<figure class="exchange" data-exchange="${index}">
  <figcaption>A request, and the response that the lesson promises</figcaption>
  <pre class="request" tabindex="0">${asked(exchange)}</pre>
  <pre class="promise" tabindex="0">${promised(exchange)}</pre>
  <p class="actions"><button type="button" class="send">Send it to the example</button></p>
  <div class="wire" hidden aria-live="polite"></div>
</figure>`;
}

function asked({ request, headers, body }: PromisedExchange): string {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}\n`);
  return `${request}\n${fields.join("")}${body === undefined ? "" : `\n${body}`}`;
}

function promised({ status, reason, replyHeaders, replyBody }: PromisedExchange): string {
  const fields = replyHeaders.map(([name, value]) => `${name}: ${value}\n`);
  return `${status} ${reason}\n${fields.join("")}${replyBody === undefined ? "" : `\n${replyBody}`}`;
}

function openForm(lesson: string, text: string, isNext = false): Html {
  return html`<form method="post" action="/lessons/${lesson}/open"><button${isNext && html` class="primary" id="next"`}>${text}</button></form>`;
}
