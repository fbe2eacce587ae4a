// A request that met a fault tells it: in its moments, and in the lane that the fault was in. And a server that was
// started again divides the requests before from those after.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Journey } from "../../../src/guide/client/map/journey.ts";
import { Journeys } from "../../../src/guide/client/map/journeys.ts";
import { chartOf } from "../../../src/guide/client/map/lanes.ts";
import { momentsOf } from "../../../src/guide/client/map/moments.ts";
import { type FaultName, faultNamed, type Met } from "../../../src/guide/faults/faults.ts";
import { batchOf, productPage, Story } from "./story.ts";

const metOf = (fault: FaultName): Met => {
  const { name, title, where } = faultNamed(fault) as Met;
  return { name, title, where };
};

function journeyOf(story: Story): Journey {
  const journeys = new Journeys();
  journeys.add(batchOf([story]), 0);
  return [...journeys.newest()][0] as Journey;
}

test("a slow database is one moment at the store, and marks each operation that waited", () => {
  const met = metOf("slow-database");
  const journey = journeyOf(
    new Story({ id: 1 })
      .route("GET /products/:id")
      .begin("productPage", "handler")
      .store("products.get", 1_000, { met })
      .store("reviews.find", 1_000, { met })
      .store("orders.find", 0.2)
      .respond(200, "OK")
      .end(),
  );
  assert.deepEqual(journey.faults, ["A slow database"]);
  assert.deepEqual(
    momentsOf(journey).filter(({ text }) => text.includes("on purpose")),
    [{ at: 1_000, station: "store", text: "It meets a fault, made on purpose: A slow database." }],
  );
  assert.deepEqual(
    chartOf(journey).lanes.flatMap(({ name, fault }) => (fault === undefined ? [] : [`${name}: ${fault}`])),
    ["products.get: A slow database", "reviews.find: A slow database"],
  );
});

test("a handler's fault marks the handler, and a request without one is not marked", () => {
  const broken = new Story({ id: 1 }).begin("logger").pass().begin("productPage", "handler").after(1);
  const journey = journeyOf(broken.tell({ type: "fault", ...metOf("silent") }).after(10_000));
  assert.equal(
    momentsOf(journey).at(-1)?.text,
    "It meets a fault, made on purpose: A handler never answers.",
  );
  assert.deepEqual(
    chartOf(journey)
      .lanes.filter(({ fault }) => fault !== undefined)
      .map(({ name }) => name),
    ["productPage"],
  );
  const well = journeyOf(productPage({ id: 2 }));
  assert.deepEqual(well.faults, []);
  assert.ok(chartOf(well).lanes.every(({ fault }) => fault === undefined));
});

test("requests know after which restart they came, also when all is told once more", () => {
  const journeys = new Journeys();
  const first = batchOf([productPage({ id: 1, target: "/1" }), new Story({ id: 2, target: "/2" })], {
    life: "a",
  });
  const second = batchOf([productPage({ id: 1, target: "/3" }), new Story({ id: 2, target: "/4" })], {
    life: "b",
  });
  const tellAll = () => {
    journeys.add(first, 0);
    journeys.restart({ at: 5_000, reason: "Its plug was pulled." });
    journeys.add(second, 0);
  };
  const told = () =>
    [...journeys.newest()].map(({ target, restarted, outcome }) => [target, restarted, outcome]);
  tellAll();
  const wanted = [
    ["/4", 5_000, "open"],
    ["/3", 5_000, "sent"],
    ["/2", 0, "stopped"],
    ["/1", 0, "sent"],
  ];
  assert.deepEqual(told(), wanted);
  tellAll();
  assert.deepEqual(told(), wanted);
  assert.equal(journeys.restarts.length, 1);
});

test("a life that is told again later does not bring back what has gone", () => {
  const journeys = new Journeys();
  const old = batchOf(
    Array.from({ length: 300 }, (_, i) => productPage({ id: i + 1 })),
    { life: "a" },
  );
  journeys.add(old, 0);
  journeys.add(
    batchOf(
      Array.from({ length: 400 }, (_, i) => productPage({ id: i + 1 })),
      { life: "b" },
    ),
    0,
  );
  assert.equal(journeys.size, 500);
  journeys.add(old, 0);
  assert.equal([...journeys.newest()][0]?.life, "b");
  assert.equal(journeys.size, 500);
});
