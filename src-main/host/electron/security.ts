// What no page may do, ours included: leave its origin, open windows, ask for devices, embed others.
import { type App, type Session, shell, type WebContents } from "electron";

/** The permissions the view itself needs. Copying text is one; reading the clipboard is not. */
const ALLOWED: ReadonlySet<string> = new Set(["clipboard-sanitized-write"]);

/** Locks every page the app will ever make to `origin`. */
export function lockPages(app: App, origin: string): void {
  app.on("web-contents-created", (_event, contents) => lockPage(contents, origin));
}

/** Denies every permission but ALLOWED, and that one to `origin` alone. Without both handlers Electron grants everything. */
export function denyPermissions(session: Session, origin: string): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) =>
    callback(ALLOWED.has(permission) && isWithin(details.requestingUrl, origin)),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin) =>
      ALLOWED.has(permission) && isWithin(`${requestingOrigin.replace(/\/$/, "")}/`, origin),
  );
}

function lockPage(contents: WebContents, origin: string): void {
  contents.on("will-navigate", (event) => {
    if (isWithin(event.url, origin)) return;
    event.preventDefault();
    openOutside(event.url);
  });
  contents.on("will-frame-navigate", (event) => {
    if (event.isMainFrame ? !isWithin(event.url, origin) : !/^about:(blank|srcdoc)$/.test(event.url)) {
      event.preventDefault();
    }
  });
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: "deny" };
  });
  contents.on("will-attach-webview", (event) => event.preventDefault());
}

function isWithin(url: string, origin: string): boolean {
  return url.startsWith(`${origin}/`);
}

/** What the system's browser and mail program answer to; any other scheme could start a program. */
const OUTSIDE: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);

/** Hands a link to the system's browser or mail program, as it was understood here; any other link goes nowhere. */
export function openOutside(url: string): void {
  const link = URL.parse(url);
  if (link && OUTSIDE.has(link.protocol)) void shell.openExternal(link.href);
}
