// An app of the kit for the tests of tracing. The tests name its lines: they look for the comments that begin with "here".

import { createApp, form, type Handler, HttpError, json, openStore } from "../../../../src/index.ts";

interface Book {
  readonly title: string;
  readonly password?: string;
}

const store = await openStore("memory:");
const books = store.collection<Book>("books");
await books.insert({ id: "1", title: "Momo" });

const inner = createApp();
inner.get("/books/:id", async (req, res) => {
  const book = await books.get(req.params.id);
  res.json(book ?? null); // here: mounted
});

const app = createApp();
app.use(function stamp(req, res, next) {
  Object.assign(req, { stamp: 1 });
  res.setHeader("X-Stamp", "one");
  res.setHeader("X-Gone", "soon");
  return next();
});
app.use(function clean(_req, res, next) {
  res.removeHeader("X-Gone");
  res.setHeader("Set-Cookie", "sid=0123456789abcdef; HttpOnly");
  return next();
});
app.get("/books/:id", async (req, res) => {
  const book = await books.get(req.params.id);
  if (book === undefined) throw new HttpError(404, "No such book."); // here: thrown
  res.status(200).json(book); // here: answered
});
app.get("/books", async (_req, res) => {
  const made = await store.transaction(async (view) =>
    view.collection(books).insert({ title: "x".repeat(9_000) }),
  );
  await new Promise((resolve) => setTimeout(resolve, 1));
  res.json(await books.find({ where: { id: made.id } }));
});
app.post("/books", json(), async (req, res) => {
  res.status(201).json(await books.insert(req.body as Book));
});
app.get("/twice", (_req, res) => {
  res.text("one"); // here: first
  res.text("two"); // here: second
});
app.get("/forgets", async () => {});
app.get("/fails", () => {
  throw new RangeError("out of reach"); // here: fails
});
app.get("/conflict", async () => {
  await books.insert({ id: "1", title: "Again" });
});
const mark: Handler = (_req, res, next) => {
  res.appendHeader("Set-Cookie", "seen=sesame-open-6; Path=/");
  return next();
};
app.post("/login", form(), mark, (_req, res) => {
  res.status(204).send();
});
app.get("/bytes", (_req, res) => {
  res.send(new Uint8Array([0, 1, 2, 255]));
});
app.get("/odd", async (_req, res) => {
  const odd: Record<string, unknown> = { big: 1n, is: () => 1 };
  odd.self = odd;
  await books.find({ where: odd as never }).catch(() => {});
  res.text("fine");
});
app.get("/hangs", () => {});
app.get("/head", (_req, res) => {
  res.text("a body");
});
app.use("/inner", inner);

const server = await app.listen(Number(process.argv[2]));
const { port } = server.address() as { port: number };
process.send?.({ type: "listening", port });
process.on("SIGTERM", () => process.exit());
