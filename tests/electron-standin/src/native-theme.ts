// nativeTheme: the system is light here; the app may choose.
import { EventEmitter } from "node:events";
import type * as Electron from "electron";
import { failLoudly } from "./fail-loudly.ts";

type Implemented = "themeSource" | "shouldUseDarkColors" | "shouldUseDarkColorsForSystemIntegratedUI";

class NativeTheme extends EventEmitter implements Pick<Electron.NativeTheme, Implemented> {
  #source: Electron.NativeTheme["themeSource"] = "system";

  get themeSource(): Electron.NativeTheme["themeSource"] {
    return this.#source;
  }

  set themeSource(source) {
    if (!["system", "light", "dark"].includes(source)) throw new TypeError(`themeSource ${String(source)}`);
    this.#source = source;
    this.emit("updated");
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === "dark";
  }

  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return false;
  }
}
failLoudly(NativeTheme.prototype, "NativeTheme");

export const nativeTheme = new NativeTheme();
