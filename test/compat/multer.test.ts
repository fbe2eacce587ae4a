// multer: uploads with files and fields. Its errors are no HttpErrors: an app says what they mean.

import assert from "node:assert/strict";
import { test } from "node:test";
import multer from "multer";
import { type App, createApp, type ErrorHandler } from "../../src/index.ts";
import { serve } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";

declare module "../../src/index.ts" {
  interface Request<P> {
    file?: Express.Multer.File;
  }
}

/** The form that the tests upload, with a file of so many bytes. */
function form(size: number): FormData {
  const form = new FormData();
  form.append("title", "Café");
  form.append("file", new Blob(["x".repeat(size)], { type: "text/plain" }), "note.txt");
  return form;
}

function upload(app: App): App {
  const file = multer({ limits: { fileSize: 1_000 } }).single("file");
  return app.post("/upload/:album", file, (req, res) => {
    const { originalname, mimetype, size } = req.file ?? {};
    res.status(201).json({ album: req.params.album, body: req.body, originalname, mimetype, size });
  });
}

/** What an app says of multer's errors: they are the client's. */
const explainUpload: ErrorHandler = (error, _req, res, next) => {
  if (!(error instanceof multer.MulterError)) return next();
  return res.status(error.code === "LIMIT_FILE_SIZE" ? 413 : 400).text(error.message);
};

for (const prefix of ["", "/mounted"]) {
  test(`a file and fields arrive at ${prefix}/upload, in memory`, async (t) => {
    const { url } = await serve(t, (app) => upload(app).use("/mounted", upload(createApp())));
    const reply = await fetch(`${url}${prefix}/upload/cats`, { method: "POST", body: form(1_000) });
    assert.equal(reply.status, 201);
    assert.deepEqual(await reply.json(), {
      album: "cats",
      body: { title: "Café" },
      originalname: "note.txt",
      mimetype: "text/plain",
      size: 1_000,
    });
  });
}

test("it reads the uploads for all routes, or for those with a path", async (t) => {
  const { url } = await serve(t, (app) => {
    app.use("/api", multer().none());
    app.post("/api/echo", (req, res) => res.json(req.body)).post("/echo", (req, res) => res.json([req.body]));
  });
  const fields = () => {
    const form = new FormData();
    form.append("title", "Café");
    return { method: "POST", body: form };
  };
  assert.equal(await (await fetch(`${url}/api/echo`, fields())).text(), '{"title":"Café"}');
  assert.equal(await (await fetch(`${url}/echo`, fields())).text(), "[null]");
});

test("a file that is too large is a 500 that tells nothing, unless the app says what it means", async (t) => {
  const { url, report } = await serve(t, upload);
  const reply = await fetch(`${url}/upload/cats`, { method: "POST", body: form(1_001) });
  assert.equal(reply.status, 500);
  assert.doesNotMatch(await reply.text(), /File too large/);
  assert.equal((await report("error")).error?.message, "File too large");
});

test("app.onError makes of it a 413 that says why, and nothing is reported", async (t) => {
  const { url } = await serve(t, (app) => upload(app).onError(explainUpload));
  const large = await fetch(`${url}/upload/cats`, { method: "POST", body: form(1_001) });
  assert.equal(large.status, 413);
  assert.equal(await large.text(), "File too large");
  const misnamed = new FormData();
  misnamed.append("picture", new Blob(["x"]), "cat.png");
  const reply = await fetch(`${url}/upload/cats`, { method: "POST", body: misnamed });
  assert.equal(reply.status, 400);
  assert.equal(await reply.text(), "Unexpected file field");
});

test("after a file that was too large the next request on the connection is answered", async (t) => {
  const { connect } = await serve(t, (app) =>
    upload(app)
      .onError(explainUpload)
      .get("/", (_req, res) => res.text("here")),
  );
  const connection = await connect();
  const request = new Request("http://a/", { method: "POST", body: form(200_000) });
  const body = Buffer.from(await request.arrayBuffer());
  connection.send(
    `POST /upload/cats HTTP/1.1\r\nHost: a\r\nContent-Type: ${request.headers.get("content-type")}\r\n` +
      `Content-Length: ${body.length}\r\n\r\n`,
  );
  connection.send(body);
  connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  assert.equal((await connection.reply()).status, 413);
  assert.equal((await connection.reply()).body, "here");
});

test("a client that leaves in the middle of its upload does the others no harm", async (t) => {
  let reading = false;
  const { ask, connect, report } = await serve(t, (app) => {
    app.use((req, _res, next) => {
      req.once("data", () => {
        reading = true;
      });
      return next();
    });
    upload(app).get("/", (_req, res) => res.text("here"));
  });
  const connection = await connect();
  connection.send(
    "POST /upload/cats HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\n" +
      'Content-Length: 900\r\n\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\nhalf',
  );
  await eventually(() => reading, "the upload to be read");
  connection.socket.destroy();
  await report("error");
  assert.equal((await ask("GET /")).body, "here");
});
