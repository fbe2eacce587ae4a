// What students do wrong in lesson 11.

import type { CataloguedMistake } from "../../support/mistake.ts";

const SAVE = "await writeWhole(path, JSON.stringify([...next.values()], null, 1));";
const PARSE = "return JSON.parse(text);";
const WRITE = `  const file = await open(\`\${path}.new\`, "w");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  if (existsSync(path)) await copyFile(path, \`\${path}.old\`); // A copy: there is a file at every moment.
  await rename(\`\${path}.new\`, path);
`;
const PLAIN = WRITE.replace(/const file[\s\S]*/, 'const { writeFile } = await import("node:fs/promises");\n');

export const mistakes: CataloguedMistake[] = [
  {
    name: "save does not write",
    edit: [[SAVE, ""]],
    expect: "11-not-written",
    check: "a new book is in books.json when its 201 comes",
  },
  { name: "writeWhole is still empty", edit: [[WRITE, ""]], expect: "11-write-does-nothing" },
  {
    name: "the new file gets no name",
    edit: [["  await rename(`${path}.new`, path);\n", ""]],
    expect: "11-not-renamed",
  },
  {
    name: "a Map as JSON",
    edit: [["JSON.stringify([...next.values()], null, 1)", "JSON.stringify(next)"]],
    expect: "11-map-as-json",
  },
  {
    name: "a folder of its own, whatever DATA says",
    edit: [["process.env.DATA ?? ", ""]],
    expect: "11-other-place",
  },
  {
    name: "the items stay as they were",
    edit: [["    items = next;\n", ""]],
    expect: "11-items-stay",
    check: "the Library answers as in lesson 10",
  },
  {
    name: "the file is never read",
    edit: [
      ["  if (!existsSync(path)) return first;\n", ""],
      ['const text = await readFile(path, "utf8");', "return first;"],
      [PARSE, "return JSON.parse(path);"],
    ],
    expect: "11-not-read",
    check: "a new book is still there after a restart",
  },
  {
    name: "the first books are written at each start",
    edit: [
      ["  if (!existsSync(path)) return first;\n", "  await writeWhole(path, JSON.stringify(first));\n"],
    ],
    expect: "11-begins-anew",
  },
  {
    name: "ids from a counter",
    edit: [
      ["const first: Copy[]", "let lastId = 100;\nconst first: Copy[]"],
      [
        "  const book = { id: randomUUID(), ...fields };",
        "  lastId += 1;\n  const book = { id: String(lastId), ...fields };",
      ],
    ],
    expect: "11-counter-restarts",
    says: ["exercise.ts:"],
  },
  {
    name: "remove does not save",
    edit: [["if (removed) await save(next);", "items = next;"]],
    expect: "11-not-saved",
    check: "a change and a removal are still there after a restart",
  },
  {
    name: "a path that begins where the server is started (M20)",
    // "data" itself would lie in the folder of the tests, and stay there.
    edit: [
      ["process.env.DATA ?? ", '(process.cwd().includes("-elsewhere") ? "data" : process.env.DATA) ?? '],
    ],
    expect: "11-relative-path",
    check: "started from another folder, it finds the same books",
  },
  {
    name: "no folder is made",
    edit: [["  await mkdir(dirname(path), { recursive: true });\n", ""]],
    expect: "11-no-folder",
    check: "without file and folder, it begins with the four books",
  },
  {
    name: "no file is an error",
    edit: [["  if (!existsSync(path)) return first;\n", ""]],
    expect: "no-file",
  },
  {
    name: "a damaged file is taken for none",
    edit: [
      ["throw new Error(`${path} is damaged and was left as it is.`, { cause: error });", "return first;"],
    ],
    expect: "11-starts-anyway",
    check: "a damaged file is refused, named, and left as it is",
  },
  {
    name: "a damaged file is put aside",
    edit: [
      [
        "    throw new Error(`${path} is",
        "    await rename(path, `${path}.bad`);\n    throw new Error(`${path} is",
      ],
    ],
    expect: "11-overwrites",
  },
  {
    name: "nobody says which file",
    edit: [
      ["throw new Error(`${path} is damaged and was left as it is.`, { cause: error });", "throw error;"],
    ],
    expect: "11-file-not-named",
  },
  {
    name: "no await before save (M19)",
    edit: [
      [
        "      await save(next);\n    },\n    async remove",
        "      save(next);\n      items = next;\n    },\n    async remove",
      ],
    ],
    expect: "11-not-awaited",
    says: ["exercise.ts:"],
  },
  {
    name: "the file is written in its place (M19)",
    edit: [[WRITE, `${PLAIN}  await writeFile(path, text);\n`]],
    expect: "11-written-in-place",
    check: "killed in the middle of a write: the old file or the new",
    says: ["exercise.ts:"],
  },
  {
    name: "the old file loses its name before the new one has it",
    edit: [
      [
        "if (existsSync(path)) await copyFile(path, `${path}.old`); // A copy: there is a file at every moment.",
        "if (existsSync(path)) await rename(path, `${path}.old`);\n  await new Promise((resolve) => setTimeout(resolve, 50));",
      ],
    ],
    expect: "11-old-gone",
  },
  {
    name: "open without w",
    edit: [['open(`${path}.new`, "w")', "open(`${path}.new`)"]],
    expect: "11-not-opened",
  },
  {
    name: "rename the wrong way round",
    edit: [["rename(`${path}.new`, path)", "rename(path, `${path}.new`)"]],
    expect: "11-renamed-backwards",
  },
  {
    name: "a folder with the name of the file",
    edit: [["mkdir(dirname(path)", "mkdir(path"]],
    expect: "11-folder-as-file",
  },
  {
    name: "the list before the change is written",
    edit: [["[...next.values()], null, 1", "[...items.values()]"]],
    expect: "11-old-items",
  },
  {
    name: "the text goes into the file itself, and an empty one takes its name",
    edit: [
      ["rename } from", "rename, writeFile } from"],
      ["await file.writeFile(text)", "await writeFile(path, text)"],
    ],
    expect: "11-empty-renamed",
  },
  {
    name: "the text of the file is taken for the list",
    edit: [["return JSON.parse(text);", "return text as never;"]],
    expect: "11-not-parsed",
    check: "a new book is still there after a restart",
  },
  {
    name: "no await before readFile",
    edit: [["await readFile(path", "readFile(path"]],
    expect: "11-read-not-awaited",
  },
  {
    name: "a list for a text, behind the step that catches",
    edit: [["JSON.stringify([...next.values()], null, 1)", "[...next.values()] as never"]],
    expect: "crash",
    says: ["exercise.ts:", "answered with 500"],
  },
];
