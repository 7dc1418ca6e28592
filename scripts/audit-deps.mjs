// `npm run audit:deps`: known advisories against what is shipped, and its licences against the allow-list (scripts/spdx.ts). An advisory
// that does not reach the program is accepted in accepted-advisories.json, with its reason.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { judged, readAudit } from "./deps-report.ts";
import { shippedPackages } from "./shipped.ts";
import { isAllowed } from "./spdx.ts";

const root = join(import.meta.dirname, "..");
const accepted = JSON.parse(readFileSync(join(import.meta.dirname, "accepted-advisories.json"), "utf8"));
const say = (text) => process.stdout.write(`${text}\n`);

/** Its exit code tells of findings; the report says more. */
function npmAudit() {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const shell = process.platform === "win32";
  return new Promise((resolve) => {
    const options = { cwd: root, shell, timeout: 120_000, maxBuffer: 64 * 1_048_576 };
    execFile(npm, ["audit", "--json"], options, (_error, stdout) => resolve(stdout));
  });
}

/** @returns how many advisories are open */
function auditFound(audit, packages) {
  if ("skipped" in audit) {
    say(`advisories: skipped: ${audit.skipped}`);
    return 0;
  }
  const { open, accepted: known, idle } = judged(audit.advisories, new Set(packages.map(({ name }) => name)), accepted);
  for (const one of open) say(`advisory: ${one.package}: ${one.id} (${one.severity}): ${one.title}`);
  for (const one of known) say(`accepted: ${one.package}: ${one.id}`);
  for (const one of idle) say(`no longer needed in accepted-advisories.json: ${one.id} of ${one.package}`);
  say(`advisories: ${open.length} open, ${known.length} accepted; ${audit.advisories.length} with those of tools`);
  return open.length;
}

const packages = shippedPackages();
const open = auditFound(readAudit(await npmAudit()), packages);
const refused = packages.filter(({ licence }) => !isAllowed(licence));
for (const { name, version, licence } of refused) say(`licence: ${name} ${version}: ${licence || "none named"}`);
say(`licences: ${packages.length - refused.length} of ${packages.length} packages allowed, ${refused.length} not`);
process.exitCode = open + refused.length > 0 ? 1 : 0;
