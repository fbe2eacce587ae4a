// The shop on h3 2 with its own adapter to node:http.

import type { Server } from "node:http";
import { H3, serve } from "h3";
import { tellParent } from "../peer.ts";
import {
  currency,
  headerName,
  headerValue,
  measuredRoute,
  other,
  product,
  type Route,
  routesAfter,
  routesBefore,
  user,
} from "../shop.ts";

const app = new H3();

app.use((event) => {
  event.res.headers.set(headerName, headerValue);
});
app.use((event) => {
  event.context.user = user;
});
app.use((event) => {
  event.context.currency = currency;
});

function addOther({ method, path }: Route): void {
  app.on(method, path, () => other);
}

routesBefore.forEach(addOther);
app.get(measuredRoute.path, (event) => {
  const { params, user, currency } = event.context;
  return product(params?.id ?? "", user as string, currency as string);
});
routesAfter.forEach(addOther);

const served = serve(app, { port: 0, hostname: "127.0.0.1", silent: true });
await served.ready();
const server = served.node?.server;
if (!server) throw new Error("h3 does not run on node:http here.");
tellParent(server as Server);
