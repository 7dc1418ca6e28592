// Which links the system hands to Cadran. Asked and changed only when the person says so: it is never taken by itself.
import { app, ipcMain } from "electron";
import { LINK_KINDS, type LinkKind, type LinkKinds } from "../../../src-preload/contract/bridge.ts";
import { refuseStrangers } from "./bridge.ts";

const SCHEMES: Readonly<Record<LinkKind, readonly string[]>> = { mailto: ["mailto"], webcal: ["webcal", "webcals"] };

/** Answers the pages of `origin`. */
export function serveLinks(origin: string): void {
  ipcMain.handle("links", (event, wish: unknown): LinkKinds => {
    refuseStrangers(event, origin);
    if (isWish(wish)) for (const scheme of SCHEMES[wish.kind]) setDefault(scheme, wish.opens);
    return { mailto: isDefault("mailto"), webcal: isDefault("webcal") };
  });
}

function isWish(value: unknown): value is { readonly kind: LinkKind; readonly opens: boolean } {
  if (typeof value !== "object" || value === null) return false;
  const { kind, opens } = value as Record<string, unknown>;
  return LINK_KINDS.some((one) => one === kind) && typeof opens === "boolean";
}

/** Windows starts a program by its path: in a checkout that is Electron itself, told which app to run. */
const launch = (): [path?: string, args?: string[]] => (app.isPackaged ? [] : [process.execPath, [app.getAppPath()]]);

const isDefault = (scheme: string) => app.isDefaultProtocolClient(scheme, ...launch());

/** On Linux this asks xdg-settings, which wants an installed .desktop file, and knows no way back: what is answered is looked up. */
function setDefault(scheme: string, opens: boolean): void {
  if (opens) app.setAsDefaultProtocolClient(scheme, ...launch());
  else app.removeAsDefaultProtocolClient(scheme, ...launch());
}
