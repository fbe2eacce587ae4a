// What must hold for the exercise of lesson 01, and what its failures come from.

import { defineLesson, type Evidence, Miss, type Mistake } from "../../src/course/checks.ts";

/** What can go wrong with the very first answer, whichever check is the first to meet it. */
const anyAnswer: readonly Mistake[] = [
  {
    id: "01-other-address",
    when: ({ silence, pulse }) => silence === "refused" && pulse.state === "alive",
    why: ({ line }) =>
      `the program listens, but at another address${at(line(/\.listen\(/))}. Nobody comes to 127.0.0.1.`,
    tip: 'write server.listen(port, "127.0.0.1")',
  },
  {
    id: "01-swapped",
    when: ({ crash }) => /\b(end|write) is not a function/.test(crash?.message ?? ""),
    why: ({ crash }) =>
      `${crash?.message}${at(crash?.place)}. Node gives the request first and the response second.`,
    tip: "write (req, res) => { ... }: the names are yours, the order is Node's",
  },
  {
    id: "01-express",
    when: ({ crash }) => /\.(send|json) is not a function/.test(crash?.message ?? ""),
    why: ({ crash }) => `${crash?.message}${at(crash?.place)}. Express has this, and node:http has it not.`,
    tip: "call res.end(text)",
  },
  {
    id: "01-printed",
    when: ({ silence, output }) => silence === "no-reply" && /city library/i.test(output),
    why: ({ line }) =>
      `console.log()${at(line(/console\.log\([^)]*city library/i))} writes into the terminal of the server. The client does not see that.`,
    tip: 'send it to the client: res.end("City Library")',
  },
  {
    id: "01-returned",
    when: ({ silence, line }) => silence === "no-reply" && returned(line) !== undefined,
    why: ({ line }) =>
      `your function returns a text${at(returned(line))}. Node does not look at what it returns.`,
    tip: "write res.end(...) where return stands",
  },
];

export const lesson = defineLesson({
  starts: "itself",
  checks: [
    {
      step: "a",
      title: "the program listens on the port that it is given",
      isPoint: true,
      run: async () => {
        // It has been started, and listens there: nothing more is asked of step a.
      },
      hints: [
        "The program has a function for requests. Which line opens the door to them?",
        "Below the function. The example does it in its last three lines, with server.listen().",
        'server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1");',
      ],
    },
    {
      step: "b",
      title: "a request gets a response",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /")).is(200);
      },
      hints: [
        "The request has come. Which line of yours sends something back?",
        "Look into the function that is given to createServer. Its second parameter, res, is the response.",
        'res.end("City Library"); sends these words and ends the response.',
      ],
      mistakes: anyAnswer,
    },
    {
      step: "b",
      title: 'the response says "City Library"',
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /")).is(200).says("City Library");
      },
      hints: [
        "What does the body of the response say now?",
        "Look at what is given to res.end().",
        'res.end("City Library");',
      ],
      mistakes: [
        {
          id: "01-empty-body",
          when: ({ reply }) => reply?.status === 200 && reply.bytes.length === 0,
          why: "the response is ended, and has no body: res.end() was given nothing.",
          tip: 'put the words between the brackets: res.end("City Library")',
        },
        {
          id: "01-other-words",
          when: ({ reply }) => reply !== undefined && /city\s*library/i.test(reply.text),
          why: "the words are nearly right. Programs compare letter by letter.",
          tip: 'write them just so: "City Library"',
        },
      ],
    },
    {
      step: "b",
      title: "a second request gets a response too",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /")).is(200);
        (await ask("GET /")).is(200).says("City Library");
      },
      hints: [
        "The first request got a response. What is different the second time?",
        "Look for server.close(), process.exit(), and variables that change.",
        "The function that is given to createServer runs once for each request. It needs nothing but res.end(...).",
      ],
    },
    {
      step: "b",
      title: "any path gets a response",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /any/path?at=all")).is(200).says("City Library");
      },
      hints: [
        "Which requests does your code answer, and which not?",
        "Look for an if around res.end().",
        "Without any if, res.end(...) runs for every request.",
      ],
      mistakes: [
        {
          id: "01-only-some-paths",
          when: async ({ probe, silence }) =>
            silence === "no-reply" && (await probe("GET /"))?.text.includes("City Library") === true,
          why: "GET / gets a response, and this path gets none: res.end() runs only for some requests.",
          tip: "take the if away, or answer in its else too",
        },
      ],
    },
    {
      step: "c",
      title: "the response tells what was asked",
      isPoint: true,
      run: async ({ ask }) => {
        (await ask("GET /books/7")).is(200).says("City Library").says("GET /books/7");
        (await ask("DELETE /loans/ada?of=7")).is(200).says("DELETE /loans/ada?of=7");
      },
      hints: [
        "Which of the two parameters of your function knows what was asked?",
        "The console.log of the example has it: req.method and req.url, in a text between backticks: `...`",
        "res.end(`City Library\\nYou asked: ${req.method} ${req.url}\\n`);",
      ],
      mistakes: [
        {
          id: "01-quotes",
          when: ({ reply }) => reply?.text.includes("${") === true,
          why: ({ line }) =>
            `\${...} was sent as it stands${at(line(/["'][^"'`\n]*\$\{/))}. Between quotes it has no meaning.`,
          tip: "put the text between backticks: `You asked: ${req.method} ${req.url}`",
        },
        {
          id: "01-undefined",
          when: ({ reply }) => reply?.text.includes("undefined") === true,
          why: "a part of the text is undefined: the request has no member of the name that you wrote.",
          tip: "the names are req.method and req.url",
        },
        {
          id: "01-whole-request",
          when: ({ reply }) => reply?.text.includes("[object Object]") === true,
          why: "req is an object with many members. As a text it becomes [object Object].",
          tip: "name the members that you want: req.method and req.url",
        },
        {
          id: "01-fixed-words",
          when: async ({ reply, probe }) =>
            reply !== undefined && (await probe("PUT /some/other/path"))?.text === reply.text,
          why: "another request gets the same text, letter by letter: it does not depend on the request.",
          tip: "take verb and path from the request: req.method and req.url",
        },
        {
          id: "01-half",
          when: ({ reply }) => reply !== undefined && /GET|DELETE|\/books|\/loans/.test(reply.text),
          why: "the text has a part of what was asked, and not all of it in this order: verb, one blank, path.",
          tip: "write `You asked: ${req.method} ${req.url}`",
        },
      ],
    },
    {
      step: "c",
      title: "five requests at once get five responses, each its own",
      isPoint: true,
      run: async ({ ask }) => {
        const replies = await Promise.all([1, 2, 3, 4, 5].map((n) => ask(`GET /books/${n}`)));
        for (const [i, reply] of replies.entries()) reply.is(200).says(`GET /books/${i + 1}`);
      },
      hints: [
        "One request at a time works. What do five share?",
        "Look for variables outside the function that each request changes.",
        "Use only req and res, which are new for each request.",
      ],
      mistakes: [
        {
          id: "01-shared",
          when: ({ reply }) => reply !== undefined && /GET \/books\/\d/.test(reply.text),
          why: "a response tells what another client asked: both requests used the same variable.",
          tip: "keep what belongs to one request inside of the function",
        },
      ],
    },
    {
      step: "d",
      title: "/time answers with the time",
      further: true,
      isPoint: true,
      run: async ({ ask }) => {
        const time = await ask("GET /time");
        if (!/\p{Nd}{1,2}\s?[:.h]\s?\p{Nd}{2}/u.test(time.is(200).text))
          throw new Miss('a body with the time in it, such as "14:05"', time);
      },
      hints: [
        "How does your function find out that this path was asked for?",
        'if (req.url === "/time") { ... } else { ... }, with one res.end() in each of both.',
        "new Date().toLocaleTimeString() is the time as a text.",
      ],
      mistakes: [
        {
          id: "01-time-slash",
          when: ({ reply, source }) =>
            reply?.text.includes("City Library") === true && /["'`]time["'`]/.test(source),
          why: ({ line }) => `req.url begins with a slash, and "time" does not${at(line(/["'`]time["'`]/))}.`,
          tip: 'compare with "/time"',
        },
      ],
    },
  ],
});

function at(place: string | undefined): string {
  return place === undefined ? "" : ` (${place})`;
}

function returned(line: Evidence["line"]): string | undefined {
  return line(/return\s+["'`]|=>\s*["'`]/);
}
