// The shop's Web API: the same data as the pages, for programs.

import { type App, createApp, HttpError, notModified, type Response } from "../index.ts";
import { findProduct, findProducts, type Product } from "./catalogue.ts";
import { pageUrl, readProductQuery } from "./product-query.ts";

export function createApi(): App {
  const api = createApp();

  api.get("/", (req, res) => {
    res.json({ endpoints: req.app.routes() });
  });

  api.get("/products", async (req, res) => {
    const query = readProductQuery(req.query);
    const { products, total, pages } = await findProducts(query);
    const path = req.originalUrl.split("?", 1)[0] as string;
    const link = (page: number, relation: string) => `<${pageUrl(path, req.query, page)}>; rel="${relation}"`;
    setLinks(res, [
      query.page > 1 && link(1, "first"),
      query.page > 1 && link(Math.min(query.page - 1, pages), "prev"),
      query.page < pages && link(query.page + 1, "next"),
      query.page < pages && link(pages, "last"),
    ]);
    res.json({ total, page: query.page, pages, products });
  });

  api.get("/products/:id", async (req, res) => {
    const text = JSON.stringify(await productOr404(req.params.id));
    if (notModified(req, res, text)) return;
    res.setHeader("Content-Type", "application/json");
    res.send(text);
  });

  return api;
}

/** @throws {HttpError} 404 when there is none. */
export async function productOr404(id: string): Promise<Product> {
  const product = await findProduct(id);
  if (product === undefined) throw new HttpError(404, `No product has the id ${id}.`);
  return product;
}

/** Where the other pages of a list are (RFC 8288). */
function setLinks(res: Response, links: (string | false)[]): void {
  const given = links.filter((link) => link !== false);
  if (given.length > 0) res.setHeader("Link", given.join(", "));
}
