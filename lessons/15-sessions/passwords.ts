// Passwords are never kept. Kept is what a slow function makes of them, with a salt: whoever steals the file cannot
// read them there, nor look them up, and has to guess each one slowly.

import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const slowly = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** How slow: 16 MB of memory, worked through five times. More is better, as long as your users do not notice. */
const COST: ScryptOptions = { N: 2 ** 14, r: 8, p: 5 };

/** What to keep of a password: "salt:hash", each in hexadecimal digits. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16); // New for each: two members with one password do not look alike.
  const hash = await slowly(password, salt, 32, COST);
  return `${salt.toString("hex")}:${hash.toString("hex")}`;
}

/** A salt and a hash that no password has. */
const nobody = `${randomBytes(16).toString("hex")}:${randomBytes(32).toString("hex")}`;

/** Where nothing is kept, there is nobody with this name. That takes as long, so that the time gives nothing away. */
export async function isPassword(password: string, kept: string | undefined): Promise<boolean> {
  const [salt = "", hash = ""] = (kept ?? nobody).split(":");
  const made = await slowly(password, Buffer.from(salt, "hex"), 32, COST);
  const right = Buffer.from(hash, "hex");
  return right.length === made.length && timingSafeEqual(made, right);
}
