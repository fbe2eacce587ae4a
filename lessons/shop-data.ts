// What SuperCoolShop sells in the lessons.

export interface Product {
  id: string;
  name: string;
  category: string;
  /** In cents: sums of cents are exact. */
  price: number;
  stock: number;
}

export const products: Product[] = [
  { id: "66432", name: "Smartphone cover, forest green", category: "phone-covers", price: 1499, stock: 12 },
  { id: "66433", name: "Smartphone cover, clear", category: "phone-covers", price: 999, stock: 40 },
  { id: "20110", name: "Café mug ☕", category: "kitchen", price: 1250, stock: 7 },
  { id: "20111", name: "Tea towel", category: "kitchen", price: 690, stock: 0 },
  { id: "31007", name: "Bicycle bell", category: "bikes", price: 1190, stock: 25 },
];
