// Which remote pictures may be fetched (knowledge, mail R6). The host still resolves names itself: public addresses only.
import { isIpHost, parseUrl } from "./web-url.ts";

/** Names that lead into the user's own network, whatever they resolve to. */
const PRIVATE = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|home\.arpa|invalid|onion)$/;

/** @returns the URL to fetch: https, a public host name, its usual port, no user; undefined: never fetch this */
export function pictureUrl(url: string): string | undefined {
  // Nobody answers http alone any more, and nobody on the way shall see what is read.
  const parsed = parseUrl(url.replace(/^\s*(?:http:)?\/\//i, "https://"));
  if (parsed?.protocol !== "https:" || parsed.username !== "" || parsed.password !== "" || parsed.port !== "")
    return undefined;
  const host = parsed.hostname.replace(/\.$/, "");
  if (isIpHost(host) || !host.includes(".") || PRIVATE.test(host)) return undefined;
  return parsed.href.slice(0, parsed.href.length - parsed.hash.length);
}

/** Host of a remote picture, for naming it; undefined where it is no web address. */
export const pictureHost = (url: string) => parseUrl(url.replace(/^\s*\/\//, "https://"))?.hostname;
