// The main world's prompting APIs (injected text): Electron asks the session's permission handler, then Chromium enforces the answer.
import type { BridgeSide } from "./bridge-side.ts";

/** The number under which the isolated world serves the question. */
export const PERMISSION_QUESTION = -1;

/** Makes each prompting API ask first and then run for real. */
export function askPermissionsFirst(bridge: BridgeSide): void {
  const ask = (permission: string) => bridge.call(PERMISSION_QUESTION, [permission]) as Promise<void>;
  const wrap = <T extends object>(owner: T | undefined, name: keyof T & string, permission: string) => {
    const original = owner?.[name];
    if (!owner || typeof original !== "function") return;
    const wrapped = async function (this: unknown, ...args: unknown[]) {
      await ask(permission);
      return original.apply(this, args) as unknown;
    };
    Object.defineProperty(owner, name, { value: wrapped, configurable: true, writable: true });
  };
  // Absent outside secure contexts, whatever lib.dom says.
  const optional = navigator as Partial<Navigator>;
  const prototypeOf = <T extends object>(object: T | undefined) => object && (Object.getPrototypeOf(object) as T);
  wrap(globalThis.Notification, "requestPermission", "notifications");
  wrap(prototypeOf(optional.geolocation), "getCurrentPosition", "geolocation");
  wrap(prototypeOf(optional.mediaDevices), "getUserMedia", "media");
  wrap(prototypeOf(optional.clipboard), "readText", "clipboard-read");
}
