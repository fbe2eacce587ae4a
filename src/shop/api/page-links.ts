// Where the other pages of a list are: the Link field (RFC 8288).

import type { Request, Response } from "../../index.ts";
import { pageUrl } from "../product-query.ts";

export function setPageLinks(req: Request, res: Response, page: number, pages: number): void {
  const path = req.originalUrl.split("?", 1)[0] as string;
  const link = (to: number, relation: string) => `<${pageUrl(path, req.query, to)}>; rel="${relation}"`;
  const links = [
    page > 1 && link(1, "first"),
    page > 1 && link(Math.min(page - 1, pages), "prev"),
    page < pages && link(page + 1, "next"),
    page < pages && link(pages, "last"),
  ].filter((one) => one !== false);
  if (links.length > 0) res.setHeader("Link", links.join(", "));
}
