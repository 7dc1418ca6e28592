// Serves the built renderer at app://cadran, the page's only origin, with its security headers.
import { pathToFileURL } from "node:url";
import { net, protocol } from "electron";
import { pageHeaders } from "../renderer-files.ts";
import { rendererFile } from "./renderer-file.ts";

const SCHEME = "app";
/** What `senderFrame.origin` says of our own pages. */
export const APP_ORIGIN = `${SCHEME}://cadran`;

const HEADERS = pageHeaders();

/** Must run before the app is ready, once. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Answers app://cadran/… with the files of `folder`, and nothing outside it. */
export function serveRenderer(folder: string): void {
  protocol.handle(SCHEME, async (request) => {
    if (request.method !== "GET" && request.method !== "HEAD") return answer(null, 405);
    const file = request.url.startsWith(`${APP_ORIGIN}/`) ? rendererFile(folder, request.url) : undefined;
    if (file === undefined) return answer(null, 404);
    try {
      const found = await net.fetch(pathToFileURL(file).href);
      return answer(found.body, found.status, found.headers.get("content-type"));
    } catch {
      return answer(null, 404);
    }
  });
}

function answer(body: ConstructorParameters<typeof Response>[0], status: number, type?: string | null): Response {
  return new Response(body, { status, headers: { ...HEADERS, ...(type && { "content-type": type }) } });
}
