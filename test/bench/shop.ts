// The shop that every server in servers/ is: its routes, what its middleware set and what it answers.
// Kept in one place so that the peers can differ in nothing but the kit.

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Route {
  method: Method;
  path: string;
}

/** The one request that is measured. */
export const measuredPath = "/products/66432";

/** Its route. Kits that try routes one after the other find it half-way. */
export const measuredRoute: Route = { method: "GET", path: "/products/:id" };

/** The other 29 routes, before and after the measured one. */
export const routesBefore: Route[] = [
  { method: "GET", path: "/" },
  { method: "GET", path: "/health" },
  { method: "GET", path: "/about" },
  { method: "GET", path: "/categories" },
  { method: "GET", path: "/categories/:category" },
  { method: "GET", path: "/categories/:category/:page" },
  { method: "GET", path: "/search" },
  { method: "GET", path: "/offers" },
  { method: "GET", path: "/basket" },
  { method: "POST", path: "/basket/items" },
  { method: "PUT", path: "/basket/items/:item" },
  { method: "DELETE", path: "/basket/items/:item" },
  { method: "GET", path: "/products" },
  { method: "POST", path: "/products" },
];

export const routesAfter: Route[] = [
  { method: "PUT", path: "/products/:id" },
  { method: "DELETE", path: "/products/:id" },
  { method: "GET", path: "/products/:id/reviews" },
  { method: "POST", path: "/products/:id/reviews" },
  { method: "GET", path: "/products/:id/reviews/:review" },
  { method: "DELETE", path: "/products/:id/reviews/:review" },
  { method: "GET", path: "/orders" },
  { method: "POST", path: "/orders" },
  { method: "GET", path: "/orders/:order" },
  { method: "PATCH", path: "/orders/:order" },
  { method: "GET", path: "/orders/:order/lines/:line" },
  { method: "POST", path: "/login" },
  { method: "POST", path: "/logout" },
  { method: "GET", path: "/customers/:customer" },
  { method: "PATCH", path: "/customers/:customer" },
];

/** What the three middleware set: one response header and two properties of the request or context. */
export const headerName = "x-content-type-options";
export const headerValue = "nosniff";
export const user = "guest";
export const currency = "EUR";

export const jsonType = "application/json; charset=utf-8";

/** The answer to the measured request: what the middleware set is in it, so one that did not run shows. */
export function product(id: string, user: string, currency: string) {
  return {
    id,
    name: "Enamel mug, blue",
    description: "Holds 350 ml, safe in the dishwasher and on a camp fire.",
    price: 1250,
    currency,
    stock: 17,
    tags: ["kitchen", "camping"],
    seenBy: user,
  };
}

/** The answer of the other 29 routes. */
export const other = { ok: true };
