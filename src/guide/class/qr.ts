// An address as a QR code, for the terminal and for a page.

import { encode, renderSVG } from "uqr";
import { type Html, raw } from "../../index.ts";

/** The light margin that a camera needs; the standard asks for 4, of which a terminal gives the other half. */
const BORDER = { page: 4, terminal: 2 };

/** For a page: an image without a name of its own, since the address stands beside it. */
export function qrImage(address: string): Html {
  const svg = renderSVG(address, { ecc: "M", border: BORDER.page });
  return raw(svg.replace("<svg ", '<svg class="qr" aria-hidden="true" focusable="false" '));
}

/**
 * Two rows of the code in one of the terminal. With colours it is black on white on every terminal; without, it is
 * right on a dark one.
 */
export function qrLines(address: string, { hasColours }: { hasColours: boolean }): string[] {
  const { data, size } = encode(address, { ecc: "M", border: BORDER.terminal });
  const isDark = (row: number, column: number) => data[row]?.[column] ?? false;
  const lines: string[] = [];
  for (let row = 0; row < size; row += 2) {
    let line = "";
    for (let column = 0; column < size; column++) {
      // What is printed is ink: dark where there are colours, light where there are none.
      const [upper, lower] = [isDark(row, column), isDark(row + 1, column)].map(
        (dark) => dark === hasColours,
      );
      line += upper ? (lower ? "█" : "▀") : lower ? "▄" : " ";
    }
    lines.push(hasColours ? `\u001b[30;107m${line}\u001b[0m` : line);
  }
  return lines;
}
