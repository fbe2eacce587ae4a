// The handlers of products: pages for people, and the Web API in which programs read and write them.

import type { ServerResponse } from "node:http";
import type { Request } from "../02-request/request.ts";
import { sendHtml, sendJson, sendNothing } from "../03-response/respond.ts";
import { sendCreated } from "../07-status-codes/status.ts";
import { countField } from "../10-web-api/web-api.ts";
import { choose } from "../13-clients/negotiate.ts";
import { findProduct, findProducts, viewOf } from "./catalogue.ts";
import type { Product, Shop } from "./data.ts";
import { listPage, productPage } from "./pages.ts";
import type { Parts } from "./parts.ts";

export function productHandlers(shop: Shop, parts: Parts) {
  const { readJson, textField, sendIfChanged, mustMatch } = parts;

  /** @throws {HttpError} 400, naming the field, and those of readJson */
  async function readProduct(req: Request): Promise<Omit<Product, "id">> {
    const body = await readJson(req, 20_000);
    const [name, category] = [textField(body, "name"), textField(body, "category")];
    const [price, stock] = [countField(body, "price"), countField(body, "stock")];
    return { name, category, price, stock, description: textField(body, "description") };
  }

  return {
    showPage(req: Request, res: ServerResponse): void {
      const data = shop.read();
      const view = viewOf(data, findProduct(data, req.params.id));
      const type = choose(req, res, ["text/html", "application/json"]);
      if (type === "application/json") sendIfChanged(req, res, view);
      else sendHtml(res, 200, productPage(view, parts));
    },

    listPage(req: Request, res: ServerResponse): void {
      sendHtml(res, 200, listPage(findProducts(shop.read(), req.query).products, parts));
    },

    list(req: Request, res: ServerResponse): void {
      sendJson(res, 200, findProducts(shop.read(), req.query));
    },

    show(req: Request, res: ServerResponse): void {
      const data = shop.read();
      sendIfChanged(req, res, viewOf(data, findProduct(data, req.params.id)));
    },

    async add(req: Request, res: ServerResponse): Promise<void> {
      const fields = await readProduct(req);
      const view = await shop.change((draft) => {
        draft.lastId += 1;
        const product = { id: String(draft.lastId), ...fields };
        draft.products.push(product);
        return viewOf(draft, product);
      });
      sendCreated(res, `/api/products/${view.id}`, view);
    },

    async replace(req: Request, res: ServerResponse): Promise<void> {
      const fields = await readProduct(req);
      const view = await shop.change((draft) => {
        const product = findProduct(draft, req.params.id);
        mustMatch(req, viewOf(draft, product)); // In one turn with the change.
        return viewOf(draft, Object.assign(product, fields));
      });
      sendJson(res, 200, view);
    },

    async remove(req: Request, res: ServerResponse): Promise<void> {
      await shop.change((draft) => {
        const product = findProduct(draft, req.params.id);
        mustMatch(req, viewOf(draft, product));
        draft.products = draft.products.filter((one) => one !== product);
        draft.reviews = draft.reviews.filter(({ productId }) => productId !== product.id);
      });
      sendNothing(res);
    },
  };
}
