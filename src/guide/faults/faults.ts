// The faults that can be shown on the shop: what each is called, what it does, and what to look at. The presenter's
// page, the command line and the documents all take their words from here.

export type FaultName =
  | "slow-database"
  | "database-away"
  | "throw"
  | "silent"
  | "twice"
  | "client-leaves"
  | "pull-the-plug";

export interface Fault {
  readonly name: FaultName;
  readonly title: string;
  /** What it does, in one sentence. */
  readonly does: string;
  /** What to look at while it is on, in one sentence. */
  readonly look: string;
  /** What is at fault. Of those of the database, and of the handler, only one is on at a time. */
  readonly where: "database" | "handler" | "client" | "process";
}

/** What is told of one that a request has met. */
export type Met = Pick<Fault, "name" | "title" | "where">;

/** In the order in which they are shown. */
export const FAULTS: readonly Fault[] = [
  {
    name: "slow-database",
    title: "A slow database",
    does: "Each read and write of the shop's data takes a second.",
    look: "Open a product: on the map the time goes by in the lane of the database, while the server answers others.",
    where: "database",
  },
  {
    name: "database-away",
    title: "The database is away",
    does: "The shop cannot reach its data at all.",
    look: "Open a product: the answer is 503, in the shop's own words, and /health still says 204, since the server lives.",
    where: "database",
  },
  {
    name: "throw",
    title: "A handler throws",
    does: "The handler of a product's page ends with an error.",
    look: "Open a product: the client reads 500 and nothing of the reason, which stands in the terminal with its file and line.",
    where: "handler",
  },
  {
    name: "silent",
    title: "A handler never answers",
    does: "The handler of a product's page returns and has answered nothing.",
    look: "Open a product: the request hangs, until after ten seconds the server answers 503 in the handler's place.",
    where: "handler",
  },
  {
    name: "twice",
    title: "A handler answers twice",
    does: "The handler of a product's page answers, and then once more.",
    look: "Open a product: it is shown as always, and the terminal and the map name both places, of which only the first counts.",
    where: "handler",
  },
  {
    name: "client-leaves",
    title: "A client leaves",
    does: "A client asks for a product that takes two seconds, and hangs up after one, again and again.",
    look: "On the map the client is gone, and the handler still works, for an answer that nobody reads.",
    where: "client",
  },
  {
    name: "pull-the-plug",
    title: "Pull the plug",
    does: "While a client orders, the process of the shop is killed, and it is started again.",
    look: "The counter: each order that was acknowledged before the plug was pulled is still there.",
    where: "process",
  },
];

export function faultNamed(name: string): Fault | undefined {
  return FAULTS.find((fault) => fault.name === name);
}
