// `npm run pack:check`: builds, packs, opens what came out and asserts all of it, then starts it. On Electron's own
// distribution where that is here, else on a stub that starts the stand-in; it says which.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extractAll } from "@electron/asar";
import { FuseV1Options, FuseVersion, flipFuses } from "@electron/fuses";
import { desktopFor } from "./electron-desktop.mjs";
import { ensureBuild } from "./ensure-build.mjs";
import { makeStubDistribution } from "./pack-stub.ts";
import { askedSpecifiers, packageLayout, readPackage } from "./package-facts.ts";
import { packageProblems } from "./package-rules.ts";

const root = join(import.meta.dirname, "..");
const out = join(root, "dist/check");
const { platform, arch } = process;
const version = (path) => JSON.parse(readFileSync(join(root, path), "utf8")).version;
/** Measured on linux-x64 with a few per cent to spare; raise it knowingly. */
const BUDGET_BYTES = 33_000_000;
const BUILDER_TARGET = { linux: "--linux", win32: "--win", darwin: "--mac" };

function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

/** @returns Electron's own distribution where it was fetched; undefined here */
function realDistribution() {
  const dist = join(root, "node_modules/electron/dist");
  return existsSync(join(dist, "version")) ? dist : undefined;
}

/** @returns the folder that electron-builder made, with the name it gives it */
async function pack(dist) {
  rmSync(out, { recursive: true, force: true });
  const stub = join(out, "stub");
  if (!dist) makeStubDistribution(stub, root, version("node_modules/electron/package.json"));
  const cli = join(root, "node_modules/electron-builder/cli.js");
  const configuration = [`-c.electronDist=${dist ?? stub}`, `-c.directories.output=${out}`];
  const { ELECTRON_OVERRIDE_DIST_PATH: _, ...env } = process.env;
  const packer = spawnSync(process.execPath, [cli, BUILDER_TARGET[platform], "dir", ...configuration], {
    cwd: root,
    env,
    encoding: "utf8",
  });
  if (packer.status !== 0) throw new Error(`electron-builder failed\n${packer.stdout}${packer.stderr}`);
  const folder = readdirSync(out).find((name) => /-unpacked$|^mac/.test(name));
  if (!folder) throw new Error("electron-builder made no folder");
  return join(out, folder);
}

function wishes() {
  const folder = join(root, "resources");
  const named = (under, pattern) =>
    readdirSync(join(folder, under))
      .filter((name) => pattern.test(name))
      .map((name) => `${under}/${name}`);
  const files = [
    ...named("migrations", /\.sql$/),
    "migrations/meta/_journal.json",
    ...named("icons", /^tray.*\.(png|ico)$/),
  ];
  const hash = (name) =>
    createHash("sha256")
      .update(readFileSync(join(folder, name)))
      .digest("hex");
  const presets = JSON.parse(readFileSync(join(root, "resources/presets/mail.json"), "utf8"));
  return {
    version: version("package.json"),
    resources: new Map(files.map((name) => [name, hash(name)])),
    presetWords: presets.map(({ imap }) => imap?.host).filter(Boolean),
    budgetBytes: BUDGET_BYTES,
  };
}

/** Asks plain Node for every package that out/main asks for, where there is nothing but the package's own files. */
async function loadProblems(archive) {
  const folder = mkdtempSync(join(tmpdir(), "cadran-pack-"));
  try {
    extractAll(archive, folder);
    const main = join(folder, "out/main");
    const code = readdirSync(main, { recursive: true }).filter((name) => name.endsWith(".js"));
    const asked = new Set(code.flatMap((name) => askedSpecifiers(readFileSync(join(main, name), "utf8"))));
    cpSync(join(import.meta.dirname, "pack-load.mjs"), join(main, "pack-load.mjs"));
    const loader = spawnSync(process.execPath, [join(main, "pack-load.mjs"), ...asked], { encoding: "utf8" });
    process.stdout.write(`  ${asked.size} specifiers asked for by out/main, loaded from the package alone\n`);
    return loader.status === 0 ? [] : loader.stderr.trim().split("\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Fuses keep Playwright out of a real package: it drives a copy that lets it in. @returns the executable to start */
async function drivable(folder, isReal) {
  if (!isReal) return packageLayout(folder, platform).executable;
  const copy = `${folder}-driven`;
  cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
  const { executable } = packageLayout(copy, platform);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    resetAdHocDarwinSignature: platform === "darwin",
  });
  return platform === "darwin" ? join(executable, "Contents/MacOS/Cadran") : executable;
}

async function main() {
  if (!(await ensureBuild())) return 1;
  const dist = realDistribution();
  const folder = await pack(dist);
  process.stdout.write(
    `pack: ${platform}-${arch} on ${dist ? "Electron's distribution" : "a stub: no Electron here"}\n`,
  );
  const facts = await readPackage(folder, platform, arch);
  const megabytes = (facts.archiveBytes / 1_000_000).toFixed(1);
  process.stdout.write(
    `  ${facts.files.size} files, ${facts.neededPackages.size} packages, app.asar ${megabytes} MB\n`,
  );
  process.stdout.write(`  natives: ${[...facts.natives.keys()].join(", ")}\n`);
  const { resources } = packageLayout(folder, platform);
  const problems = [...packageProblems(facts, wishes()), ...(await loadProblems(join(resources, "app.asar")))];
  for (const problem of problems) process.stdout.write(`  ✗ ${problem}\n`);
  if (problems.length > 0) return 1;
  process.stdout.write("  content, natives, fuses, integrity, size: as they must be\n");
  const playwright = join(root, "node_modules/@playwright/test/cli.js");
  const { env, stop } = await desktopFor(dist);
  try {
    const executable = await drivable(folder, dist !== undefined);
    return await run(process.execPath, [playwright, "test", "--project", "packaged", "--reporter=list"], {
      env: { ...process.env, ...env, CADRAN_PACKAGED: executable },
    });
  } finally {
    await stop();
  }
}

process.exitCode = await main();
