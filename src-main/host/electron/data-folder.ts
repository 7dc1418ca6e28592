// Reads `--data DIR` from the command line.
import { resolve } from "node:path";

/** @returns the folder asked for, absolute; undefined when none was */
export function dataFolderArgument(argv: readonly string[], cwd: string): string | undefined {
  const at = argv.findIndex((argument) => argument === "--data" || argument.startsWith("--data="));
  const argument = argv[at];
  if (argument === undefined) return undefined;
  const value = argument === "--data" ? argv[at + 1] : argument.slice("--data=".length);
  return value ? resolve(cwd, value) : undefined;
}
