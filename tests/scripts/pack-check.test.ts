// The checker of packages, on small packages of its own: a sound one passes, and each thing broken in it is named.
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createPackageWithOptions, getRawHeader } from "@electron/asar";
import { FuseV1Options, FuseVersion, flipFuses } from "@electron/fuses";
import { afterAll, expect, test } from "vitest";
import { withoutArbitraryLoads } from "../../scripts/pack-after.ts";
import { makeStubDistribution } from "../../scripts/pack-stub.ts";
import { askedSpecifiers, packageLayout, readPackage } from "../../scripts/package-facts.ts";
import { packageProblems } from "../../scripts/package-rules.ts";
import { until } from "../support/until.ts";

const temporary = mkdtempSync(join(tmpdir(), "cadran-pack-test-"));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** The first bytes of a native library. */
function native(kind: "elf" | "mach-o" | "pe", cpu: number): Buffer {
  const content = Buffer.alloc(256);
  if (kind === "elf") {
    content.writeUInt32BE(0x7f454c46, 0);
    content.writeUInt16LE(cpu, 18);
  } else if (kind === "mach-o") {
    content.writeUInt32LE(0xfeedfacf, 0);
    content.writeUInt32LE(cpu, 4);
  } else {
    content.write("MZ", 0);
    content.writeUInt32LE(128, 60);
    content.writeUInt16LE(cpu, 132);
  }
  return content;
}

const SQLITE = "node_modules/better-sqlite3/prebuilds/linux-x64.node";
const KEYTAR = "node_modules/keytar/build/Release/keytar.node";
const MIGRATION = "CREATE TABLE a (b TEXT);";
const FUSES_OFF = {
  version: FuseVersion.V1,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
} as const;

/** What a package is made of. */
interface Tree {
  /** In the archive. */
  readonly files: Record<string, string | Buffer>;
  /** In the resources folder. */
  readonly outside: Record<string, string>;
  readonly fuses: Parameters<typeof flipFuses>[1];
  readonly unpack: string;
}

function sound(): Tree {
  const manifest = { version: "1.2.3", main: "./out/main/main.js", desktopName: "cadran.desktop" };
  return {
    files: {
      "package.json": JSON.stringify(manifest),
      "out/main/main.js": 'import "zod";',
      "out/main/process.js": 'load$2("better-sqlite3"); createRequire(import.meta.url)("keytar"); // imap.example.com',
      "out/main/mail-read-worker.js": "",
      "out/preload/preload.cjs": "",
      "out/renderer/index.html": "",
      "node_modules/zod/package.json": '{"dependencies":{"deep":"1"}}',
      "node_modules/zod/node_modules/deep/package.json": "{}",
      "node_modules/zod/dist/node_modules/inside/a.js": "",
      "node_modules/better-sqlite3/package.json": '{"dependencies":{"node-addon-api":"1"}}',
      "node_modules/keytar/package.json": '{"dependencies":{"prebuild-install":"1"}}',
      [SQLITE]: native("elf", 62),
      [KEYTAR]: native("elf", 62),
    },
    outside: { "migrations/0000.sql": MIGRATION, "icons/trayTemplate.png": "", "app-update.yml": "" },
    fuses: FUSES_OFF,
    unpack: "**/*.node",
  };
}

let count = 0;
/** Packs the tree as electron-builder does. @returns the folder it lies in */
async function packed(tree: Tree): Promise<string> {
  const folder = join(temporary, String(++count));
  const source = `${folder}-source`;
  makeStubDistribution(folder, temporary, "45.4.1");
  renameSync(join(folder, "electron"), join(folder, "cadran"));
  await flipFuses(join(folder, "cadran"), tree.fuses);
  const write = (path: string, content: string | Buffer) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  };
  for (const [path, content] of Object.entries(tree.files)) write(join(source, path), content);
  for (const [path, content] of Object.entries(tree.outside)) write(join(folder, "resources", path), content);
  await createPackageWithOptions(source, join(folder, "resources/app.asar"), { unpack: tree.unpack });
  await until(() =>
    expect(statSync(join(folder, "resources/app.asar")).size).toBe(sizeOf(join(folder, "resources/app.asar"))),
  );
  return folder;
}

/** Bytes of an archive by its own header: its writer answers before the last of them are on the disk. */
function sizeOf(archive: string): number {
  const { header, headerSize } = getRawHeader(archive);
  const ends = (entry: object): number[] => {
    if ("files" in entry) return Object.values(entry.files as Record<string, object>).flatMap(ends);
    return "offset" in entry && "size" in entry ? [Number(entry.offset) + Number(entry.size)] : [];
  };
  return 8 + headerSize + Math.max(0, ...ends(header));
}

async function problemsIn(folder: string, budgetBytes = 1_000_000): Promise<string[]> {
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  return packageProblems(await readPackage(folder, "linux", "x64"), {
    version: "1.2.3",
    resources: new Map([
      ["migrations/0000.sql", hash(MIGRATION)],
      ["icons/trayTemplate.png", hash("")],
    ]),
    presetWords: ["imap.example.com"],
    budgetBytes,
  });
}

test("a sound package has no problems", async () => {
  expect(await problemsIn(await packed(sound()))).toEqual([]);
});

const without = (tree: Tree, ...paths: string[]): Tree => {
  const keep = <T>(record: Record<string, T>) =>
    Object.fromEntries(Object.entries(record).filter(([path]) => !paths.includes(path)));
  return { ...tree, files: keep(tree.files), outside: keep(tree.outside) };
};
const withFile = (tree: Tree, path: string, content: string | Buffer = ""): Tree => ({
  ...tree,
  files: { ...tree.files, [path]: content },
});
const withOutside = (tree: Tree, path: string, content = ""): Tree => ({
  ...tree,
  outside: { ...tree.outside, [path]: content },
});
const withManifest = (tree: Tree, change: object): Tree => {
  const manifest = JSON.parse(String(tree.files["package.json"])) as object;
  return withFile(tree, "package.json", JSON.stringify({ ...manifest, ...change }));
};

const BREAKS: readonly (readonly [string, (tree: Tree) => Tree, string])[] = [
  ...[
    "out/main/main.js",
    "out/main/process.js",
    "out/main/mail-read-worker.js",
    "out/preload/preload.cjs",
    "out/renderer/index.html",
  ].map((path) => [`without ${path}`, (tree: Tree) => without(tree, path), `missing: ${path}`] as const),
  ["with a source map", (tree) => withFile(tree, "out/main/main.js.map"), "a source: out/main/main.js.map"],
  ["with a source", (tree) => withFile(tree, "node_modules/zod/a.ts"), "a source: node_modules/zod/a.ts"],
  ["with our sources", (tree) => withFile(tree, "src-main/main.js"), "nothing of ours: src-main/main.js"],
  [
    "with a test",
    (tree) => withFile(tree, "node_modules/zod/test/a.js"),
    "not for shipping: node_modules/zod/test/a.js",
  ],
  [
    "with the stand-in",
    (tree) => withFile(tree, "out/electron-standin/a.js"),
    "not for shipping: out/electron-standin/a.js",
  ],
  ["with an .env", (tree) => withFile(tree, "out/.env"), "not for shipping: out/.env"],
  [
    "with a package nobody asks for",
    (tree) => withFile(tree, "node_modules/ws/package.json", "{}"),
    "nobody needs node_modules/ws",
  ],
  ["without better-sqlite3's native", (tree) => without(tree, SQLITE), `native missing: ${SQLITE}`],
  ["without keytar's native", (tree) => without(tree, KEYTAR), `native missing: ${KEYTAR}`],
  [
    "with another system's native too",
    (tree) => withFile(tree, "node_modules/better-sqlite3/prebuilds/win32-x64.node", native("pe", 0x8664)),
    "native too many: node_modules/better-sqlite3/prebuilds/win32-x64.node",
  ],
  ["with a native for ARM", (tree) => withFile(tree, KEYTAR, native("elf", 183)), `native for linux-arm64: ${KEYTAR}`],
  [
    "with a native for Windows",
    (tree) => withFile(tree, KEYTAR, native("pe", 0x8664)),
    `native for win32-x64: ${KEYTAR}`,
  ],
  [
    "with a native for macOS",
    (tree) => withFile(tree, KEYTAR, native("mach-o", 0x0100000c)),
    `native for darwin-arm64: ${KEYTAR}`,
  ],
  [
    "with something else for a native",
    (tree) => withFile(tree, KEYTAR, "#!/bin/sh"),
    `native for unknown-unknown: ${KEYTAR}`,
  ],
  ["with its natives inside", (tree) => ({ ...tree, unpack: "none" }), `native inside the archive: ${SQLITE}`],
  [
    "with scripts beside the archive",
    (tree) => ({ ...tree, unpack: "**/{*.node,main.js}" }),
    "beside the archive: out/main/main.js",
  ],
  ["without a migration", (tree) => without(tree, "migrations/0000.sql"), "missing: migrations/0000.sql"],
  [
    "with another migration",
    (tree) => withOutside(tree, "migrations/0000.sql", "DROP"),
    "not as in the checkout: migrations/0000.sql",
  ],
  ["without a tray icon", (tree) => without(tree, "icons/trayTemplate.png"), "missing: icons/trayTemplate.png"],
  ["with something else outside", (tree) => withOutside(tree, "notes.txt"), "nothing of ours outside: notes.txt"],
  [
    "without the presets",
    (tree) => withFile(tree, "out/main/process.js", 'load$2("better-sqlite3")'),
    "presets not in the engine: imap.example.com",
  ],
  ["with another main", (tree) => withManifest(tree, { main: "index.js" }), "main is index.js"],
  ["of another version", (tree) => withManifest(tree, { version: "0.0.1" }), "version is 0.0.1"],
  ["without a desktop name", (tree) => withManifest(tree, { desktopName: undefined }), "desktopName is undefined"],
  [
    "that runs as Node",
    (tree) => ({ ...tree, fuses: { ...FUSES_OFF, [FuseV1Options.RunAsNode]: true } }),
    "fuse runAsNode is not off",
  ],
  [
    "that takes its app from anywhere",
    (tree) => ({ ...tree, fuses: { ...FUSES_OFF, [FuseV1Options.OnlyLoadAppFromAsar]: false } }),
    "fuse onlyLoadAppFromAsar is not on",
  ],
];

test.each(BREAKS)("a package %s is refused", async (_name, broken, problem) => {
  expect(await problemsIn(await packed(broken(sound())))).toContain(problem);
});

test("a package over its budget is refused", async () => {
  expect(await problemsIn(await packed(sound()), 1_000)).toContain("0.0 MB, more than 0.0");
});

test("an executable without fuses is refused", async () => {
  const folder = await packed(sound());
  writeFileSync(join(folder, "cadran"), "#!/bin/sh\n");
  expect(await problemsIn(folder)).toContain("no fuse wire in the executable");
});

test("one byte changed in the archive, or in a native beside it, is noticed", async () => {
  const folder = await packed(sound());
  const archive = join(folder, "resources/app.asar");
  const content = readFileSync(archive);
  content.write("imap.exAmple", content.indexOf("imap.example"));
  writeFileSync(archive, content);
  const keytar = native("elf", 62);
  keytar.writeUInt8(7, 200);
  writeFileSync(join(`${archive}.unpacked`, KEYTAR), keytar);
  const problems = await problemsIn(folder);
  expect(problems).toContain("damaged: out/main/process.js");
  expect(problems).toContain(`damaged: ${KEYTAR}`);
});

test("a native that the archive names but that is not beside it is noticed", async () => {
  const folder = await packed(sound());
  rmSync(join(folder, "resources/app.asar.unpacked", SQLITE));
  expect(await problemsIn(folder)).toContain(`native not beside the archive: ${SQLITE}`);
});

test("on macOS the archive's hash must be in Info.plist", async () => {
  const folder = await packed(sound());
  const app = join(folder, "mac/Cadran.app/Contents");
  mkdirSync(app, { recursive: true });
  renameSync(join(folder, "resources"), join(app, "Resources"));
  writeFileSync(join(app, "Info.plist"), "<plist><string>0000</string></plist>");
  expect(packageLayout(join(folder, "mac"), "darwin").executable).toBe(dirname(app));
  expect((await readPackage(join(folder, "mac"), "darwin", "x64")).namesArchive).toBe(false);
});

test("what built code asks Node for is seen however it was written", () => {
  const code = [
    'import { a } from "one";import"two";const b = await import("three/deep");',
    'require("@four/five/six"); load$7("seven"); createRequire(import.meta.url)("eight");',
    'import c from "./near.js"; import d from "node:fs"; import { app } from "electron"; say("nine");',
  ].join("\n");
  expect(askedSpecifiers(code)).toEqual(["@four/five/six", "eight", "one", "seven", "three/deep", "two"]);
});

test("electron-builder's permission for plain http is taken back, and nothing else is touched", () => {
  const plist = "<key>NSAllowsArbitraryLoads</key>\n\t<true/>\n<key>NSAllowsLocalNetworking</key><true/>";
  expect(withoutArbitraryLoads(plist)).toBe(
    "<key>NSAllowsArbitraryLoads</key>\n\t<false/>\n<key>NSAllowsLocalNetworking</key><true/>",
  );
});
