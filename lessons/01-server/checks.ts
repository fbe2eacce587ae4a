// What must hold for the exercise of lesson 01, and what its failures come from.

import { defineLesson } from "../../src/course/checks.ts";

export const lesson = defineLesson({
  starts: "itself",
  checks: [
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
      step: "b",
      title: "five requests at once get five responses",
      isPoint: true,
      run: async ({ ask }) => {
        const replies = await Promise.all([1, 2, 3, 4, 5].map((n) => ask(`GET /${n}`)));
        for (const reply of replies) reply.is(200).says("City Library");
      },
      hints: [
        "One request at a time works. What do five share?",
        "Look for variables outside the function that each request changes.",
        "Use only req and res, which are new for each request.",
      ],
    },
  ],
});
