// `npm run check:house`: the figures of our style beside their goals. Exit code 1 when one is missed.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { findBreaches } from "../tests/architecture-rules.ts";
import { readTree } from "../tests/architecture-scan.ts";
import { documentedExports } from "./house-docs.ts";
import { countAny, functionsOf, linesOf, longest, longestFile, type Stretch } from "./house-figures.ts";

// Its build as an ES module names a file that is not there.
const { detectClonesAndStatistic } = createRequire(import.meta.url)("jscpd") as typeof import("jscpd");
type Clone = Awaited<ReturnType<typeof detectClonesAndStatistic>>["clones"][number];

const ROOT = join(import.meta.dirname, "..");
const SOURCE_FOLDERS = ["src-main", "src-preload", "src-renderer"];
const bin = (path: string) => join(ROOT, "node_modules", path);

interface Row {
  readonly what: string;
  readonly figure: string;
  readonly goal: string;
  readonly isMet: boolean;
  /** Where the worst of it is. */
  readonly where?: string;
}

async function rows(): Promise<Row[]> {
  const source = readTree(ROOT, SOURCE_FOLDERS);
  const tests = readTree(ROOT, ["tests"]);
  const tools = readTree(ROOT, ["scripts"]);
  const all = new Map([...source, ...tests, ...tools]);
  const breaches = findBreaches(source);
  const cycles = breaches.filter((one) => one.includes(": a cycle"));
  const { documented, total } = documentedExports(source);
  return [
    atMost("longest file, lines", longestFile(all), 300),
    // A describe() of a test is a chapter, not a function.
    atMost("longest function, lines", longest(functionsOf(new Map([...source, ...tools]))), 60),
    none("import cycles", cycles),
    none(
      "other breaches of the layers",
      breaches.filter((one) => !cycles.includes(one)),
    ),
    none("dead exports, files and packages", deadCode()),
    none(
      "any",
      Array.from({ length: countAny(all) }, () => ""),
    ),
    atLeast("exports documented", (100 * documented) / total, 95, " %"),
    await duplication(),
    atLeast("lines of tests to lines of source", linesOf(tests) / linesOf(source), 1.2, ""),
  ];
}

function atMost(what: string, most: Stretch | undefined, goal: number): Row {
  const { path = "", line = 0, lines = Number.NaN } = most ?? {};
  return { what, figure: String(lines), goal: `≤ ${goal}`, isMet: lines <= goal, where: `${path}:${line}` };
}

function none(what: string, found: readonly string[]): Row {
  return { what, figure: String(found.length), goal: "0", isMet: found.length === 0, where: found[0] ?? "" };
}

function atLeast(what: string, figure: number, goal: number, unit: string): Row {
  return { what, figure: `${figure.toFixed(2)}${unit}`, goal: `≥ ${goal}${unit}`, isMet: figure >= goal };
}

/** What knip finds, one line each. It exits with 1 when there is something. */
function deadCode(): string[] {
  const args = [bin("knip/bin/knip.js"), "--reporter", "compact", "--no-progress", "--no-config-hints"];
  try {
    execFileSync(process.execPath, args, { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
    return [];
  } catch (error) {
    const { stdout = "" } = error as { stdout?: string };
    const lines = stdout.split("\n").filter((line) => line !== "");
    return lines.length > 0 ? lines : [`knip failed: ${String(error)}`];
  }
}

/** Lines that stand in two places: runs of six lines and fifty tokens. */
async function duplication(): Promise<Row> {
  const path = SOURCE_FOLDERS.map((folder) => join(ROOT, folder));
  const options = { path, format: ["typescript", "tsx"], minLines: 6, minTokens: 50, silent: true, reporters: [] };
  const { clones, statistic } = await detectClonesAndStatistic(options);
  const percentage = statistic.total.percentage;
  const [worst] = clones.toSorted((one, other) => linesIn(other) - linesIn(one));
  return {
    what: "source that stands twice",
    figure: `${percentage.toFixed(2)} %`,
    goal: "≤ 0.5 %",
    isMet: percentage <= 0.5,
    where: worst ? `${relative(ROOT, worst.duplicationA.sourceId)}:${worst.duplicationA.start.line}` : "",
  };
}

function linesIn({ duplicationA: { start, end } }: Clone): number {
  return end.line - start.line;
}

function print(found: readonly Row[]): void {
  const width = Math.max(...found.map(({ what }) => what.length));
  for (const { what, figure, goal, isMet, where } of found) {
    const words = `${what.padEnd(width)}  ${figure.padStart(8)}  ${goal.padEnd(8)}  ${isMet ? "ok" : "MISSED"}`;
    process.stdout.write(`${words}${where ? `  ${where}` : ""}\n`);
  }
}

const found = await rows();
print(found);
process.exitCode = found.every(({ isMet }) => isMet) ? 0 : 1;
