// Where a class reaches this computer: its addresses on the network, the likely one first.

import { type NetworkInterfaceInfo, networkInterfaces } from "node:os";

export interface LanAddress {
  /** "192.168.1.23" */
  readonly address: string;
  /** Of the network card: "wlan0", "Wi-Fi". */
  readonly card: string;
  /** Made by a program (containers, virtual machines, a tunnel): no other computer reaches it. */
  readonly isVirtual: boolean;
}

/** How programs name the cards that they make. */
const VIRTUAL =
  /^(br-|bridge|docker|podman|cni|flannel|veth|virbr|vmnet|vboxnet|lxc|lxd|tun|tap|utun|wg|zt|tailscale|llw|awdl|anpi)|vethernet|virtualbox|vmware|hyper-v|wsl|loopback|default switch|npcap/i;

/** Only IPv4: it is what one can read out to a class and type. */
export function lanAddresses(cards: NodeJS.Dict<NetworkInterfaceInfo[]> = networkInterfaces()): LanAddress[] {
  return Object.entries(cards)
    .flatMap(([card, infos = []]) =>
      infos
        .filter(({ family, internal }) => family === "IPv4" && !internal)
        .map(({ address }) => ({ address, card, isVirtual: VIRTUAL.test(card) || isOwn(address) })),
    )
    .sort((one, other) => rank(one) - rank(other));
}

/** The range that VirtualBox gives to itself, whatever the card is called. */
function isOwn(address: string): boolean {
  return address.startsWith("192.168.56.");
}

/** The lower, the likelier. Private addresses (RFC 1918) first: those are what a classroom has. */
function rank({ address, isVirtual }: LanAddress): number {
  const [a = 0, b = 0] = address.split(".").map(Number);
  const isLinkLocal = a === 169 && b === 254; // No network has given it one (RFC 3927).
  const isShared = a === 100 && b >= 64 && b < 128; // Of a provider or a tunnel (RFC 6598).
  const range = a === 192 && b === 168 ? 0 : a === 10 ? 1 : a === 172 && b >= 16 && b < 32 ? 2 : 3;
  return (isVirtual ? 100 : 0) + (isLinkLocal ? 50 : 0) + (isShared ? 20 : 0) + range;
}
