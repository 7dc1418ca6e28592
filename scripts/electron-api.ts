// `npm run electron:api`: every member of Electron that the host uses, looked up by the compiler in the electron.d.ts of the
// pinned version. Fails on what is not there or deprecated, and on a proof (tests/electron-standin/src/used.gen.ts) that is no
// longer what the host uses; `--write` renews it. `--list` says all, with what exists on some systems alone.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type ElectronUse, exportsOf, nameOf, proofOf, staticsOf, usesProblems } from "./electron-api-proof.ts";
import { findUses } from "./electron-api-scan.ts";

const root = join(import.meta.dirname, "..");
const proofFile = join(root, "tests/electron-standin/src/used.gen.ts");
const declarations = join(root, "node_modules/electron/electron.d.ts");
const { version } = JSON.parse(readFileSync(join(root, "node_modules/electron/package.json"), "utf8")) as {
  version: string;
};

function main(): number {
  const declared = readFileSync(declarations, "utf8");
  const uses = findUses(root, declared);
  const proof = formatted(proofOf(uses, staticsOf(declared), exportsOf(declared)));
  const write = process.argv.includes("--write");
  if (write) writeFileSync(proofFile, proof);
  const isStale = !write && proof !== readOr(proofFile, "");
  const problems = [
    ...usesProblems(uses),
    ...(isStale ? [`${relative(root, proofFile)} is not what the host uses now: npm run electron:api -- --write`] : []),
  ];
  const owners = new Set(uses.map(({ owner }) => owner));
  const limited = uses.filter(({ platforms }) => platforms.length > 0);
  const events = uses.filter(({ event }) => event !== undefined);
  process.stdout.write(
    `Electron ${version}: ${uses.length - events.length} members and ${events.length} events of ${owners.size} types, ${limited.length} not on every system\n`,
  );
  if (process.argv.includes("--list")) for (const use of uses) process.stdout.write(`  ${line(use)}\n`);
  else for (const use of limited) process.stdout.write(`  ${line(use)}\n`);
  const silent = events.filter(({ event = "" }) => !emitted(event));
  if (silent.length > 0)
    process.stdout.write(`  neither the stand-in nor a spec emits: ${silent.map(nameOf).join(", ")}\n`);
  for (const problem of problems) process.stdout.write(`  ✗ ${problem}\n`);
  return problems.length === 0 ? 0 : 1;
}

function line(use: ElectronUse): string {
  const { platforms, where } = use;
  return `${nameOf(use)}${platforms.length > 0 ? ` (${platforms.join(", ")})` : ""}: ${where.join(", ")}`;
}

/** Does anything make this event happen where there is no Electron? */
function emitted(event: string): boolean {
  return new RegExp(`(emit|#allows|#reshape|#tell)\\([^)]*["']${event}["']`).test(playground());
}

let playgroundText: string | undefined;
function playground(): string {
  playgroundText ??= ["tests/electron-standin/src", "tests/e2e/electron"]
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name)))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  return playgroundText;
}

/** As `biome check` wants it. */
function formatted(text: string): string {
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  const args = [biome, "format", "--stdin-file-path", proofFile];
  const run = spawnSync(process.execPath, args, { cwd: root, input: text, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`biome format failed: ${run.stderr}`);
  return run.stdout;
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return otherwise;
  }
}

process.exitCode = main();
