// The end of a text that grows: of what a server prints, which may be a thousand lines a second.

export class Tail {
  readonly #most: number;
  #pieces: string[] = [];
  #length = 0;

  /** @param most so much is kept; characters */
  constructor(most: number) {
    this.#most = most;
  }

  add(piece: string): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (this.#length < 2 * this.#most) return; // Cut now and then, not at each line.
    const text = this.toString();
    this.#pieces = [text];
    this.#length = text.length;
  }

  toString(): string {
    return this.#pieces.join("").slice(-this.#most);
  }
}
