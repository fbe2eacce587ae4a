// `npm run class`: the shop is for everyone, the guide for this computer, and the presenter has a key.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { request } from "undici";
import { readClassSettings } from "../../src/cli/class-settings.ts";
import { lanAddresses } from "../../src/guide/class/addresses.ts";
import type { ClassClient, FaultState, PlugState } from "../../src/guide/live/presenter.ts";
import { listen } from "../support/event-stream.ts";
import { eventually } from "../support/eventually.ts";
import { runHere } from "../support/here.ts";
import { jsonBody } from "../support/shop.ts";
import { script } from "../support/start.ts";

const [lan] = lanAddresses();
const skip = lan === undefined && "this computer is in no network";

async function startClass(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), "roundtrip-class-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const guideFile = join(folder, "guide.json");
  const data = `file:${join(folder, "class.json")}`;
  const ran = script(t, "class", ["--port", "0", "--guide-port", "0"], { DATA: data, GUIDE_FILE: guideFile });
  await eventually(
    () => ran.stdout.includes("Ctrl+C ends it.") || ran.child.exitCode !== null,
    "the greeting",
  );
  const [, guide = "", key = ""] = /(http:\/\/localhost:\d+)\/present\?key=(\S+)/.exec(ran.stdout) ?? [];
  const port = Number(/listens on (?:http:\S+:|port )(\d+)/.exec(ran.stdout)?.[1]);
  const ask = (method: string, path: string, body?: unknown) =>
    fetch(guide + path, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const stop = async () => {
    ran.child.kill("SIGTERM");
    return ran.exit();
  };
  t.after(async () => {
    if (ran.child.exitCode === null) await stop();
  });
  return { ran, guide, key, port, guideFile, ask, stop, shop: `http://127.0.0.1:${port}` };
}

test("in a class everyone has the shop, and this computer alone the rest", async (t) => {
  const theClass = await startClass(t);

  await t.test(
    "it shows the address with a QR code, and the presenter's page with its key, in 80 columns",
    async () => {
      const { ran, guide, key } = theClass;
      assert.equal(ran.stderr, "");
      for (const line of ran.stdout.split("\n")) assert.ok(line.length <= 80, line);
      if (lan !== undefined) {
        assert.match(ran.stdout, /^The class's shop listens on http:\/\/[\d.]+:\d+\n/);
        assert.match(ran.stdout, /█▀|▀█/);
      }
      assert.equal((await fetch(`${guide}/present`)).status, 401);
      assert.equal((await fetch(`${guide}/present?key=${key}x`)).status, 403);
      const welcome = await fetch(`${guide}/present?key=${key}`, { redirect: "manual" });
      assert.equal(welcome.status, 303);
      const cookie = welcome.headers.get("set-cookie")?.split(";")[0] ?? "";
      const page = await fetch(`${guide}/present`, { headers: { cookie } });
      assert.equal(page.status, 200);
      assert.match(await page.text(), /<svg class="qr"/);
    },
  );

  await t.test(
    "another user of this computer sees and starts nothing without the key, and the key's cookies open it",
    async () => {
      const { guide, key, shop } = theClass;
      const guarded = [
        ["GET", "/live?topics=map-shop"],
        ["GET", "/map/shop"],
        ["POST", "/api/servers/shop/stop"],
        ["POST", "/api/servers/shop/send"],
        ["POST", "/api/lessons/01-server/check"],
        ["POST", "/lessons/01-server/open"],
      ] as const;
      for (const [method, path] of guarded) {
        const reply = await fetch(guide + path, { method });
        assert.equal(reply.status, 401, path);
        assert.ok(!(await reply.text()).includes(key));
      }
      assert.equal((await fetch(`${shop}/health`)).status, 204);
      const cookies = (
        await fetch(`${guide}/present?key=${key}`, { redirect: "manual" })
      ).headers.getSetCookie();
      for (const cookie of cookies) assert.match(cookie, /; HttpOnly; SameSite=Strict$/);
      const paths = cookies.map((cookie) => /Path=([^;]+)/.exec(cookie)?.[1] ?? "");
      for (const [, path] of guarded)
        assert.ok(
          paths.some((one) => path.startsWith(one)),
          path,
        );
      // The shop, on another port of the same host, is sent none of them.
      for (const path of ["/", "/products/66432", "/api/products"])
        assert.ok(!paths.some((one) => path.startsWith(one)), path);
      const [cookie = ""] = (cookies[0] ?? "").split(";");
      assert.equal((await fetch(`${guide}/map/shop`, { headers: { cookie } })).status, 200);
    },
  );

  await t.test("what lets somebody in is covered on the map", async (t) => {
    const { guide, key, shop } = theClass;
    const { heard } = await listen(t, guide, "map-shop", { authorization: `Bearer ${key}` });
    const told = () => JSON.stringify(heard);
    await eventually(async () => {
      await fetch(`${shop}/products?search=lamp&token=sesame`, { headers: { cookie: "sid=sesame" } });
      return told().includes("token=(covered)") && told().includes("sid=(covered)");
    }, "a request on the map");
    assert.ok(!told().includes("sesame"));
  });

  await t.test("the network reaches the shop and nothing else", { skip }, async () => {
    const { guide, port } = theClass;
    const { address = "" } = lan ?? {};
    assert.equal((await fetch(`http://${address}:${port}/products/66432`)).status, 200);
    const guidePort = new URL(guide).port;
    await assert.rejects(fetch(`http://${address}:${guidePort}/present`), (error: Error) =>
      String((error.cause as { code?: string })?.code).includes("ECONNREFUSED"),
    );
  });

  await t.test("the shop knows nothing of faults and keys, whatever it is asked", async () => {
    const { shop, key } = theClass;
    for (const path of ["/present", `/present?key=${key}`, "/api/faults", "/present/api/faults", "/live"]) {
      const reply = await fetch(shop + path, { headers: { authorization: `Bearer ${key}` } });
      assert.equal(reply.status, 404, path);
      assert.ok(!(await reply.text()).includes("slow-database"));
    }
  });

  await t.test("another site reaches nothing of the guide, even if it knows the key", async () => {
    const { guide, key, ask } = theClass;
    const authorization = `Bearer ${key}`;
    const attacks: Record<string, string>[] = [
      { host: "evil.example" },
      { origin: "http://evil.example" },
      { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" },
    ];
    for (const headers of attacks) {
      const { statusCode, body } = await request(`${guide}/api/faults/throw`, {
        method: "PUT",
        headers: { authorization, "content-type": "application/json", ...headers },
        body: JSON.stringify({ on: true }),
      });
      await body.dump();
      assert.ok([403, 421].includes(statusCode), JSON.stringify(headers));
    }
    const { faults } = (await (await ask("GET", "/api/faults")).json()) as { faults: FaultState[] };
    assert.ok(faults.every(({ on }) => !on));
  });
});

test("a client in a loop is limited, is counted, and then no longer limited", { skip }, async (t) => {
  const { ask, port } = await startClass(t);
  const url = `http://${lan?.address}:${port}/health`;
  const statuses = async (count: number) => {
    const replies = await Promise.all(Array.from({ length: count }, () => fetch(url)));
    return replies.map(({ status }) => status);
  };
  const clients = async () =>
    ((await (await ask("GET", "/api/clients")).json()) as { clients: ClassClient[] }).clients;
  assert.ok((await statuses(80)).every((status) => status === 204));
  await eventually(async () => (await clients()).some(({ number }) => number === 1), "client 1");
  assert.equal((await ask("PUT", "/api/clients/1/limit", { on: true })).status, 204);
  await eventually(async () => (await statuses(40)).includes(429), "the limit");
  const limited = (await Promise.all(Array.from({ length: 20 }, () => fetch(url)))).find(
    (one) => one.status === 429,
  );
  assert.ok(Number(limited?.headers.get("retry-after")) >= 1);
  await eventually(async () => {
    const [client] = (await clients()).filter(({ number }) => number === 1);
    return client?.limited === true && client.refused > 0;
  }, "its count");
  assert.equal((await ask("PUT", "/api/clients/1/limit", { on: false })).status, 204);
  await eventually(async () => !(await statuses(40)).includes(429), "the end of the limit");
});

test("the plug is pulled in front of the class, and every acknowledged order is there", async (t) => {
  const { ask, shop } = await startClass(t);
  const made = await fetch(`${shop}/api/orders`, {
    method: "POST",
    ...jsonBody({ productId: "66432", quantity: 1, name: "Alice", address: "1 Main Street" }),
  });
  assert.equal(made.status, 201);
  await ask("PUT", "/api/faults/pull-the-plug", { on: true });
  const progress = async () => {
    const { faults } = (await (await ask("GET", "/api/faults")).json()) as { faults: FaultState[] };
    return faults.find(({ name }) => name === "pull-the-plug")?.progress as PlugState;
  };
  await eventually(
    async () => ["done", "failed"].includes((await progress()).phase),
    "the end of it",
    60_000,
  );
  const { phase, acknowledged, there, message } = await progress();
  assert.equal(phase, "done", message);
  assert.equal(there, acknowledged);
  assert.equal((await fetch(shop + made.headers.get("location"))).status, 200);
});

test("npm run fault finds the class by its file, and the file goes with it", async (t) => {
  const { guideFile, shop, stop } = await startClass(t);
  const fault = script(t, "fault", ["database-away"], { GUIDE_FILE: guideFile });
  assert.equal(await fault.exit(), 0, fault.stderr);
  assert.equal((await fetch(`${shop}/products/66432`)).status, 503);
  assert.equal(await stop(), 0);
  assert.equal(existsSync(guideFile), false);
});

test("a reset gives the catalogue anew, without a new start", async (t) => {
  const { ask, shop } = await startClass(t);
  await fetch(`${shop}/api/products/66432`, { method: "DELETE" });
  assert.equal((await fetch(`${shop}/products/66432`)).status, 404);
  assert.equal((await ask("POST", "/api/reset")).status, 204);
  assert.equal((await fetch(`${shop}/products/66432`)).status, 200);
});

test("--help says how, and what is not understood is said", async (t) => {
  const help = await runHere(readClassSettings, ["--help"]);
  assert.equal(help.code, 0);
  for (const word of ["--port", "--guide-port", "--data", "PORT", "DATA"])
    assert.ok(help.stdout.includes(word));
  for (const line of help.stdout.split("\n")) assert.ok(line.length <= 80, line);
  for (const options of [["--port", "99999"], ["8080"], ["--guide-port", "x"]]) {
    const refused = await runHere(readClassSettings, options);
    assert.equal(refused.code, 1, options.join(" "));
    assert.ok(refused.stderr.length > 0);
    assert.doesNotMatch(refused.stderr, /\n\s+at /);
  }
  // The first is refused by the command, the second by the shop's process.
  for (const options of [["8080"], ["--data", "class.json"]]) {
    const ran = script(t, "class", options);
    assert.equal(await ran.exit(), 1, options.join(" "));
    assert.ok(ran.stderr.length > 0);
    assert.doesNotMatch(ran.stderr, /\n\s+at /);
  }
});
