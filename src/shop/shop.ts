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
import { addProductPages } from "./product-pages.ts";
import { openShopData } from "./records.ts";
import { storeErrors } from "./store-errors.ts";

const assets = fileURLToPath(new URL("./public", import.meta.url));

export interface ShopOptions extends AppOptions {
  /** Middleware that runs before everything else, such as a logger. */
  before?: Handler[];
}

/** The shop over a store, which `fillShop` has filled. Whoever opened the store closes it, after the app. */
export function createShop(store: Store, { before = [], ...options }: ShopOptions = {}): App {
  const data = openShopData(store);
  const app = createApp(options);
  for (const middleware of before) app.use(middleware);
  app.use(securityHeaders());
  app.use(sameOrigin());
  app.use("/assets", files(assets, { maxAge: 3_600_000 }));
  app.use("/api", createApi(data));
  addProductPages(app, data);
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
    return res.html(errorPage(res.statusCode, message, await allCategories(data)));
  });

  return app;
}
