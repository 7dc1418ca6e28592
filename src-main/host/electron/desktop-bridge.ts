// `window.cadran.desktop`, main's end: what pages may ask of the desktop.
import { ipcMain, type WebContents } from "electron";
import type { HostAsk, HostDeed } from "../../../src-preload/contract/bridge.ts";
import { isDeed, readAsk } from "./asks.ts";
import { refuseStrangers } from "./bridge.ts";

/** Every deed a page may ask for. */
export type DeedHandlers = { readonly [D in HostDeed]: (ask: HostAsk | undefined) => void };

/** Answers the pages of `origin` and no others. @param onListen a page hears asks from now on */
export function serveDesktop(origin: string, deeds: DeedHandlers, onListen: (contents: WebContents) => void): void {
  ipcMain.handle("do", (event, deed: unknown, ask: unknown): void => {
    refuseStrangers(event, origin);
    if (!isDeed(deed)) throw new Error("this is no deed of the desktop");
    deeds[deed](readAsk(ask));
  });
  ipcMain.handle("listen", (event): void => {
    refuseStrangers(event, origin);
    onListen(event.sender);
  });
}
