// The guide's front page: the lessons, with what is passed, and the way to go on.

import type { Course } from "../../course/course.ts";
import type { LessonFolder } from "../../course/lessons.ts";
import { type Html, html } from "../../index.ts";
import { lessonView } from "../lesson/lesson-view.ts";
import { layout } from "./layout.ts";

/** @param open the lesson that is open now */
export function homePage(course: Course, open: LessonFolder | undefined): Html {
  const current = open ?? course.current();
  const passed = course.lessons.filter(({ name }) => course.isPassed(name)).length;
  const verb =
    passed === 0 && open === undefined
      ? "Begin with"
      : passed === course.lessons.length
        ? "Look again at"
        : "Go on with";
  const body = html`
<h1>Learn how a back end works: build one</h1>
<p class="lead">Each lesson adds one idea. You read, predict, run, and then write your own server, and its checks run each time
you save. The <a href="/map/shop">request map</a> shows what happens inside.</p>
<form method="post" action="/lessons/${current.name}/open">
  <p><button class="primary">${verb} lesson ${current.number}</button></p>
</form>
<h2>Lessons</h2>
<p><span id="passed-count">${passed}</span> of ${course.lessons.length} passed</p>
<ol class="lessons">${course.lessons.map((lesson) => item(lesson, course.isPassed(lesson.name)))}</ol>`;
  return layout({ title: "Lessons", body, code: "home", here: "lessons" });
}

function item(lesson: LessonFolder, isPassed: boolean): Html {
  const { title, minutes } = lessonView(lesson);
  return html`
  <li data-lesson="${lesson.name}"${isPassed && html` class="passed"`}>
    <form method="post" action="/lessons/${lesson.name}/open">
      <button class="lesson"><span class="number">${lesson.number}</span> <span class="name">${title}</span></button>
    </form>
    <span class="minutes">${minutes} min</span>
    <span class="mark">${isPassed ? "✓ passed" : ""}</span>
  </li>`;
}
