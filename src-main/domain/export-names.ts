// Names of the files and folders of an export: those of the person's things, fit for every file system, each once.
import { safeName } from "./mail-safety/names.ts";

/** Gives names within one folder. */
export class ExportNames {
  /** Lower case: two systems of three tell no difference. */
  readonly #used = new Set<string>();

  /** @param extension without its dot; empty for a folder */
  name(wanted: string, extension: string): string {
    const end = extension === "" ? "" : `.${extension}`;
    // A path is no name: its last part alone would tell less.
    const whole = safeName(`${wanted.replace(/[/\\]+/g, "-").slice(0, 100)}.x`, "text/plain");
    const stem = whole.slice(0, -2);
    for (let n = 1; ; n++) {
      const name = `${stem}${n === 1 ? "" : ` (${n})`}${end}`;
      if (this.#used.has(name.toLowerCase())) continue;
      this.#used.add(name.toLowerCase());
      return name;
    }
  }
}
