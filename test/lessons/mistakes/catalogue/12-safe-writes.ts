// What students do wrong in lesson 12.

import type { CataloguedMistake } from "../../support/mistake.ts";

const TWENTY = "twenty POSTs at once: twenty books with twenty ids";
const RESULT = "    const result = last.then(run);\n    last = result.catch(() => {});";
const CLONE =
  "        const draft = structuredClone(data); // A copy: if decide throws, or the disk is full, nothing has changed.\n";
const WRITE = "        await writeWhole(path, JSON.stringify(draft, null, 1));\n        data = draft;\n";
const LENT =
  "    if (draft.loans.some((one) => one.book === book.id)) throw new HttpError(409, `${book.title} is lent.`);\n";
const MEMBER = '  const member = textField(await readJson(req), "member");\n';

export const mistakes: CataloguedMistake[] = [
  {
    name: "change takes no turn (M18)",
    edit: [
      ["return inTurn(async () => {", "return (async () => {"],
      ["        return result;\n      });", "        return result;\n      })();"],
    ],
    expect: "12-no-turn",
    check: TWENTY,
    says: ["exercise.ts:"],
  },
  {
    name: "the queue lets each run at once",
    edit: [[RESULT, "    const result = run();"]],
    expect: "12-queue-not-advanced",
    check: TWENTY,
  },
  {
    name: "the queue stays where it was",
    edit: [["    last = result.catch(() => {});\n", ""]],
    expect: "12-queue-not-advanced",
  },
  {
    name: "all wait for the same",
    edit: [
      [
        "return <Result>(run: () => Promise<Result>): Promise<Result> => {",
        "return async <Result>(run: () => Promise<Result>): Promise<Result> => {",
      ],
      [RESULT, "    await last;\n    const result = run();\n    last = result.catch(() => {});"],
    ],
    expect: "12-all-wait-for-one",
    check: TWENTY,
  },
  {
    name: "the copy is taken before the turn",
    edit: [
      [CLONE, ""],
      [
        "return inTurn(async () => {",
        "const draft = structuredClone(data);\n      return inTurn(async () => {",
      ],
    ],
    expect: "12-look-before-turn",
    check: TWENTY,
  },
  {
    name: "a failed turn stops all others",
    edit: [["last = result.catch(() => {});", "last = result;"]],
    expect: "12-queue-stops",
    check: "a write that fails changes nothing, and the next one works",
    says: ["exercise.ts:"],
  },
  {
    name: "the result gets lost",
    edit: [["        return result;\n", ""]],
    expect: "12-result-lost",
    check: "one after the other: a new book, and it stays",
  },
  {
    name: "a turn in a turn: a deadlock",
    edit: [
      [
        "await writeWhole(path, JSON.stringify(draft, null, 1));",
        "await inTurn(() => writeWhole(path, JSON.stringify(draft, null, 1)));",
      ],
    ],
    expect: "12-turn-in-turn",
    says: ["exercise.ts:"],
  },
  {
    name: "shown before it is on the disk",
    edit: [[WRITE, WRITE.split("\n").slice(0, 2).reverse().join("\n").concat("\n")]],
    expect: "12-shown-too-early",
  },
  {
    name: "no copy: the data itself is changed",
    edit: [[CLONE, "        const draft = data;\n"]],
    expect: "12-shown-too-early",
  },
  {
    name: "nobody waits for the disk (M19)",
    edit: [
      [
        "await writeWhole(path, JSON.stringify(draft, null, 1));",
        "void writeWhole(path, JSON.stringify(draft, null, 1)).catch(() => {});",
      ],
    ],
    expect: "12-not-awaited",
    says: ["exercise.ts:"],
  },
  {
    name: "change gets a function that waits",
    edit: [
      [
        "const book = await library.change((draft) => {\n    const book",
        "const book = await library.change(async (draft) => {\n    await null;\n    const book",
      ],
    ],
    expect: "12-async-decide",
    says: ["exercise.ts:"],
  },
  {
    name: "whether it is lent is looked up before the turn",
    edit: [
      [LENT, ""],
      [
        MEMBER,
        `  if (library.read().loans.some((one) => one.book === req.params.id)) throw new HttpError(409, "lent");\n${MEMBER}`,
      ],
    ],
    expect: "12-look-outside",
    check: "one copy, two borrowers: one gets it, the other a 409",
    says: ["exercise.ts:"],
  },
  { name: "nobody looks whether it is lent", edit: [[LENT, ""]], expect: "12-lent-twice" },
  { name: "the loan is not kept", edit: [["    draft.loans.push(loan);\n", ""]], expect: "12-loan-missing" },
  {
    name: "Location leads elsewhere",
    edit: [["sendCreated(res, `/loans/${loan.id}`", "sendCreated(res, `/loans/${loan.book}`"]],
    expect: "12-loan-missing",
  },
  {
    name: "any book can be lent",
    edit: [
      [
        "const book = find(draft.books, req.params.id);",
        'const book = { id: req.params.id ?? "", title: "a book" };',
      ],
    ],
    expect: "12-unknown-book",
  },
  {
    name: "the member is not looked at",
    edit: [['textField(await readJson(req), "member")', "String((await readJson(req)).member)"]],
    expect: "12-no-member",
  },
  {
    name: "no route to take a book back",
    edit: [['  { method: "DELETE", path: "/loans/:id", handler: takeBack },\n', ""]],
    expect: "12-no-route",
  },
  {
    name: "the length as an id (M21)",
    edit: [["draft.lastLoan += 1;", "draft.lastLoan = draft.loans.length + 1;"]],
    expect: "12-length-as-id",
  },
  {
    name: "the counter lies in memory",
    edit: [
      ["const first: Data", "let lastLoan = 1000;\nconst first: Data"],
      ["draft.lastLoan += 1;", "lastLoan += 1;\n    draft.lastLoan = lastLoan;"],
    ],
    expect: "12-counter-in-memory",
  },
  {
    name: "draft is forgotten",
    edit: [["draft.lastLoan += 1;", "lastLoan += 1;"]],
    expect: "unknown-name",
    says: ["lastLoan", "exercise.ts:"],
  },
];
