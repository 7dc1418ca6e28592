// `npm run electronegativity`: an independent checker of Electron code (Doyensec's electronegativity) over main.ts, host/electron,
// preload.ts and the page's HTML. Fails on a finding that is not explained below, and when it could not read a file. Advisory:
// tests/e2e/electron/security.spec.ts holds the same promises on the running app. Its many old dependencies stay out of ours: npm
// fetches it for this one run, with the Node it needs.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { explain, findingsOf, unseen } from "./electronegativity-findings.ts";

const root = join(import.meta.dirname, "..");
const CHECKER = "@doyensec/electronegativity@1.10.3";
/** It fails on newer ones after it has written its report. */
const NODE = "node@20";

/** Its parser is older than our syntax: it is given the same lines without their types, and with private members under names
 *  of another kind, which it would not look into. */
function copySources(folder) {
  const host = readdirSync(join(root, "src-main/host/electron")).map((name) => `src-main/host/electron/${name}`);
  const sources = ["src-main/main.ts", "src-preload/preload.ts", ...host.filter((name) => name.endsWith(".ts"))];
  for (const source of sources) {
    const target = join(folder, source.replace(/\.ts$/, ".js"));
    mkdirSync(dirname(target), { recursive: true });
    const code = stripTypeScriptTypes(readFileSync(join(root, source), "utf8"));
    writeFileSync(target, code.replace(/(?<![\w"'`&])#(?=[a-z]\w*)/g, "private_"));
  }
  mkdirSync(join(folder, "src-renderer"));
  cpSync(join(root, "src-renderer/index.html"), join(folder, "src-renderer/index.html"));
  cpSync(join(root, "package.json"), join(folder, "package.json"));
  return sources.length;
}

function check(folder, version) {
  const report = join(folder, "..", "report.csv");
  const command = ["electronegativity", "-i", folder, "-o", report, "-e", version, "-v", "true"];
  const npm = ["exec", "--yes", `--package=${NODE}`, `--package=${CHECKER}`, "--", ...command];
  const run = spawnSync("npm", npm, {
    cwd: dirname(folder),
    encoding: "utf8",
    shell: process.platform === "win32",
    env: { ...process.env, npm_config_ignore_scripts: "false" },
  });
  const said = `${run.stdout}${run.stderr}`;
  try {
    return { said, csv: readFileSync(report, "utf8") };
  } catch {
    throw new Error(`electronegativity wrote no report\n${said}`);
  }
}

function main() {
  const temporary = mkdtempSync(join(tmpdir(), "cadran-electronegativity-"));
  try {
    const folder = join(temporary, "app");
    mkdirSync(folder);
    const count = copySources(folder);
    const { version } = JSON.parse(readFileSync(join(root, "node_modules/electron/package.json"), "utf8"));
    const { said, csv } = check(folder, version);
    const unread = said.split("\n").filter((line) => /error parsing|Error while/i.test(line));
    const findings = findingsOf(csv).map((finding) => ({ ...finding, why: explain(finding) }));
    for (const { id, file, line, why } of findings) {
      process.stdout.write(
        `${why ? "explained  " : "UNEXPLAINED"} ${id} ${file.replace(/^.*\/app\//, "")}:${line} ${why ?? ""}\n`,
      );
    }
    for (const line of unread) process.stdout.write(`UNREAD      ${line.trim()}\n`);
    const blind = unseen(findings);
    for (const file of blind) process.stdout.write(`NOT SEEN    the window of ${file}\n`);
    const unexplained = findings.filter(({ why }) => why === undefined).length;
    process.stdout.write(`${count} files, ${findings.length} findings, ${unexplained} unexplained\n`);
    return unexplained + unread.length + blind.length === 0 ? 0 : 1;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

process.exitCode = main();
