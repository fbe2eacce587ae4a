// What all pages of the guide share.

import { type Html, html } from "../../index.ts";

export interface PageParts {
  readonly title: string;
  readonly body: Html;
  /** The page's own code, if it has some: "lesson" for client/lesson/main.ts. */
  readonly code?: string;
  /** Its own style sheets, beside the one of all pages: "lesson" for lesson.css. */
  readonly style?: string | readonly string[];
  /** Which entry of the navigation it is. */
  readonly here?: "lessons" | "map" | "words";
}

export function layout({ title, body, code, style, here }: PageParts): Html {
  const current = (name: PageParts["here"]) => name === here && html` aria-current="page"`;
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${title} · Roundtrip</title>
  <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/assets/guide.css">
  ${[style ?? []].flat().map((name) => html`<link rel="stylesheet" href="/assets/${name}.css">`)}
  ${code && html`<script type="module" src="/client/${code}/main.ts"></script>`}
</head>
<body>
  <a class="skip" href="#main">Skip to the content</a>
  <header class="top">
    <a class="brand" href="/">Round<b>trip</b></a>
    <nav aria-label="Guide">
      <ul>
        <li><a href="/"${current("lessons")}>Lessons</a></li>
        <li><a href="/map/shop"${current("map")}>Request map</a></li>
        <li><a href="/present">Break it</a></li>
        <li><a href="/words"${current("words")}>Words</a></li>
      </ul>
    </nav>
  </header>
  <p id="connection" class="lost" role="status" hidden></p>
  <main id="main">
${body}
  </main>
</body>
</html>
`;
}
