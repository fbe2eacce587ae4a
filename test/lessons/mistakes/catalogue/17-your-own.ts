// What students do wrong in lesson 17: in putting it together, and with parts of their own that are not ready.

import type { CataloguedMistake } from "../../support/mistake.ts";

const STEPS =
  "const steps: Step[] = [answerOnce, deadline(10_000), answerProblems, ourPagesOnly, toRoutes(routes, parts)];";
const MADE = "    const made = draft.orders.find((one) => key !== undefined && one.key === key);\n";
const STOCK = "    product.stock -= wanted.quantity;\n";
const FEW =
  "    if (product.stock < wanted.quantity)\n      throw new HttpError(409, `${product.stock} left of ${product.name}.`);\n";
const UNKNOWN =
  "    if (product === undefined) throw new HttpError(400, `productId: no product has ${wanted.productId}.`);\n";
const ORDER = "an order: 201, Location leads to it, and the stock is less";
const FIFTY = "of fifty who want ten things at once, ten get one";
const MISSING = "what is not there is a 404, as a problem document";

/** The exercise of a lesson as it is shipped, in the place of the course's part. */
function unwritten(lesson: string, module: string, names: string): Pick<CataloguedMistake, "name" | "edit"> {
  const line = (path: string) => `import { ${names} } from "../../lessons/${lesson}/${path}";`;
  return {
    name: `${names} of lesson ${lesson.slice(0, 2)} is taken before it is written`,
    edit: [[line(module), line("exercise.ts")]],
  };
}

export const mistakes: CataloguedMistake[] = [
  {
    name: "no step catches what is thrown",
    edit: [[STEPS, STEPS.replace("answerProblems, ", "")]],
    expect: "17-nobody-catches",
    check: MISSING,
    says: ["exercise.ts:", "answerProblems"],
  },
  {
    name: "ourPagesOnly stands before what catches",
    edit: [[STEPS, STEPS.replace("answerProblems, ourPagesOnly", "ourPagesOnly, answerProblems")]],
    expect: "17-nobody-catches",
    check: "a page of another site can change nothing: 403",
  },
  {
    name: "answerProblems stands last",
    edit: [[STEPS, STEPS.replace("answerProblems, ", "").replace("parts)]", "parts), answerProblems]")]],
    expect: "17-nobody-catches",
    check: MISSING,
  },
  {
    name: "nobody looks where a request comes from",
    edit: [[STEPS, STEPS.replace("ourPagesOnly, ", "")]],
    expect: "17-no-gate",
  },
  {
    name: "the routes of orders are missing",
    edit: [
      ['  { method: "POST", path: "/api/orders", handler: addOrder },\n', ""],
      ['  { method: "GET", path: "/api/orders/:id", handler: reading.showOrder },\n', ""],
    ],
    expect: "17-no-route",
    check: ORDER,
  },
  {
    name: "orders cannot be read",
    edit: [['  { method: "GET", path: "/api/orders/:id", handler: reading.showOrder },\n', ""]],
    expect: "17-no-route",
    check: ORDER,
  },
  {
    name: "addOrder is not written",
    edit: [
      [
        "  const wanted = await readOrder(req, parts);",
        '  throw new HttpError(501, "Nothing can be ordered yet.");',
      ],
    ],
    expect: "17-not-written",
    check: ORDER,
  },
  {
    name: "the stock stays",
    edit: [[STOCK, ""]],
    expect: "17-stock-stays",
    check: ORDER,
  },
  {
    name: "the order is not kept",
    edit: [["    draft.orders.push(order);\n", ""]],
    expect: "17-order-not-kept",
    check: ORDER,
  },
  {
    name: "the order has no total",
    edit: [[", total: price * wanted.quantity", ", total: price"]],
    expect: "17-order-fields",
    check: ORDER,
  },
  {
    name: "nobody asks whether there is such a product",
    edit: [
      [
        UNKNOWN,
        '    if (product === undefined) return { id: "", ...wanted, productName: "", price: 0, total: 0 };\n',
      ],
    ],
    expect: "17-unknown-product",
  },
  {
    name: "more is sold than there is",
    edit: [[FEW, ""]],
    expect: "17-sold-too-often",
    check: "more than there is: 409, and nothing is sold",
  },
  {
    name: "the stock is looked up before the turn",
    edit: [
      [FEW, ""],
      [
        "  const order = await shop.change(",
        "  const there = shop.read().products.find((one) => one.id === wanted.productId);\n  if (there !== undefined && there.stock < wanted.quantity) throw new HttpError(409, `${there.stock} left.`);\n  const order = await shop.change(",
      ],
    ],
    expect: "17-look-outside",
    check: FIFTY,
  },
  {
    name: "the change is not awaited",
    edit: [["  const order = await shop.change(", "  const order: any = shop.change("]],
    expect: "17-not-awaited",
    check: ORDER,
  },
  {
    name: "the newest review stands last",
    edit: [["draft.reviews.unshift(review);", "draft.reviews.push(review);"]],
    expect: "17-review-last",
  },
  {
    name: "the key of an order is not looked at",
    edit: [[MADE, "    const made = undefined;\n"]],
    expect: "17-key-ignored",
  },
  {
    name: "a part is imported that its file does not export",
    edit: [
      [
        'import { findRoute } from "../../lessons/04-routing/router.ts"',
        'import { findRoute } from "../../lessons/05-parameters/parameters.ts"',
      ],
    ],
    expect: "no-such-export",
    says: ["findRoute"],
  },
  {
    name: "a part is imported from a file that is not there",
    edit: [['04-routing/router.ts";\nimport { decodes', '04-routing/exercises.ts";\nimport { decodes']],
    expect: "no-such-file",
  },
  { ...unwritten("04-routing", "router.ts", "findRoute"), expect: "17-part-findRoute" },
  { ...unwritten("05-parameters", "parameters.ts", "decodes, fitsPattern"), expect: "17-part-decodes" },
  { ...unwritten("06-middleware", "middleware.ts", "runSteps"), expect: "17-part-runSteps" },
  { ...unwritten("07-status-codes", "status.ts", "allowedMethods"), expect: "17-part-allowedMethods" },
  { ...unwritten("09-body", "body.ts", "readJson, textField"), expect: "17-part-readJson" },
  { ...unwritten("11-persistence", "file-store.ts", "readWhole, writeWhole"), expect: "17-part-readWhole" },
  { ...unwritten("12-safe-writes", "safe-store.ts", "queue"), expect: "17-part-queue" },
  { ...unwritten("13-clients", "negotiate.ts", "escapeHtml"), expect: "17-part-escapeHtml" },
  { ...unwritten("14-updates", "updates.ts", "sendIfChanged"), expect: "17-part-sendIfChanged" },
  { ...unwritten("14-updates", "updates.ts", "mustMatch"), expect: "17-part-mustMatch" },
  { ...unwritten("15-sessions", "sessions.ts", "ourPagesOnly"), expect: "17-part-ourPagesOnly" },
];
