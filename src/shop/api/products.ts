// Products in the Web API. Reading gives an ETag; writing takes it back as If-Match, so that a change that was
// made for an older product is refused and overwrites nothing.

import { type App, json, type Request, type Response } from "../../index.ts";
import { findProducts } from "../catalogue.ts";
import { checkIfMatch, etagOf, isFresh } from "../conditions.ts";
import { productView, productWithReviews } from "../product-fields.ts";
import { readProductQuery } from "../product-query.ts";
import {
  createProduct,
  deleteProduct,
  type Precondition,
  patchProduct,
  replaceProduct,
} from "../products.ts";
import type { ShopData } from "../records.ts";
import { type ProductAndReviews, productAndReviews } from "../reviews.ts";
import { setPageLinks } from "./page-links.ts";

/** A product is a few kilobytes at most. */
const LIMIT = 20_000;

export function addProductRoutes(api: App, data: ShopData): void {
  api.get("/products", async (req, res) => {
    const query = readProductQuery(req.query);
    const { products, total, pages } = await findProducts(data, query);
    setPageLinks(req, res, query.page, pages);
    res.json({ total, page: query.page, pages, products: products.map(productView) });
  });

  api.post("/products", json({ limit: LIMIT }), async (req, res) => {
    const made = await createProduct(data, req.body);
    res.status(201).setHeader("Location", `${req.baseUrl}/products/${made.product.id}`);
    await sendProduct(res, made);
  });

  api.get("/products/:id", async (req, res) => {
    const found = await productAndReviews(data, req.params.id);
    if (isFresh(req, res, await etagOf(data, found.product))) return;
    await sendProduct(res, found);
  });

  api.put("/products/:id", json({ limit: LIMIT }), async (req, res) => {
    await sendProduct(res, await replaceProduct(data, req.params.id, req.body, ifMatch(req)));
  });

  // As application/merge-patch+json (RFC 7396), or simply as JSON.
  api.patch("/products/:id", json({ limit: LIMIT }), async (req, res) => {
    await sendProduct(res, await patchProduct(data, req.params.id, req.body, ifMatch(req)));
  });

  api.delete("/products/:id", async (req, res) => {
    await deleteProduct(data, req.params.id, ifMatch(req));
    res.status(204).send();
  });

  async function sendProduct(res: Response, { product, reviews }: ProductAndReviews): Promise<void> {
    res.setHeader("ETag", await etagOf(data, product));
    res.json(productWithReviews(product, reviews));
  }

  function ifMatch(req: Request): Precondition {
    return async (current) => checkIfMatch(req, await etagOf(data, current));
  }
}
