// The presenter's page: one slide after the other, for a projector. Without a script all slides stand below each
// other; the script shows one at a time, and fills in what is live.

import { type Html, html } from "../../index.ts";
import type { LanAddress } from "../class/addresses.ts";
import { qrImage } from "../class/qr.ts";
import { FAULTS, type Fault } from "../faults/faults.ts";

export interface PresentParts {
  /** Where the class finds the shop; undefined when there is no class. */
  readonly place?: ClassPlace | undefined;
}

export interface ClassPlace {
  readonly port: number;
  /** The likely one first; empty when this computer is in no network. */
  readonly addresses: readonly LanAddress[];
}

export function presentPage({ place }: PresentParts): Html {
  const slides = [
    ...(place === undefined ? [startSlide()] : [addressSlide(place), clientsSlide()]),
    mapSlide(),
    ...FAULTS.map(faultSlide),
    ...(place === undefined ? [] : [resetSlide()]),
  ];
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Presenting · Roundtrip</title>
  <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/assets/clients.css">
  <link rel="stylesheet" href="/assets/chart.css">
  <link rel="stylesheet" href="/assets/present.css">
  <link rel="stylesheet" href="/assets/watch.css">
  <script type="module" src="/client/present/main.ts"></script>
</head>
<body class="present" data-class="${place === undefined ? "no" : "yes"}">
  <main>
${slides}
${watch()}
  </main>
  <footer>
    <p id="connection" class="lost" role="status" hidden></p>
    <a class="home" href="/">The guide</a>
    <details class="keys">
      <summary>Keys</summary>
      <dl>
        <dt><kbd>PageDown</kbd> <kbd>PageUp</kbd></dt>
        <dd>The two keys of a remote. On a fault, PageDown puts it on, and once more undoes it and goes on; PageUp undoes it, or goes back.</dd>
        <dt><kbd>→</kbd> <kbd>←</kbd></dt>
        <dd>Goes from slide to slide, and changes nothing.</dd>
        <dt><kbd>Enter</kbd></dt>
        <dd>Does what the large button of the slide says.</dd>
        <dt><kbd>Home</kbd> <kbd>End</kbd></dt>
        <dd>To the first slide, and to the last.</dd>
      </dl>
    </details>
    <p id="what-is-on" role="status"></p>
    <nav aria-label="Slides">
      <button type="button" id="back">Back</button>
      <span id="position"></span>
      <button type="button" id="on">Next</button>
    </nav>
  </footer>
</body>
</html>
`;
}

function startSlide(): Html {
  return slide(
    "start",
    "Break it on purpose",
    html`
    <p>Each slide breaks the shop in one way, and says what to look at. Everything can be undone.</p>
    <p class="live" id="shop-state" role="status"></p>`,
  );
}

function addressSlide({ port, addresses }: ClassPlace): Html {
  // Those that programs have made help nobody, unless there are no others.
  const real = addresses.filter(({ isVirtual }) => !isVirtual);
  const [first, ...others] = real.length > 0 ? real : addresses;
  if (first === undefined) {
    const text = html`
    <p>This computer is in no network, so nobody else can reach the shop. Connect it, and start the class again.</p>
    <p class="live" id="shop-state" role="status"></p>`;
    return slide("address", "No network", text);
  }
  return slide(
    "address",
    "Open the shop",
    html`
    <div class="place">
      ${qrImage(`http://${first.address}:${port}`)}
      <div>
        <p class="url">${shownUrl(first, port)}</p>
        <p class="live" id="shop-state" role="status"></p>
        ${others.length > 0 && html`<p>If that does not open:</p>`}
        <ul class="others">${others.map((other) => html`<li>${shownUrl(other, port)}</li>`)}</ul>
      </div>
    </div>`,
  );
}

/** Where it has to be broken, this is done where it can still be read. */
function shownUrl({ address }: LanAddress, port: number): Html {
  return html`http://<wbr>${address}<wbr>:${port}`;
}

function clientsSlide(): Html {
  return slide(
    "clients",
    "Who is here",
    html`
    <p class="live" id="clients-summary" role="status">Nobody has asked for anything yet.</p>
    <p id="floods" hidden><button type="button" class="large" id="limit-floods" data-main>Limit those that flood</button></p>
    <ul id="client-list" class="clients"></ul>`,
  );
}

function mapSlide(): Html {
  return slide(
    "map",
    "The way of a request",
    html`
    <p>Send a request to the shop, and watch it go through the server and back.</p>
    <p><a class="large" id="open-map" data-main href="/map/shop">Open the map</a></p>`,
    { isWatched: true },
  );
}

function faultSlide({ name, title, does, look }: Fault): Html {
  return slide(
    `fault-${name}`,
    title,
    html`
    <p>${does}</p>
    <p class="look">${look}</p>
    <p><button type="button" class="large" data-fault="${name}" data-main>Put it on</button></p>
    <p class="live progress" data-progress="${name}" role="status"></p>`,
    { isWatched: true },
  );
}

function resetSlide(): Html {
  return slide(
    "reset",
    "Everything as it was",
    html`
    <p>Gives the shop its catalogue anew: orders, reviews and changes are gone, and no fault is on. The class stays connected.</p>
    <p><button type="button" class="large" id="reset" data-main>Reset the data</button></p>
    <p class="live" id="reset-state" role="status"></p>`,
  );
}

/** Beside the slides that ask for it: what comes to the shop, for the last row. */
function watch(): Html {
  return html`
    <section class="watch" id="watch" aria-label="Requests to the shop" hidden>
      <p id="watch-empty">No request has come to the shop yet.</p>
      <div id="watched" hidden>
        <h2 id="watch-title">Request</h2>
        <p id="watch-alarm" class="alarm" role="status"></p>
        <div class="chart" id="chart">
          <div class="ruler" id="ruler" aria-hidden="true"></div>
          <ol class="lanes" id="lanes" aria-label="Lanes, and how long each worked by itself"></ol>
        </div>
        <ol class="rows" id="rows" aria-label="Requests, the newest first"></ol>
      </div>
    </section>
`;
}

function slide(id: string, title: string, body: Html, { isWatched = false } = {}): Html {
  return html`
    <section class="slide${isWatched && " watches"}" id="${id}" aria-labelledby="${id}-title">
      <h1 id="${id}-title" tabindex="-1">${title}</h1>${body}
    </section>
`;
}
