// Lesson 01, your turn: the Library answers.
//
// A second back end grows beside the shop, and it is yours: a library. Today it gets its first three lines.
// Work through the steps from top to bottom. The checks tell after each save how far you are.

import { createServer } from "node:http";

const server = createServer((req, res) => {
  // b. Answer every request with the words "City Library".
});

// a. Listen, so that requests reach the function above. The port stands in process.env.PORT, as text:
//    Number(process.env.PORT ?? 3000) makes a number of it, and takes 3000 where no port is given.

// c. Say in the terminal which request came: its verb is req.method, and its path is req.url.
