// What students do wrong in lesson 17.

import type { CataloguedMistake } from "../../support/mistake.ts";

const STEPS =
  "const steps: Step[] = [answerOnce, deadline(10_000), answerProblems, ourPagesOnly, toRoutes(routes, parts)];";
const STOCK = "    product.stock -= wanted.quantity;\n";
const FEW = "    if (product.stock < wanted.quantity) throw new HttpError(409, `${product.stock} left of ${product.name}.`);\n";
const UNKNOWN =
  "    if (product === undefined) throw new HttpError(400, `productId: no product has ${wanted.productId}.`);\n";

export const mistakes: CataloguedMistake[] = [
  {
    name: "no step catches what is thrown",
    edit: [[STEPS, "const steps: Step[] = [answerOnce, deadline(10_000), ourPagesOnly, toRoutes(routes, parts)];"]],
    expect: "17-nobody-catches",
    check: "what is not there is a 404, as a problem document",
    says: ["exercise.ts:"],
  },
];
