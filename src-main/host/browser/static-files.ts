// The built renderer over HTTP: which file a path means, and the headers that keep the page to itself. Files hold no data.
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".map": "application/json; charset=utf-8",
};

export interface StaticFile {
  readonly body: Buffer;
  readonly type: string;
  readonly cacheControl: string;
}

/** Headers of every answer. @param authority `127.0.0.1:PORT` */
export function securityHeaders(authority: string): Readonly<Record<string, string>> {
  return {
    "content-security-policy": [
      "default-src 'none'",
      "script-src 'self'",
      // Mantine and FullCalendar write style elements and attributes.
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self' data:",
      `connect-src 'self' ws://${authority}`,
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

/** The file that a URL path names under `root`.
 *  @param path still percent-encoded, without query
 *  @returns undefined when there is none, or when the path leaves `root` or cannot be decoded */
export async function readStatic(root: string, path: string): Promise<StaticFile | undefined> {
  const file = resolvePath(root, path);
  if (file === undefined) return undefined;
  const body = await readFile(file).catch(() => undefined);
  if (body === undefined) return undefined;
  const type = TYPES[extname(file)] ?? "application/octet-stream";
  // Vite names assets by their content; everything else must be asked for again after an update.
  const hashed = file.startsWith(join(root, "assets") + sep);
  return { body, type, cacheControl: hashed ? "private, max-age=31536000, immutable" : "no-store" };
}

function resolvePath(root: string, path: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (decoded.includes("\0")) return undefined;
  // Normalised after decoding: %2e%2e%2f is as good a way out as ../ is.
  const file = normalize(join(root, decoded === "/" ? "index.html" : decoded));
  return file.startsWith(normalize(root) + sep) ? file : undefined;
}
