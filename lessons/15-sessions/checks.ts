// What must hold for the exercise of lesson 15, and what its failures come from. The checks try to break in.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Ask,
  type Context,
  defineLesson,
  type Evidence,
  Miss,
  type Mistake,
  type Reply,
} from "../../src/course/checks.ts";

const PASSWORD = "correct horse battery";

function at(place: string | undefined): string {
  return place === undefined ? "" : ` (${place})`;
}

let made = 0;
/** A name that no member has. */
function newName(): string {
  made += 1;
  return `reader${made}`;
}

/** How long a reply may take that needs a password's hash, on a slow laptop; milliseconds. */
const HASHING = 8_000;

/** Each run of the checks makes these two once: their passwords take time. */
const enrolled = new Map<string, string>();

async function enrol({ ask, data }: Context, which: "ada" | "grace"): Promise<Reply> {
  const name = newName();
  const reply = (await ask("POST /members", { json: { name, password: PASSWORD }, limit: HASHING })).is(201);
  enrolled.set(`${data} ${which}`, name);
  return reply;
}

async function nameOf(context: Context, which: "ada" | "grace"): Promise<string> {
  const key = `${context.data} ${which}`;
  if (!enrolled.has(key)) await enrol(context, which);
  return enrolled.get(key) ?? "";
}

/** What stands in the files of the server, whatever they are called. */
function filesIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}

/** What the member's record holds, without the name. */
function keptOf(data: string, name: string): string {
  const records = /\[[\s\S]*\]/.exec(readFileSync(join(data, "members.json"), "utf8"))?.[0] ?? "[]";
  const found = (JSON.parse(records) as Record<string, unknown>[]).find((record) => record.name === name);
  return JSON.stringify({ ...found, name: undefined });
}

function logIn(ask: Ask, name: string, more: Record<string, unknown> = {}, cookie?: string): Promise<Reply> {
  return ask("POST /login", {
    json: { name, password: PASSWORD, ...more },
    limit: HASHING,
    ...(cookie === undefined ? {} : { headers: { cookie } }),
  });
}

/** "session=abc", what a browser sends back. @throws {Miss} */
function cookieOf(reply: Reply): string {
  const cookie = /^[^=;\s]+=[^;]+/.exec(reply.header("set-cookie") ?? "")?.[0];
  if (cookie === undefined) throw new Miss("a header field Set-Cookie with a session", reply);
  return cookie;
}

/** The last login of each. Its cookie is used again as long as it works: a login takes time, on purpose. */
const logins = new Map<string, Reply>();

/** Logs one of the two in, as a client that may have a cookie already. */
async function enter(context: Context, which: "ada" | "grace", cookie?: string): Promise<Reply> {
  const reply = await logIn(context.ask, await nameOf(context, which), {}, cookie);
  if (reply.status < 500) logins.set(`${context.data} ${which}`, reply); // What failed is explained anew each time.
  return reply.is(200);
}

async function cookieFor(context: Context, which: "ada" | "grace"): Promise<string> {
  const last = logins.get(`${context.data} ${which}`)?.is(200); // One that was refused would be so again.
  const known = last && cookieOf(last);
  if (known !== undefined && (await me(context.ask, known)).status === 200) return known;
  return cookieOf(await enter(context, which));
}

const me = (ask: Ask, cookie: string) => ask("GET /me", { headers: { cookie } });

const PLAIN: Mistake = {
  id: "15-plain-password",
  when: ({ wanted }) => wanted.includes("without the password"),
  why: ({ line }) =>
    `the password stands in the file, for everyone who gets hold of it${at(line(/kept: password|function newMember/))}. Many people use one password in many places.`,
  tip: "kept: await hashPassword(password)",
};

const NOT_AWAITED: Mistake = {
  id: "15-hash-not-awaited",
  when: ({ line }) => line(/(?<!await )hashPassword\(password\)/) !== undefined,
  why: ({ line }) =>
    `hashPassword gives a promise${at(line(/(?<!await )hashPassword\(password\)/))}, and that was kept. It cannot be written to a file.`,
  tip: "kept: await hashPassword(password)",
};

const NO_SALT: Mistake = {
  id: "15-no-salt",
  when: ({ wanted }) => wanted.includes("two that differ"),
  why: ({ line }) =>
    `two members have one password, and the same is kept for both${at(line(/createHash|scrypt|kept:/))}. Whoever finds out one has both, and can look them up in lists.`,
  tip: "hashPassword of this lesson takes a new salt each time",
};

const OWN_HASH: Mistake = {
  id: "15-own-hash",
  when: ({ reply, wanted, line, source }) =>
    reply?.status === 401 &&
    wanted === "status 200" &&
    (line(/createHash/) !== undefined || !source.includes("await hashPassword(")),
  why: ({ line }) =>
    `the right password is refused: isPassword does not know what was kept${at(line(/createHash|kept:/))}.`,
  tip: "keep what hashPassword gives: it is slow on purpose, and isPassword fits to it",
};

const NO_COOKIE: Mistake = {
  id: "15-no-cookie",
  when: ({ reply, wanted }) =>
    wanted.includes("Set-Cookie with a session") && reply?.header("set-cookie") === undefined,
  why: ({ line }) =>
    `the member is logged in, and the client gets nothing to show next time${at(line(/function logIn/))}.`,
  tip: 'res.setHeader("Set-Cookie", `session=${id}; HttpOnly; SameSite=Lax; Path=/`)',
};

const FLAGS: Mistake = {
  id: "15-cookie-flags",
  when: ({ wanted }) => wanted.includes("Set-Cookie with"),
  why: ({ reply }) => {
    const field = reply?.header("set-cookie") ?? "";
    if (!/;\s*httponly/i.test(field))
      return "without HttpOnly any script in the page can read the cookie, and send it away.";
    if (!/;\s*samesite=(lax|strict)/i.test(field))
      return "the cookie does not say SameSite=Lax: in some browsers another site's form then sends it along.";
    return "without Path=/ the browser sends the cookie only to paths that begin as that of the login.";
  },
  tip: ({ line }) => `session=...; HttpOnly; SameSite=Lax; Path=/${at(line(/"Set-Cookie"/))}`,
};

const NOT_KEPT: Mistake = {
  id: "15-session-not-kept",
  when: ({ reply, wanted, line }) =>
    reply?.status === 401 && wanted === "status 200" && line(/sessions\.set\(/) === undefined,
  why: ({ line }) =>
    `the client sends the id that it got, and the server has not kept whose it is${at(line(/function logIn/))}.`,
  tip: "sessions.set(id, { member, ends: ... }) in logIn",
};

const ENDS_AT_ONCE: Mistake = {
  id: "15-ends-at-once",
  when: ({ reply, wanted, line }) =>
    reply?.status === 401 && wanted === "status 200" && line(/sessions\.set\(/) !== undefined,
  why: ({ line }) =>
    `the session is over as soon as it has begun${at(line(/ends:|ends </))}. Date.now() counts milliseconds since 1970.`,
  tip: "ends: Date.now() + seconds * 1_000, and over when session.ends < Date.now()",
};

const OTHER_ID: Mistake = {
  id: "15-cookie-without-id",
  when: ({ reply, wanted, line }) =>
    reply?.status === 401 && wanted === "status 200" && line(/session=\$\{(?:member|name)\b/) !== undefined,
  why: ({ line }) =>
    `the cookie has the member's name in it${at(line(/session=\$\{(?:member|name)\b/))}, and the session is kept under its id.`,
  tip: 'res.setHeader("Set-Cookie", `session=${id}; ...`)',
};

const WHOLE_SESSION: Mistake = {
  id: "15-whole-session",
  when: ({ reply }) => typeof (reply?.data as { name?: unknown } | undefined)?.name === "object",
  why: ({ line }) => `memberOf${at(line(/function memberOf/))} gives back the session, and not whose it is.`,
  tip: "return session.member",
};

const NOT_THROWN: Mistake = {
  id: "15-not-thrown",
  when: ({ silence, line }) => silence === "no-reply" && line(/return unauthorized\(/) !== undefined,
  why: ({ line }) =>
    `unauthorized${at(line(/return unauthorized\(/))} makes an error, and answers nothing. Only an error that is thrown reaches answerProblems.`,
  tip: 'throw unauthorized(res, "Log in first.")',
};

const NEVER_ENDS: Mistake = {
  id: "15-never-ends",
  when: ({ reply }) => reply?.status === 200,
  why: ({ line }) =>
    `the session should be over, and the cookie still works${at(line(/function memberOf/))}. Whoever finds it in a year is that member.`,
  tip: "in memberOf: if (session === undefined || session.ends < Date.now()) return undefined",
};

const NAME_AS_ID: Mistake = {
  id: "15-guessable-id",
  when: ({ wanted }) => wanted.includes("nobody can guess") || wanted.includes("an invented cookie"),
  why: ({ reply, line }) =>
    `the cookie is ${reply?.header("set-cookie")?.split(";")[0] ?? "easy to invent"}${at(line(/session=\$\{|const id\b/))}. Anyone can write another one, and is somebody else.`,
  tip: 'randomBytes(24).toString("base64url") is long, and nobody can guess it',
};

const ONE_FOR_ALL: Mistake = {
  id: "15-one-for-all",
  when: ({ wanted, reply }) => wanted.includes('"name"') && reply?.status === 200,
  why: ({ line }) =>
    `two members are logged in, and the server knows only the last one${at(line(/^let \w+/m) ?? line(/sessions\.set\(/))}: what stands outside of the functions is the same for all requests.`,
  tip: "one entry in sessions for each id, and look for the id of this request",
};

const ANYONE: Mistake = {
  id: "15-no-401",
  when: ({ reply }) => reply?.status === 201 || reply?.status === 204,
  why: ({ line }) =>
    `nobody is logged in, and it is done all the same${at(line(/\?\? "nobody"/) ?? line(/function (borrow|giveBack)/))}.`,
  tip: 'if (member === undefined) throw unauthorized(res, "Log in first.")',
};

const NO_CHALLENGE: Mistake = {
  id: "15-no-challenge",
  when: ({ wanted }) => wanted.includes("WWW-Authenticate"),
  why: ({ line }) =>
    `a 401 must say how to log in, in the header field WWW-Authenticate${at(line(/HttpError\(401/))}. This one does not.`,
  tip: "throw unauthorized(res, reason) sets it",
};

const FORBIDDEN: Mistake = {
  id: "15-403-for-401",
  when: ({ reply, wanted }) => reply?.status === 403 && wanted === "status 401",
  why: ({ line }) =>
    `403 says: I know who you are, and you may not${at(line(/HttpError\(403, "Log/) ?? line(/HttpError\(403/))}. Here the server does not know who asks: that is 401.`,
  tip: "throw unauthorized(res, ...) when memberOf gives undefined",
};

const UNKNOWN: Mistake = {
  id: "15-401-for-403",
  when: ({ reply, wanted }) => reply?.status === 401 && wanted === "status 403",
  why: ({ line }) =>
    `401 says: I do not know who you are${at(line(/loan\??\.member !== member.*unauthorized/))}. The server knows it here; to log in again does not help. That is 403.`,
  tip: "throw new HttpError(403, ...) for a loan of somebody else",
};

const ANYONES_LOAN: Mistake = {
  id: "15-no-403",
  when: ({ reply, wanted }) => reply?.status === 204 && wanted === "status 403",
  why: ({ line }) => `a member gave back what another one has borrowed${at(line(/function giveBack/))}.`,
  tip: "if (loan.member !== member) throw new HttpError(403, ...) before the loan is removed",
};

const DONE_FIRST: Mistake = {
  id: "15-refused-too-late",
  when: ({ wanted }) => wanted.includes("still lent"),
  why: ({ line }) =>
    `the answer was 403, and the loan is gone all the same${at(line(/draft\.loans = /))}: it was removed before the question.`,
  tip: "first ask who it is, then change",
};

const WRONG_MEMBER: Mistake = {
  id: "15-not-the-member",
  when: ({ reply }) => reply?.status === 201,
  why: ({ reply, line }) =>
    `the loan belongs to ${JSON.stringify((reply?.data as { member?: unknown } | undefined)?.member)}${at(line(/member: |const member/))}, and not to the one who is logged in.`,
  tip: "const member = memberOf(req)",
};

const COOKIE_ONLY: Mistake = {
  id: "15-logout-cookie-only",
  when: ({ reply, wanted }) => reply?.status === 200 && wanted === "status 401",
  why: ({ line }) =>
    `after the logout the old cookie still works${at(line(/function logOut/))}. A thief has a copy of it, which no Set-Cookie takes away.`,
  tip: 'sessions.delete(readCookies(req).session ?? "")',
};

const COOKIE_STAYS: Mistake = {
  id: "15-logout-keeps-cookie",
  when: ({ wanted }) => wanted.includes("takes the cookie away"),
  why: ({ line }) =>
    `the browser keeps its cookie${at(line(/Max-Age/) ?? line(/function logOut/))}. A cookie is replaced by one with the same name and the same Path.`,
  tip: 'res.setHeader("Set-Cookie", "session=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0")',
};

const FIXATION: Mistake = {
  id: "15-fixation",
  when: ({ wanted }) => wanted.includes("that the client has not brought along"),
  why: ({ line }) =>
    `the server took the id that the client brought along${at(line(/readCookies\(req\)\.session \?\? random/) ?? line(/function logIn/))}. An attacker can give a victim a cookie, wait for the login, and is in.`,
  tip: "a new id at each login, whatever the client sends",
};

const OLD_LIVES: Mistake = {
  id: "15-old-session-lives",
  when: ({ reply }) => reply?.status === 200,
  why: ({ line }) =>
    `this client has logged in again, and its session from before still works${at(line(/function logIn/))}. Nobody will ever log that one out.`,
  tip: 'sessions.delete(readCookies(req).session ?? "") at the beginning of logIn',
};

const CROSS_SITE: Mistake = {
  id: "15-cross-site",
  when: ({ reply, wanted }) => wanted === "status 403" && (reply?.status ?? 0) < 300,
  why: ({ reply, line }) =>
    /Origin: null/i.test(reply?.sent ?? "")
      ? `Origin: null was let in${at(line(/origin/))}. Pages without an origin of their own send that, and they are not yours.`
      : `a page of another site sent this, and it was done${at(line(/ourPagesOnly: Step/))}. The browser of a member who looks at that page sends the cookie along.`,
  tip: "if (origin !== undefined && origin !== `http://${host}`) throw new HttpError(403, ...)",
};

const ORIGIN_START: Mistake = {
  id: "15-origin-prefix",
  when: ({ reply, source }) =>
    (reply?.status ?? 0) < 300 && /startsWith\(|\.includes\((host|req\.headers\.host)/.test(source),
  why: ({ line }) =>
    `an origin that only begins like ours was let in${at(line(/startsWith\(|\.includes\(/))}. Anyone can register such a name.`,
  tip: "compare the whole: origin !== `http://${host}`",
};

const ORIGIN_NEEDED: Mistake = {
  id: "15-origin-demanded",
  when: ({ reply }) => reply?.status === 403,
  why: ({ reply, line }) =>
    /origin:/i.test(reply?.sent ?? "")
      ? `our own page was refused${at(line(/origin !==|origin ===/))}.`
      : `a program without Origin was refused${at(line(/origin !==/))}. It is no browser: nobody's cookie is sent without their knowledge.`,
  tip: "refuse only if origin is there and is not `http://${host}`",
};

const WORDS: Mistake = {
  id: "15-tells-who",
  when: ({ wanted }) => wanted.includes("the same answer"),
  why: ({ line }) =>
    `the answer for an unknown name is another one than for a wrong password${at(line(/function isRight|unknown/i))}. So everybody can find out who is a member.`,
  tip: "one status and one sentence for both: isRight gives false",
};

const TIME: Mistake = {
  id: "15-time-tells",
  when: ({ wanted }) => wanted.includes("the same time"),
  why: ({ line }) =>
    `for an unknown name the answer comes much faster${at(line(/member === undefined\) return false/) ?? line(/function isRight/))}: the slow function was left out.`,
  tip: "return isPassword(password, member?.kept)",
};

/** How long a login takes that fails; milliseconds, the better of two. */
async function timeOfLogin(ask: Ask, name: string): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 2; i++) {
    const start = performance.now();
    (await ask("POST /login", { json: { name, password: "wrong" }, limit: HASHING })).is(401);
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

/** "localhost:3000", from a command that was sent. */
function hostOf({ sent }: Reply): string {
  return /localhost:\d+/.exec(sent)?.[0] ?? "";
}

const hasFlags = (reply: Reply, ...flags: RegExp[]) =>
  flags.every((flag) => flag.test(reply.header("set-cookie") ?? ""));

const LOGIN_HINTS: readonly [string, string, string] = [
  "The client knows the id. Does the server know whose it is?",
  "logIn puts it into sessions, and memberOf looks for it there.",
  "sessions.set(id, { member, ends: Date.now() + seconds * 1_000 });",
];

const isRefused = ({ reply }: Evidence) => reply?.status === 401;

export const lesson = defineLesson({
  starts: "listener",
  checks: [
    {
      step: "a",
      title: "a member's password stands in no file",
      isPoint: true,
      run: async (context) => {
        const reply = await enrol(context, "ada");
        if (filesIn(context.data).includes(PASSWORD)) throw new Miss("a file without the password", reply);
      },
      hints: [
        "What can someone read who gets hold of the file members.json?",
        "In newMember: what is kept?",
        "return { name, kept: await hashPassword(password) };",
      ],
      mistakes: [PLAIN, ORIGIN_NEEDED],
    },
    {
      step: "a",
      title: "for two members with one password, two things are kept",
      isPoint: true,
      run: async (context) => {
        const names = [await nameOf(context, "ada"), await nameOf(context, "grace")];
        const [first = "", second = ""] = names.map((name) => keptOf(context.data, name));
        const reply = await context.ask("GET /me");
        if (!/"[^"]{20,}"/.test(first)) throw new Miss("what is kept to be a long text", reply);
        if (first === second) throw new Miss("two that differ, for two members with one password", reply);
      },
      hints: [
        "Two members chose the same password. Can one see that in the file?",
        "hashPassword mixes in a salt, a random text that is new each time.",
        "return { name, kept: await hashPassword(password) };",
      ],
      mistakes: [NOT_AWAITED, NO_SALT, PLAIN],
    },
    {
      step: "b",
      title: "the right password logs in: the client gets a cookie",
      isPoint: true,
      run: async (context) => {
        const name = await nameOf(context, "ada");
        const reply = (await enter(context, "ada")).hasJson({ name });
        cookieOf(reply);
        if (!hasFlags(reply, /;\s*httponly/i, /;\s*samesite=(lax|strict)/i, /;\s*path=\/(;|$)/i))
          throw new Miss("a header field Set-Cookie with HttpOnly; SameSite=Lax; Path=/", reply);
      },
      hints: [
        "How does the client show at its next request that it has logged in?",
        "In logIn: a random id, and a header field Set-Cookie with it.",
        'res.setHeader("Set-Cookie", `session=${id}; HttpOnly; SameSite=Lax; Path=/`);',
      ],
      mistakes: [OWN_HASH, NO_COOKIE, FLAGS],
    },
    {
      step: "b",
      title: "with its cookie the server knows who asks",
      isPoint: true,
      run: async (context) => {
        const cookie = await cookieFor(context, "ada");
        const reply = (await me(context.ask, `theme=dark; ${cookie}; lang=en`)).is(200);
        reply.hasJson({ name: await nameOf(context, "ada") });
      },
      hints: LOGIN_HINTS,
      mistakes: [NO_COOKIE, NOT_KEPT, OTHER_ID, WHOLE_SESSION, ENDS_AT_ONCE],
    },
    {
      step: "b",
      title: "without a cookie, or with an invented one, it is 401",
      run: async ({ ask }) => {
        for (const cookie of ["", "session=", "session=1", "session=undefined", "session=reader1"]) {
          const reply = await ask("GET /me", cookie === "" ? {} : { headers: { cookie } });
          if (reply.status === 200) throw new Miss("status 401 for an invented cookie", reply);
          reply.is(401).has("WWW-Authenticate", /\w/, "...");
        }
      },
      hints: [
        "What does sessions.get() give for an id that was never given out?",
        "memberOf gives undefined for everyone who has no session.",
        "if (session === undefined) return undefined;",
      ],
      mistakes: [NAME_AS_ID, NO_CHALLENGE],
    },
    {
      step: "b",
      title: "a wrong password is 401, and no cookie",
      run: async (context) => {
        const name = await nameOf(context, "ada");
        const reply = (await logIn(context.ask, name, { password: "wrong" })).is(401);
        if (reply.header("set-cookie") !== undefined) throw new Miss("no cookie", reply);
        (await logIn(context.ask, newName())).is(401);
      },
      hints: [
        "What does isRight answer?",
        "enter, below the line, asks isRight before it calls logIn.",
        "return isPassword(password, member.kept);",
      ],
    },
    {
      step: "b",
      title: "nobody can guess an id",
      isPoint: true,
      run: async (context) => {
        const replies = [1, 2].map(() => enter(context, "grace"));
        const ids = (await Promise.all(replies)).map((reply) => ({
          reply,
          id: cookieOf(reply).replace(/^[^=]*=/, ""),
        }));
        for (const { reply, id } of ids) {
          const isLong = id.length >= 20 && !id.includes("reader");
          if (!isLong || ids[0]?.id === ids[1]?.id)
            throw new Miss("an id that nobody can guess, and a new one at each login", reply);
        }
      },
      hints: [
        "Could you find the id of somebody else by trying?",
        "A counter, the time or the name can be guessed.",
        'const id = randomBytes(24).toString("base64url");',
      ],
      mistakes: [NO_COOKIE, NAME_AS_ID],
    },
    {
      step: "b",
      title: "two members are told apart",
      isPoint: true,
      run: async (context) => {
        const cookies = await Promise.all([cookieFor(context, "ada"), cookieFor(context, "grace")]);
        const names = [await nameOf(context, "ada"), await nameOf(context, "grace")];
        for (const [i, cookie] of cookies.entries())
          (await me(context.ask, cookie)).is(200).hasJson({ name: names[i] });
      },
      hints: [
        "Where does the server keep who is logged in?",
        "A variable is there once. A Map has one entry for each id.",
        'sessions.get(readCookies(req).session ?? "")',
      ],
      mistakes: [NO_COOKIE, ONE_FOR_ALL],
    },
    {
      step: "c",
      title: "who is not logged in borrows nothing: 401",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("PUT /loans/1")).is(401).has("WWW-Authenticate", /\w/, "...");
        (await ask("DELETE /loans/1")).is(401);
        (await ask("GET /loans")).is(200).isJson([]);
      },
      hints: [
        "What does memberOf give for someone without a session, and what do you do then?",
        "In borrow and in giveBack, before anything is changed.",
        'if (member === undefined) throw unauthorized(res, "Log in first.");',
      ],
      mistakes: [NOT_THROWN, ANYONE, NO_CHALLENGE, FORBIDDEN],
    },
    {
      step: "c",
      title: "a member borrows, and gives back",
      isPoint: true,
      run: async (context) => {
        const { ask } = context;
        const headers = { cookie: await cookieFor(context, "ada") };
        const member = await nameOf(context, "ada");
        (await ask("PUT /loans/1", { headers })).is(201).hasJson({ book: "1", member });
        (await ask("DELETE /loans/1", { headers })).is(204);
        (await ask("GET /loans")).is(200).isJson([]);
      },
      hints: [
        "Whose loan is it? Who tells the server?",
        "memberOf(req) gives the name. It must not come from the client's own words.",
        "draft.loans.push({ book, member });",
      ],
      mistakes: [NO_COOKIE, UNKNOWN, WRONG_MEMBER],
    },
    {
      step: "c",
      title: "another member's book is not theirs to give back: 403",
      isPoint: true,
      run: async (context) => {
        const { ask } = context;
        const [ada, grace] = [await cookieFor(context, "ada"), await cookieFor(context, "grace")];
        (await ask("PUT /loans/2", { headers: { cookie: ada } })).is(201);
        (await ask("DELETE /loans/2", { headers: { cookie: grace } })).is(403);
        const list = (await ask("GET /loans")).is(200);
        if (!list.text.includes('"2"')) throw new Miss("the book to be still lent", list);
        (await ask("DELETE /loans/2", { headers: { cookie: ada } })).is(204);
      },
      hints: [
        "The server knows who asks. What else must it ask before it removes the loan?",
        "In giveBack: compare loan.member with the member of the session.",
        'if (loan.member !== member) throw new HttpError(403, "...");',
      ],
      mistakes: [NO_COOKIE, ANYONES_LOAN, UNKNOWN, DONE_FIRST],
    },
    {
      step: "b",
      title: "a session is over after its time",
      further: true,
      isPoint: true,
      run: async (context) => {
        const name = await nameOf(context, "ada");
        const cookie = cookieOf((await logIn(context.ask, name, { seconds: 1 })).is(200));
        await new Promise((resolve) => setTimeout(resolve, 100));
        (await me(context.ask, cookie)).is(200);
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        (await me(context.ask, cookie)).is(401);
      },
      hints: [
        "When does a session end, and who looks at that?",
        "In memberOf: compare session.ends with Date.now().",
        "if (session === undefined || session.ends < Date.now()) return undefined;",
      ],
      mistakes: [NO_COOKIE, NEVER_ENDS, ENDS_AT_ONCE].map((mistake) =>
        mistake === NEVER_ENDS
          ? { ...mistake, when: (it: Evidence) => !isRefused(it) && mistake.when(it) }
          : mistake,
      ),
    },
    {
      step: "d",
      title: "after the logout the old cookie is worth nothing",
      further: true,
      isPoint: true,
      run: async (context) => {
        const headers = { cookie: await cookieFor(context, "ada") };
        (await context.ask("POST /logout", { headers })).is(204);
        (await context.ask("GET /me", { headers })).is(401);
      },
      hints: [
        "Someone has copied the cookie. What must a logout do so that the copy does not help?",
        "The session lies in the server, in the Map.",
        'sessions.delete(readCookies(req).session ?? "");',
      ],
      mistakes: [NO_COOKIE, COOKIE_ONLY],
    },
    {
      step: "d",
      title: "and the browser forgets it",
      further: true,
      isPoint: true,
      run: async (context) => {
        const headers = { cookie: await cookieFor(context, "grace") };
        const reply = (await context.ask("POST /logout", { headers })).is(204);
        const isGone = hasFlags(
          reply,
          /;\s*(max-age=(0|-\d+)|expires=[^;]*(1970|19\d\d))/i,
          /;\s*path=\/(;|$)/i,
        );
        if (!isGone) throw new Miss("a Set-Cookie that takes the cookie away: Path=/; Max-Age=0", reply);
      },
      hints: [
        "How does one delete a cookie that lies in a browser?",
        "Set it once more, with the same name and Path, for no time.",
        'res.setHeader("Set-Cookie", "session=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0");',
      ],
      mistakes: [NO_COOKIE, COOKIE_STAYS],
    },
    {
      step: "e",
      title: "an id that the client brought along is not taken over",
      further: true,
      isPoint: true,
      run: async (context) => {
        const chosen = "session=chosen-by-an-attacker";
        const reply = await enter(context, "ada", chosen);
        const wanted = "an id that the client has not brought along";
        if (cookieOf(reply) === chosen) throw new Miss(wanted, reply);
        const attack = await me(context.ask, chosen);
        if (attack.status === 200) throw new Miss(wanted, attack);
      },
      hints: [
        "Before the login the client already sends a cookie. Who may have chosen it?",
        "In logIn: where does the id come from?",
        'const id = randomBytes(24).toString("base64url"); and nothing else',
      ],
      mistakes: [NO_COOKIE, FIXATION],
    },
    {
      step: "e",
      title: "who logs in again leaves no old session behind",
      further: true,
      isPoint: true,
      run: async (context) => {
        const old = await cookieFor(context, "ada");
        const now = cookieOf(await enter(context, "grace", old));
        (await me(context.ask, old)).is(401);
        (await me(context.ask, now)).is(200).hasJson({ name: await nameOf(context, "grace") });
      },
      hints: [
        "The client had a session, and gets another one. What becomes of the first?",
        "In logIn, before the new one is made.",
        'sessions.delete(readCookies(req).session ?? "");',
      ],
      mistakes: [NO_COOKIE, OLD_LIVES],
    },
    {
      step: "f",
      title: "what a page of another site sends is refused: 403",
      further: true,
      isPoint: true,
      run: async (context) => {
        const { ask } = context;
        const cookie = await cookieFor(context, "grace");
        const host = hostOf(await ask("GET /me", { headers: { cookie } }));
        for (const origin of ["http://evil.example", `http://${host}.evil.example`, "null"])
          (await ask("PUT /loans/3", { headers: { cookie, Origin: origin } })).is(403);
        (await ask("GET /loans")).is(200).isJson([]);
        (await ask("POST /logout", { headers: { cookie, Origin: "http://evil.example" } })).is(403);
        (await me(ask, cookie)).is(200);
      },
      hints: [
        "A member looks at a page of another site, and it sends a form to you. How can you tell?",
        "The browser says in Origin whose page it is. Ours has the origin `http://${req.headers.host}`.",
        'if (origin !== undefined && origin !== `http://${host}`) throw new HttpError(403, "...");',
      ],
      mistakes: [NO_COOKIE, ORIGIN_START, CROSS_SITE],
    },
    {
      step: "f",
      title: "our own pages, and programs that are no browser, go on",
      further: true,
      run: async ({ ask }) => {
        const reply = (
          await ask("POST /members", { json: { name: newName(), password: PASSWORD }, limit: HASHING })
        ).is(201);
        const headers = { Origin: `http://${hostOf(reply)}` };
        (
          await ask("POST /members", {
            headers,
            json: { name: newName(), password: PASSWORD },
            limit: HASHING,
          })
        ).is(201);
        (await ask("GET /loans", { headers: { Origin: "http://evil.example" } })).is(200);
      },
      hints: [
        "What is origin when a program sends the request?",
        "undefined is not another site.",
        "if (origin !== undefined && origin !== `http://${host}`)",
      ],
      mistakes: [ORIGIN_NEEDED],
    },
    {
      step: "g",
      title: "a wrong name and a wrong password get one answer",
      further: true,
      run: async (context) => {
        const known = (await logIn(context.ask, await nameOf(context, "ada"), { password: "wrong" })).is(401);
        const unknown = await logIn(context.ask, newName(), { password: "wrong" });
        if (unknown.status !== known.status || unknown.text !== known.text)
          throw new Miss("the same answer as for a wrong password", unknown);
      },
      hints: [
        "What does the answer say to someone who tries out names?",
        "Compare the two with curl: status and body.",
        "isRight gives false in both cases, and enter says one sentence.",
      ],
      mistakes: [WORDS],
    },
    {
      step: "g",
      title: "and they take the same time",
      further: true,
      isPoint: true,
      run: async (context) => {
        const known = await timeOfLogin(context.ask, await nameOf(context, "ada"));
        const unknown = await timeOfLogin(context.ask, newName());
        if (unknown < known * 0.4) {
          const reply = await logIn(context.ask, newName(), { password: "wrong" });
          throw new Miss(`the same time: ${Math.round(known)} ms, and not ${Math.round(unknown)} ms`, reply);
        }
      },
      hints: [
        "Measure it: how long does a login take for a member, and how long for nobody?",
        "In isRight there is a way around the slow function.",
        "return isPassword(password, member?.kept);",
      ],
      mistakes: [TIME],
    },
  ],
});
