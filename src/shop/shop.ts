// SuperCoolShop: its routes, put together from the kit's public entry as any user of it would.

import { fileURLToPath } from "node:url";
import {
  type App,
  type AppOptions,
  accepts,
  createApp,
  files,
  type Handler,
  type Html,
  HttpError,
  notModified,
  type Request,
  type Response,
  securityHeaders,
} from "../index.ts";
import { createApi, productOr404 } from "./api.ts";
import { allCategories, findCategory, findProducts } from "./catalogue.ts";
import { drawing } from "./drawings/drawing.ts";
import { errorPage } from "./pages/error.ts";
import { homePage } from "./pages/home.ts";
import { listPage } from "./pages/list.ts";
import { productPage } from "./pages/product.ts";
import { readProductQuery } from "./product-query.ts";

const assets = fileURLToPath(new URL("./public", import.meta.url));

export interface ShopOptions extends AppOptions {
  /** Middleware that runs before everything else, such as a logger. */
  before?: Handler[];
}

export function createShop({ before = [], ...options }: ShopOptions = {}): App {
  const app = createApp(options);
  for (const middleware of before) app.use(middleware);
  app.use(securityHeaders());
  app.use("/assets", files(assets, { maxAge: 3_600_000 }));
  app.use("/api", createApi());

  app.get("/", async (_req, res) => {
    const { products } = await findProducts(
      readProductQuery(new URLSearchParams({ sort: "rating", limit: "8" })),
    );
    res.html(homePage(await allCategories(), products));
  });

  app.get("/products", listProducts);
  app.get("/categories/:category", listProducts);

  app.get("/products/:id", async (req, res) => {
    const product = await productOr404(req.params.id);
    // One resource, two forms: a page for people, JSON for programs. Each has its own ETag.
    if (accepts(req, res, "text/html", "application/json") === "application/json") {
      sendOnce(req, res, "application/json", JSON.stringify(product));
    } else {
      sendOnce(req, res, "text/html; charset=utf-8", productPage(product, await allCategories()));
    }
  });

  app.get("/images/:file", async (req, res) => {
    const product = await productOr404(req.params.file.replace(/\.svg$/, ""));
    res.setHeader("Cache-Control", "max-age=3600");
    sendOnce(req, res, "image/svg+xml", drawing(product));
  });

  // For a load balancer, which asks only whether the server is there: a status is all that it needs.
  app.get("/health", (_req, res) => {
    res.status(204).send();
  });

  app.onError(async (error, req, res, next) => {
    if (accepts(req, res, "application/problem+json", "text/html") !== "text/html") return next();
    const message =
      error instanceof HttpError
        ? error.message
        : "We made a mistake. The terminal in which the shop runs says which.";
    return res.html(errorPage(res.statusCode, message, await allCategories()));
  });

  return app;
}

/** All products, or those of a category; the same filters, order and pages for both. */
async function listProducts(req: Request<{ category?: string }>, res: Response): Promise<void> {
  const slug = req.params.category;
  const category = slug === undefined ? undefined : await findCategory(slug);
  if (slug !== undefined && category === undefined) throw new HttpError(404, `There is no category ${slug}.`);
  const query = readProductQuery(req.query, slug);
  const [categories, found] = [await allCategories(), await findProducts(query)];
  res.html(listPage({ categories, category, query, found, path: req.path, params: req.query }));
}

/** Sends a text, or 304 to a client that has it. */
function sendOnce(req: Request, res: Response, type: string, body: string | Html): void {
  const text = String(body);
  if (notModified(req, res, text)) return;
  res.setHeader("Content-Type", type);
  res.send(text);
}
