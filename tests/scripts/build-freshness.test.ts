import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { staleReason } from "../../scripts/build-freshness.ts";
import { testFolder } from "../support/folder.ts";

const OUTPUTS = ["out/main/main.js", "out/main/process.js", "out/preload/preload.cjs", "out/renderer/index.html"];
const SOURCES = ["src-main/a.ts", "src-renderer/ui/b.tsx", "package-lock.json"];

function put(root: string, path: string, seconds: number): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), path);
  utimesSync(join(root, path), seconds, seconds);
}

function builtTree(): string {
  const root = testFolder();
  for (const path of SOURCES) put(root, path, 1000);
  for (const path of OUTPUTS) put(root, path, 2000);
  for (const folder of ["src-main", "src-renderer", "src-renderer/ui"]) utimesSync(join(root, folder), 1000, 1000);
  return root;
}

test("a build newer than all its sources is fresh", () => {
  expect(staleReason(builtTree())).toBeUndefined();
});

test("without any one of the outputs a build is needed", () => {
  for (const path of OUTPUTS) {
    const root = builtTree();
    rmSync(join(root, path));
    expect(staleReason(root)).toBe("nothing is built yet");
  }
});

test("a changed, an added and a deleted source each make it stale", () => {
  const changed = builtTree();
  put(changed, "src-renderer/ui/b.tsx", 3000);
  expect(staleReason(changed)).toBe("src-renderer changed");
  const added = builtTree();
  put(added, "src-main/new/c.ts", 3000);
  expect(staleReason(added)).toBe("src-main changed");
  const deleted = builtTree();
  rmSync(join(deleted, "src-renderer/ui/b.tsx"));
  expect(staleReason(deleted)).toBe("src-renderer changed");
});
