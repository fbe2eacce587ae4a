// What must hold for the exercise of lesson 14, and what its failures come from.

import {
  type Ask,
  type Context,
  defineLesson,
  type EventStream,
  Miss,
  type Mistake,
  type Reply,
  type ServerEvent,
} from "../../src/course/checks.ts";

const EMMA = { isbn: "9780141439587", title: "Emma", author: "Jane Austen", year: 1815 };

function at(place: string | undefined): string {
  return place === undefined ? "" : ` (${place})`;
}

/** @throws {Miss} for a reply without a tag, or with one in another form */
function tagOf(reply: Reply): string {
  const tag = reply.header("etag") ?? "";
  if (!/^(W\/)?"[^"]*"$/.test(tag))
    throw new Miss('a header field ETag, with its value in quotes: "..."', reply);
  return tag;
}

async function listen({ listen }: Context, headers: Record<string, string> = {}): Promise<EventStream> {
  const stream = await listen("GET /events", { headers });
  stream.reply.is(200).isType("text/event-stream");
  return stream;
}

/** Lends a book and takes it back, or the other way round: two events. */
async function lendAndReturn(ask: Ask, path: string): Promise<void> {
  (await ask(`PUT ${path}`)).is(201);
  (await ask(`DELETE ${path}`)).is(204);
}

async function hears(stream: EventStream, name: string, data: unknown): Promise<ServerEvent> {
  const event = await stream.next();
  if (event.event !== name)
    throw new Miss(`an event with the name ${name}, not ${event.event}`, stream.reply);
  if (event.data !== JSON.stringify(data))
    throw new Miss(`an event with the data ${JSON.stringify(data)}`, stream.reply);
  return event;
}

/** Waits until the server counts so many listeners. */
async function countIs(ask: Ask, wanted: number): Promise<void> {
  const deadline = performance.now() + 1_000;
  for (;;) {
    const reply = (await ask("GET /listeners")).is(200);
    if ((reply.data as { count?: unknown } | undefined)?.count === wanted) return;
    if (performance.now() > deadline) throw new Miss(`the count of those who listen: ${wanted}`, reply);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

const isStream = (reply: Reply | undefined) => /event-stream/.test(reply?.header("content-type") ?? "");

const NO_ETAG: Mistake = {
  id: "14-no-etag",
  when: ({ reply, wanted }) => wanted.includes("ETag") && reply?.header("etag") === undefined,
  why: ({ line }) => `the response has no ETag${at(line(/function sendIfChanged/))}.`,
  tip: 'res.setHeader("ETag", etagOf(value)) before the response is sent',
};

const NO_QUOTES: Mistake = {
  id: "14-etag-quotes",
  when: ({ reply, wanted }) => wanted.includes("ETag") && reply?.header("etag") !== undefined,
  why: ({ reply }) =>
    `the ETag is ${reply?.header("etag")}: the quotes belong to the value, and are missing.`,
  tip: "etagOf(value) gives it with its quotes",
};

const NO_304: Mistake = {
  id: "14-no-304",
  when: ({ reply, replies }) =>
    reply?.status === 200 && reply.header("etag") === replies.at(-2)?.header("etag"),
  why: ({ line }) =>
    `the client sent the ETag that the list still has, and got the whole list again${at(line(/if-none-match/i))}.`,
  tip: 'if req.headers["if-none-match"] has this ETag: res.statusCode = 304; res.end(); return;',
};

const RESTLESS_ETAG: Mistake = {
  id: "14-etag-restless",
  when: ({ reply, replies, wanted }) =>
    wanted === "status 304" && reply?.header("etag") !== replies.at(-2)?.header("etag"),
  why: ({ line }) =>
    `nothing has changed, and the ETag is another one${at(line(/Date\.now|random/))}. So no client ever has the right one.`,
  tip: "make it of the value alone: etagOf(value)",
};

const FIXED_ETAG: Mistake = {
  id: "14-etag-fixed",
  when: ({ wanted, reply, replies }) =>
    wanted.includes("another ETag") ||
    (reply?.status === 304 && reply.header("etag") === replies[0]?.header("etag")),
  why: ({ line }) =>
    `the list has changed, and its ETag is still the same${at(line(/"ETag"/i))}. A client that asks is told that nothing is new.`,
  tip: "make it of the value: etagOf(value)",
};

const ALWAYS_304: Mistake = {
  id: "14-always-304",
  when: ({ reply, wanted }) => reply?.status === 304 && wanted === "status 200",
  why: ({ line }) =>
    `whoever sends any If-None-Match gets 304${at(line(/if-none-match/i))}, with whatever ETag. It must be the one of now.`,
  tip: "compare it with the ETag that you have just made",
};

const ONE_TAG: Mistake = {
  id: "14-one-tag",
  when: ({ reply }) => reply?.status === 200,
  why: ({ line }) =>
    `If-None-Match may hold several tags, and W/ before each${at(line(/if-none-match/i))}. Yours stands among them.`,
  tip: 'req.headers["if-none-match"]?.includes(etag) looks for it anywhere in the text',
};

const NO_STREAM: Mistake = {
  id: "14-ended",
  when: ({ reply, wanted, source }) =>
    reply?.status === 200 &&
    (wanted.includes("stays open") ||
      (wanted.includes("event-stream") &&
        /openEvents[^}]*res\.end\(/.test(source.replace(/.*"HEAD".*/g, "")))),
  why: ({ line }) =>
    `the response was ended${at(line(/(?<!HEAD"\) return void )res\.end\(/))}. Here it must stay open: on it the server speaks later.`,
  tip: "write with res.write(), and end nothing",
};

const WRONG_TYPE: Mistake = {
  id: "14-wrong-type",
  when: ({ reply, wanted }) => wanted.includes("event-stream") && reply?.status === 200,
  why: ({ reply }) =>
    `Content-Type is ${reply?.header("content-type") ?? "missing"}. A browser takes a stream only if it is called text/event-stream.`,
  tip: 'res.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" })',
};

const NOT_FLUSHED: Mistake = {
  id: "14-not-flushed",
  when: ({ silence, source }) =>
    silence === "no-reply" && /writeHead|event-stream/.test(source) && !/flushHeaders\(\)/.test(source),
  why: ({ line }) =>
    `the header was written${at(line(/writeHead|event-stream/))}, and Node keeps it until there is a body to send with it.`,
  tip: "call res.flushHeaders() after writeHead: it sends the header now",
};

const NOT_TOLD: Mistake = {
  id: "14-nothing-written",
  when: ({ reply, wanted }) => isStream(reply) && wanted.startsWith("an event within") && reply?.text === "",
  why: ({ line }) => `the stream is open, and nothing is written to it${at(line(/function tellAll/))}.`,
  tip: "in openEvents: listeners.add(res). In tellAll: for (const res of listeners) res.write(text)",
};

const NO_EMPTY_LINE: Mistake = {
  id: "14-no-empty-line",
  when: ({ reply, wanted }) =>
    isStream(reply) &&
    wanted.startsWith("an event within") &&
    /^data:/m.test(reply?.text ?? "") &&
    !/\n\n$/.test(reply?.text ?? ""),
  why: ({ line }) =>
    `a line with data came, and no empty line behind it${at(line(/data: ?\$\{/))}. Only that ends an event; the client still waits for more.`,
  tip: "end the text with \\n\\n",
};

const NO_DATA: Mistake = {
  id: "14-no-data",
  when: ({ reply, wanted }) =>
    isStream(reply) &&
    wanted.startsWith("an event within") &&
    reply?.text !== "" &&
    !/^data:/m.test(reply?.text ?? ""),
  why: ({ line }) =>
    `something was written${at(line(/\.write\(/))}, but no line of it begins with "data:". An event without data is dropped.`,
  tip: "`event: ${event}\\ndata: ${JSON.stringify(data)}\\n\\n`",
};

const NO_NAME: Mistake = {
  id: "14-no-event-name",
  when: ({ wanted }) => wanted.endsWith("not message"),
  why: "the event has no name, so its name is message. The page waits for lent and returned.",
  tip: 'a line "event: " with the name, before the line with the data',
};

const ENDED_AFTER_EVENT: Mistake = {
  id: "14-ended-after-event",
  when: ({ reply, wanted }) => wanted.includes("stays open") && /^data:/m.test(reply?.text ?? ""),
  why: ({ line }) =>
    `the first event came, and then the response was ended${at(line(/\.end\(text|\.end\(`/))}.`,
  tip: "res.write(text), not res.end(text)",
};

const ONE_LISTENER: Mistake = {
  id: "14-one-listener",
  when: ({ wanted, reply }) => isStream(reply) && wanted.startsWith("an event within") && reply?.text === "",
  why: ({ line }) =>
    `one of two listeners heard nothing${at(line(/listeners\.(add|clear)|let \w*istener/))}: only one response is kept, or is written to.`,
  tip: "keep all of them in the Set, and write to each: for (const res of listeners) res.write(text)",
};

const NEVER_FORGOTTEN: Mistake = {
  id: "14-not-forgotten",
  when: ({ wanted, line }) => wanted.startsWith("the count") && line(/listeners\.delete/) === undefined,
  why: ({ line }) =>
    `a client has left, and its response is still among the listeners${at(line(/listeners\.add/))}. After a day there are thousands, and each event is written to all of them.`,
  tip: 'res.once("close", () => listeners.delete(res))',
};

const WRONG_CLOSE: Mistake = {
  id: "14-wrong-close",
  when: ({ wanted, line }) => wanted.startsWith("the count") && line(/listeners\.delete/) !== undefined,
  why: ({ line }) =>
    `a client has left, and listeners.delete was not called${at(line(/listeners\.delete/))}. "finish" comes only after end(); a request's "end" when its body was read.`,
  tip: 'res.once("close", ...) runs when the connection is closed, by whomever',
};

const ALL_FORGOTTEN: Mistake = {
  id: "14-all-forgotten",
  when: ({ line }) => line(/listeners\.clear\(\)/) !== undefined,
  why: ({ line }) => `one client has left, and all were forgotten${at(line(/listeners\.clear\(\)/))}.`,
  tip: "listeners.delete(res)",
};

const NO_ID: Mistake = {
  id: "14-no-id",
  when: ({ wanted, reply }) => wanted.includes("id") && !/^id:/m.test(reply?.text ?? ""),
  why: ({ line }) =>
    `the events have no id${at(line(/`.*data: ?\$\{/))}. A client that comes back cannot say what it had last.`,
  tip: 'count: lastId += 1, and begin the text with a line "id: " and that number',
};

const SAME_ID: Mistake = {
  id: "14-same-id",
  when: ({ wanted, reply }) => wanted.includes("id") && /^id:/m.test(reply?.text ?? ""),
  why: ({ line }) => `two events have the same id${at(line(/id: ?\$\{/))}.`,
  tip: "lastId += 1 for each event, before the text is made",
};

const NO_RESUME: Mistake = {
  id: "14-no-resume",
  when: ({ wanted, reply }) => wanted.startsWith("an event within") && reply?.text === "",
  why: ({ line }) =>
    `the client came back and said what it had last, and the events since then are lost for it${at(line(/function openEvents/))}.`,
  tip: 'keep each text with its id in a list; when a stream opens, write those whose id is greater than Number(req.headers["last-event-id"])',
};

const TOO_MUCH: Mistake = {
  id: "14-resume-again",
  when: ({ wanted, reply }) => wanted.startsWith("an event with the") && isStream(reply),
  why: ({ line }) =>
    `the first event after coming back is not the first that was missed${at(line(/last-event-id/i))}: one that the client had comes again, or one is left out.`,
  tip: "only events whose id is greater than the last one the client had: >",
};

const PAST_FOR_NEW: Mistake = {
  id: "14-past-for-new",
  when: ({ wanted, reply, source }) =>
    wanted.startsWith("an event with the") &&
    isStream(reply) &&
    source.includes("last-event-id") &&
    !reply?.text.includes("[object"),
  why: ({ line }) =>
    `a client that is here for the first time got old events${at(line(/last-event-id/i))}. It has just read the whole list.`,
  tip: 'without the header field: nothing of the past. req.headers["last-event-id"] ?? lastId',
};

const NO_412: Mistake = {
  id: "14-no-412",
  when: ({ reply, wanted }) => reply?.status === 200 && wanted.includes("412"),
  why: ({ line }) =>
    `the client has read an older version, and its change was taken${at(line(/function mustMatch/))}. What another one wrote meanwhile is gone.`,
  tip: 'if req.headers["if-match"] is there, and not etagOf(value): throw new HttpError(412, ...)',
};

const ALWAYS_412: Mistake = {
  id: "14-always-412",
  when: ({ reply, replies }) =>
    reply?.status === 412 &&
    replies.some(({ sent }) => sent.includes("If-Match") || sent.includes("if-match")),
  why: ({ line }) =>
    `the client has the newest version, and is refused${at(line(/if-match/))}. Its If-Match is the whole ETag, with the quotes.`,
  tip: "compare it with etagOf(value): that has the quotes too",
};

const MUST_SEND: Mistake = {
  id: "14-if-match-missing",
  when: ({ reply }) => reply?.status === 412,
  why: ({ line }) =>
    `the client has sent no If-Match, and is refused as if it had${at(line(/if-match/))}: undefined is not equal to any tag.`,
  tip: "without If-Match: let it pass",
};

export const lesson = defineLesson({
  starts: "listener",
  checks: [
    {
      step: "a",
      title: "the loans come with an ETag",
      isPoint: true,
      run: async ({ ask }) => {
        tagOf((await ask("GET /loans")).is(200).isType("application/json"));
        tagOf((await ask("GET /books/1")).is(200));
      },
      hints: [
        "By which header field can a client tell whether the list is still the same?",
        "In sendIfChanged, before the response is sent.",
        'res.setHeader("ETag", etagOf(value));',
      ],
      mistakes: [NO_ETAG, NO_QUOTES],
    },
    {
      step: "a",
      title: "a client that has them gets 304, and no body",
      isPoint: true,
      run: async ({ ask }) => {
        const tag = tagOf((await ask("GET /loans")).is(200));
        const again = await ask("GET /loans", { headers: { "if-none-match": tag } });
        again.is(304).isEmpty();
        tagOf(again);
      },
      hints: [
        "The client sends back the ETag it has. In which field?",
        'req.headers["if-none-match"] is that text, or undefined.',
        'if (req.headers["if-none-match"]?.includes(etag)) { res.statusCode = 304; res.end(); return; }',
      ],
      mistakes: [NO_ETAG, NO_304, RESTLESS_ETAG],
    },
    {
      step: "a",
      title: "after a loan the ETag is another one",
      isPoint: true,
      run: async ({ ask }) => {
        const old = tagOf((await ask("GET /loans")).is(200));
        (await ask("PUT /loans/3/ada")).is(201);
        const now = (await ask("GET /loans", { headers: { "if-none-match": old } })).is(200);
        now.says("ada");
        if (tagOf(now) === old) throw new Miss("another ETag than before the loan", now);
        (await ask("DELETE /loans/3/ada")).is(204);
      },
      hints: [
        "Of what do you make the ETag?",
        "Two different lists need two different tags.",
        "const etag = etagOf(value);",
      ],
      mistakes: [NO_ETAG, FIXED_ETAG, ALWAYS_304],
    },
    {
      step: "b",
      title: "GET /events answers with a stream that stays open",
      isPoint: true,
      run: async (context) => {
        const stream = await listen(context);
        (await context.ask("PUT /loans/1/ada")).is(201);
        await stream.next();
        (await context.ask("DELETE /loans/1/ada")).is(204);
      },
      hints: [
        "What does the client see now, and when does its response end?",
        "In openEvents: a header with the type text/event-stream, and no end().",
        'res.writeHead(200, { "Content-Type": "text/event-stream" }); res.flushHeaders(); listeners.add(res);',
      ],
      mistakes: [NOT_FLUSHED, NO_STREAM, WRONG_TYPE, NOT_TOLD, NO_EMPTY_LINE, NO_DATA],
    },
    {
      step: "b",
      title: "each loan is an event, in less than a second",
      isPoint: true,
      run: async (context) => {
        const stream = await listen(context);
        await lendAndReturn(context.ask, "/loans/2/grace");
        await hears(stream, "lent", { book: "2", member: "grace" });
        await hears(stream, "returned", { book: "2", member: "grace" });
      },
      hints: [
        "How does an event begin, and how does it end?",
        'In tellAll: a line "event: ...", a line "data: ...", an empty line.',
        "res.write(`event: ${event}\\ndata: ${JSON.stringify(data)}\\n\\n`);",
      ],
      mistakes: [
        ENDED_AFTER_EVENT,
        NO_STREAM,
        NOT_TOLD,
        NO_EMPTY_LINE,
        NO_DATA,
        NO_NAME,
        WRONG_TYPE,
        PAST_FOR_NEW,
      ],
    },
    {
      step: "b",
      title: "two who listen both hear it",
      isPoint: true,
      run: async (context) => {
        const streams = [await listen(context), await listen(context)];
        await lendAndReturn(context.ask, "/loans/4/ada");
        for (const stream of streams) await hears(stream, "lent", { book: "4", member: "ada" });
      },
      hints: [
        "Where do you keep the open responses?",
        "listeners is a Set: it can hold many.",
        "listeners.add(res); and for (const res of listeners) res.write(text);",
      ],
      mistakes: [NO_STREAM, ONE_LISTENER, WRONG_TYPE, PAST_FOR_NEW],
    },
    {
      step: "c",
      title: "one that leaves is forgotten, and the others still hear",
      isPoint: true,
      run: async (context) => {
        await countIs(context.ask, 0);
        const [first, second] = [await listen(context), await listen(context)];
        await countIs(context.ask, 2);
        first.close();
        await countIs(context.ask, 1);
        await lendAndReturn(context.ask, "/loans/1/grace");
        await hears(second, "lent", { book: "1", member: "grace" });
        second.close();
        await countIs(context.ask, 0);
      },
      hints: [
        "Who tells your code that a client has closed its window?",
        "res has an event for it, which comes whoever closes the connection.",
        'res.once("close", () => listeners.delete(res));',
      ],
      mistakes: [ALL_FORGOTTEN, NEVER_FORGOTTEN, WRONG_CLOSE, NO_STREAM, WRONG_TYPE, PAST_FOR_NEW],
    },
    {
      step: "d",
      title: "each event has an id of its own",
      further: true,
      isPoint: true,
      run: async (context) => {
        const stream = await listen(context);
        await lendAndReturn(context.ask, "/loans/1/ada");
        const [first, second] = [await stream.next(), await stream.next()];
        if (first.id === "" || first.id === second.id)
          throw new Miss("events with a line id: and another number each", stream.reply);
      },
      hints: [
        "How can a client say which event it had last?",
        "A counter outside of tellAll, and a line more in the text.",
        "lastId += 1; and `id: ${lastId}\\n` at the beginning of the text.",
      ],
      mistakes: [NO_ID, SAME_ID, WRONG_TYPE],
    },
    {
      step: "d",
      title: "one that comes back gets what it has missed, in order",
      further: true,
      isPoint: true,
      run: async (context) => {
        const before = await listen(context);
        (await context.ask("PUT /loans/2/ada")).is(201);
        const { id } = await before.next();
        before.close();
        (await context.ask("DELETE /loans/2/ada")).is(204);
        (await context.ask("PUT /loans/2/grace")).is(201);
        const after = await listen(context, { "last-event-id": id });
        await hears(after, "returned", { book: "2", member: "ada" });
        await hears(after, "lent", { book: "2", member: "grace" });
        (await context.ask("DELETE /loans/2/grace")).is(204);
        await hears(after, "returned", { book: "2", member: "grace" });
      },
      hints: [
        "The browser sends the last id by itself. In which field?",
        "Keep what you have sent. When a stream opens, look for what is later.",
        'const had = Number(req.headers["last-event-id"] ?? lastId); for (const { id, text } of past) if (id > had) res.write(text);',
      ],
      mistakes: [NO_RESUME, TOO_MUCH, WRONG_TYPE],
    },
    {
      step: "d",
      title: "one that comes for the first time gets nothing old",
      further: true,
      isPoint: true,
      run: async (context) => {
        await lendAndReturn(context.ask, "/loans/3/ada");
        const stream = await listen(context);
        await lendAndReturn(context.ask, "/loans/4/grace");
        await hears(stream, "lent", { book: "4", member: "grace" });
      },
      hints: [
        "What is Last-Event-ID for a client that was never here?",
        "Without the field, which events count as had?",
        'Number(req.headers["last-event-id"] ?? lastId)',
      ],
      mistakes: [PAST_FOR_NEW, WRONG_TYPE],
    },
    {
      step: "a",
      title: "304 also where several ETags are named",
      further: true,
      isPoint: true,
      run: async ({ ask }) => {
        const tag = tagOf((await ask("GET /loans")).is(200));
        const headers = { "if-none-match": `"other", W/${tag}` };
        (await ask("GET /loans", { headers })).is(304);
        (await ask("GET /loans", { headers: { "if-none-match": '"other"' } })).is(200);
      },
      hints: [
        "A cache may have two versions. What does it send then?",
        'If-None-Match: "one", W/"two" is a list.',
        'req.headers["if-none-match"]?.includes(etag)',
      ],
      mistakes: [NO_ETAG, ALWAYS_304, ONE_TAG],
    },
    {
      step: "e",
      title: "a change of an older version is refused: 412",
      further: true,
      isPoint: true,
      run: async ({ ask }) => {
        const old = tagOf((await ask("GET /books/1")).is(200));
        (await ask("PUT /books/1", { json: { ...EMMA, year: 1900 } })).is(200);
        const stale = await ask("PUT /books/1", { json: EMMA, headers: { "if-match": old } });
        stale.is(412);
        (await ask("GET /books/1")).is(200).hasJson({ year: 1900 });
      },
      hints: [
        "The client says which version it has read. Is it still that one?",
        'In mustMatch: req.headers["if-match"] and etagOf(value).',
        'if (wanted !== undefined && wanted !== etagOf(value)) throw new HttpError(412, "...");',
      ],
      mistakes: [NO_ETAG, MUST_SEND, NO_412],
    },
    {
      step: "e",
      title: "a change of the newest version is taken",
      further: true,
      isPoint: true,
      run: async ({ ask }) => {
        const tag = tagOf((await ask("GET /books/2")).is(200));
        (await ask("PUT /books/2", { json: EMMA, headers: { "if-match": tag } })).is(200);
      },
      hints: ["With what do you compare If-Match?", "Both have quotes.", "wanted !== etagOf(value)"],
      mistakes: [NO_ETAG, ALWAYS_412],
    },
    {
      step: "e",
      title: "of two at once with one ETag, one is taken",
      further: true,
      isPoint: true,
      run: async ({ ask }) => {
        const tag = tagOf((await ask("GET /books/3")).is(200));
        const replies = await Promise.all(
          [1901, 1902].map((year) =>
            ask("PUT /books/3", { json: { ...EMMA, year }, headers: { "if-match": tag } }),
          ),
        );
        const statuses = replies.map(({ status }) => status).sort();
        if (statuses.join() !== "200,412")
          throw new Miss("200 for one of them, and 412 for the other", replies[1]);
      },
      hints: [
        "Between the look at the version and the write, what may happen?",
        "The call of mustMatch stands in library.change, in replaceBook. Leave it there.",
        "mustMatch throws at once, and waits for nothing.",
      ],
      mistakes: [NO_ETAG, NO_412],
    },
    {
      step: "e",
      title: "a change without If-Match goes through as before",
      further: true,
      run: async ({ ask }) => {
        (await ask("PUT /books/4", { json: EMMA })).is(200);
      },
      hints: [
        "What is wanted if the field is missing?",
        "In mustMatch: undefined is no tag.",
        "if (wanted !== undefined && ...)",
      ],
      mistakes: [MUST_SEND],
    },
  ],
});
