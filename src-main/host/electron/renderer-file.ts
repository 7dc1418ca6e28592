// Which file of the built renderer a URL of the app:// scheme names. No Electron here, so that plain Node tests it.
import { fileUnder } from "../renderer-files.ts";

/** @returns the absolute path, or undefined when the URL leaves `folder` or cannot be read */
export function rendererFile(folder: string, url: string): string | undefined {
  return URL.canParse(url) ? fileUnder(folder, new URL(url).pathname) : undefined;
}
