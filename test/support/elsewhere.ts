// The shop as its clients see it: there, away, silent, or something else altogether.

import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { ShopApi, type ShopApiOptions } from "../../src/clients/shop-api.ts";

export function apiOf(t: TestContext, url: string, options?: ShopApiOptions): ShopApi {
  const api = new ShopApi(url, options);
  t.after(() => api.close());
  return api;
}

/** A server that answers as this listener does. */
export async function listener(t: TestContext, listen: RequestListener): Promise<string> {
  const server = createServer(listen).listen(0, "127.0.0.1");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Where nothing listens: a port that was free a moment ago. */
export async function nowhere(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return `http://127.0.0.1:${port}`;
}
