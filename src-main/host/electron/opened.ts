// What the app was started with, or handed while it runs: addresses and files, told apart by their form. Pure.
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { HostAsk } from "../../../src-preload/contract/bridge.ts";

/** Something to open: an ask for the page, or a file that has to be read first. */
export type Opened =
  | { readonly kind: "ask"; readonly ask: HostAsk }
  /** An absolute path. */
  | { readonly kind: "file"; readonly path: string; readonly holds: "events" | "mail" };

/** Longer ones are no addresses that somebody clicked. */
const MAX_ADDRESS = 32_768;
const KINDS = [
  ["events", /\.(?:ics|ifb|ical|icalendar)$/i],
  ["mail", /\.eml$/i],
] as const;
/** Options that take the next argument along. */
const WITH_VALUE: ReadonlySet<string> = new Set(["--data"]);

/** An address the app is registered for: mailto (RFC 6068), webcal and webcals. */
export function openedAddress(address: string): Opened | undefined {
  if (address.length > MAX_ADDRESS) return undefined;
  if (/^mailto:/i.test(address)) return { kind: "ask", ask: { ask: "compose", mailto: address } };
  if (/^webcals?:\/\//i.test(address)) return { kind: "ask", ask: { ask: "subscribe", url: address } };
  return undefined;
}

/** A file the app is registered for, by its extension. @param cwd where a relative path begins */
export function openedFile(path: string, cwd: string): Opened | undefined {
  const local = /^file:\/\//i.test(path) ? localPath(path) : path;
  if (local === undefined) return undefined;
  const holds = KINDS.find(([, names]) => names.test(local))?.[0];
  return holds && { kind: "file", path: resolve(cwd, local), holds };
}

/** What a command line asks to open. @param argv with the program as its first */
export function openedBy(argv: readonly string[], cwd: string): Opened[] {
  return argv.slice(1).flatMap((argument, at, rest) => {
    // Chromium edits command lines: whatever looks like an option is one.
    if (argument.startsWith("-") || WITH_VALUE.has(rest[at - 1] ?? "")) return [];
    return openedAddress(argument) ?? openedFile(argument, cwd) ?? [];
  });
}

/** Undefined for a file of another machine, and for what is no address of a file. */
function localPath(address: string): string | undefined {
  try {
    return fileURLToPath(address);
  } catch {
    return undefined;
  }
}
