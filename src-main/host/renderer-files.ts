// What both hosts must agree on when they serve the built renderer: which file a path means, and the page's headers.
import { join, normalize, sep } from "node:path";

/** The file that a URL path names under `folder`.
 *  @param path still percent-encoded, without query
 *  @returns undefined when the path leaves `folder` or cannot be decoded */
export function fileUnder(folder: string, path: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  // Decoded before it is normalised: %2e%2e%2f, %5c and %00 must not slip past the check.
  if (decoded.includes("\0") || decoded.includes("\\")) return undefined;
  const file = normalize(join(folder, decoded === "/" ? "index.html" : decoded));
  return file.startsWith(normalize(folder) + sep) ? file : undefined;
}

/** Headers that keep the page to itself. @param connect CSP sources it may talk to besides its own origin */
export function pageHeaders(connect: readonly string[] = []): Readonly<Record<string, string>> {
  return {
    "content-security-policy": [
      "default-src 'none'",
      "script-src 'self'",
      // Mantine and FullCalendar write style elements and attributes.
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self' data:",
      ["connect-src 'self'", ...connect].join(" "),
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join("; "),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  };
}
