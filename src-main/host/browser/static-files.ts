// The built renderer over HTTP: its bytes, type and caching. Files hold no data.
import { readFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { fileUnder } from "../renderer-files.ts";

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

interface StaticFile {
  readonly body: Buffer;
  readonly type: string;
  readonly cacheControl: string;
}

/** The file that a URL path names under `root`.
 *  @param path still percent-encoded, without query
 *  @returns undefined when there is none, or when the path leaves `root` or cannot be decoded */
export async function readStatic(root: string, path: string): Promise<StaticFile | undefined> {
  const file = fileUnder(root, path);
  if (file === undefined) return undefined;
  const body = await readFile(file).catch(() => undefined);
  if (body === undefined) return undefined;
  const type = TYPES[extname(file)] ?? "application/octet-stream";
  // Vite names assets by their content; everything else must be asked for again after an update.
  const hashed = file.startsWith(join(root, "assets") + sep);
  return { body, type, cacheControl: hashed ? "private, max-age=31536000, immutable" : "no-store" };
}
