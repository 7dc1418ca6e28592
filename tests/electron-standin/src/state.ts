// What the stand-in's modules share, and how it speaks.
import { EventEmitter } from "node:events";

/** Events that Electron's `app` emits on behalf of windows; app.ts listens. */
export const appEvents = new EventEmitter();

/** The one application of this process. */
export const state = {
  ready: false,
  quitting: false,
  /** Started from a package, not from a folder. */
  packaged: false,
  appPath: "",
  appName: "Electron",
  appVersion: "0.0.0",
  /** Set by `app.setPath` or a switch. */
  paths: new Map<string, string>(),
  /** Registered with `protocol.registerSchemesAsPrivileged`. */
  schemes: new Set<string>(),
};

/** On stderr when STANDIN_DEBUG is set. */
export function log(...words: unknown[]): void {
  if (process.env.STANDIN_DEBUG) process.stderr.write(`[stand-in] ${words.join(" ")}\n`);
}

/** On stderr always. */
export function warn(message: string): void {
  process.stderr.write(`[stand-in] ${message}\n`);
}

/** @throws Error as Electron does for what needs a running Chromium */
export function needReady(what: string): void {
  if (!state.ready) throw new Error(`${what} cannot be used before the app is ready`);
}
