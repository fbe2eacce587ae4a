// The records that all stores of the benchmark keep: about 250 bytes each as JSON.

export interface BenchRecord {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly price: number;
  readonly text: string;
}

/** The price of every hundredth record. */
export const EVERY_HUNDREDTH = 42;

export function recordAt(i: number): BenchRecord {
  return {
    id: `record-${i}`,
    name: `Product number ${i}`,
    category: `category-${i % 20}`,
    price: i % 100,
    text: "A good thing to have. ".repeat(7),
  };
}
