// The request map: the way of a request through a server, as a drawing on which requests travel, and all that is
// known of the one that is looked at. Here is its frame, with the words; the page's code fills it.

import { type Html, html } from "../../index.ts";
import type { ServerName } from "../live/messages.ts";
import { layout } from "./layout.ts";

export interface MapParts {
  readonly server: ServerName;
}

export function mapPage({ server }: MapParts): Html {
  const { target, link, others } = SERVERS[server];
  const body = html`
<div class="map" id="map" data-server="${server}" data-target="${target}">
  <div class="map-head">
    <h1>Request map</h1>
    <nav aria-label="Servers"><ul>${(Object.keys(SERVERS) as ServerName[]).map((name) => tab(name, server))}</ul></nav>
    <p id="server-state" class="state" role="status"></p>
    <p class="actions"><button type="button" class="primary" id="send">Send GET ${target}</button>
      <button type="button" id="show-keys">Keys <kbd>?</kbd></button></p>
  </div>
  <p id="send-note" class="note" role="status"></p>
  <section class="faults" id="faults" aria-label="Faults that are on" aria-live="polite"></section>
${stage()}
  <div class="empty" id="empty">
    <h2>No request has come yet</h2>
    <p>The map shows what comes while it is open, or while a lesson's page with this server is. Nothing is known of
    other requests.
    Send one: press <strong>Send GET ${target}</strong> above, or <a id="open-server" target="_blank">${link}</a>
    in another tab. ${others}</p>
  </div>
  <div class="work" id="work" hidden>
${requests()}
${detail()}
  </div>
${keys()}
</div>`;
  return layout({
    title: `Request map: ${SERVERS[server].title}`,
    body,
    code: "map",
    style: ["clients", "chart", "map", "stage", "requests", "looked", "faults"],
    here: "map",
  });
}

const SERVERS: Record<ServerName, { title: string; target: string; link: string; others: string }> = {
  shop: {
    title: "Shop",
    target: "/products/66432",
    link: "open the shop",
    others: "Each click in the shop is a request.",
  },
  example: {
    title: "Worked example",
    target: "/",
    link: "open the example",
    others: "The example of the open lesson is started on the lesson's page.",
  },
  exercise: {
    title: "Your exercise",
    target: "/",
    link: "open your server",
    others: "Your exercise is started on the lesson's page, and its checks send requests too.",
  },
};

function tab(name: ServerName, current: ServerName): Html {
  return html`<li><a href="/map/${name}"${name === current && html` aria-current="page"`}>${SERVERS[name].title}</a></li>`;
}

/** The nine steps of "mapping out a request": a title, and what to know about it. */
const STEPS: readonly (readonly [title: string, text: string])[] = [
  [
    "The client asks",
    "Somebody clicks, and the browser writes a request: a verb and a path, such as GET /products/66432.",
  ],
  [
    "It travels to the server",
    "The request crosses the network. This is often one of the slow parts, and no program makes it faster than light. On this machine it takes next to nothing; the server cannot measure it.",
  ],
  [
    "The server receives it",
    "The server listens all the time. When the head of the request is complete, the server's work begins, and so does the clock of this map.",
  ],
  [
    "Routing and middleware",
    "The verb and the path choose the route. Before its handler, each middleware gets the request, may change or refuse it, and passes it on.",
  ],
  [
    "The handler asks the database",
    "The handler knows which data it needs, and asks for them. What it does until then is counted here.",
  ],
  [
    "The database answers",
    "The database looks for the data and gives them back. Reading from a disk or over a network is slow beside all that happens in memory.",
  ],
  [
    "The response is put together",
    "Now the server has what it needs: it makes a page or JSON of it, and chooses a status and header fields.",
  ],
  [
    "It travels back",
    "The response crosses the network to the client. The time is from the response's first line until the server has handed over the last byte; what comes after that the server cannot measure.",
  ],
  [
    "The client shows it",
    "The browser reads the response and draws what the person sees. Often it asks for more then: styles, pictures, an icon.",
  ],
];

function stage(): Html {
  return html`
  <section class="stage" id="stage" aria-label="The way of a request">
    <div class="server-box"><span id="server-name">Server</span></div>
    ${place("client", "Client", "A browser, an app or a program: it asks.")}
    <div class="wire there"></div>
    <div class="wire back"></div>
    ${place("server", "Receives", "The head of the request is here.")}
    ${place("middleware", "Middleware", "Code that each request passes.")}
    ${place("route", "Route", "Verb and path choose the handler.")}
    ${place("handler", "Handler", "The code for this route.")}
    <div class="wire query"></div>
    ${place("store", "Store", "The data.")}
    ${place("response", "Response", "Status, header fields and body, on their way back.")}
    ${STEPS.map(
      ([title], i) =>
        html`<button type="button" class="point at-${i + 1}" data-step="${i + 1}" aria-label="Step ${i + 1}: ${title}" aria-pressed="false">${i + 1}</button>`,
    )}
    <div class="tokens" id="tokens" aria-hidden="true"></div>
  </section>
  <p class="caption" id="caption"><span>Point at a number to see what happens there.</span></p>`;
}

/** `what` stands there until a request has come. */
function place(station: string, name: string, what: string): Html {
  return html`<div class="place on-${station}" data-station="${station}"><b>${name}</b><span class="now"></span>${station === "response" && html`<span class="again bad"></span>`}<span class="what">${what}</span></div>`;
}

function requests(): Html {
  return html`
    <section class="requests" aria-labelledby="requests-title">
      <h2 id="requests-title">Requests</h2>
      <form class="filter" id="filter" aria-label="Filter">
        <label>Client <select name="client"><option value="">all</option></select></label>
        <label>Verb <select name="method"><option value="">all</option>${["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"].map((method) => html`<option>${method}</option>`)}</select></label>
        <label>Status <select name="status">
          <option value="">all</option>
          <option value="2">2xx: done</option>
          <option value="3">3xx: elsewhere</option>
          <option value="4">4xx: the client's fault</option>
          <option value="5">5xx: the server's fault</option>
          <option value="none">no response</option>
          <option value="twice">answered twice</option>
        </select></label>
        <label class="wide">Path has <input type="text" name="path" autocomplete="off" spellcheck="false"></label>
        <label class="check"><input type="checkbox" name="hidesAside"> Hide what a browser asks for by itself</label>
      </form>
      <p class="sample" id="sample" hidden></p>
      <div class="list-head">
        <button type="button" id="pause" aria-pressed="false">Pause</button>
        <span id="list-state"></span>
      </div>
      <ol class="rows" id="rows" aria-label="Requests, the newest first"></ol>
      <p class="nothing" id="nothing" hidden>No request fits the filter.</p>
    </section>`;
}

function detail(): Html {
  return html`
    <section class="detail" aria-labelledby="detail-title">
      <div class="detail-head">
        <h2 id="detail-title">Request</h2>
        <p id="detail-mode"></p>
        <button type="button" id="hold" aria-pressed="false">Hold this one</button>
      </div>
      <p id="detail-alarm" class="alarm" hidden></p>
      <div class="replay" role="group" aria-label="Play it again">
        <button type="button" id="play" class="primary">Play</button>
        <button type="button" id="step-back">Step back</button>
        <button type="button" id="step-on">Step on</button>
        <button type="button" id="slower">Slower</button>
        <button type="button" id="faster">Faster</button>
        <span id="speed"></span>
        <input type="range" id="seek" min="0" max="1000" value="1000" aria-label="Where the replay is">
      </div>
      <div class="chart" id="chart">
        <div class="ruler" id="ruler" aria-hidden="true"></div>
        <ol class="lanes" id="lanes" aria-label="Lanes, and how long each worked by itself"></ol>
      </div>
      <table class="nine" id="nine">
        <caption>The nine steps, and how long each took. <span id="waited" role="status"></span></caption>
        <thead><tr><th scope="col">Step</th><th scope="col">Time</th><th scope="col" class="share">To scale</th></tr></thead>
        <tbody>${STEPS.map(stepRow)}</tbody>
      </table>
      <div class="cards">
        ${card("request", "The request, as it was sent")}
        ${card("response", "The response")}
        ${card("middleware", "What each middleware did")}
        ${card("route", "The route")}
        ${card("store", "What the store was asked")}
      </div>
    </section>`;
}

function stepRow([title, text]: (typeof STEPS)[number], i: number): Html {
  return html`
          <tr data-step="${i + 1}"><th scope="row"><span class="number">${i + 1}</span> <span class="title">${title}</span><span class="text">${text}</span></th><td class="time"></td><td class="share"><div class="bar"></div></td></tr>`;
}

function card(name: string, title: string): Html {
  return html`<section class="card ${name}" aria-labelledby="card-${name}"><h3 id="card-${name}">${title}</h3><div id="card-${name}-body"></div></section>`;
}

function keys(): Html {
  const rows: readonly (readonly [keys: readonly string[], text: string])[] = [
    [["↑", "↓"], "Go through the requests"],
    [["Enter"], "Hold the request, or let it go"],
    [["Esc"], "Let it go, and follow the newest"],
    [["Space"], "Play and pause; with nothing held, pause all"],
    [["←", "→"], "Step by step"],
    [["+", "−"], "Faster, slower"],
    [["1", "…", "9"], "Point at a step"],
    [["/"], "To the filter"],
    [["?"], "These keys"],
  ];
  return html`
  <dialog id="keys" aria-labelledby="keys-title">
    <h2 id="keys-title">Keys</h2>
    <dl>${rows.map(([names, text]) => html`<dt>${names.map((name) => html`<kbd>${name}</kbd> `)}</dt><dd>${text}</dd>`)}</dl>
    <p><label><input type="checkbox" id="character-keys" checked> Keys that are a character (<kbd>+</kbd> <kbd>−</kbd> <kbd>1</kbd> … <kbd>9</kbd> <kbd>/</kbd> <kbd>?</kbd>) work</label></p>
    <form method="dialog"><button class="primary">Close</button></form>
  </dialog>`;
}
