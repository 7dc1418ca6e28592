// What an unpacked package of Cadran must hold, and must not. Pure: scripts/package-facts.ts reads what is judged here.

export type Platform = "linux" | "win32" | "darwin";
export type Arch = "x64" | "arm64";

/** One file of the archive, by its path from the archive's root (`out/main/main.js`). */
export interface PackedFile {
  readonly sizeBytes: number;
  /** Lies beside the archive instead of in it. */
  readonly unpacked: boolean;
  /** Is its content what the archive's header says? Absent bytes are not. */
  readonly intact: boolean;
}

/** A native library, by its path in the archive. */
export interface Native {
  readonly platform: Platform | "unknown";
  readonly arch: Arch | "unknown";
}

/** What scripts/package-facts.ts found. */
export interface PackageFacts {
  readonly platform: Platform;
  readonly arch: Arch;
  readonly archiveBytes: number;
  readonly files: ReadonlyMap<string, PackedFile>;
  readonly natives: ReadonlyMap<string, Native>;
  /** Files under app.asar.unpacked, by the same paths. */
  readonly beside: readonly string[];
  /** Every other file of the resources folder: path to SHA-256 of its content. */
  readonly outside: ReadonlyMap<string, string>;
  /** By name as electron-builder.yml spells it; undefined when the executable has no fuse wire. */
  readonly fuses: Readonly<Record<string, boolean>> | undefined;
  /** Does the executable or Info.plist name the hash of this archive? Linux has no place for it. */
  readonly namesArchive: boolean | undefined;
  /** The app's own package.json. */
  readonly manifest: { readonly main?: string; readonly version?: string; readonly desktopName?: string };
  /** Text of the engine's bundle. */
  readonly engine: string;
  /** Packages that out/main asks for, by their folder in the archive (`node_modules/zod`), and all that those need. */
  readonly neededPackages: ReadonlySet<string>;
}

/** What the checkout says must be there. */
export interface PackageWishes {
  readonly version: string;
  /** Migrations and pictures as they must lie outside the archive: path to SHA-256. */
  readonly resources: ReadonlyMap<string, string>;
  /** Words of resources/presets that the engine's bundle must hold. */
  readonly presetWords: readonly string[];
  readonly budgetBytes: number;
}

export const FUSES: Readonly<Record<string, boolean>> = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
};

const REQUIRED = [
  "package.json",
  "out/main/main.js",
  "out/main/process.js",
  "out/main/mail-read-worker.js",
  "out/preload/preload.cjs",
  "out/renderer/index.html",
];
const SOURCE = /\.(map|[mc]?tsx?|flow|tsbuildinfo|c|cc|h|gyp|gypi|snap)$/;
const NOT_SHIPPED =
  /(^|\/)(\.env|\.git|electron-builder|electron-standin|tests?|__tests__|__snapshots__|spec)(\/|\.|$)/;

/** Everything wrong with a package, a sentence each; none when it may go out. */
export function packageProblems(facts: PackageFacts, wishes: PackageWishes): string[] {
  return [
    ...contentProblems(facts),
    ...packageFolderProblems(facts),
    ...nativeProblems(facts),
    ...outsideProblems(facts, wishes),
    ...fuseProblems(facts.fuses),
    ...integrityProblems(facts),
    ...wordProblems(facts, wishes),
  ];
}

function contentProblems({ files }: PackageFacts): string[] {
  const missing = REQUIRED.filter((path) => !files.has(path)).map((path) => `missing: ${path}`);
  const wrong = [...files.keys()].flatMap((path) => {
    if (path !== "package.json" && !/^(out|node_modules)\//.test(path)) return [`nothing of ours: ${path}`];
    if (SOURCE.test(path)) return [`a source: ${path}`];
    return NOT_SHIPPED.test(path) ? [`not for shipping: ${path}`] : [];
  });
  return [...missing, ...wrong];
}

/** `node_modules/a/node_modules/@b/c` of a path in it; undefined outside node_modules. A node_modules deeper in a package
 *  belongs to the package, which was published with it. */
function packageFolder(path: string): string | undefined {
  return /^(?:node_modules\/(?:@[^/]+\/)?[^/]+\/)+/.exec(path)?.[0].slice(0, -1);
}

function packageFolderProblems({ files, neededPackages }: PackageFacts): string[] {
  const shipped = new Set([...files.keys()].flatMap((path) => packageFolder(path) ?? []));
  return [...shipped].filter((folder) => !neededPackages.has(folder)).map((folder) => `nobody needs ${folder}`);
}

function nativeProblems(facts: PackageFacts): string[] {
  const { platform, arch, files, natives, beside } = facts;
  const wanted = [
    `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`,
    "node_modules/keytar/build/Release/keytar.node",
  ];
  const shipped = [...files.keys()].filter((path) => path.endsWith(".node"));
  return [
    ...wanted.filter((path) => !shipped.includes(path)).map((path) => `native missing: ${path}`),
    ...shipped.filter((path) => !wanted.includes(path)).map((path) => `native too many: ${path}`),
    ...shipped.filter((path) => !files.get(path)?.unpacked).map((path) => `native inside the archive: ${path}`),
    ...shipped
      .filter((path) => files.get(path)?.unpacked && !beside.includes(path))
      .map((path) => `native not beside the archive: ${path}`),
    ...beside.filter((path) => !shipped.includes(path)).map((path) => `beside the archive: ${path}`),
    ...[...natives]
      .filter(([, native]) => native.platform !== platform || native.arch !== arch)
      .map(([path, native]) => `native for ${native.platform}-${native.arch}: ${path}`),
  ];
}

/** electron-builder's own. */
const OUTSIDE: Record<Platform, RegExp> = {
  linux: /^app-update\.yml$/,
  win32: /^app-update\.yml$/,
  darwin: /^(app-update\.yml|[\w-]+\.lproj(\/.*)?|icon\.icns)$/,
};

function outsideProblems({ platform, outside }: PackageFacts, { resources }: PackageWishes): string[] {
  return [
    ...[...resources].flatMap(([path, hash]) => {
      if (!outside.has(path)) return [`missing: ${path}`];
      return outside.get(path) === hash ? [] : [`not as in the checkout: ${path}`];
    }),
    ...[...outside.keys()]
      .filter((path) => !resources.has(path) && !OUTSIDE[platform].test(path))
      .map((path) => `nothing of ours outside: ${path}`),
  ];
}

function fuseProblems(fuses: PackageFacts["fuses"]): string[] {
  if (!fuses) return ["no fuse wire in the executable"];
  return Object.entries(FUSES)
    .filter(([name, on]) => fuses[name] !== on)
    .map(([name, on]) => `fuse ${name} is not ${on ? "on" : "off"}`);
}

function integrityProblems({ files, namesArchive }: PackageFacts): string[] {
  return [
    ...[...files].filter(([, { intact }]) => !intact).map(([path]) => `damaged: ${path}`),
    ...(namesArchive === false ? ["the executable names another archive"] : []),
  ];
}

function wordProblems(facts: PackageFacts, { version, presetWords, budgetBytes }: PackageWishes): string[] {
  const { manifest, engine } = facts;
  const natives = [...facts.files.values()].filter(({ unpacked }) => unpacked);
  const bytes = facts.archiveBytes + natives.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const absent = presetWords.filter((word) => !engine.includes(word));
  return [
    ...(bytes > budgetBytes ? [`${megabytes(bytes)} MB, more than ${megabytes(budgetBytes)}`] : []),
    ...(absent.length > 0 ? [`presets not in the engine: ${absent.slice(0, 3).join(", ")}`] : []),
    ...(manifest.main?.endsWith("out/main/main.js") ? [] : [`main is ${manifest.main}`]),
    ...(manifest.version === version ? [] : [`version is ${manifest.version}`]),
    ...(manifest.desktopName === "cadran.desktop" ? [] : [`desktopName is ${manifest.desktopName}`]),
  ];
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
