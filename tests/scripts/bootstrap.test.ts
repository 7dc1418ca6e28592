// Runs scripts/bootstrap.mjs in a small checkout, with an npm and an apt-get that only write down how they were called.
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { testFolder } from "../support/folder.ts";

const SCRIPT = join(import.meta.dirname, "../../scripts/bootstrap.mjs");
const LOCK = { packages: { "": {}, "node_modules/ws": { version: "8.0.0", integrity: "sha512-x" } } };

function program(path: string, body: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
}

/** A checkout whose npm makes node_modules/.bin/node, as the `node` package does. */
function checkout(npmBody = "mkdir -p node_modules/.bin; : > node_modules/.bin/node") {
  const root = testFolder();
  mkdirSync(join(root, "scripts"));
  copyFileSync(SCRIPT, join(root, "scripts/bootstrap.mjs"));
  writeFileSync(join(root, "package-lock.json"), JSON.stringify(LOCK));
  program(
    join(root, "tools/npm"),
    `echo "npm $* PATH=$PATH npm=$npm_lifecycle_event$npm_node_execpath" >> "$LOG"\n${npmBody}`,
  );
  const log = join(root, "log");
  const run = (args: string[] = [], env: Record<string, string> = {}) => {
    const path = [join(root, "node_modules/.bin"), join(root, "tools"), "/usr/bin", "/bin"].join(delimiter);
    const clean = { PATH: path, LOG: log, npm_lifecycle_event: "pretest", npm_node_execpath: "/gone/node", ...env };
    const ran = spawnSync(process.execPath, [join(root, "scripts/bootstrap.mjs"), ...args], {
      env: clean,
      encoding: "utf8",
    });
    const calls = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
    rmSync(log, { force: true });
    return { ...ran, calls };
  };
  return { root, run };
}

describe("dependencies", () => {
  test("are installed once, by an npm that does not run on the Node it deletes", () => {
    const { root, run } = checkout();
    const first = run();
    expect(first).toMatchObject({ status: 0, stdout: "" });
    expect(first.stderr).toContain("npm ci");
    expect(first.calls).toEqual([
      expect.stringMatching(/^npm ci .* npm=$/),
      expect.stringMatching(/^npm rebuild .* npm=$/),
    ]);
    for (const call of first.calls) expect(call).not.toContain(join(root, "node_modules/.bin"));

    const startedMs = Date.now();
    expect(run()).toMatchObject({ status: 0, stdout: "", stderr: "", calls: [] });
    expect(Date.now() - startedMs).toBeLessThan(1000);
  });

  test("are installed again when the lockfile changes", () => {
    const { root, run } = checkout();
    run();
    writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages: {}, changed: true }));
    expect(run().calls).toHaveLength(2);
  });

  test("need no compiler, no Python and no Node headers: the one install script that has to run is Node's own", () => {
    const { run } = checkout();
    expect(run().calls.map((call) => call.replace(/ PATH=.*/, ""))).toEqual([
      "npm ci --ignore-scripts",
      "npm rebuild node",
    ]);
  });

  test("that make a keychain are done without where they cannot be built, and that is said", () => {
    const { run } = checkout(
      'mkdir -p node_modules/.bin node_modules/keytar; : > node_modules/.bin/node; case "$*" in *keytar) exit 1; esac',
    );
    expect(run()).toMatchObject({ status: 0, stderr: expect.stringContaining("No keychain: keytar") });
    expect(run()).toMatchObject({ status: 0, stderr: "" });
  });

  test("that someone installed with npm ci are taken as they are, unless they are others", () => {
    const { root, run } = checkout();
    program(join(root, "node_modules/.bin/node"), "");
    writeFileSync(join(root, "node_modules/.package-lock.json"), JSON.stringify(LOCK));
    expect(run()).toMatchObject({ status: 0, stderr: "", calls: [] });

    const other = checkout();
    program(join(other.root, "node_modules/.bin/node"), "");
    const stale = { packages: { "node_modules/ws": { version: "7.0.0", integrity: "sha512-x" } } };
    writeFileSync(join(other.root, "node_modules/.package-lock.json"), JSON.stringify(stale));
    expect(other.run().calls).toHaveLength(2);
  });

  test("that cannot be installed fail the run, and are tried again next time", () => {
    const { run } = checkout("exit 7");
    expect(run()).toMatchObject({ status: 7, stderr: expect.stringContaining("npm ci failed (7)") });
    expect(run().calls).toHaveLength(1);
  });
});

describe("the programs that the tests drive", () => {
  const isRoot = process.getuid?.() === 0;
  const nowhere = { CHROMIUM: "/nonexistent/chromium", CADRAN_KEEP_POLICY: "1" };

  test("are left alone without --servers", () => {
    const { run } = checkout();
    expect(run([], nowhere).stderr).not.toContain("chromium");
  });

  test.runIf(isRoot)(
    "are installed by apt-get when root, once more after an update, and then named in one line",
    () => {
      const { root, run } = checkout();
      program(join(root, "tools/apt-get"), `echo "apt-get $*" >> "$LOG"; exit 100`);
      run();
      const { status, calls, stdout, stderr } = run(["--servers"], nowhere);
      expect(status).toBe(0);
      expect(stdout).toBe("");
      expect(calls.map((call) => call.replace(/ -y.*-recommends/, ""))).toEqual([
        expect.stringMatching(/^apt-get install .*chromium/),
        "apt-get update -qq",
        expect.stringMatching(/^apt-get install .*chromium/),
      ]);
      const last = stderr.trim().split("\n").at(-1);
      expect(last).toMatch(
        /^Not here: .*chromium.* skipped by name\. Run: apt-get install --no-install-recommends .*chromium$/,
      );
    },
  );

  test.runIf(isRoot)("that apt-get brings are no longer named", () => {
    const { root, run } = checkout();
    const chromium = join(root, "chromium");
    program(join(root, "tools/apt-get"), `: > ${chromium}`);
    run();
    const { status, stderr } = run(["--servers"], { ...nowhere, CHROMIUM: chromium });
    expect(status).toBe(0);
    expect(stderr).not.toMatch(/Not here:.*chromium/);
  });
});
