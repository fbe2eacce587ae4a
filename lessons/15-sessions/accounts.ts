// Accounts: a name, and what is kept of a password. A step finds the account of who asks.

import type { ServerResponse } from "node:http";
import type { Request } from "../02-request/request.ts";
import type { Step } from "../06-middleware/middleware.ts";
import { HttpError } from "../08-one-response/one-response.ts";
import { readJson, textField } from "../09-body/body.ts";
import { queue } from "../12-safe-writes/safe-store.ts";
import type { Store } from "../slow-store.ts";
import { hashPassword, isPassword } from "./passwords.ts";
import { memberOf, unauthorized } from "./sessions.ts";

export interface Account {
  name: string;
  kept: string;
}

/** A request on which the account stands of who has logged in. */
export interface MemberRequest extends Request {
  account?: Account | undefined;
}

const inTurn = queue();

/** Makes the account that the body asks for, and resolves with its name. @throws {HttpError} 409 */
export async function makeAccount(req: Request, accounts: Store<Account>): Promise<string> {
  const { name, password } = await readLogin(req);
  const kept = await hashPassword(password);
  await inTurn(async () => {
    if ((await accounts.get(name)) !== undefined) throw new HttpError(409, "This name is taken.");
    await accounts.put({ name, kept });
  });
  return name;
}

/** The name in the body, if the password is right. @throws {HttpError} 401, in the same words for either */
export async function whoIs(req: Request, res: ServerResponse, accounts: Store<Account>): Promise<string> {
  const { name, password } = await readLogin(req);
  const account = await accounts.get(name);
  if (await isPassword(password, account?.kept)) return name;
  throw unauthorized(res, "Name or password is wrong.");
}

/** A step that asks the store who it is, so that every handler behind it knows. */
export function findAccount(accounts: Store<Account>): Step {
  return async (req: MemberRequest, _res, next) => {
    const name = memberOf(req);
    if (name !== undefined) req.account = await accounts.get(name);
    await next();
  };
}

/** @throws {HttpError} 401 */
export function mustBeMember(req: MemberRequest, res: ServerResponse): Account {
  if (req.account === undefined) throw unauthorized(res, "Log in first.");
  return req.account;
}

async function readLogin(req: Request): Promise<{ name: string; password: string }> {
  const body = await readJson(req);
  return { name: textField(body, "name"), password: textField(body, "password") };
}
