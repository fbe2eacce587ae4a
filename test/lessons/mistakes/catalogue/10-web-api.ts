// What students do wrong in lesson 10.

import type { CataloguedMistake } from "../../support/mistake.ts";

const COUNT = "  lastId += 1;\n";
const PUT = "const book = { id, ...(await readBook(req)) };\n  await books.put(book);\n  sendJson";
const ADD = "  await books.put(book);\n  sendCreated(res, `/books/${book.id}`, book);";

export const mistakes: CataloguedMistake[] = [
  {
    name: "no route for one book",
    edit: [['  { method: "GET", path: "/books/:id", handler: showBook },\n', ""]],
    expect: "10-no-route",
    check: "GET /books/2 is one book",
  },
  {
    name: "the routes of a book have another parameter than the handlers",
    edit: [['"GET", path: "/books/:id"', '"GET", path: "/book/:id"']],
    expect: "10-no-route",
  },
  {
    name: "no await before get",
    edit: [["await books.get(", "books.get("]],
    expect: "10-get-not-awaited",
    check: "a book that is not there: 404, as a problem document",
    says: ["exercise.ts:"],
  },
  {
    name: "the error is sent by hand, as plain JSON",
    edit: [
      [
        "sendJson(res, 200, await bookOf(req));",
        "const book = await books.get(req.params.id ?? '');\n  if (book) sendJson(res, 200, book);\n  else sendJson(res, 404, { status: 404, error: 'none' });",
      ],
    ],
    expect: "10-plain-error",
  },
  {
    name: "the error comes with 200",
    edit: [
      [
        "sendJson(res, 200, await bookOf(req));",
        "const book = await books.get(req.params.id ?? '');\n  sendJson(res, 200, book ?? { error: 'not found' });",
      ],
    ],
    expect: "error-with-200",
  },
  {
    name: "the whole list, whatever the query says",
    edit: [
      ["const page = selectFrom(all, req.query);", "const page = all;"],
      ["if (selectFrom(all, next).length > 0) res.setHeader", "if (!next) res.setHeader"],
    ],
    expect: "10-query-ignored",
    check: "a filter: ?author=Jane+Austen",
  },
  {
    name: "200 for something made",
    edit: [["sendCreated(res, `/books/${book.id}`, book)", "sendJson(res, 200, book)"]],
    expect: "10-created-200",
  },
  {
    name: "201 without Location",
    edit: [["sendCreated(res, `/books/${book.id}`, book)", "sendJson(res, 201, book)"]],
    expect: "10-location",
  },
  {
    name: "Location leads to the list",
    edit: [["sendCreated(res, `/books/${book.id}`", "sendCreated(res, `/books`"]],
    expect: "10-location",
  },
  {
    name: "Location leads nowhere",
    edit: [["sendCreated(res, `/books/${book.id}`", "sendCreated(res, `/book/${book.id}`"]],
    expect: "10-location",
  },
  {
    name: "nothing is stored",
    edit: [
      [ADD, ADD.slice(ADD.indexOf("\n") + 1)],
      [PUT, PUT.replace("  await books.put(book);\n", "")],
    ],
    expect: "10-not-stored",
  },
  {
    name: "the counter stands still",
    edit: [[COUNT, ""]],
    expect: "10-same-id",
    check: "POST twice makes two books",
  },
  {
    name: "the length of the list is the id (M21)",
    edit: [[COUNT, "  lastId = (await books.all()).length + 1;\n"]],
    expect: "10-id-reused",
    check: "an id is never given twice, not even after a DELETE",
    says: ["exercise.ts:"],
  },
  {
    name: "the body is not looked at",
    edit: [["const fields = await readBook(req);", "const fields: any = await readJson(req);"]],
    expect: "10-not-checked",
  },
  {
    name: "the client's fields come last",
    edit: [
      [
        "const fields = await readBook(req);",
        "const fields = await readBook(req);\n  const sent = await sentBy(req);",
      ],
      ["{ id: String(lastId), ...fields }", "{ id: String(lastId), ...fields, ...sent }"],
      [
        "  const body = await readJson(req);\n",
        "  const body = await readJson(req);\n  bodies.set(req, body);\n",
      ],
      [
        "async function bookOf",
        "const bodies = new WeakMap<Request, object>();\nasync function sentBy(req: Request): Promise<any> {\n  return bodies.get(req);\n}\n\nasync function bookOf",
      ],
    ],
    expect: "10-id-from-client",
  },
  {
    name: "PUT gives a new id",
    edit: [[PUT, PUT.replace("{ id, ...", "{ id: String(++lastId), ...")]],
    expect: "10-put-new-id",
  },
  {
    name: "PUT stores without an id",
    edit: [
      [
        PUT,
        PUT.replace("const book = { id, ...(await readBook(req)) }", "const book: any = await readBook(req)"),
      ],
    ],
    expect: "10-put-new-id",
  },
  {
    name: "PUT lays the fields over the old book",
    edit: [
      [
        PUT,
        PUT.replace(
          "const book = { id, ...(await readBook(req)) }",
          "const old = await bookOf(req);\n  const book: any = { ...old, ...(await readJson(req)), id }",
        ),
      ],
    ],
    expect: "10-put-merges",
  },
  {
    name: "PUT makes what is not there",
    edit: [[`  const { id } = await bookOf(req);\n  ${PUT}`, `  const { id = "" } = req.params;\n  ${PUT}`]],
    expect: "10-put-creates",
  },
  {
    name: "DELETE answers 200",
    edit: [["  sendNothing(res);", "  sendJson(res, 200, { removed: id });"]],
    expect: "10-delete-body",
  },
  {
    name: "DELETE removes nothing",
    edit: [["  await books.remove(id);\n", ""]],
    expect: "10-delete-keeps",
  },
  {
    name: "DELETE of what is not there: 204",
    edit: [
      [
        "  const { id } = await bookOf(req);\n  await books.remove(id);",
        '  await books.remove(req.params.id ?? "");',
      ],
    ],
    expect: "10-delete-unknown",
  },
  {
    name: "no await before remove, so that the answer is always yes",
    edit: [
      [
        "  const { id } = await bookOf(req);\n  await books.remove(id);",
        '  const removed = books.remove(req.params.id ?? "");\n  if (!removed) throw new HttpError(404, "none");',
      ],
    ],
    expect: "10-delete-unknown",
  },
  {
    name: "a handler catches the error and says nothing",
    edit: [
      [
        "sendJson(res, 200, await bookOf(req));",
        "try {\n    sendJson(res, 200, await bookOf(req));\n  } catch {\n    console.log('not found');\n  }",
      ],
    ],
    expect: "10-silent-catch",
  },
  {
    name: "Link forgets the rest of the query",
    edit: [["new URLSearchParams(req.query)", "new URLSearchParams()"]],
    expect: "10-link-loses-query",
  },
  {
    name: "a path without its slash",
    edit: [['"GET", path: "/books/:id"', '"GET", path: "books/:id"']],
    expect: "10-miswritten-route",
    says: ["without a slash", "exercise.ts:"],
  },
  {
    name: "a verb in small letters",
    edit: [['"DELETE"', '"delete"']],
    expect: "10-miswritten-route",
    says: ["small letters"],
  },
  {
    name: "the id is looked for as a number",
    edit: [['req.params.id ?? ""', "Number(req.params.id) as unknown as string"]],
    expect: "10-not-found",
    says: ["Number()"],
  },
  {
    name: "req.id for req.params.id",
    edit: [
      ['req.params.id ?? ""', "(req as unknown as { id: string }).id"],
      ["await books.get(", "await books.get(req.id ?? "],
    ],
    expect: "10-not-found",
    says: ["req.params"],
  },
  {
    name: "the id is a number",
    edit: [["id: String(lastId)", "id: lastId as unknown as string"]],
    expect: "10-not-stored",
    says: ["the id is a number"],
  },
  {
    name: "put gets the id and the book",
    edit: [[ADD, ADD.replace("put(book)", "put(book.id as never, book as never)")]],
    expect: "10-not-stored",
    says: ["put takes the book alone"],
  },
  {
    name: "the path and the book change places",
    edit: [
      ["sendCreated(res, `/books/${book.id}`, book)", "sendCreated(res, book as never, `/books/${book.id}`)"],
    ],
    expect: "10-location",
    says: ["changed places"],
  },
  {
    name: "a path in straight quotes",
    edit: [["sendCreated(res, `/books/${book.id}`, book)", 'sendCreated(res, "/books/${book.id}", book)']],
    expect: "10-location",
    says: ["quotes that lean"],
  },
  {
    name: "a function that the store does not have, behind the step that catches",
    edit: [["await books.remove(id)", "await books.delete(id)"]],
    expect: "no-such-function",
    check: "DELETE: 204 without a body, and then 404",
    says: ["books.delete is not a function at exercise.ts:", "answered with 500"],
  },
  {
    name: "no await before all, behind the step that catches",
    edit: [["await books.all()", "books.all()"]],
    expect: "no-such-function",
    says: ["is not a function"],
  },
  {
    name: "a handler that is called in the list of routes",
    edit: [["handler: showBook }", "handler: showBook() }"]],
    expect: "handler-called",
    says: ["showBook", "exercise.ts:"],
  },
  {
    name: "a body with 204",
    edit: [["sendNothing(res);", "sendJson(res, 204, {});"]],
    expect: "body-with-204",
  },
];
