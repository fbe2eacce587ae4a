// What `npm run client` does: it reads the command line; the rest is in src/clients.

import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { ShopApi, ShopAway, ShopProblem } from "../clients/shop-api.ts";
import { listProducts, order, review, showProduct } from "../clients/terminal.ts";
import type { Io } from "./io.ts";

const HELP = `The shop in a terminal, by its Web API. The shop must run: npm start

  npm run client -- products                     the first page of all products
  npm run client -- products --search mug        with this word
  npm run client -- products --category lamps --page 2
  npm run client -- products 66432               one product
  npm run client -- order 66432 --quantity 2 --name Alice --address "..."
  npm run client -- review 66432 --rating 5 --text "Fits." --author Alice

  --url http://localhost:3000    where the shop is

Without --name or --author it takes your user name, without --address "To be
collected". Exit codes: 0 done, 1 the shop said no or is away, 2 not understood.
`;

const OPTIONS = {
  search: { type: "string" },
  category: { type: "string" },
  page: { type: "string" },
  quantity: { type: "string" },
  name: { type: "string" },
  address: { type: "string" },
  rating: { type: "string" },
  text: { type: "string" },
  author: { type: "string" },
  url: { type: "string" },
  help: { type: "boolean" },
} as const;

export async function runClient(io: Io): Promise<void> {
  const given = readCommand(io);
  if (given === undefined) return;
  const api = new ShopApi(given.url);
  try {
    io.write(`${await given.run(api)}\n`);
  } catch (error) {
    if (!(error instanceof ShopAway || error instanceof ShopProblem)) throw error;
    io.fail(error.message);
  } finally {
    await api.close();
  }
}

interface Command {
  readonly url: string;
  run(api: ShopApi): Promise<string>;
}

/** What the command line asks for; undefined when it is answered already. */
function readCommand(io: Io): Command | undefined {
  const parsed = parse(io);
  if (parsed === undefined) return notUnderstood(io, "These options are not understood.");
  const { values, positionals } = parsed;
  const [command, id, ...more] = positionals;
  if (values.help) {
    io.write(HELP);
    return undefined;
  }
  const { url = "http://localhost:3000" } = values;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    return notUnderstood(io, `--url is "${url}". It is where the shop is, such as http://localhost:3000`);
  }
  const run = more.length === 0 ? action(command, id, values) : undefined;
  if (run !== undefined) return { url, run };
  return notUnderstood(
    io,
    command === undefined ? "What shall it do?" : `This is not understood: ${positionals.join(" ")}`,
  );
}

type Values = NonNullable<ReturnType<typeof parse>>["values"];

function action(
  command: string | undefined,
  id: string | undefined,
  values: Values,
): Command["run"] | undefined {
  const { search, category, page, name, address = "To be collected", text = "", author } = values;
  if (command === "products" && id !== undefined) return (api) => showProduct(api, id);
  if (command === "products") {
    const query = { ...(search && { search }), ...(category && { category }), ...(page && { page }) };
    return (api) => listProducts(api, query);
  }
  if (id === undefined) return undefined;
  if (command === "order") {
    const quantity = number(values.quantity ?? "1");
    return (api) => order(api, { productId: id, quantity, name: name ?? userName(), address });
  }
  if (command === "review") {
    return (api) => review(api, id, { author: author ?? userName(), rating: number(values.rating), text });
  }
  return undefined;
}

function parse({ args }: Io) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch {
    return undefined;
  }
}

/** What is no number goes to the shop as it is: the shop says best which numbers it takes. */
function number(text: string | undefined): number | string | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : text;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "Anonymous"; // A container may run as a user that has no name.
  }
}

function notUnderstood(io: Io, why: string): undefined {
  io.fail(`${why}\nAll that it can do: npm run client -- --help`, 2);
}
