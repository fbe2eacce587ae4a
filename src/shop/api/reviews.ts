// Reviews in the Web API: those of one product, newest first.

import { type App, json } from "../../index.ts";
import { productOr404 } from "../catalogue.ts";
import { reviewView } from "../product-fields.ts";
import { readPage } from "../product-query.ts";
import type { ShopData } from "../records.ts";
import { addReview, newestReviews, reviewOr404 } from "../reviews.ts";
import { setPageLinks } from "./page-links.ts";

export function addReviewRoutes(api: App, data: ShopData): void {
  api.get("/products/:id/reviews", async (req, res) => {
    const { page, limit } = readPage(req.query);
    const { id, reviewCount } = await productOr404(data, req.params.id);
    const reviews = await newestReviews(data, id, page * limit);
    const pages = Math.max(1, Math.ceil(reviewCount / limit));
    setPageLinks(req, res, page, pages);
    res.json({ total: reviewCount, page, pages, reviews: reviews.slice((page - 1) * limit).map(reviewView) });
  });

  api.post("/products/:id/reviews", json({ limit: 10_000 }), async (req, res) => {
    const review = await addReview(data, req.params.id, req.body);
    res.status(201).setHeader("Location", `${req.baseUrl}/products/${req.params.id}/reviews/${review.id}`);
    res.json(reviewView(review));
  });

  api.get("/products/:id/reviews/:review", async (req, res) => {
    res.json(reviewView(await reviewOr404(data, req.params.id, req.params.review)));
  });
}
