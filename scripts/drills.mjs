// `npm run drills`: the tests of tests/drills by themselves, and a table of what each drill lost and how it ended.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "cadran-drills-"));
const file = join(folder, "drills.jsonl");
const args = [join(root, "node_modules/vitest/vitest.mjs"), "run", "--project", "unit", "tests/drills"];
const env = { ...process.env, CADRAN_DRILLS_REPORT: file };
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env });

const text = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
const drills = text === "" ? [] : text.split("\n").map((line) => JSON.parse(line));
const rows = [
  ["drill", "lost", "how it ended"],
  ...drills.map(({ drill, lost, ended }) => [drill, lost.join(", ") || "nothing", ended]),
];
const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column].length)));
process.stdout.write(
  `\n${rows
    .map((row) =>
      row
        .map((cell, n) => cell.padEnd(widths[n]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n")}\n`,
);
rmSync(folder, { recursive: true });
process.exitCode = status ?? 1;
