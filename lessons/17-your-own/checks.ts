// The shop's black-box tests. They know an address and nothing of what is behind it, so they hold for each shop that
// keeps SuperCoolShop's promises: the student's, the course's own (solution.ts), and that of src/shop, to which
// test/shop/black-box.test.ts puts them. What is needed to test, they make themselves, over the Web API.

import { setTimeout } from "node:timers/promises";
import {
  type Ask,
  type Check,
  type Context,
  defineLesson,
  type Evidence,
  Miss,
  type Mistake,
  type Part,
  type Reply,
} from "../../src/course/checks.ts";

const LAMP = { name: "Lamp", category: "kitchen", price: 1_250, stock: 10, description: "Made by a test." };
const BUYER = { name: "Alice", address: "1 Main Street" };
const REVIEW = { author: "Alice", rating: 5, text: "Fits exactly." };
const JSON_TYPE = { "content-type": "application/json" };
/** How long a reply may take; milliseconds. There is much to write, perhaps on the disk of an old laptop. */
const PATIENCE = 8_000;

const parts: Part[] = [
  { lesson: "04-routing", module: "router.ts", names: ["findRoute"] },
  { lesson: "05-parameters", module: "parameters.ts", names: ["decodes", "fitsPattern"] },
  { lesson: "06-middleware", module: "middleware.ts", names: ["runSteps"] },
  { lesson: "07-status-codes", module: "status.ts", names: ["allowedMethods"] },
  { lesson: "08-one-response", module: "one-response.ts", names: ["answerOnce", "deadline"] },
  { lesson: "09-body", module: "body.ts", names: ["readJson", "textField"] },
  { lesson: "11-persistence", module: "file-store.ts", names: ["readWhole", "writeWhole"] },
  { lesson: "12-safe-writes", module: "safe-store.ts", names: ["queue"] },
  { lesson: "13-clients", module: "negotiate.ts", names: ["escapeHtml"] },
  { lesson: "14-updates", module: "updates.ts", names: ["sendIfChanged"] },
  { lesson: "14-updates", module: "updates.ts", names: ["mustMatch"], step: "e" },
  { lesson: "15-sessions", module: "sessions.ts", names: ["ourPagesOnly"], step: "f" },
];

// ---- What the failures come from -------------------------------------------------------------------------------

function at(place: string | undefined): string {
  return place === undefined ? "" : ` (${place})`;
}

/** The parts of these lessons do the work here. The first that is the student's own is named. */
function suspects(...numbers: string[]): Mistake[] {
  return parts
    .filter(({ lesson }) => numbers.includes(lesson.slice(0, 2)))
    .map(({ lesson, module, names }) => {
      const own = new RegExp(`\\b${names[0]}\\b[^;]*/${lesson}/exercise\\.ts"`);
      const number = lesson.slice(0, 2);
      return {
        id: `17-part-${names[0]}`,
        when: ({ crash, line }) =>
          (crash === undefined || (number === "06" && wasThrown(crash))) && line(own) !== undefined,
        why: ({ line }) =>
          `${names.join(" and ")} of your lesson ${number}${at(line(own))} ${names.length === 1 ? "takes" : "take"} part in this.`,
        tip: `npm run check ${number} says whether your part does what it should. Or take the course's for now: "../../lessons/${lesson}/${module}"`,
      };
    });
}

const NOBODY_CATCHES: Mistake = {
  id: "17-nobody-catches",
  // If the steps are in order, and it happens all the same, it is runSteps that does not call them so.
  when: ({ crash, line }) => wasThrown(crash) && line(IN_ORDER) === undefined,
  why: ({ crash, line }) =>
    `"${crash?.message}" was thrown, and no step around it caught it${at(line(/const steps/))}.`,
  tip: "answerProblems catches what is thrown behind it: let it stand before all that throw",
};
const IN_ORDER = /const steps[^;]*answerProblems[^;]*ourPagesOnly[^;]*toRoutes\(/;

/** Whether this is an HttpError, which is meant for a client. Its class gives it no name of its own. */
function wasThrown(crash: Evidence["crash"]): boolean {
  return crash?.name === "Error" && crash.code === undefined;
}

const NO_GATE: Mistake = {
  id: "17-no-gate",
  when: ({ wanted, line }) => wanted === "status 403" && line(/steps[^;]*ourPagesOnly/) === undefined,
  why: ({ line }) => `no step looks where the request comes from${at(line(/const steps/))}.`,
  tip: "ourPagesOnly does: it belongs between answerProblems and toRoutes",
};

const NO_ROUTE: Mistake = {
  id: "17-no-route",
  when: ({ reply }) =>
    reply?.status === 405 || (reply?.status === 404 && reply.text.includes("There is nothing at")),
  why: ({ reply, line }) =>
    `no line of \`routes\`${at(line(/const routes/))} fits this: ${reply?.sent.replace(/^curl -i /, "")}`,
  tip: '{ method: "POST", path: "/api/orders", handler: addOrder } is such a line',
};

const NOT_WRITTEN: Mistake = {
  id: "17-not-written",
  when: ({ reply }) => reply?.status === 501,
  why: ({ line }) => `the handler${at(line(/501/))} still says that it can do nothing.`,
  tip: "write it: its comment says what it must do",
};

const LOOK_OUTSIDE: Mistake = {
  id: "17-look-outside",
  when: ({ wanted, line }) => wanted.includes("at once") && line(/shop\.read\(\)\.products/) !== undefined,
  why: ({ line }) =>
    `the stock is looked up${at(line(/shop\.read\(\)\.products/))} before the turn. All looked while there was still enough.`,
  tip: "look inside of shop.change(), at draft.products",
};

const SOLD_TOO_OFTEN: Mistake = {
  id: "17-sold-too-often",
  when: ({ wanted }) => wanted === "status 409" || wanted.includes("at once"),
  why: "more was sold than there was: nobody compared the quantity with the stock.",
  tip: "if (product.stock < wanted.quantity) throw new HttpError(409, ...), before anything is changed",
};

const STOCK_STAYS: Mistake = {
  id: "17-stock-stays",
  when: ({ wanted }) => wanted.includes('"stock"'),
  why: "the order was made, and the stock is as it was: the same thing can be sold again.",
  tip: "product.stock -= wanted.quantity, where product is one of draft.products",
};

const ORDER_NOT_KEPT: Mistake = {
  id: "17-order-not-kept",
  when: ({ reply, wanted }) => reply?.status === 404 && wanted.startsWith("status 200") && isOrder(reply),
  why: ({ reply }) => `the client was told where its order is, and there is none: ${reply?.sent}`,
  tip: "draft.orders.push(order), and Location with the same id",
};

const UNKNOWN_PRODUCT: Mistake = {
  id: "17-unknown-product",
  when: ({ reply, wanted }) => reply !== undefined && reply.status !== 400 && wanted.startsWith("status 400"),
  why: "a product was ordered that the shop does not have, and the client did not hear so.",
  tip: "throw new HttpError(400, ...), with productId in its text, when find() gives undefined",
};

const WITHOUT_TOTAL: Mistake = {
  id: "17-order-fields",
  when: ({ reply, wanted }) => wanted.startsWith("JSON with") && isOrder(reply),
  why: ({ wanted }) => `the order is not as Order in data.ts says. It should have been ${wanted}.`,
  tip: "productName and price are those of the product, total is price times quantity",
};

const NOT_AWAITED: Mistake = {
  id: "17-not-awaited",
  when: ({ line }) => line(/(?<!await |return )shop\.change\(/) !== undefined,
  why: ({ line }) => `nobody waits for the change${at(line(/(?<!await |return )shop\.change\(/))}.`,
  tip: "await shop.change(...)",
};

const REVIEW_LAST: Mistake = {
  id: "17-review-last",
  when: ({ line, wanted }) => wanted.includes("newest") && line(/reviews\.push/) !== undefined,
  why: ({ line }) => `the new review stands at the end of the list${at(line(/reviews\.push/))}.`,
  tip: "draft.reviews.unshift(review) puts it first",
};

const KEY_IGNORED: Mistake = {
  id: "17-key-ignored",
  when: ({ wanted }) => wanted.includes("same order"),
  why: "the client asked once more with its key, and a second order was made.",
  tip: 'in the turn, first: draft.orders.find((one) => one.key === key), where key is req.headers["idempotency-key"]',
};

const ORDERING = [NO_ROUTE, NOT_WRITTEN, NOBODY_CATCHES, NOT_AWAITED];

// ---- The tests -------------------------------------------------------------------------------------------------

const checks: Check[] = [
  {
    step: "a",
    title: "a product is a page for people, and JSON for programs",
    run: async ({ ask }) => {
      const { name } = await product(ask, "66432");
      const page = (await ask("GET /products/66432", { headers: { accept: "text/html" } })).is(200);
      page
        .isType("text/html")
        .has("Vary", /Accept/i, "Accept")
        .says(`<h1>${name}</h1>`);
      const data = (await ask("GET /products/66432", { headers: { accept: "application/json" } })).is(200);
      data
        .isType("application/json")
        .has("Vary", /Accept/i, "Accept")
        .hasJson({ id: "66432", name });
      (await ask("GET /products?search=cover&limit=100")).is(200).isType("text/html").says("/products/66432");
      (await ask("GET /")).is(200).isType("text/html");
    },
    hints: [
      "Who decides in which form a client gets the product?",
      "Follow GET /products/66432: from steps to routes, and to showPage in products.ts.",
      "This passes with the parts of the course. If it does not, npm run parts says which of them are yours.",
    ],
    mistakes: [NOBODY_CATCHES, ...suspects("04", "05", "06", "08", "11", "13", "14")],
  },
  {
    step: "a",
    title: "HEAD gets the header that GET has, and no body",
    run: async ({ ask }) => {
      for (const path of ["/products/66432", "/api/products/66432", "/api/products"]) {
        const get = (await ask(`GET ${path}`)).is(200);
        const head = (await ask(`HEAD ${path}`)).is(200).isEmpty();
        head.has("Content-Type", get.header("content-type") ?? "");
        head.has("Content-Length", get.header("content-length") ?? "");
      }
    },
    hints: [
      "Which part looks for a route, and for which verb does it look when HEAD comes?",
      "Look at findRoute of lesson 04, step e.",
      'const method = req.method === "HEAD" ? "GET" : req.method;',
    ],
    mistakes: [...suspects("04", "06", "08", "14")],
  },
  {
    step: "a",
    title: "/api/products: filtered, sorted, one page at a time",
    run: async ({ ask }) => {
      const word = newWord();
      const made = [];
      for (const [i, price] of [3_000, 1_000, 2_000, 2_500].entries())
        made.push(await make(ask, { name: `Lämp ${word} ${i}`, price, stock: i }));
      const [first, second, third, fourth] = made.map(({ id }) => id);
      const list = async (query: string) => await listed(ask, `search=LAMP+${word}&${query}`);
      wants(await list("sort=price"), [second, third, fourth, first], "the cheapest first");
      wants(await list("sort=-price&limit=3"), [first, fourth, third], "the three that cost most");
      wants(await list("sort=-price&limit=3&page=2"), [second], "the second page, with one product");
      wants(
        await list("min_price=2000&max_price=2500&sort=price"),
        [third, fourth],
        "those from 2000 to 2500",
      );
      wants(await list("in_stock=true&sort=name"), [second, third, fourth], "those in stock, by name");
      wants(await list("category=phone-covers"), [], "no phone cover");
    },
    hints: [
      "Which part reads the query of a path?",
      "findProducts in catalogue.ts chooses. What it needs comes from the store, and the path from your router.",
      "This passes with the parts of the course. If it does not, npm run parts says which of them are yours.",
    ],
    mistakes: [NOBODY_CATCHES, ...suspects("09", "12", "11", "04", "05")],
  },
  {
    step: "a",
    title: "GET /api lists the endpoints, and those that read answer",
    run: async ({ ask }) => {
      const reply = (await ask("GET /api")).is(200).isType("application/json");
      const { endpoints } = reply.data as { endpoints?: { method: string; path: string }[] };
      if (!Array.isArray(endpoints) || endpoints.length < 8)
        throw new Miss("a list of at least eight endpoints", reply);
      for (const { method, path } of endpoints)
        if (method === "GET" && !path.includes(":")) (await ask(`GET ${path}`)).is(200, 204);
    },
    hints: [
      "What defines a Web API?",
      "Look at listEndpoints: it tells what `routes` has.",
      "routes.map(({ method, path }) => ({ method, path }))",
    ],
    mistakes: [NOBODY_CATCHES, ...suspects("04", "05")],
  },
  {
    step: "a",
    title: "a sign of life is a 204; another verb is a 405 with Allow",
    run: async ({ ask }) => {
      (await ask("GET /health")).is(204).isEmpty();
      const reply = (await ask("DELETE /products/66432")).is(405).isType("application/problem+json");
      for (const verb of ["GET", "HEAD"]) reply.has("Allow", new RegExp(`\\b${verb}\\b`), verb);
      const other = (await ask("POST /api/products/66432", { json: {} })).is(405);
      for (const verb of ["GET", "PUT", "DELETE"]) other.has("Allow", new RegExp(`\\b${verb}\\b`), verb);
    },
    hints: [
      "Which part knows the verbs that a path has?",
      "Look at to-routes.ts, and at allowedMethods of lesson 07.",
      'return methods.includes("GET") ? [...methods, "HEAD"] : methods;',
    ],
    mistakes: [...suspects("07", "05", "04")],
  },
  {
    step: "a",
    title: "what is not there is a 404, as a problem document",
    isPoint: true,
    run: async ({ ask }) => {
      const none = ["/nowhere", "/products/0", "/api/products/0", "/api/products/__proto__", "/api/orders/0"];
      for (const path of [...none, "/api/products/0/reviews", "/products/66432/x"])
        (await ask(`GET ${path}`)).is(404).isType("application/problem+json").hasJson({ status: 404 });
    },
    hints: [
      "A handler throws new HttpError(404, ...). Who makes a response of it?",
      "Look at the list `steps`. Each request passes it from left to right.",
      "[answerOnce, deadline(10_000), answerProblems, ourPagesOnly, toRoutes(routes, parts)]",
    ],
    mistakes: [NOBODY_CATCHES, ...suspects("05", "06", "04")],
  },
  {
    step: "a",
    title: "what makes no sense is a 400, and says which field",
    isPoint: true,
    run: async ({ ask }) => {
      for (const [query, field] of [
        ["page=0", "page"],
        ["limit=-1", "limit"],
        ["sort=size", "sort"],
        ["max_price=cheap", "max_price"],
      ])
        (await ask(`GET /api/products?${query}`)).is(400).isType("application/problem+json").says(`${field}`);
      (await ask("GET /products/%zz")).is(400).isType("application/problem+json");
      (await ask("GET /products/66432")).is(200);
    },
    hints: [
      "Which functions throw a 400 here, and who catches it?",
      "Look at `steps`, and at `decodes` of lesson 05.",
      "answerProblems stands before toRoutes.",
    ],
    mistakes: [NOBODY_CATCHES, ...suspects("05", "06")],
  },
  {
    step: "a",
    title: "a page of another site can change nothing: 403",
    isPoint: true,
    run: async ({ ask }) => {
      const headers = { origin: "http://evil.example" };
      (await ask("POST /api/products", { json: LAMP, headers })).is(403).isType("application/problem+json");
      (await ask("DELETE /api/products/66432", { headers })).is(403);
      (await ask("GET /api/products/66432", { headers })).is(200);
    },
    hints: [
      "A browser says in Origin whose page has sent the request. Which part looks at it?",
      "ourPagesOnly is a step. It throws: which step must stand before it?",
      "..., answerProblems, ourPagesOnly, toRoutes(routes, parts)",
    ],
    mistakes: [NOBODY_CATCHES, NO_GATE, ...suspects("15", "06")],
  },
  {
    step: "a",
    title: "a product is made, replaced and deleted; its id never returns",
    isPoint: true,
    run: async ({ ask, restart }) => {
      const reply = (await ask("POST /api/products", { json: LAMP })).is(201);
      const { id } = reply.data as { id: string };
      reply.has("Location", new RegExp(`/api/products/${id}$`), `/api/products/${id}`).hasJson(LAMP);
      const other = { ...LAMP, name: "Lamp, green", price: 990 };
      for (const _twice of [1, 2])
        (await ask(`PUT /api/products/${id}`, { json: other })).is(200).hasJson({ id, ...other });
      (await ask(`GET /api/products/${id}`)).is(200).hasJson({ id, ...other, rating: 0, reviewCount: 0 });
      (await ask(`DELETE /api/products/${id}`)).is(204).isEmpty();
      (await ask(`GET /api/products/${id}`)).is(404);
      (await ask(`DELETE /api/products/${id}`)).is(404);
      const last = await make(ask);
      (await ask(`DELETE /api/products/${last.id}`)).is(204);
      const kept = await make(ask, { name: "Kept" });
      await restart();
      (await ask(`GET /api/products/${kept.id}`)).is(200).hasJson({ name: "Kept" });
      (await ask(`GET /api/products/${id}`)).is(404);
      const given = [id, last.id, kept.id];
      const next = await make(ask);
      if (new Set([...given, next.id]).size !== 4)
        throw new Miss(`an id that was never given: not one of ${given.join(", ")}`, reply);
    },
    hints: [
      "Which parts take a body, and keep what was in it?",
      "Follow POST /api/products into products.ts, and from there into the store of data.ts.",
      "This passes with the parts of the course, as soon as answerProblems is among the steps.",
    ],
    mistakes: [NOBODY_CATCHES, ...suspects("09", "12", "11", "14")],
  },
  {
    step: "a",
    title: "a bad body is a 415, 413 or 400; the next one is read",
    isPoint: true,
    run: async ({ ask }) => {
      const send = (body: string, headers: Record<string, string> = JSON_TYPE) =>
        ask("POST /api/products", { body, headers });
      (await send(JSON.stringify(LAMP), { "content-type": "text/plain" })).is(415);
      (await send("{")).is(400).isType("application/problem+json");
      (await send("")).is(400);
      for (const odd of ["null", "[]", '"text"']) (await send(odd)).is(400, 422);
      (await send(JSON.stringify({ ...LAMP, description: "x".repeat(300_000) }))).is(413);
      for (const field of ["name", "price", "stock"])
        (await send(JSON.stringify({ ...LAMP, [field]: -1 }))).is(400, 422).says(field);
      const bytes = Buffer.from(JSON.stringify({ ...LAMP, name: "Café" }));
      const middle = bytes.indexOf("é") + 1; // A piece may end in the middle of a character.
      const pieces = [bytes.subarray(0, middle), bytes.subarray(middle)];
      const reply = (await ask("POST /api/products", { body: pieces, headers: JSON_TYPE })).is(201);
      reply.hasJson({ name: "Café" });
    },
    hints: [
      "Which part reads bodies, and what does it throw?",
      "Look at readJson and textField of lesson 09.",
      "This passes with the parts of the course, as soon as answerProblems is among the steps.",
    ],
    mistakes: [NOBODY_CATCHES, ...suspects("09", "06", "08")],
  },
  {
    step: "a",
    title: "an ETag: 304 as long as nothing has changed",
    run: async ({ ask }) => {
      const { id } = await make(ask);
      const path = `/api/products/${id}`;
      const first = (await ask(`GET ${path}`)).is(200).has("ETag", /^"[^"]+"$/, '"..."');
      const known = { "if-none-match": String(first.header("etag")) };
      (await ask(`GET ${path}`, { headers: known })).is(304).isEmpty();
      (await ask(`PUT ${path}`, { json: { ...LAMP, price: 990 } })).is(200);
      (await ask(`GET ${path}`, { headers: known })).is(200).hasJson({ price: 990 });
    },
    hints: [
      "How does the server know that the client has the product as it is now?",
      "Look at sendIfChanged of lesson 14, step a.",
      'if (req.headers["if-none-match"]?.includes(etag)) { res.statusCode = 304; res.end(); return; }',
    ],
    mistakes: [...suspects("14", "09", "12")],
  },
  {
    step: "a",
    title: "If-Match: of two who change what both read, one gets 412",
    isPoint: true,
    run: async ({ ask }) => {
      const { id } = await make(ask);
      const path = `/api/products/${id}`;
      const tag = async () => String((await ask(`GET ${path}`)).is(200).header("etag"));
      const change = (price: number, etag: string) =>
        ask(`PUT ${path}`, { json: { ...LAMP, price }, headers: { "if-match": etag } });
      const [old, prices] = [await tag(), [1_001, 1_002]];
      const replies = await Promise.all(prices.map((price) => change(price, old)));
      const done = replies.findIndex(({ status }) => status === 200);
      if (statuses(replies) !== "200,412") throw new Miss("one 200 and one 412, at once", replies[1]);
      (await ask(`GET ${path}`)).hasJson({ price: prices[done] });
      (await ask(`DELETE ${path}`, { headers: { "if-match": old } })).is(412);
      (await change(1_003, await tag())).is(200);
    },
    hints: [
      "Both send the ETag that they have read. Which of them is late?",
      "Look at mustMatch of lesson 14, step e; and at queue of lesson 12.",
      'if (wanted !== undefined && wanted !== etagOf(value)) throw new HttpError(412, "It was changed meanwhile.");',
    ],
    mistakes: [NOBODY_CATCHES, ...suspects("14", "12")],
  },
  {
    step: "b",
    title: "an order: 201, Location leads to it, and the stock is less",
    isPoint: true,
    run: async ({ ask }) => {
      const lamp = await make(ask);
      const made = (await order(ask, lamp.id, 3)).is(201);
      const fields = {
        productId: lamp.id,
        productName: LAMP.name,
        price: LAMP.price,
        quantity: 3,
        ...BUYER,
      };
      made.isType("application/json").hasJson({ ...fields, total: 3_750 });
      const path = locationOf(made);
      (await ask(`GET ${path}`)).is(200).hasJson({ ...fields, total: 3_750 });
      (await ask(`GET /api/products/${lamp.id}`)).is(200).hasJson({ stock: 7 });
    },
    hints: [
      "What two things does an order change, and in how many turns?",
      "addOrder of lesson 12's server.ts shows how: read the body first, then one change().",
      "const product = draft.products.find(...); product.stock -= wanted.quantity; draft.orders.push(order);",
    ],
    mistakes: [...ORDERING, STOCK_STAYS, ORDER_NOT_KEPT, WITHOUT_TOTAL, ...suspects("09", "12")],
  },
  {
    step: "b",
    title: "a bad order is named field by field, and sells nothing",
    isPoint: true,
    run: async ({ ask }) => {
      const lamp = await make(ask);
      const good = { productId: lamp.id, quantity: 1, ...BUYER };
      for (const [field, value] of [
        ["productId", "0"],
        ["quantity", 0],
        ["quantity", 1.5],
        ["quantity", 101],
        ["name", ""],
        ["address", 7],
      ] as const) {
        const reply = (await ask("POST /api/orders", { json: { ...good, [field]: value } })).is(400, 422);
        reply.isType("application/problem+json").says(field);
      }
      (await ask(`GET /api/products/${lamp.id}`)).is(200).hasJson({ stock: 10 });
    },
    hints: [
      "readOrder looks at the fields. What can it not know?",
      "Only in the turn can you look whether there is such a product.",
      "if (product === undefined) throw new HttpError(400, `productId: no product has ${wanted.productId}.`);",
    ],
    mistakes: [...ORDERING, UNKNOWN_PRODUCT, STOCK_STAYS, ...suspects("09")],
  },
  {
    step: "b",
    title: "more than there is: 409, and nothing is sold",
    isPoint: true,
    run: async ({ ask }) => {
      const lamp = await make(ask);
      (await order(ask, lamp.id, 11)).is(409).isType("application/problem+json").says("10");
      (await ask(`GET /api/products/${lamp.id}`)).is(200).hasJson({ stock: 10 });
      (await order(ask, lamp.id, 10)).is(201);
      (await order(ask, lamp.id, 1)).is(409);
    },
    hints: [
      "Which status says: the request is right, and does not go with how things are now?",
      "In the turn, before anything is changed: compare product.stock with wanted.quantity.",
      "if (product.stock < wanted.quantity) throw new HttpError(409, `${product.stock} left of ${product.name}.`);",
    ],
    mistakes: [...ORDERING, SOLD_TOO_OFTEN, STOCK_STAYS],
  },
  {
    step: "b",
    title: "of fifty who want ten things at once, ten get one",
    isPoint: true,
    run: async ({ ask }) => {
      const lamp = await make(ask);
      const before = await countOrders(ask);
      const replies = await Promise.all(Array.from({ length: 50 }, () => order(ask, lamp.id, 1)));
      const sold = replies.filter(({ status }) => status === 201).length;
      const refused = replies.filter(({ status }) => status === 409).length;
      if (sold !== 10 || refused !== 40)
        throw new Miss(`ten 201 and forty 409 at once, not ${sold} and ${refused}`, replies.at(-1));
      (await ask(`GET /api/products/${lamp.id}`)).is(200).hasJson({ stock: 0 });
      const reply = await ask("GET /api/orders");
      if ((await countOrders(ask)) - before !== 10)
        throw new Miss("ten orders more than before, at once", reply);
      const paths = new Set(
        replies.map((one) => one.header("location")).filter((path) => path !== undefined),
      );
      if (paths.size !== 10) throw new Miss("another Location for each order", replies[0]);
    },
    hints: [
      "Between looking at the stock and writing the order: what may others do?",
      "Look at what stands before shop.change(), and what in it.",
      "Everything but the reading of the body stands in shop.change((draft) => { ... }).",
    ],
    mistakes: [...ORDERING, LOOK_OUTSIDE, SOLD_TOO_OFTEN, STOCK_STAYS, ...suspects("12", "11")],
  },
  {
    step: "b",
    title: "an order stays as it is when the product changes and goes",
    isPoint: true,
    run: async ({ ask }) => {
      const { id } = await make(ask);
      const path = locationOf((await order(ask, id, 2)).is(201));
      const before = (await ask(`GET ${path}`)).is(200);
      (await ask(`PUT /api/products/${id}`, { json: { ...LAMP, name: "Other", price: 1 } })).is(200);
      (await ask(`GET ${path}`)).is(200).isJson(before.data);
      (await ask(`DELETE /api/products/${id}`)).is(204);
      (await ask(`GET ${path}`)).is(200).isJson(before.data);
    },
    hints: [
      "What does a bill say when the price goes up tomorrow?",
      "The order has productName and price of its own.",
      "const { name: productName, price } = product;",
    ],
    mistakes: [...ORDERING, ORDER_NOT_KEPT, WITHOUT_TOTAL],
  },
  {
    step: "b",
    title: "what was acknowledged survives a kill, under load",
    isPoint: true,
    run: killUnderLoad,
    hints: [
      "201 is a promise. When is the order on the disk?",
      "Follow the awaits from addOrder to writeWhole.",
      "const order = await shop.change(...), and sendCreated only then.",
    ],
    mistakes: [...ORDERING, ...suspects("11", "12"), ORDER_NOT_KEPT, STOCK_STAYS],
  },
  {
    step: "c",
    title: "a review: 201, it comes first, and the stars are its average",
    isPoint: true,
    run: async ({ ask }) => {
      const { id } = await make(ask);
      const made = (await review(ask, id, REVIEW)).is(201).hasJson(REVIEW);
      (await ask(`GET ${locationOf(made)}`)).is(200).isJson(made.data);
      (await review(ask, id, { ...REVIEW, rating: 2, text: "Too tight." })).is(201);
      const list = (await ask(`GET /api/products/${id}/reviews`)).is(200).hasJson({ total: 2 });
      const { reviews } = list.data as { reviews: { text?: string }[] };
      if (reviews[0]?.text !== "Too tight.")
        throw new Miss("a list in which the newest review is first", list);
      (await ask(`GET /api/products/${id}`)).is(200).hasJson({ rating: 3.5, reviewCount: 2 });
    },
    hints: [
      "Which handler do you have already that makes something with an id?",
      "products.ts counts on draft.lastId for a product. A review has one of the same.",
      "const review = { id: String(draft.lastId), productId: id, ...fields }; draft.reviews.unshift(review);",
    ],
    mistakes: [...ORDERING, REVIEW_LAST, ...suspects("09", "12")],
  },
  {
    step: "c",
    title: "twenty reviews at once all count",
    isPoint: true,
    run: async ({ ask, restart }) => {
      const { id } = await make(ask);
      const ratings = Array.from({ length: 20 }, (_, i) => (i % 5) + 1);
      const replies = await Promise.all(ratings.map((rating) => review(ask, id, { ...REVIEW, rating })));
      for (const reply of replies) reply.is(201);
      if (new Set(replies.map(locationOf)).size !== 20) throw new Miss("twenty different ids", replies[0]);
      const seen = { rating: 3, reviewCount: 20 };
      (await ask(`GET /api/products/${id}`)).is(200).hasJson(seen);
      await restart();
      (await ask(`GET /api/products/${id}`)).is(200).hasJson(seen);
    },
    hints: [
      "Where is the id counted on: in the turn, or before it?",
      "Look at draft.lastId: it must change in the change().",
      "await shop.change((draft) => { draft.lastId += 1; ... })",
    ],
    mistakes: [...ORDERING, ...suspects("12", "11")],
  },
  {
    step: "c",
    title: "what people write is text on the page, and no code",
    isPoint: true,
    run: async ({ ask }) => {
      const nasty = '<script>alert("a & b")</script>';
      const { id } = await make(ask, { name: nasty });
      (await review(ask, id, { author: nasty, rating: 1, text: nasty })).is(201);
      for (const path of [`/products/${id}`, "/products?search=script"]) {
        const page = (await ask(`GET ${path}`, { headers: { accept: "text/html" } })).is(200);
        if (page.text.includes("<script>alert"))
          throw new Miss("a page without a script that a client wrote", page);
        page.says("&lt;script&gt;alert(&quot;a &amp; b&quot;)");
      }
    },
    hints: [
      "What does a browser do with <script> in a page?",
      "pages.ts calls escapeHtml for whatever a client has sent.",
      'Of lesson 13: text.replaceAll("&", "&amp;").replaceAll("<", "&lt;") ... and & is the first.',
    ],
    mistakes: [...ORDERING, ...suspects("13")],
  },
  {
    step: "c",
    title: "a bad review is named; for no product there is a 404",
    isPoint: true,
    run: async ({ ask }) => {
      const { id } = await make(ask);
      for (const [field, value] of [
        ["author", " "],
        ["rating", 6],
        ["rating", "5"],
        ["text", undefined],
      ] as const)
        (await review(ask, id, { ...REVIEW, [field]: value })).is(400, 422).says(field);
      (await review(ask, "0", REVIEW)).is(404);
      (await ask(`GET /api/products/${id}/reviews`)).is(200).hasJson({ total: 0, reviews: [] });
    },
    hints: [
      "Which two functions in addReview throw already?",
      "findProduct throws the 404, readReview the 400.",
      "If both stand before shop.change(), nothing is written.",
    ],
    mistakes: [...ORDERING, ...suspects("09")],
  },
  {
    step: "d",
    title: "the same order with one Idempotency-Key is made once",
    further: true,
    isPoint: true,
    run: async ({ ask }) => {
      const lamp = await make(ask);
      const key = { "idempotency-key": `key-${newWord()}` };
      const again = () => order(ask, lamp.id, 1, key);
      const replies = await Promise.all([again(), again(), again()]);
      for (const reply of [...replies, await again()]) {
        reply.is(201);
        if (locationOf(reply) !== locationOf(replies[0] as Reply))
          throw new Miss("the same order as before", reply);
      }
      (await ask(`GET /api/products/${lamp.id}`)).is(200).hasJson({ stock: 9 });
      if (replies[0]?.text.includes(key["idempotency-key"]))
        throw new Miss("an order that does not tell its key", replies[0]);
    },
    hints: [
      "How can the server know that it has seen this request before?",
      "Keep the key in the order, and look for it in the turn, before anything else.",
      'const key = req.headers["idempotency-key"]?.toString(); const made = draft.orders.find((one) => one.key === key);',
    ],
    mistakes: [...ORDERING, KEY_IGNORED],
  },
];

export const lesson = defineLesson({
  starts: "listener",
  parts,
  checks: checks.map((check) => ({
    ...check,
    run: (context) => check.run({ ...context, ask: patient(context.ask) }),
  })),
});

// ---- The words of the tests ------------------------------------------------------------------------------------

function patient(ask: Ask): Ask {
  return (request, options) => ask(request, { limit: PATIENCE, ...options });
}

async function product(ask: Ask, id: string): Promise<{ name: string }> {
  return (await ask(`GET /api/products/${id}`)).is(200).hasJson({ id }).data as { name: string };
}

/** Makes a product, and resolves with it. */
async function make(ask: Ask, fields: Partial<typeof LAMP> = {}): Promise<{ id: string }> {
  const reply = (await ask("POST /api/products", { json: { ...LAMP, ...fields } })).is(201);
  return reply.data as { id: string };
}

function order(ask: Ask, productId: string, quantity: number, headers = {}): Promise<Reply> {
  return ask("POST /api/orders", { json: { productId, quantity, ...BUYER }, headers });
}

function review(ask: Ask, id: string, fields: object): Promise<Reply> {
  return ask(`POST /api/products/${id}/reviews`, { json: fields });
}

async function countOrders(ask: Ask): Promise<number> {
  const { data } = (await ask("GET /api/orders")).is(200);
  return Number((data as { total?: number } | undefined)?.total);
}

async function listed(ask: Ask, query: string): Promise<{ reply: Reply; ids: string[] }> {
  const reply = (await ask(`GET /api/products?${query}`)).is(200).isType("application/json");
  const { products } = reply.data as { products?: { id: string }[] };
  if (!Array.isArray(products)) throw new Miss('JSON with "products": a list', reply);
  return { reply, ids: products.map(({ id }) => id) };
}

/** @throws {Miss} */
function wants({ reply, ids }: Awaited<ReturnType<typeof listed>>, wanted: unknown[], words: string): void {
  if (ids.join() !== wanted.join())
    throw new Miss(`${words}: ${wanted.join(", ") || "an empty list"}`, reply);
}

/** The path that a Location names. @throws {Miss} without one */
function locationOf(reply: Reply): string {
  const path = reply.header("location")?.replace(/^http:\/\/[^/]+/, "");
  if (path === undefined) throw new Miss("a header field Location", reply);
  return path;
}

function isOrder(reply: Reply | undefined): boolean {
  return reply?.sent.includes("/api/orders") === true;
}

function statuses(replies: readonly Reply[]): string {
  return replies
    .map(({ status }) => status)
    .sort()
    .join();
}

/** A word that nothing else in the shop has. */
function newWord(): string {
  return Math.random().toString(36).slice(2, 10);
}

/** Customers order until some are told 201. Then the server is killed, and must know those, and not one more or less. */
async function killUnderLoad({ ask, kill, restart }: Context): Promise<void> {
  const lamp = await make(ask, { stock: 1_000 });
  const before = await countOrders(ask);
  const told: string[] = [];
  let isOver = false;
  const customer = async () => {
    try {
      while (!isOver) told.push(locationOf((await order(ask, lamp.id, 1)).is(201)));
    } catch (error) {
      if (!isOver) throw error;
    }
  };
  const customers = Promise.all([customer(), customer(), customer(), customer()]);
  const enough = (async () => {
    const end = performance.now() + 4_000;
    while (told.length < 8 && performance.now() < end) await setTimeout(1);
    await setTimeout(Math.random() * 10);
  })();
  await Promise.race([enough, customers]);
  isOver = true;
  await kill();
  await customers;
  await restart();
  for (const path of told) (await ask(`GET ${path}`)).is(200);
  const made = (await countOrders(ask)) - before;
  (await ask(`GET /api/products/${lamp.id}`)).is(200).hasJson({ stock: 1_000 - made });
}
