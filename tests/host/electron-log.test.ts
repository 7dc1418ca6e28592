// The host's log on a disk.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { note, openLog } from "../../src-main/host/electron/log.ts";

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "cadran-log-"));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

test("notes names and numbers, texts scrubbed", () => {
  const file = join(folder(), "logs", "host.log");
  openLog(file);
  note("page.gone", { reason: "crashed", exitCode: 5 });
  note("notice.failed", { error: 'cannot show "Dinner with Grace" to ada@example.org' });
  const lines = readFileSync(file, "utf8").split("\n");
  expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT\S+Z page\.gone reason=crashed exitCode=5$/);
  expect(lines[1]).toContain("notice.failed error=cannot show “…” to <address>");
});

test("only its owner can read it, where the system knows owners", () => {
  const file = join(folder(), "host.log");
  openLog(file);
  note("start");
  if (process.platform !== "win32") expect(statSync(file).mode & 0o077).toBe(0);
});

test("stays small: two files of a quarter of a megabyte", () => {
  const file = join(folder(), "host.log");
  openLog(file);
  for (let n = 0; n < 3_000; n++) note("error", { what: "word ".repeat(60), n });
  expect(statSync(file).size).toBeLessThanOrEqual(256 * 1024);
  expect(statSync(`${file}.1`).size).toBeLessThanOrEqual(256 * 1024);
  expect(readFileSync(file, "utf8")).toContain("n=2999");
});

test("one that cannot be written stops nothing", () => {
  const file = join(folder(), "host.log");
  mkdirSync(file);
  openLog(file);
  expect(() => note("start")).not.toThrow();
});
