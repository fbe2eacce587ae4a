// The step of lesson 15 that asks the store whose request it is, before any handler runs.

import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { request } from "undici";
import { readTarget } from "../../lessons/02-request/request.ts";
import { sendJson } from "../../lessons/03-response/respond.ts";
import { runSteps, type Step } from "../../lessons/06-middleware/middleware.ts";
import { answerProblems } from "../../lessons/10-web-api/web-api.ts";
import {
  type Account,
  findAccount,
  type MemberRequest,
  mustBeMember,
} from "../../lessons/15-sessions/accounts.ts";
import { logIn } from "../../lessons/15-sessions/sessions.ts";
import { type Store, slowStore } from "../../lessons/slow-store.ts";
import { listener } from "../support/elsewhere.ts";

test("the account stands on the request before the handler runs, and the store was asked once", async (t) => {
  const { ask, asked } = await serve(t);
  const { cookie } = await ask("/login");
  const { status, text } = await ask("/me", cookie);
  assert.deepEqual([status, text], [200, '{"account":"alice","member":"alice"}']);
  assert.deepEqual(asked, ["alice"]);
});

test("for who has no session the store is not asked, and what needs a member says 401", async (t) => {
  const { ask, asked } = await serve(t);
  assert.equal((await ask("/me")).status, 401);
  assert.equal((await ask("/me", "session=guessed")).status, 401);
  assert.deepEqual(asked, []);
});

test("a session whose account is gone is nobody's", async (t) => {
  const { ask, accounts } = await serve(t);
  const { cookie } = await ask("/login");
  await accounts.remove("alice");
  assert.equal((await ask("/me", cookie)).status, 401);
});

/** A server that lets alice in, and says who asks. `asked` has the names that the store was asked for. */
async function serve(t: TestContext) {
  const accounts = slowStore<Account>([{ name: "alice", kept: "" }], ({ name }) => name);
  const asked: string[] = [];
  const watched: Store<Account> = {
    ...accounts,
    get(name) {
      asked.push(name);
      return accounts.get(name);
    },
  };
  const handler: Step = (req: MemberRequest, res) => {
    if (req.path === "/login") {
      logIn(req, res, "alice");
      res.end();
    } else sendJson(res, 200, { account: req.account?.name, member: mustBeMember(req, res).name });
  };
  const steps = [answerProblems, findAccount(watched), handler];
  const url = await listener(t, (incoming, res) => void runSteps(steps, readTarget(incoming), res));
  const ask = async (path: string, cookie?: string) => {
    const { statusCode, headers, body } = await request(url + path, { headers: cookie ? { cookie } : {} });
    const [session] = String(headers["set-cookie"]).split(";");
    return { status: statusCode, cookie: session, text: await body.text() };
  };
  return { ask, asked, accounts };
}
