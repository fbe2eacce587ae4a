// The workbench of a lesson's page: servers, what they print, checks. Empty here: the page's code fills it.

import { type Html, html } from "../../index.ts";

const SERVERS = [
  ["example", "The worked example"],
  ["exercise", "Your exercise"],
  ["shop", "SuperCoolShop"],
] as const;

/** @param next the lesson that comes after this one, if there is one */
export function workbench(next: string | undefined): Html {
  return html`
<aside class="workbench" aria-label="Workbench">
  <section aria-labelledby="checks-title">
    <h2 id="checks-title" tabindex="-1">Checks <span id="checks-count" role="status"></span></h2>
    <p class="file">They run each time you save <code id="exercise-file"></code></p>
    <div id="passed" class="passed-note" hidden>
      <p>This lesson is passed.</p>
      ${next && html`<form method="post" action="/lessons/${next}/open"><button class="primary">Go on</button></form>`}
    </div>
    <p id="not-begun" hidden>The exercise is as it was shipped. When you have changed it, the first check that fails says why.</p>
    <div id="start-failure" class="failure" hidden></div>
    <ol id="checks" class="checks"></ol>
    <p class="actions">
      <button type="button" id="hint">Hint</button>
      <button type="button" id="check-now">Check now</button>
      <button type="button" id="begin-anew">Begin anew</button>
    </p>
    <p id="checks-note" class="note" role="status"></p>
  </section>
  <section aria-labelledby="servers-title">
    <h2 id="servers-title">Servers</h2>
    <ul class="servers">${SERVERS.map(
      ([name, title]) => html`
      <li data-server="${name}">
        <p><strong>${title}</strong> <code class="file"></code><br><span class="state"></span></p>
        <p class="actions">
          <button type="button" data-do="start" aria-label="Start: ${title}">Start</button>
          <button type="button" data-do="stop" aria-label="Stop: ${title}">Stop</button>
          <button type="button" data-do="restart" aria-label="Start again: ${title}">Start again</button>
          <a href="/map/${name}" aria-label="On the map: ${title}">On the map</a>
        </p>
      </li>`,
    )}
    </ul>
  </section>
  <section aria-labelledby="printed-title">
    <h2 id="printed-title">What it prints</h2>
    <p><label>Of <select id="printed-of">
      ${SERVERS.map(([name, title]) => html`<option value="${name}">${title}</option>`)}
      <option value="checks">Your exercise, while it was checked</option>
    </select></label></p>
    <pre id="printed" class="printed" tabindex="0"></pre>
  </section>
</aside>`;
}
