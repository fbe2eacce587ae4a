// `npm run class`: the shop for everyone on the network, and the guide with the presenter's page for this computer only.

import { type LanAddress, lanAddresses } from "../guide/class/addresses.ts";
import { Classroom } from "../guide/class/classroom.ts";
import { PresenterKey } from "../guide/class/key.ts";
import { qrLines } from "../guide/class/qr.ts";
import { COMMAND, readClassSettings } from "./class-settings.ts";
import { fail } from "./fail.ts";
import type { ShopListening } from "./shop-process.ts";
import { type GuideResult, startGuide } from "./start-guide.ts";
import { printOutput, reportRestarts, stopOnSignal, superviseShop } from "./supervise-shop.ts";

/** Every address of this computer. */
const HOST = "0.0.0.0";

await main();

async function main(): Promise<void> {
  const settings = readClassSettings();
  if (settings === undefined) return;
  const { port, data } = settings;
  // On a projector nobody's cookie or password is to be read: of the shop, and of the servers of the lessons.
  process.env.ROUNDTRIP_COVERS = "1";
  const shop = superviseShop({ port, data, host: HOST, products: 0, command: COMMAND, isClass: true });
  const greet = printOutput(shop);
  let listening: ShopListening | undefined;
  shop.onMessage((message) => {
    if ("summary" in message) listening = message as ShopListening;
  });
  const starting = shop.start();
  stopOnSignal(shop);

  const key = new PresenterKey();
  const inClass = {
    key,
    classroom: new Classroom(shop),
    place: () => ({ port: listening?.port ?? port, addresses: lanAddresses() }),
  };
  const opening = startGuide({ port: settings.guidePort, shop, command: COMMAND, inClass });
  const { status, reason } = await starting;
  const guide = await opening;
  if (status === "crashed") {
    inClass.classroom.end();
    fail(reason ?? "");
    await guide.close();
  } else if (listening !== undefined) {
    greet(greeting(listening, guide, key));
    reportRestarts(shop, { command: COMMAND, host: HOST, guide });
  }
}

function greeting({ port, summary }: ShopListening, guide: GuideResult, key: PresenterKey): string {
  return `${whereItIs(lanAddresses(), port)}
${summary}

${whereThePresenterIs(guide, key)}

Requests are not printed here, since a class sends many. Ctrl+C ends it.
`;
}

function whereItIs([first, ...others]: readonly LanAddress[], port: number): string {
  if (first === undefined) {
    return `The class's shop listens on port ${port}, and this computer is in no network:
nobody else can reach it. Connect it, and start the class again.`;
  }
  const urlOf = ({ address }: LanAddress) => `http://${address}:${port}`;
  const hasColours = process.stdout.isTTY === true && !process.env.NO_COLOR;
  const list = others.map((other) => {
    const note = other.isVirtual ? `${other.card}: only this computer` : other.card;
    return `  ${urlOf(other)}  (${note})\n`;
  });
  return `The class's shop listens on ${urlOf(first)}

${qrLines(urlOf(first), { hasColours })
  .map((line) => `  ${line}`)
  .join("\n")}

${others.length > 0 ? `If that does not open on the others' devices:\n${list.join("")}` : ""}If nothing opens there, a firewall on this computer keeps them out.
`;
}

function whereThePresenterIs({ url, fault }: GuideResult, { value }: PresenterKey): string {
  if (url === undefined) return fault ?? "";
  return `The presenter's page is for this computer only. The address has the key:
  ${url}/present?key=${value}`;
}
