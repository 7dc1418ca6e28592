// Hrefs: how servers spell paths, and the identity behind the spelling (knowledge R40-R42).

/** Identity of an item within its calendar: the decoded last path segment. */
export function keyOf(href: string): string {
  const segments = pathOf(href).split("/");
  return decodePath(segments.findLast((segment) => segment !== "") ?? "");
}

/** Path of an href exactly as the server spelled it, without scheme and host. */
export function pathOf(href: string): string {
  // Xandikos writes `http%3A//host/path` in error bodies.
  const plain = href.trim().replace(/^(https?)%3A/i, "$1:");
  return plain.replace(/^https?:\/\/[^/]*/i, "").replace(/[?#].*$/, "");
}

/** True when both spell the same path; a slash at the end does not count. */
export function isSamePath(one: string, other: string): boolean {
  return comparable(one) === comparable(other);
}

const comparable = (href: string) => JSON.stringify(segmentsOf(href));

/** Decoded segment by segment, so that an encoded slash never becomes a separator (R41). */
const segmentsOf = (href: string) => pathOf(href).replace(/\/+$/, "").split("/").map(decodePath);

/** Where a path lies, seen from a collection: right in it, in something inside it, or elsewhere. */
export function placeIn(collectionUrl: string, path: string): "inside" | "deeper" | "elsewhere" {
  const [outer, inner] = [segmentsOf(collectionUrl), segmentsOf(path)];
  if (inner.length <= outer.length || !outer.every((segment, at) => segment === inner[at])) return "elsewhere";
  return inner.length === outer.length + 1 ? "inside" : "deeper";
}

/** Absolute URL of an item, with the server's own spelling; only what no request may carry is encoded. */
export function itemUrl(calendarUrl: string, href: string): string {
  return new URL(pathOf(href), calendarUrl).href;
}

/** Path of an item that we name ourselves. `@` stays as it is, as a path may have it: iCloud knows it no other way. */
export function newHref(calendarUrl: string, name: string): string {
  return `${new URL(calendarUrl).pathname.replace(/\/*$/, "/")}${encodeURIComponent(name).replaceAll("%40", "@")}`;
}

/** The raw path of an href found in an answer of `base`: relative ones are made absolute, others stay untouched. */
export function absolutePath(href: string, base: string): string {
  const path = pathOf(href);
  return path.startsWith("/") ? path : new URL(path, base).pathname;
}

// decodeURIComponent throws on a lone "%" and on Latin-1 escapes; both exist in old calendars.
function decodePath(segment: string): string {
  return segment.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    const bytes = Buffer.from(escapes.replaceAll("%", ""), "hex");
    const text = bytes.toString("utf8");
    return Buffer.from(text, "utf8").equals(bytes) ? text : escapes.toUpperCase();
  });
}
