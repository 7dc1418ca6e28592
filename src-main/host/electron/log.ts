// The host's own log: what happened and when, in names and numbers; no words of mails or events, no addresses, no secrets.
import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { scrub } from "./scrub.ts";

/** Two files of this size are kept. */
const MAX_BYTES = 256 * 1024;

/** What may be noted. */
export type NoteName =
  | "start"
  | "quit"
  | "engine.started"
  | "engine.connected"
  | "engine.lost"
  | "engine.refused"
  | "page.gone"
  | "page.hangs"
  | "page.given-up"
  | "process.gone"
  | "power"
  | "network.back"
  | "notice.failed"
  | "tray.failed"
  | "login-item.failed"
  | "open.failed"
  | "update.found"
  | "update.failed"
  | "error";

let file: string | undefined;
let bytes = 0;

/** Opens the log of this process. One that cannot be written is done without. */
export function openLog(path: string): void {
  file = path;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    file = undefined;
  }
}

/** Nothing is noted from now on. */
export function closeLog(): void {
  file = undefined;
}

/** Notes one thing. Texts are scrubbed; numbers and booleans are kept. */
export function note(
  name: NoteName,
  facts: Readonly<Record<string, string | number | boolean | undefined>> = {},
): void {
  if (file === undefined) return;
  const said = Object.entries(facts).map(
    ([key, value]) => ` ${key}=${typeof value === "string" ? scrub(value) : value}`,
  );
  const line = `${new Date().toISOString()} ${name}${said.join("")}\n`;
  try {
    if (bytes + line.length > MAX_BYTES) {
      renameSync(file, `${file}.1`);
      bytes = 0;
    }
    appendFileSync(file, line, { mode: 0o600 });
    bytes += Buffer.byteLength(line);
  } catch {
    // A disk that takes nothing: the app does not stop for its log.
  }
}

/** Notes what nobody caught, by its place in our own code; how the process ends stays as it was. */
export function noteErrors(): void {
  process.on("uncaughtExceptionMonitor", (error) =>
    note("error", { what: `${error.name}: ${error.message}`, at: placeOf(error) }),
  );
}

function placeOf({ stack = "" }: Error): string {
  return /(?:at .*\(|at )(?:file:\/\/)?(?:[^\s()]*[/\\])?([^/\\()\s]+:\d+:\d+)\)?/.exec(stack)?.[1] ?? "";
}
