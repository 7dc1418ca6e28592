import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { downloadsFolder } from "../../src-main/host/downloads-folder.ts";
import { testFolder } from "../support/folder.ts";

const named = (line: string) => {
  const home = testFolder();
  mkdirSync(join(home, ".config"));
  writeFileSync(join(home, ".config", "user-dirs.dirs"), `# written by the desktop\n${line}\n`);
  return { home, found: downloadsFolder({}, home) };
};

test("is the one that the desktop names, in whatever language", () => {
  const { home, found } = named('XDG_DOWNLOAD_DIR="$HOME/Téléchargements"');
  expect(found).toBe(join(home, "Téléchargements"));
  expect(named('XDG_DOWNLOAD_DIR="/srv/downloads"').found).toBe("/srv/downloads");
});

test("is the usual one where nobody names one, and the home folder where there is none", () => {
  const home = testFolder();
  expect(downloadsFolder({}, home)).toBe(home);
  mkdirSync(join(home, "Downloads"));
  expect(downloadsFolder({}, home)).toBe(join(home, "Downloads"));
  expect(named('XDG_DOWNLOAD_DIR="relative"').found).not.toBe("relative");
});
