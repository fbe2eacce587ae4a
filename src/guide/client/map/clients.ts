// The number and the colour of each client, by its address. This computer has none of its own: it is "here".

export interface Mark {
  /** "here", "1", "2". */
  readonly text: string;
  /** 1 to 12, as in the style sheet; 0 for this computer. They begin again after 12: the number is the mark that counts. */
  readonly colour: number;
}

const COLOURS = 12;
const HERE: Mark = { text: "here", colour: 0 };

export class Clients {
  readonly #marks = new Map<string, Mark>();

  markOf(address: string): Mark {
    if (isHere(address)) return HERE;
    const known = this.#marks.get(address);
    if (known !== undefined) return known;
    const number = this.#marks.size + 1;
    const mark = { text: String(number), colour: ((number - 1) % COLOURS) + 1 };
    this.#marks.set(address, mark);
    return mark;
  }

  /** "this computer", "client 3 (192.168.1.23)". */
  nameOf(address: string): string {
    if (address === "") return "an unknown client";
    return isHere(address) ? "this computer" : `client ${this.markOf(address).text} (${address})`;
  }
}

function isHere(address: string): boolean {
  return address === "" || address === "::1" || address.startsWith("127.");
}
