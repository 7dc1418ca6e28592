// Finds the way to the engine: the preload's bridge in Electron, a WebSocket in a browser tab.
import type { Bridge } from "../src-preload/contract/bridge.ts";
import { connectBrowserHost } from "./browser-bridge.ts";

declare global {
  interface Window {
    readonly cadran?: Bridge;
  }
}

/** @returns the bridge of this page, or why there is none */
export async function findBridge(): Promise<Bridge | "link-used" | "unreachable"> {
  return window.cadran ?? connectBrowserHost();
}
