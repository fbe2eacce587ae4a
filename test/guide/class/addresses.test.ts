// Which of a computer's addresses a class is told, and the QR code of it.

import assert from "node:assert/strict";
import type { NetworkInterfaceInfo } from "node:os";
import { test } from "node:test";
import { lanAddresses } from "../../../src/guide/class/addresses.ts";
import { qrImage, qrLines } from "../../../src/guide/class/qr.ts";

type Cards = Record<string, string[]>;

function addresses(cards: Cards): string[] {
  const infos = Object.entries(cards).map(([card, list]) => [
    card,
    list.map((address) => ({
      address,
      family: address.includes(":") ? "IPv6" : "IPv4",
      internal: address.startsWith("127.") || address === "::1",
    })),
  ]);
  return lanAddresses(Object.fromEntries(infos) as Record<string, NetworkInterfaceInfo[]>).map(
    ({ address }) => address,
  );
}

const MACHINES: [name: string, cards: Cards, expected: string[]][] = [
  [
    "a Linux laptop with Docker",
    {
      lo: ["127.0.0.1", "::1"],
      docker0: ["172.17.0.1"],
      "br-3f2a": ["172.18.0.1"],
      wlp3s0: ["10.20.3.4", "fe80::1"],
    },
    ["10.20.3.4", "172.17.0.1", "172.18.0.1"],
  ],
  [
    "a Mac with a tunnel",
    { lo0: ["127.0.0.1"], utun3: ["10.8.0.2"], bridge100: ["192.168.64.1"], en0: ["172.16.4.9"] },
    ["172.16.4.9", "192.168.64.1", "10.8.0.2"],
  ],
  [
    "Windows with Hyper-V and VirtualBox",
    {
      "vEthernet (WSL)": ["172.29.80.1"],
      "Ethernet 3": ["192.168.56.1"],
      "Wi-Fi": ["192.168.178.20"],
      "Ethernet 2": ["169.254.10.10"],
    },
    ["192.168.178.20", "169.254.10.10", "192.168.56.1", "172.29.80.1"],
  ],
  ["a machine without a network", { lo: ["127.0.0.1", "::1"] }, []],
];

for (const [name, cards, expected] of MACHINES) {
  test(`on ${name} the address that others reach comes first`, () => {
    assert.deepEqual(addresses(cards), expected);
  });
}

test("the QR code fits into a terminal of 80 columns and of 24 lines, with colours and without", () => {
  for (const hasColours of [true, false]) {
    const lines = qrLines("http://192.168.100.100:65535", { hasColours });
    assert.ok(lines.length <= 20, `${lines.length} lines`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those of colours.
    for (const line of lines) assert.ok(line.replace(/\u001b\[[\d;]*m/g, "").length <= 40);
  }
});

test("both kinds of the code in a terminal are the same code", () => {
  const [coloured, plain] = [true, false].map((hasColours) =>
    qrLines("http://10.0.0.1:3000", { hasColours })
      .join("\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those of colours.
      .replace(/\u001b\[[\d;]*m/g, ""),
  );
  const inverted: Record<string, string> = { "█": " ", " ": "█", "▀": "▄", "▄": "▀" };
  const turned = [...(coloured ?? "")].map((character) => inverted[character] ?? character).join("");
  assert.equal(turned, plain);
});

test("on a page it is an image without styles or scripts of its own", () => {
  const svg = String(qrImage("http://10.0.0.1:3000"));
  assert.match(svg, /^<svg class="qr" aria-hidden="true"/);
  assert.doesNotMatch(svg, /style=|<style|<script|on\w+=/);
});
