// A packaged app: `resources/app.asar` beside the executable. Node cannot read inside it, so it is unpacked for the run.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { extractAll } from "@electron/asar";

/** @param executable of the app
 *  @returns the app's folder, gone again when the process ends; undefined when the executable is not packaged with an app */
export function unpackedApp(executable: string): string | undefined {
  const archive = join(dirname(executable), "resources/app.asar");
  if (!existsSync(archive)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "cadran-packaged-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  // What lies in app.asar.unpacked is put in its place too.
  extractAll(archive, folder);
  return folder;
}
