// The shop's Web API: the same data as the pages, for programs.

import { type App, createApp } from "../../index.ts";
import type { ShopData } from "../records.ts";
import { addOrderRoutes } from "./orders.ts";
import { addProductRoutes } from "./products.ts";
import { addReviewRoutes } from "./reviews.ts";

export function createApi(data: ShopData): App {
  const api = createApp();

  api.get("/", (req, res) => {
    res.json({ endpoints: req.app.routes() });
  });

  addProductRoutes(api, data);
  addReviewRoutes(api, data);
  addOrderRoutes(api, data);
  return api;
}
