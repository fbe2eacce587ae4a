// SuperCoolShop so far: a page, a picture on it, data for programs, and a sign of life.

import { listen } from "../../lessons/01-server/listen.ts";
import { readTarget } from "../../lessons/02-request/request.ts";
import { sendHtml, sendJson, sendNothing, sendText } from "../../lessons/03-response/respond.ts";
import { products } from "../../lessons/shop-data.ts";

const page = `<!doctype html>
<html lang="en">
<title>SuperCoolShop</title>
<h1>SuperCoolShop</h1>
<img src="/cover.svg" alt="A smartphone cover" width="120">
<p>Open all day. The café ☕ too.</p>
</html>
`;

const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 100">
  <rect x="5" y="5" width="50" height="90" rx="10" fill="seagreen"/>
  <circle cx="18" cy="18" r="6" fill="white"/>
</svg>
`;

listen((incoming, res) => {
  const req = readTarget(incoming);
  console.log(`A request: ${req.method} ${req.url}`);
  if (req.path === "/") {
    sendHtml(res, 200, page);
  } else if (req.path === "/cover.svg") {
    res.setHeader("Content-Type", "image/svg+xml");
    res.end(picture);
  } else if (req.path === "/products") {
    sendJson(res, 200, products);
  } else if (req.path === "/health") {
    sendNothing(res);
  } else {
    sendText(res, 404, "There is nothing here.\n");
  }
});
