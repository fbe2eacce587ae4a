// Ordering in a browser: the form of a product's page comes here, and the order has a page of its own.

import { randomUUID } from "node:crypto";
import { type App, form } from "../index.ts";
import { allCategories } from "./catalogue.ts";
import { type Fault, formFields, InvalidFields } from "./fields.ts";
import { KeyUsed, OutOfStock, orderOr404, placeOrder } from "./orders.ts";
import { orderPage } from "./pages/order.ts";
import { renderProduct } from "./product-pages.ts";
import type { ShopData } from "./records.ts";

export function addOrderPages(app: App, data: ShopData): void {
  app.post("/orders", form({ limit: 10_000 }), async (req, res) => {
    const { key, ...values } = formFields(req.body as URLSearchParams, ["quantity"]);
    try {
      const order = await placeOrder(data, values, typeof key === "string" ? key.slice(0, 100) : undefined);
      // See other: the browser asks for the page by GET, and loading it again orders nothing again.
      res.redirect(`/orders/${order.id}`, 303);
    } catch (error) {
      const problem = explain(error);
      if (problem === undefined) throw error;
      // The page again, with what was typed in, what is wrong with it, and a key for the next attempt.
      const order = { values: { ...values, key: randomUUID() }, ...problem };
      res.status(problem.status).html(await renderProduct(data, String(values.productId), { order }));
    }
  });

  app.get("/orders/:id", async (req, res) => {
    const order = await orderOr404(data, req.params.id);
    // Somebody's name and address: nothing keeps a copy.
    res.setHeader("Cache-Control", "no-store");
    res.html(orderPage(order, await allCategories(data)));
  });
}

interface Problem {
  readonly status: number;
  readonly notice?: string;
  readonly faults?: readonly Fault[];
}

/** What the visitor can do something about; undefined for anything else. */
function explain(error: unknown): Problem | undefined {
  if (error instanceof InvalidFields) return { status: error.status, faults: error.faults };
  if (error instanceof OutOfStock) {
    const { stock } = error.product;
    const notice = "Sorry, somebody was faster, and your order was not made. ";
    if (stock === 0) return { status: error.status, notice: `${notice}It is sold out now.` };
    const faults = [{ field: "quantity", message: `must be ${stock} or less` }];
    return { status: error.status, notice: `${notice}${error.message}`, faults };
  }
  if (error instanceof KeyUsed) {
    const notice = "You have ordered from this page before. Press the button once more for another order.";
    return { status: error.status, notice };
  }
  return undefined;
}
