// Passwords are never kept. Kept is what a slow function makes of them, with a salt: so that whoever steals the
// file cannot look them up, and has to guess each one slowly.

import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const slowly = promisify<string, Buffer, number, Buffer>(scrypt);

/** What to keep of a password: "salt:hash", both in hexadecimal. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await slowly(password, salt, 32);
  return `${salt.toString("hex")}:${hash.toString("hex")}`;
}

export async function isPassword(password: string, kept: string): Promise<boolean> {
  const [salt = "", hash = ""] = kept.split(":");
  const made = await slowly(password, Buffer.from(salt, "hex"), 32);
  return timingSafeEqual(made, Buffer.from(hash, "hex")); // As long for a near miss as for a far one.
}
