// Who may speak to the browser host: rules on a request's headers alone, before anything is read or answered.
import type { IncomingHttpHeaders } from "node:http";

/** What the rules look at. */
export interface Asking {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

/** `wrong-host`: not for this server (RFC 9110 §15.5.20, status 421). `foreign`: for it, but sent by another site. */
export type Refusal = "wrong-host" | "foreign";

/** Judges an HTTP request.
 *  @param authority `127.0.0.1:PORT`, the only name this server has */
export function refuseRequest({ method, headers }: Asking, authority: string): Refusal | undefined {
  // DNS rebinding: a hostile name that resolves to 127.0.0.1 still says its own name in Host.
  if (headers.host !== authority) return "wrong-host";
  if (headers.origin !== undefined && headers.origin !== `http://${authority}`) return "foreign";
  const site = headers["sec-fetch-site"];
  if (site === undefined || site === "none" || site === "same-origin") return undefined;
  // "same-site" is refused as well: every port of 127.0.0.1 is the same site. A clicked link is the one exception.
  const isLink = headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
  return isLink && method === "GET" ? undefined : "foreign";
}

/** Judges a WebSocket upgrade. WebSockets ignore CORS, so Origin must be there and be ours (RFC 6455 §10.2). */
export function refuseUpgrade({ headers }: Asking, authority: string): Refusal | undefined {
  if (headers.host !== authority) return "wrong-host";
  return headers.origin === `http://${authority}` ? undefined : "foreign";
}
