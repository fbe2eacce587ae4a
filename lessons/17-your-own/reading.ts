// The handlers that read reviews and orders.

import type { ServerResponse } from "node:http";
import type { Request } from "../02-request/request.ts";
import { sendJson } from "../03-response/respond.ts";
import { HttpError } from "../08-one-response/one-response.ts";
import { selectFrom } from "../10-web-api/web-api.ts";
import { findProduct } from "./catalogue.ts";
import type { Order, Shop } from "./data.ts";

/** An order as a client sees it: without the key, which is for the server. */
export function orderView({ key: _, ...order }: Order) {
  return order;
}

export function readingHandlers(shop: Shop) {
  return {
    listReviews(req: Request, res: ServerResponse): void {
      const data = shop.read();
      const { id } = findProduct(data, req.params.id);
      const own = data.reviews.filter(({ productId }) => productId === id);
      const { page = "1", limit = "24" } = Object.fromEntries(req.query);
      const reviews = selectFrom(own, new URLSearchParams({ page, limit }));
      const pages = Math.max(1, Math.ceil(own.length / Math.min(Number(limit), 100)));
      sendJson(res, 200, { total: own.length, page: Number(page), pages, reviews });
    },

    showReview(req: Request, res: ServerResponse): void {
      const { id, review: reviewId } = req.params;
      const review = shop.read().reviews.find((one) => one.id === reviewId && one.productId === id);
      if (review === undefined) throw new HttpError(404, `Product ${id} has no review ${reviewId}.`);
      sendJson(res, 200, review);
    },

    /** No list of them: whoever ordered knows the path of the order, and nobody else. */
    countOrders(_req: Request, res: ServerResponse): void {
      sendJson(res, 200, { total: shop.read().orders.length });
    },

    showOrder(req: Request, res: ServerResponse): void {
      const order = shop.read().orders.find((one) => one.id === req.params.id);
      if (order === undefined) throw new HttpError(404, `No order has the id ${req.params.id}.`);
      sendJson(res, 200, orderView(order));
    },
  };
}
