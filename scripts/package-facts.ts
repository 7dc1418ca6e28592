// Reads an unpacked package of Cadran, on whatever system: no Electron is needed.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { extractFile, getRawHeader } from "@electron/asar";
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { type Arch, FUSES, type Native, type PackageFacts, type PackedFile, type Platform } from "./package-rules.ts";

/** What only installs or compiles a native: it is in package.json, but never asked for when the app runs. */
const INSTALL_ONLY = new Set(["prebuild-install", "node-addon-api"]);

/** A fuse wire says "1" for on, "0" for off, "r" for removed. */
const FUSE_ON = "1".charCodeAt(0);

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly size?: number;
  readonly unpacked?: boolean;
  readonly integrity?: { readonly hash: string };
}

/** Where things are in an unpacked package. @param folder that electron-builder made (`linux-unpacked`, `mac`, …) */
export function packageLayout(folder: string, platform: Platform): { resources: string; executable: string } {
  if (platform !== "darwin") {
    const executable = platform === "win32" ? "Cadran.exe" : "cadran";
    return { resources: join(folder, "resources"), executable: join(folder, executable) };
  }
  const app = join(folder, readdirSync(folder).find((name) => name.endsWith(".app")) ?? "Cadran.app");
  return { resources: join(app, "Contents/Resources"), executable: app };
}

/** @param folder that electron-builder made
 *  @throws Error when there is no archive in it at all */
export async function readPackage(folder: string, platform: Platform, arch: Arch): Promise<PackageFacts> {
  const { resources, executable } = packageLayout(folder, platform);
  const archive = join(resources, "app.asar");
  const entries = entriesOf(archive);
  const read = (path: string) => contentOf(archive, path);
  const beside = filesUnder(`${archive}.unpacked`);
  const outside = filesUnder(resources).filter((path) => !path.startsWith("app.asar"));
  const text = (path: string) => read(path)?.toString() ?? "";
  return {
    platform,
    arch,
    archiveBytes: statSync(archive).size,
    files: new Map([...entries].map(([path, entry]) => [path, packedFile(entry, read(path))])),
    natives: new Map(beside.filter(isNative).map((path) => [path, nativeOf(read(path))])),
    beside,
    outside: new Map(outside.map((path) => [path, sha256(readFileSync(join(resources, path)))])),
    fuses: await fusesOf(executable),
    namesArchive: namesArchive(archive, executable, platform),
    manifest: JSON.parse(text("package.json") || "{}") as PackageFacts["manifest"],
    engine: text("out/main/process.js"),
    neededPackages: neededPackages(entries.keys(), text),
  };
}

function entriesOf(archive: string): Map<string, Entry> {
  const found = new Map<string, Entry>();
  const walk = (entry: Entry, path: string) => {
    if (!entry.files) found.set(path, entry);
    else for (const [name, child] of Object.entries(entry.files)) walk(child, path ? `${path}/${name}` : name);
  };
  walk(JSON.parse(getRawHeader(archive).headerString) as Entry, "");
  return found;
}

function contentOf(archive: string, path: string): Buffer | undefined {
  try {
    return extractFile(archive, path);
  } catch {
    return undefined;
  }
}

function packedFile({ size = 0, unpacked = false, integrity }: Entry, content: Buffer | undefined): PackedFile {
  return { sizeBytes: size, unpacked, intact: content !== undefined && integrity?.hash === sha256(content) };
}

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .sort();
}

function sha256(content: Buffer | string): string {
  return createHash("sha256").update(content).digest("hex");
}

function isNative(path: string): boolean {
  return path.endsWith(".node");
}

/** By the first bytes of ELF, Mach-O and PE files. */
function nativeOf(content: Buffer | undefined): Native {
  const unknown = { platform: "unknown", arch: "unknown" } as const;
  if (!content || content.length < 64) return unknown;
  const cpu = (code: number, x64: number, arm64: number) =>
    code === x64 ? "x64" : code === arm64 ? "arm64" : "unknown";
  if (content.readUInt32BE(0) === 0x7f454c46)
    return { platform: "linux", arch: cpu(content.readUInt16LE(18), 62, 183) };
  if (content.readUInt32LE(0) === 0xfeedfacf) {
    return { platform: "darwin", arch: cpu(content.readUInt32LE(4), 0x01000007, 0x0100000c) };
  }
  const header = content.readUInt32LE(60);
  if (content.readUInt16LE(0) !== 0x5a4d || header + 6 > content.length) return unknown;
  return { platform: "win32", arch: cpu(content.readUInt16LE(header + 4), 0x8664, 0xaa64) };
}

async function fusesOf(executable: string): Promise<PackageFacts["fuses"]> {
  try {
    const wire = (await getCurrentFuseWire(executable)) as unknown as Record<number, number>;
    const index = (name: string) => FuseV1Options[capitalized(name) as keyof typeof FuseV1Options];
    return Object.fromEntries(Object.keys(FUSES).map((name) => [name, wire[index(name)] === FUSE_ON]));
  } catch {
    return undefined;
  }
}

function capitalized(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

function namesArchive(archive: string, executable: string, platform: Platform): boolean | undefined {
  if (platform === "linux") return undefined;
  const hash = sha256(getRawHeader(archive).headerString);
  const place = readFileSync(platform === "darwin" ? join(executable, "Contents/Info.plist") : executable);
  return place.includes(hash) || place.includes(Buffer.from(hash, "utf16le"));
}

/** Specifiers that built code asks Node for, however the bundler wrote it: `from "a"`, `import("a")`, `require("a")`,
 *  `createRequire(import.meta.url)("a")`, and a `createRequire` kept under the name `load`. */
export function askedSpecifiers(code: string): string[] {
  const asked =
    /(?:\bfrom\s*|\bimport\s*\(?\s*|(?:\brequire|\bload(?:\$\d+)?|import\.meta\.url\))\s*\(\s*)["']([@\w][^"'\s]*)["']/g;
  return [...new Set([...code.matchAll(asked)].map(([, specifier = ""]) => specifier))]
    .filter((specifier) => !specifier.startsWith("node:") && specifier !== "electron")
    .sort();
}

/** Folders of the packages that out/main asks for and of all that these depend on, found as Node finds them. */
function neededPackages(paths: Iterable<string>, text: (path: string) => string): Set<string> {
  const present = new Set(paths);
  const needed = new Set<string>();
  const find = (from: string, name: string): string | undefined => {
    for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
      const folder = `${at ? `${at}/` : ""}node_modules/${name}`;
      if (present.has(`${folder}/package.json`)) return folder;
      if (at === "") return undefined;
    }
  };
  const follow = (from: string, name: string) => {
    const folder = INSTALL_ONLY.has(name) ? undefined : find(from, name);
    if (folder === undefined || needed.has(folder)) return;
    needed.add(folder);
    const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(
      text(`${folder}/package.json`),
    ) as Record<string, Record<string, string> | undefined>;
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      follow(folder, next);
    }
  };
  for (const path of present) {
    if (!/^out\/main\/.*\.js$/.test(path)) continue;
    for (const specifier of askedSpecifiers(text(path))) {
      follow("", specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/"));
    }
  }
  return needed;
}
