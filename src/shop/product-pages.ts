// The pages about products, their pictures, and the form for a review.

import { randomUUID } from "node:crypto";
import {
  type App,
  accepts,
  form,
  type Handler,
  type Html,
  notModified,
  type Request,
  type Response,
} from "../index.ts";
import { allCategories, categoryOr404, findProducts, productOr404 } from "./catalogue.ts";
import { drawing } from "./drawings/drawing.ts";
import { formFields, InvalidFields } from "./fields.ts";
import { homePage } from "./pages/home.ts";
import { listPage } from "./pages/list.ts";
import { type ProductForms, productPage } from "./pages/product.ts";
import { productWithReviews } from "./product-fields.ts";
import { readProductQuery } from "./product-query.ts";
import type { ShopData } from "./records.ts";
import { addReview, productAndReviews } from "./reviews.ts";

/** How many reviews stand on a page. */
const REVIEWS = 30;

export type AroundProduct = (handler: Handler<{ id: string }>) => Handler<{ id: string }>;

export function addProductPages(
  app: App,
  data: ShopData,
  aroundProduct: AroundProduct = (handler) => handler,
): void {
  app.get("/", async (_req, res) => {
    const { products } = await findProducts(
      data,
      readProductQuery(new URLSearchParams({ sort: "rating", limit: "8" })),
    );
    res.html(homePage(await allCategories(data), products));
  });

  app.get("/products", listProducts);
  app.get("/categories/:category", listProducts);

  app.get("/products/:id", aroundProduct(showProduct));

  app.post("/products/:id/reviews", form({ limit: 10_000 }), async (req, res) => {
    const values = formFields(req.body as URLSearchParams, ["rating"]);
    try {
      await addReview(data, req.params.id, values);
    } catch (error) {
      if (!(error instanceof InvalidFields)) throw error;
      const review = { values, faults: error.faults };
      res.status(error.status).html(await renderProduct(data, req.params.id, { ...newForms(), review }));
      return;
    }
    // See other: the browser asks for the page by GET, and loading it again sends no review again.
    res.redirect(`/products/${encodeURIComponent(req.params.id)}#reviews`, 303);
  });

  app.get("/images/:file", async (req, res) => {
    const product = await productOr404(data, req.params.file.replace(/\.svg$/, ""));
    res.setHeader("Cache-Control", "max-age=3600");
    sendOnce(req, res, "image/svg+xml", drawing(product));
  });

  /** One resource, two forms: a page for people, JSON for programs. Each has its own ETag. */
  async function showProduct(req: Request<{ id: string }>, res: Response): Promise<void> {
    if (accepts(req, res, "text/html", "application/json") === "application/json") {
      const { product, reviews } = await productAndReviews(data, req.params.id);
      sendOnce(req, res, "application/json", JSON.stringify(productWithReviews(product, reviews)));
      return;
    }
    // No cache that several people share may keep it: the key of the order form is one visitor's.
    res.setHeader("Cache-Control", "private, no-cache");
    const page = await readPage(data, req.params.id);
    // That key is new each time, and no reason to send the page again: its ETag is that of the rest.
    if (notModified(req, res, String(page({ order: { values: {} } })))) return;
    res.html(page(newForms()));
  }

  /** All products, or those of a category; the same filters, order and pages for both. */
  async function listProducts(req: Request<{ category?: string }>, res: Response): Promise<void> {
    const slug = req.params.category;
    const category = slug === undefined ? undefined : await categoryOr404(data, slug);
    const query = readProductQuery(req.query, slug);
    const [categories, found] = [await allCategories(data), await findProducts(data, query)];
    res.html(listPage({ categories, category, query, found, path: req.path, params: req.query }));
  }
}

/** The page of a product, with its forms as they are new, or as they were sent and not accepted. */
export async function renderProduct(data: ShopData, id: string, forms: ProductForms): Promise<Html> {
  return (await readPage(data, id))(forms);
}

/** Asks the store for all that the page shows, once, however often it is then made. */
async function readPage(data: ShopData, id: string): Promise<(forms: ProductForms) => Html> {
  const found = await productAndReviews(data, id, REVIEWS);
  const categories = await allCategories(data);
  return (forms) => productPage({ ...found, categories, forms });
}

/** An order form has a key, so that pressing its button twice makes one order. */
export function newForms(): ProductForms {
  return { order: { values: { key: randomUUID() } } };
}

/** Sends a text, or 304 to a client that has it. */
function sendOnce(req: Request, res: Response, type: string, body: string | Html): void {
  const text = String(body);
  if (notModified(req, res, text)) return;
  res.setHeader("Content-Type", type);
  res.send(text);
}
