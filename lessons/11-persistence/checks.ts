// What must hold for the exercise of lesson 11, and what its failures come from. The checks end the server as a power
// cut does, look into its file, and put a damaged one there.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Ask,
  type Check,
  type Context,
  defineLesson,
  type Evidence,
  Miss,
  type Mistake,
  type Reply,
} from "../../src/course/checks.ts";

const EMMA = { isbn: "9780141439587", title: "Emma", author: "Jane Austen", year: 1815 };
/** So many that writing them takes a while, in which one can be killed. */
const MANY = 30_000;
/** Moments are chosen by chance. SEED=... chooses the same again. */
const seed = Number(process.env.SEED ?? Date.now() % 100_000);
const withSeed = `(chosen by chance: SEED=${seed} chooses the same moments again)`;

/** A call that writes, and nobody waits for it. */
const UNAWAITED =
  /(?<![.\w]|await |return |=> |async |function |const )(?:save|writeWhole|writeFile)\((?!.*=>)/;

/** What the last check of a run has seen on the disk, for the explanations; by the folder of the run's data. */
const sights = new Map<string, { text: string; names: string[]; isChanged: boolean; isRefused: boolean }>();

function seenIn({ data }: { readonly data: string }) {
  const seen = sights.get(data) ?? { text: "", names: [], isChanged: false, isRefused: false };
  sights.set(data, seen);
  return seen;
}

const NOT_WRITTEN: Mistake = {
  id: "11-not-written",
  when: ({ data, line }) =>
    seenIn({ data }).names.length === 0 && line(/(?<!function )\bwriteWhole\(/) === undefined,
  why: ({ line }) => `nothing is written: save${at(line(/const save\b/))} does not call writeWhole.`,
  tip: "await writeWhole(path, JSON.stringify([...next.values()])) in save",
};

const EMPTY_WRITE: Mistake = {
  id: "11-write-does-nothing",
  when: ({ data, line }) =>
    seenIn({ data }).names.length === 0 && line(/\b(?:writeFile|open)\(/) === undefined,
  why: ({ line }) => `writeWhole${at(line(/function writeWhole/))} is called, and writes nothing yet.`,
  tip: "await writeFile(path, text) in writeWhole",
};

const OTHER_PLACE: Mistake = {
  id: "11-other-place",
  when: ({ data, reply }) => reply?.status === 201 && seenIn({ data }).names.length === 0,
  why: ({ line }) => `the file does not lie in the folder that DATA names${at(line(/const folder\b/))}.`,
  tip: 'join(folder, "books.json"), where folder is process.env.DATA if that is set',
};

const NO_RENAME: Mistake = {
  id: "11-not-renamed",
  when: ({ data }) =>
    seenIn({ data }).names.includes("books.json.new") && !seenIn({ data }).names.includes("books.json"),
  why: "books.json.new is written, and never becomes books.json.",
  tip: "await rename(`${path}.new`, path), after close()",
};

const MAP_AS_JSON: Mistake = {
  id: "11-map-as-json",
  when: ({ data }) => seenIn({ data }).text.trim() === "{}",
  why: ({ line }) =>
    `the file has only {}${at(line(/JSON\.stringify\((?:next|items)\)/))}: that is what a Map becomes in JSON.`,
  tip: "make a list of it first: JSON.stringify([...next.values()])",
};

const NOT_AWAITED: Mistake = {
  id: "11-not-awaited",
  // Two saves at once can also take the name away from each other: then the second one stops the server.
  when: ({ line, reply, crash }) =>
    (reply !== undefined || crash?.code === "ENOENT") && line(UNAWAITED) !== undefined,
  why: ({ line }) =>
    `the client gets its answer while the file is still being written${at(line(UNAWAITED))}. Who is killed then has lost it.`,
  tip: "put await there: the answer comes after the disk",
};

const NOT_READ: Mistake = {
  id: "11-not-read",
  when: ({ reply, line }) => reply?.status === 404 && line(/\breadFile(?:Sync)?\(/) === undefined,
  why: ({ line }) => `the file is there, and nobody reads it at the start${at(line(/function readWhole/))}.`,
  tip: 'if existsSync(path), then JSON.parse(await readFile(path, "utf8"))',
};

const WRITES_AT_START: Mistake = {
  id: "11-begins-anew",
  when: ({ reply, line }) =>
    reply?.status === 404 && line(/writeWhole\(path, JSON\.stringify\(first/) !== undefined,
  why: ({ line }) =>
    `at each start the first four books are written over what was there${at(line(/writeWhole\(path, JSON\.stringify\(first/))}.`,
  tip: "write at the start only when there is no file, or not at all",
};

const NOT_SAVED: Mistake = {
  id: "11-not-saved",
  when: ({ reply, replies }) =>
    reply !== undefined && replies.some((one) => one.status === 204) && reply.status !== 500,
  why: ({ line }) =>
    `after the restart it is as before: ${
      line(/remove\(key\)/) === undefined
        ? "this change"
        : `a change by put or remove (${line(/remove\(key\)/)})`
    } does not reach the file.`,
  tip: "both put and remove must await save(next)",
};

const RELATIVE_PATH: Mistake = {
  id: "11-relative-path",
  when: ({ reply, start }) => reply?.status === 404 || start !== undefined,
  why: ({ line }) =>
    `the path begins at the folder from which the server is started${at(line(/const folder\b/))}. From another folder it is another file.`,
  tip: 'begin at the file with the code: fileURLToPath(new URL("./data", import.meta.url))',
};

const COUNTER: Mistake = {
  id: "11-counter-restarts",
  when: ({ wanted }) => wanted.includes("id of its own"),
  why: ({ line }) =>
    `the counter of ids${at(line(/(?:\blastId|\bcount\w*|\bnext\w*)\s*\+=\s*1|\+\+/))} lies in memory, and begins again with each start.`,
  tip: "randomUUID() gives an id that nobody has, without counting",
};

const NO_FOLDER: Mistake = {
  id: "11-no-folder",
  when: ({ reply, output, line }) =>
    reply?.status === 500 && /ENOENT/.test(output) && line(/\bmkdir(?:Sync)?\(/) === undefined,
  why: ({ line }) =>
    `the folder is not there yet, and nobody makes it${at(line(/function writeWhole/))}: ENOENT.`,
  tip: "await mkdir(dirname(path), { recursive: true }) before you write",
};

const NOT_OPENED: Mistake = {
  id: "11-not-opened",
  when: ({ thrown, line }) => thrown?.code === "ENOENT" && line(/\bopen\([^,]+\)/) !== undefined,
  why: ({ line }) =>
    `open without "w" opens a file to read it${at(line(/\bopen\([^,]+\)/))}, and this one is not there.`,
  tip: 'const file = await open(`${path}.new`, "w");',
};

const RENAMED_BACKWARDS: Mistake = {
  id: "11-renamed-backwards",
  when: ({ thrown }) => /rename '.*books\.json' -> '.*\.new'/.test(thrown?.message ?? ""),
  why: ({ line }) =>
    `rename${at(line(/\brename\(\s*path/))} has its names the wrong way round: it takes books.json away.`,
  tip: "await rename(`${path}.new`, path): from, to",
};

const FOLDER_AS_FILE: Mistake = {
  id: "11-folder-as-file",
  when: ({ thrown, line }) => thrown?.code === "EISDIR" && line(/\bmkdir\(\s*path\b/) !== undefined,
  why: ({ line }) =>
    `mkdir${at(line(/\bmkdir\(\s*path\b/))} made a folder with the name of the file, books.json.`,
  tip: "await mkdir(dirname(path), { recursive: true }): dirname(path) is the folder in which the file lies",
};

const OLD_ITEMS: Mistake = {
  id: "11-old-items",
  when: ({ line }) => line(/JSON\.stringify\(\[\.\.\.items\.values/) !== undefined,
  why: ({ line }) =>
    `save writes items${at(line(/JSON\.stringify\(\[\.\.\.items/))}, which is the list before this change. The new one is next.`,
  tip: "JSON.stringify([...next.values()])",
};

const EMPTY_RENAMED: Mistake = {
  id: "11-empty-renamed",
  when: ({ data, line }) =>
    seenIn({ data }).names.includes("books.json") &&
    seenIn({ data }).text === "" &&
    line(/\bwriteFile\(\s*path\b/) !== undefined,
  why: ({ line }) =>
    `the text is written into books.json itself${at(line(/\bwriteFile\(\s*path\b/))}. Then the empty books.json.new takes its name.`,
  tip: "await file.writeFile(text), where file is what open gave",
};

const NOT_PARSED: Mistake = {
  id: "11-not-parsed",
  when: ({ start, line }) =>
    start !== undefined && line(/\breadFile\(/) !== undefined && line(/JSON\.parse\(/) === undefined,
  why: ({ line }) =>
    `readWhole gives back the text of the file${at(line(/\breadFile\(/))}, and not what it says.`,
  tip: "return JSON.parse(text)",
};

const READ_NOT_AWAITED: Mistake = {
  id: "11-read-not-awaited",
  when: ({ start, line }) => start !== undefined && line(/(?<!await )(?<!\.)\breadFile\(/) !== undefined,
  why: ({ line }) =>
    `readFile${at(line(/(?<!await )(?<!\.)\breadFile\(/))} gives a promise, and JSON.parse was given that.`,
  tip: 'await readFile(path, "utf8")',
};

const NO_FILE: Mistake = {
  id: "11-no-file",
  when: ({ start }) => start?.mistake === "no-file",
  why: ({ line }) =>
    `there is no file yet, and readFile${at(line(/\breadFile(?:Sync)?\(/))} takes that for an error.`,
  tip: "if (!existsSync(path)) return first;",
};

const STARTS_EMPTY: Mistake = {
  id: "11-starts-anyway",
  when: ({ data, wanted }) => wanted.includes("refuses") && !seenIn({ data }).isRefused,
  why: ({ line }) =>
    `the damaged file is taken for no file${at(line(/catch\b/))}. The next change will be written over what could still be saved.`,
  tip: "throw new Error(`${path} is damaged`) where JSON.parse fails",
};

const OVERWRITES: Mistake = {
  id: "11-overwrites",
  when: ({ data }) => seenIn({ data }).isChanged,
  why: "the damaged file was changed. What could still be read in it by hand is gone.",
  tip: "only throw: write nothing, rename nothing",
};

const NOT_NAMED: Mistake = {
  id: "11-file-not-named",
  when: ({ wanted }) => wanted.includes("names books.json"),
  why: ({ line }) =>
    `the server stops, and its last words do not say which file is damaged${at(line(/JSON\.parse\(/))}. The operator has to guess.`,
  tip: "catch what JSON.parse throws, and throw new Error(`${path} is damaged.`, { cause: error })",
};

const IN_PLACE: Mistake = {
  id: "11-written-in-place",
  when: ({ wanted, start }) => wanted.includes("whole at every moment") || start !== undefined,
  why: ({ line }) =>
    `the file is written in its place${at(line(/(?<!function )\bwriteFile(?:Sync)?\(\s*path\b|open\(\s*path\b/))}: emptied first, then filled. A kill in between leaves a part.`,
  tip: "write to `${path}.new`, and give it the name with rename when it is done",
};

const NO_OLD: Mistake = {
  id: "11-old-gone",
  when: ({ line }) => line(/rename\(\s*path\s*,/) !== undefined,
  why: ({ line }) =>
    `the file itself was renamed${at(line(/rename\(\s*path\s*,/))}. Until the new one has its name there is none at all.`,
  tip: "await copyFile(path, `${path}.old`) if the file is there",
};

export const lesson = defineLesson({
  starts: "listener",
  checks: withoutTraces([
    {
      step: "a",
      title: "the Library answers as in lesson 10",
      run: async ({ ask }) => {
        (await ask("GET /books/2")).is(200).hasJson({ title: "Frankenstein" });
        const id = await add(ask);
        (await ask(`GET /books/${id}`)).is(200).hasJson(EMMA);
        const other = await add(ask);
        (await ask(`DELETE /books/${other}`)).is(204);
        (await ask(`GET /books/${other}`)).is(404);
      },
      hints: [
        "What did you change in the store? Do all() and get() still see it?",
        "Look at save: after the file is written, `items` must become `next`.",
        "items = next; is the last line of save.",
      ],
      mistakes: [
        NOT_AWAITED,
        NO_FOLDER,
        FOLDER_AS_FILE,
        NOT_OPENED,
        RENAMED_BACKWARDS,
        {
          id: "11-items-stay",
          when: ({ reply, replies, line }) =>
            reply?.status === 404 && replies.at(-2)?.status === 201 && line(/items = next/) === undefined,
          why: "the file gets the new list, and the server goes on with the old one.",
          tip: "items = next; at the end of save",
        },
      ],
    },
    {
      step: "a",
      title: "a new book is in books.json when its 201 comes",
      isPoint: true,
      run: async (context) => {
        const reply = await context.ask("POST /books", { json: EMMA });
        look(context);
        const id = idOf(reply.is(201));
        if (!seenIn(context).text.includes(id))
          throw new Miss(`books.json, in the folder of DATA, with the book ${id} in it`, reply);
      },
      hints: [
        "What must be done before the client may be told that its book was made?",
        "Look at save and at writeWhole.",
        "In save: await writeWhole(path, JSON.stringify([...next.values()])); in writeWhole: await mkdir(dirname(path), { recursive: true }); await writeFile(path, text);",
      ],
      mistakes: [
        NOT_WRITTEN,
        EMPTY_WRITE,
        NO_FOLDER,
        NO_RENAME,
        MAP_AS_JSON,
        OLD_ITEMS,
        EMPTY_RENAMED,
        NOT_AWAITED,
        OTHER_PLACE,
      ],
    },
    {
      step: "b",
      title: "a new book is still there after a restart",
      isPoint: true,
      run: async ({ ask, restart }) => {
        const id = await add(ask);
        await restart();
        (await ask(`GET /books/${id}`)).is(200).hasJson(EMMA);
        const { text } = (await ask("GET /books?limit=100")).is(200);
        const reply = (await ask("POST /books", { json: EMMA })).is(201);
        if (text.includes(`"id":"${idOf(reply)}"`)) throw new Miss("an id of its own for each book", reply);
      },
      hints: [
        "The file is written. Who reads it when the server starts?",
        "Look at readWhole.",
        'JSON.parse(await readFile(path, "utf8"))',
      ],
      mistakes: [WRITES_AT_START, NOT_READ, READ_NOT_AWAITED, NOT_PARSED, NOT_AWAITED, COUNTER],
    },
    {
      step: "b",
      title: "a change and a removal are still there after a restart",
      isPoint: true,
      run: async ({ ask, restart }) => {
        const [changed, removed] = [await add(ask), await add(ask)];
        (await ask(`PUT /books/${changed}`, { json: { ...EMMA, title: "Emma, annotated" } })).is(200);
        (await ask(`DELETE /books/${removed}`)).is(204);
        await restart();
        (await ask(`GET /books/${changed}`)).is(200).hasJson({ title: "Emma, annotated" });
        (await ask(`GET /books/${removed}`)).is(404);
      },
      hints: [
        "Which functions of the store change something?",
        "Look at remove: does it wait for the file?",
        "if (removed) await save(next);",
      ],
      mistakes: [NOT_READ, NOT_AWAITED, NOT_SAVED],
    },
    {
      step: "b",
      title: "started from another folder, it finds the same books",
      isPoint: true,
      run: async ({ ask, restart, data }) => {
        const id = await add(ask);
        const folder = `${data}-elsewhere`; // Beside the data of this very run.
        mkdirSync(folder, { recursive: true });
        try {
          await restart({ folder });
          (await ask(`GET /books/${id}`)).is(200).hasJson(EMMA);
        } finally {
          await restart().catch(() => {});
          rmSync(folder, { recursive: true, force: true });
        }
      },
      hints: [
        "Where does the path of the file begin?",
        "Look at the line with `folder`.",
        'process.env.DATA ?? fileURLToPath(new URL("./data", import.meta.url))',
      ],
      mistakes: [NOT_READ, NOT_AWAITED, RELATIVE_PATH],
    },
    {
      step: "b",
      title: "without file and folder, it begins with the four books",
      run: async (context) => {
        await context.kill();
        rmSync(context.data, { recursive: true, force: true });
        try {
          await context.restart();
          const list = (await context.ask("GET /books")).is(200);
          if (!Array.isArray(list.data) || list.data.length !== 4)
            throw new Miss("a list of four books", list);
          (await context.ask("POST /books", { json: EMMA })).is(201);
        } finally {
          mkdirSync(context.data, { recursive: true });
        }
      },
      hints: [
        "On the first day there is no file. What does readFile say then?",
        "Look at readWhole for the reading, and at writeWhole for the folder.",
        "if (!existsSync(path)) return first; and: await mkdir(dirname(path), { recursive: true });",
      ],
      mistakes: [NO_FILE, NO_FOLDER],
    },
    {
      step: "c",
      title: "a damaged file is refused, named, and left as it is",
      isPoint: true,
      run: async (context) => {
        await context.kill();
        try {
          for (const damaged of ['[{"id":"1","isbn":"97801414', ""]) await refuses(context, damaged);
        } finally {
          await fill(context); // With what the next checks need.
        }
      },
      hints: [
        "An empty list is a list, too. What happens to the damaged file at the next POST?",
        "Look at JSON.parse: what does it do with half a file?",
        "try { return JSON.parse(text); } catch (error) { throw new Error(`${path} is damaged.`, { cause: error }); }",
      ],
      mistakes: [OVERWRITES, STARTS_EMPTY, NOT_NAMED],
    },
    {
      step: "d",
      title: "killed right after a 201, it has the book",
      isPoint: true,
      run: async (context) => {
        if (!isFull(context)) await fill(context);
        const id = idOf((await context.ask("POST /books", { json: EMMA, limit: 8_000 })).is(201));
        await context.kill();
        await context.restart();
        (await context.ask(`GET /books/${id}`)).is(200).hasJson(EMMA);
      },
      hints: [
        "201 is a promise: it is made, and it stays. When may it be given?",
        "Follow the awaits: from the handler to put, save and writeWhole.",
        "Each call of a function that writes has an await before it.",
      ],
      mistakes: [NOT_READ, NOT_AWAITED, IN_PLACE],
    },
    {
      step: "d",
      title: "killed in the middle of a write: the old file or the new",
      isPoint: true,
      run: async (context) => {
        if (!isFull(context)) await fill(context);
        const random = randomFrom(seed);
        for (let round = 0; round < 2; round += 1) await killWhileWriting(context, 50 + random() * 250);
      },
      hints: [
        "What is in the file between the first byte and the last?",
        "Look at writeWhole: which name has the file while it is being written?",
        'const file = await open(`${path}.new`, "w"); writeFile, sync, close; then await rename(`${path}.new`, path);',
      ],
      mistakes: [NOT_READ, NOT_AWAITED, NO_OLD, IN_PLACE],
    },
    {
      step: "e",
      title: "books.json.old has the list before the last change",
      further: true,
      isPoint: true,
      run: async (context) => {
        await context.kill();
        rmSync(context.data, { recursive: true, force: true });
        mkdirSync(context.data);
        await context.restart();
        const first = await add(context.ask);
        const reply = (await context.ask("POST /books", { json: EMMA })).is(201);
        look(context);
        const old = seenIn(context).names.includes("books.json.old")
          ? readFileSync(`${fileOf(context)}.old`, "utf8")
          : "";
        if (!old.includes(first)) throw new Miss(`books.json.old, with the book ${first} in it`, reply);
        if (old.includes(idOf(reply)))
          throw new Miss(`books.json.old, without the book ${idOf(reply)}`, reply);
      },
      hints: [
        "At which moment is the old file still there, and the new one ready?",
        "Look at the line before rename. The first time, there is no old file.",
        "if (existsSync(path)) await copyFile(path, `${path}.old`);",
      ],
      mistakes: [NO_OLD],
    },
  ]),
});

/** A server that does not start with what a check has left there would fail all checks after it. */
function withoutTraces(checks: Check[]): Check[] {
  return checks.map((check) => ({
    ...check,
    run: async (context) => {
      try {
        await check.run(context);
      } catch (error) {
        look(context);
        if (isNotStarted(error))
          for (const name of seenIn(context).names) rmSync(join(context.data, name), { recursive: true });
        throw error;
      }
    },
  }));
}

/** The error of a restart that failed has the reason in `failure`. */
function isNotStarted(error: unknown): error is { failure: { got: string } } {
  return error instanceof Miss && "failure" in error;
}

async function add(ask: Ask): Promise<string> {
  return idOf((await ask("POST /books", { json: EMMA })).is(201));
}

function idOf(reply: Reply): string {
  return String((reply.data as { id?: unknown } | undefined)?.id);
}

function titleOf(reply: Reply): string {
  return String((reply.data as { title?: unknown } | undefined)?.title);
}

function fileOf({ data }: Context): string {
  return join(data, "books.json");
}

/** Keeps for the explanations what lies on the disk now. */
function look(context: Context): void {
  const seen = seenIn(context);
  seen.names = existsSync(context.data) ? readdirSync(context.data) : [];
  const isFile = existsSync(fileOf(context)) && statSync(fileOf(context)).isFile();
  seen.text = isFile ? readFileSync(fileOf(context), "utf8") : "";
}

/** Puts a damaged file there, and demands that the server does not start with it. */
async function refuses(context: Context, damaged: string): Promise<void> {
  const file = fileOf(context);
  const seen = seenIn(context);
  writeFileSync(file, damaged);
  const words = await context.restart().then(
    () => undefined,
    (error) => (isNotStarted(error) ? error.failure.got : String(error)),
  );
  seen.isRefused = words !== undefined;
  seen.isChanged = !existsSync(file) || readFileSync(file, "utf8") !== damaged;
  const what = damaged === "" ? "an empty" : "half a";
  if (seen.isChanged) throw new Miss(`a server that leaves ${what} books.json as it is`);
  if (words === undefined) throw new Miss(`a server that refuses ${what} books.json and does not start`);
  if (!words.includes("books.json")) throw new Miss(`an error that names books.json; it said: ${words}`);
}

/** Starts the server with a file that is large enough to be caught while it is written. */
async function fill(context: Context): Promise<void> {
  await context.kill();
  const books = Array.from({ length: MANY }, (_, i) => ({ id: String(i + 1), ...EMMA }));
  writeFileSync(fileOf(context), JSON.stringify(books, null, 1));
  await context.restart();
}

function isFull(context: Context): boolean {
  return existsSync(fileOf(context)) && statSync(fileOf(context)).size >= 1_000_000;
}

/** Changes one book, a few times and `time` ms more, and kills the server then, or when the file is seen to be short. */
async function killWhileWriting(context: Context, time: number): Promise<void> {
  const { ask, kill, restart } = context;
  const file = fileOf(context);
  const full = (existsSync(file) ? statSync(file).size : 0) * 0.9;
  let kept = titleOf((await ask("GET /books/7", { limit: 8_000 })).is(200));
  let asked = kept;
  let isOver = false;
  let end = performance.now() + 8_000; // Until a few changes are done.
  const change = async (n: number): Promise<void> => {
    asked = `Emma, edition ${n}`;
    (await ask("PUT /books/7", { json: { ...EMMA, title: asked }, limit: 8_000 })).is(200);
    kept = asked;
    if (n === 4) end = performance.now() + time;
    if (!isOver) await change(n + 1);
  };
  const changes = change(1).catch((error) => {
    if (!isOver) return error;
  });
  void changes.then(() => {
    isOver = true;
  });
  let shortest = full;
  while (!isOver && performance.now() < end && shortest >= full) {
    await new Promise((resolve) => setImmediate(resolve));
    shortest = existsSync(file) ? statSync(file).size : 0;
  }
  if (isOver) throw (await changes) ?? new Miss("one response"); // A change failed before anything was killed.
  isOver = true;
  await kill();
  await changes;
  await restart();
  const reply = (await ask("GET /books/7", { limit: 8_000 })).is(200);
  if (shortest < full) throw new Miss("a file that is whole at every moment", reply);
  const title = titleOf(reply);
  if (title !== kept && title !== asked) throw new Miss(`the title ${kept} or ${asked} ${withSeed}`, reply);
}

/** Numbers from 0 to 1 that look like chance, and are the same for the same seed (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function at(place: ReturnType<Evidence["line"]>): string {
  return place === undefined ? "" : ` (${place})`;
}
