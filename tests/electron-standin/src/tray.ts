// Tray: state and events; no panel, no pixels.
import { EventEmitter } from "node:events";
import type * as Electron from "electron";
import { failLoudly } from "./fail-loudly.ts";
import { nativeImage } from "./native-image.ts";
import { needReady } from "./state.ts";

type Implemented =
  | "setImage"
  | "setToolTip"
  | "setTitle"
  | "setIgnoreDoubleClickEvents"
  | "setContextMenu"
  | "popUpContextMenu"
  | "getBounds"
  | "destroy"
  | "isDestroyed";

export class Tray extends EventEmitter implements Pick<Electron.Tray, Implemented> {
  #destroyed = false;

  constructor(image: Electron.NativeImage | string) {
    super();
    needReady("Tray");
    this.setImage(image);
  }

  setImage(image: Electron.NativeImage | string): void {
    this.#check();
    if (typeof image !== "string") return;
    if (nativeImage.createFromPath(image).isEmpty()) throw new Error(`Failed to load image from path '${image}'`);
  }

  setToolTip(_text: string): void {
    this.#check();
  }

  setTitle(_text: string): void {
    this.#check();
  }

  setIgnoreDoubleClickEvents(_ignore: boolean): void {
    this.#check();
  }

  setContextMenu(_menu: Electron.Menu | null): void {
    this.#check();
  }

  popUpContextMenu(): void {
    this.#check();
  }

  /** Linux tells no place. */
  getBounds(): Electron.Rectangle {
    this.#check();
    return { x: 0, y: 0, width: 0, height: 0 };
  }

  destroy(): void {
    this.#destroyed = true;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  #check(): void {
    if (this.#destroyed) throw new Error("Tray is destroyed");
  }
}
failLoudly(Tray.prototype, "Tray");
