// What a buyer sees when the order is made, and again under the same URL.

import { type Html, html } from "../../index.ts";
import type { Category, Order } from "../records.ts";
import { layout } from "./layout.ts";
import { money } from "./parts.ts";

export function orderPage(order: Order, categories: readonly Category[]): Html {
  const { id, productId, productName, price, currency, quantity, total, name, address, ordered } = order;
  const time = `${ordered.slice(0, 10)}, ${ordered.slice(11, 16)} UTC`;
  const body = html`
<section class="receipt">
  <h1>Thank you, ${name}</h1>
  <p class="lead">Your order is made. Keep this page's address: only who knows it sees the order.</p>
  <dl>
    <div><dt>Product</dt><dd><a href="/products/${productId}">${productName}</a></dd></div>
    <div><dt>Quantity</dt><dd>${quantity} × ${money(price, currency)}</dd></div>
    <div><dt>Total</dt><dd><strong>${money(total, currency)}</strong></dd></div>
    <div><dt>Goes to</dt><dd class="address">${address}</dd></div>
    <div><dt>Ordered</dt><dd><time datetime="${ordered}">${time}</time></dd></div>
    <div><dt>Number</dt><dd>${id}</dd></div>
  </dl>
  <p><a class="button" href="/products">Back to the products</a></p>
</section>`;
  return layout({ title: "Your order", categories, body });
}
