// THIRD-PARTY-NOTICES.txt: who is shipped along, under which licence, and the licences' texts. Pure.
import type { Shipped } from "./shipped.ts";

const HEAD = `Third-party notices

Cadran is built with the packages below and ships them, or parts of them.
Electron and Chromium bring their own notices, in LICENSE.electron.txt and LICENSES.chromium.html beside the program.
`;
const RULER = "=".repeat(100);

/** One line for each package: what can be compared without the texts. */
function lineOf({ name, version, licence }: Shipped): string {
  return `${name} ${version} — ${licence === "" ? "no licence named" : licence}`;
}

/** The whole file. Each text stands once, under all the packages that come with it.
 *  @param textsOf the texts that come with a package */
export function noticesOf(packages: readonly Shipped[], textsOf: (one: Shipped) => readonly string[]): string {
  const byText = new Map<string, Shipped[]>();
  for (const one of packages) {
    const texts = textsOf(one);
    const text =
      texts.length > 0
        ? texts.join(`\n\n${"-".repeat(100)}\n\n`)
        : "(The package comes without a text of its licence.)";
    const same = byText.get(text);
    if (same) same.push(one);
    else byText.set(text, [one]);
  }
  const parts = [...byText].map(([text, all]) => [RULER, ...all.map(lineOf), RULER, "", text, ""].join("\n"));
  return [HEAD, ...packages.map(lineOf), "", ...parts].join("\n");
}

/** What a file says otherwise than it should: packages that it lacks, and packages that are shipped no more. */
export function staleIn(file: string, packages: readonly Shipped[]): readonly string[] {
  const [, list = ""] = file.split(HEAD);
  const told = new Set(list.split("\n\n", 1)[0]?.trim().split("\n"));
  const wanted = new Set(packages.map(lineOf));
  return [
    ...[...wanted].filter((line) => !told.has(line)).map((line) => `missing: ${line}`),
    ...[...told].filter((line) => !wanted.has(line)).map((line) => `no longer shipped: ${line}`),
  ];
}
