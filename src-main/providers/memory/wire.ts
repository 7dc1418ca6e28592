// The demo server's file: read and replaced whole, never half-written.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { Failure } from "../../../src-preload/contract/failure.ts";

/** @returns undefined when there is no such file
 *  @throws Failure storage */
export function readFile(path: string): string | undefined {
  return guarded(() => (existsSync(path) ? readFileSync(path, "utf8") : undefined));
}

/** Replaces the file in one step.
 *  @throws Failure storage, disk-full */
export function replaceFile(path: string, text: string): void {
  guarded(() => {
    mkdirSync(dirname(path), { recursive: true });
    const draft = `${path}.new`;
    const file = openSync(draft, "w", 0o600);
    writeSync(file, text);
    fsyncSync(file);
    closeSync(file);
    renameSync(draft, path);
  });
}

/** @throws Failure storage when the text is not JSON */
export function parseJson(text: string): unknown {
  return guarded(() => JSON.parse(text) as unknown);
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const isFull = error instanceof Error && "code" in error && error.code === "ENOSPC";
    throw isFull
      ? new Failure("disk-full", {}, { cause: error })
      : new Failure("storage", { detail: "the demo calendars cannot be read or written" }, { cause: error });
  }
}
