// What the price watch serves: GET / for people, GET /api/prices for programs.

import { fileURLToPath } from "node:url";
import {
  type App,
  type AppOptions,
  createApp,
  files,
  type Handler,
  type Html,
  html,
  securityHeaders,
} from "../index.ts";
import type { PriceWatch, WatchedProduct } from "./price-watch.ts";
import { money } from "./text.ts";

const assets = fileURLToPath(new URL("./public", import.meta.url));

export interface PriceWatchOptions extends AppOptions {
  /** Middleware that runs before everything else, such as a logger. */
  before?: Handler[];
}

export function createPriceWatchApp(
  watch: PriceWatch,
  { before = [], ...options }: PriceWatchOptions = {},
): App {
  const app = createApp(options);
  for (const middleware of before) app.use(middleware);
  app.use(securityHeaders());
  app.use("/assets", files(assets));

  app.get("/api/prices", (_req, res) => {
    const { shop, away, products, known } = watch;
    if (!known) {
      // There is nothing to tell yet, and there will be.
      res.status(503).setHeader("Retry-After", "5").setHeader("Content-Type", "application/problem+json");
      res.send(JSON.stringify({ title: "Service Unavailable", status: 503, detail: waiting(watch) }));
      return;
    }
    // What is known stays worth telling while the shop is away, as long as it says how old it is.
    res.setHeader("Cache-Control", "no-cache");
    res.json({ shop, stale: away !== undefined, away: away ?? null, products });
  });

  app.get("/", (_req, res) => {
    if (!watch.known) res.status(503).setHeader("Retry-After", "5");
    res.setHeader("Cache-Control", "no-cache");
    res.html(pricesPage(watch));
  });

  return app;
}

function waiting({ away }: PriceWatch): string {
  return `No price is known yet. ${away?.reason ?? "The first look at the shop is under way."}`;
}

function pricesPage(watch: PriceWatch): Html {
  const { shop, away, products, known } = watch;
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Price watch</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/assets/price-watch.css">
</head>
<body>
  <h1>Price watch</h1>
  <p>Watches ${shop}. For programs: <a href="/api/prices">/api/prices</a></p>
  ${!known && html`<p role="status">${waiting(watch)}</p>`}
  ${known && away && html`<p role="status"><strong>The shop is away since ${time(away.since)}.</strong> ${away.reason} These prices are older.</p>`}
  ${known && products.map(productItem)}
</body>
</html>
`;
}

function productItem({ id, name, price, currency, confirmed, problem, changes }: WatchedProduct): Html {
  const amount = (cents: number) => money(cents, currency ?? "EUR");
  return html`
  <section>
  <h2>${name ?? `Product ${id}`}${price !== undefined && html`: ${amount(price)}`}</h2>
  ${problem && html`<p>${problem}</p>`}
  ${confirmed && html`<p>As of ${time(confirmed)}</p>`}
  ${changes.length > 0 && html`<ul>${changes.map(({ at, from, to }) => html`<li>${time(at)}: ${amount(from)} became ${amount(to)}</li>`)}</ul>`}
  </section>`;
}

function time(iso: string): string {
  return `${iso.slice(0, 10)}, ${iso.slice(11, 19)} UTC`;
}
