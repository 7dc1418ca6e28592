// The default session: permission handlers, whose answers Chromium then enforces.
import { EventEmitter } from "node:events";
import type * as Electron from "electron";
import { chromium } from "./chromium.ts";
import { failLoudly } from "./fail-loudly.ts";
import { log } from "./state.ts";
import { inward, outward } from "./urls.ts";

type RequestHandler = Parameters<Electron.Session["setPermissionRequestHandler"]>[0];
type CheckHandler = Parameters<Electron.Session["setPermissionCheckHandler"]>[0];

/** Electron's permissions that are modelled, and what the DevTools protocol calls them. */
const PERMISSIONS = {
  notifications: ["notifications"],
  geolocation: ["geolocation"],
  media: ["microphone", "camera"],
  "clipboard-read": ["clipboard-read"],
} as const;
type Permission = keyof typeof PERMISSIONS;

class Session
  extends EventEmitter
  implements
    Pick<
      Electron.Session,
      "setPermissionRequestHandler" | "setPermissionCheckHandler" | "clearStorageData" | "clearCache"
    >
{
  #request: RequestHandler = null;
  #check: CheckHandler = null;

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.#request = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.#check = handler;
  }

  /** What is left goes with the profile, which is this run's alone. */
  async clearStorageData(): Promise<void> {
    await chromium.root.send("Storage.clearCookies");
  }

  /** Chromium's DevTools clear it with a page only, and there may be none: nothing personal is in it. */
  async clearCache(): Promise<void> {}

  /** A page wants `permission`. Without a handler Electron grants everything; so do we, so that a missing one shows. */
  async _ask(contents: Electron.WebContents, permission: string): Promise<void> {
    if (!isModelled(permission)) return;
    const requestingUrl = contents.getURL();
    const handler = this.#request;
    const granted =
      !handler ||
      (await new Promise<boolean>((resolve) => {
        handler(contents, permission, resolve, { requestingUrl, isMainFrame: true, securityOrigin: requestingUrl });
      }));
    await enforce(new URL(outward(requestingUrl)).origin, permission, granted);
  }

  /** Before a load: what `permissions.query()` and `Notification.permission` will say. @param url as Chromium knows it */
  async _setBaseline(url: string): Promise<void> {
    const { origin } = new URL(url);
    for (const permission of Object.keys(PERMISSIONS).filter(isModelled)) {
      const details = { isMainFrame: true, requestingUrl: inward(url) };
      const granted = this.#check ? this.#check(null, permission, inward(origin), details) : !this.#request;
      await enforce(origin, permission, granted);
    }
  }
}
failLoudly(Session.prototype, "Session");

export const defaultSession = new Session();

function isModelled(permission: string): permission is Permission {
  return Object.hasOwn(PERMISSIONS, permission);
}

async function enforce(origin: string, permission: Permission, granted: boolean): Promise<void> {
  for (const name of PERMISSIONS[permission]) {
    const setting = granted ? "granted" : "denied";
    await chromium.root
      .send("Browser.setPermission", { permission: { name }, setting, origin })
      .catch((error: unknown) => log("permission", error));
  }
}
