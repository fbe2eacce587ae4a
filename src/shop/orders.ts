// Takes orders. The order and the stock it takes change in one step, or not at all: of two buyers of the last
// item one gets it, and the other hears so.

import { randomUUID } from "node:crypto";
import { HttpError } from "../index.ts";
import { Fields, InvalidFields } from "./fields.ts";
import type { Order, OrderRecord, Product, ShopData } from "./records.ts";
import { writeInTurn } from "./turns.ts";

/** 409: what is asked for was right, and there is not enough of it (any more). */
export class OutOfStock extends HttpError {
  readonly product: Product;

  constructor(product: Product) {
    const { id, name, stock } = product;
    const left =
      stock === 0 ? `${name} is sold out.` : `Of ${name} only ${stock} ${stock === 1 ? "is" : "are"} left.`;
    super(409, left, { extensions: { productId: id, stock } });
    this.product = product;
  }
}

/** 422: the key of another order. */
export class KeyUsed extends HttpError {
  constructor() {
    super(422, "This Idempotency-Key belongs to another order. Take a new key for a new order.");
  }
}

type OrderDraft = Pick<OrderRecord, "productId" | "quantity" | "name" | "address">;

/**
 * Makes an order. With a key, sending the same once more gives the order that was made the first time: a client
 * that got no answer can simply ask again.
 * @throws {InvalidFields | OutOfStock | KeyUsed}
 */
export async function placeOrder(data: ShopData, input: unknown, key?: string): Promise<Order> {
  const draft = readOrder(input);
  return writeInTurn(data, draft.productId, async (view) => {
    const [products, orders] = [view.collection(data.products), view.collection(data.orders)];
    if (key !== undefined) {
      const [made] = await orders.find({ where: { idempotencyKey: key } });
      if (made !== undefined) return sameOrder(made, draft);
    }
    const product = await products.get(draft.productId);
    if (product === undefined) {
      throw new InvalidFields([
        { field: "productId", message: `is ${draft.productId}, which no product has` },
      ]);
    }
    const stock = product.stock - draft.quantity;
    if (stock < 0) throw new OutOfStock(product);
    await products.update(product.id, { stock });
    return orders.insert({
      // Whoever knows the id sees the order, so it must not be guessed. The store's own ids follow the clock.
      id: randomUUID(),
      ...draft,
      productName: product.name,
      price: product.price,
      currency: product.currency,
      total: product.price * draft.quantity,
      ordered: new Date().toISOString(),
      ...(key !== undefined && { idempotencyKey: key }),
    });
  });
}

/** @throws {HttpError} 404 when there is none. */
export async function orderOr404({ orders }: ShopData, id: string): Promise<Order> {
  const order = await orders.get(id);
  if (order === undefined) throw new HttpError(404, `No order has the id ${id}.`);
  return order;
}

function readOrder(input: unknown): OrderDraft {
  const fields = new Fields(input);
  const draft = {
    productId: fields.text("productId", { most: 60 }),
    quantity: fields.integer("quantity", 1, 100, 1),
    name: fields.text("name", { most: 100 }),
    address: fields.text("address", { most: 300, lines: true }),
  };
  fields.done();
  return draft;
}

function sameOrder(made: Order, { productId, quantity, name, address }: OrderDraft): Order {
  const same =
    made.productId === productId &&
    made.quantity === quantity &&
    made.name === name &&
    made.address === address;
  if (!same) throw new KeyUsed();
  return made;
}
