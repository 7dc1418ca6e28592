// Which file of the built renderer a URL of the app:// scheme names. No Electron here, so that plain Node tests it.
import { join, normalize, sep } from "node:path";

/** @returns the absolute path, or undefined when the URL leaves `folder` or cannot be read */
export function rendererFile(folder: string, url: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(new URL(url).pathname);
  } catch {
    return undefined;
  }
  // Decoded before it is normalised: %2f, %5c and %00 must not slip past the check.
  if (path.includes("\0") || path.includes("\\")) return undefined;
  const file = normalize(join(folder, path === "/" ? "index.html" : path));
  return file.startsWith(folder + sep) ? file : undefined;
}
