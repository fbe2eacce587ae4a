// The number and the colour of each client, by its address. This computer has none of its own: it is "here".

export interface Mark {
  /** "here", "1", "2". */
  readonly text: string;
  /** 1 to 12, as in clients.css; 0 for this computer. They begin again after 12: the number is the mark that counts. */
  readonly colour: number;
}

export interface NumberedClient {
  readonly address: string;
  readonly number: number;
  readonly colour: number;
}

const COLOURS = 12;
const HERE: Mark = { text: "here", colour: 0 };
/** In front of a class the guide gives the numbers, and may be a moment late. */
const UNTOLD: Mark = { text: "…", colour: 0 };

export class Clients {
  readonly #marks = new Map<string, Mark>();
  #isTold = false;

  /** In front of a class: the same numbers as on the presenter's page. */
  tell(clients: readonly NumberedClient[]): void {
    if (!this.#isTold) this.#marks.clear();
    this.#isTold = true;
    for (const { address, number, colour } of clients) {
      this.#marks.set(address, number === 0 ? HERE : { text: String(number), colour });
    }
  }

  markOf(address: string): Mark {
    const known = this.#marks.get(address);
    if (known !== undefined) return known;
    if (isHere(address)) return HERE;
    if (this.#isTold) return UNTOLD;
    const number = this.#marks.size + 1;
    const mark = { text: String(number), colour: ((number - 1) % COLOURS) + 1 };
    this.#marks.set(address, mark);
    return mark;
  }

  /** "this computer", "client 3 (192.168.1.23)". */
  nameOf(address: string): string {
    if (address === "") return "an unknown client";
    const { text } = this.markOf(address);
    if (text === HERE.text) return "this computer";
    return text === UNTOLD.text ? address : `client ${text} (${address})`;
  }
}

function isHere(address: string): boolean {
  return address === "" || address === "::1" || address.startsWith("127.");
}
