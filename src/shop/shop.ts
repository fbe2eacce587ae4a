// SuperCoolShop: its routes, put together from the kit's public entry as any user of it would.

import { fileURLToPath } from "node:url";
import {
  type App,
  type AppOptions,
  accepts,
  createApp,
  files,
  type Handler,
  HttpError,
  type Store,
  sameOrigin,
  securityHeaders,
} from "../index.ts";
import { createApi } from "./api/api.ts";
import { allCategories } from "./catalogue.ts";
import { addOrderPages } from "./order-pages.ts";
import { errorPage } from "./pages/error.ts";
import { type AroundProduct, addProductPages } from "./product-pages.ts";
import { openShopData } from "./records.ts";
import { storeErrors } from "./store-errors.ts";

const assets = fileURLToPath(new URL("./public", import.meta.url));

export interface ShopOptions extends AppOptions {
  /** Middleware that runs before everything else, such as a logger. */
  before?: Handler[];
  /** Put around the handler of a product's page: the guide has it fail in many ways, to show them. */
  aroundProduct?: AroundProduct;
}

/** The shop over a store, which `fillShop` has filled. Whoever opened the store closes it, after the app. */
export function createShop(store: Store, { before = [], aroundProduct, ...options }: ShopOptions = {}): App {
  const data = openShopData(store);
  const app = createApp(options);
  for (const middleware of before) app.use(middleware);
  app.use(securityHeaders());
  app.use(sameOrigin());
  app.use("/assets", files(assets, { maxAge: 3_600_000 }));
  app.use("/api", createApi(data));
  addProductPages(app, data, aroundProduct);
  addOrderPages(app, data);

  // For a load balancer, which asks only whether the server is there: a status is all that it needs.
  app.get("/health", (_req, res) => {
    res.status(204).send();
  });

  app.onError(storeErrors);
  app.onError(async (error, req, res, next) => {
    if (accepts(req, res, "application/problem+json", "text/html") !== "text/html") return next();
    const message =
      error instanceof HttpError
        ? error.message
        : "We made a mistake. The terminal in which the shop runs says which.";
    // Perhaps it is the store that fails: then the page does without its navigation.
    const categories = await allCategories(data).catch(() => []);
    return res.html(errorPage(res.statusCode, message, categories));
  });

  return app;
}
