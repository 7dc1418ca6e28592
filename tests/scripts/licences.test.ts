// What is shipped of others: found, allowed, and told.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { judged, readAudit } from "../../scripts/deps-report.ts";
import { noticesOf, staleIn } from "../../scripts/notices.ts";
import { closureOf, type Lock, packagesIn, shippedPackages, textsOf } from "../../scripts/shipped.ts";
import { isAllowed } from "../../scripts/spdx.ts";

const packages = shippedPackages();
const NOTICES = new URL("../../THIRD-PARTY-NOTICES.txt", import.meta.url);

describe("what this checkout ships", () => {
  it("is told in THIRD-PARTY-NOTICES.txt: `npm run licences` renews it", () => {
    expect(staleIn(readFileSync(NOTICES, "utf8"), packages)).toEqual([]);
  });

  it("is under licences that allow it", () => {
    expect(packages.filter(({ licence }) => !isAllowed(licence))).toEqual([]);
  });

  it("has what the engine runs with and what the page is built of, and none of the tools", () => {
    const names = packages.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(["better-sqlite3", "sanitize-html", "htmlparser2", "react", "scheduler"]),
    );
    for (const tool of ["vitest", "typescript", "electron", "fast-check"]) expect(names).not.toContain(tool);
  });
});

describe("a closure", () => {
  const lock: Lock = {
    "": { version: "0" },
    "node_modules/a": { version: "1", license: "MIT", dependencies: { b: "2" }, optionalDependencies: { absent: "1" } },
    "node_modules/a/node_modules/b": { version: "2", license: "ISC", dependencies: { c: "1" } },
    "node_modules/b": { version: "1", license: "MIT" },
    "node_modules/c": { version: "1", peerDependencies: { a: "1" } },
    "node_modules/d": { version: "1", license: "MIT" },
  };

  it("follows each package to the version that Node would load", () => {
    const found = closureOf(lock, ["a"]).map(({ name, version, licence }) => `${name} ${version} ${licence}`);
    expect(found).toEqual(["a 1 MIT", "b 2 ISC", "c 1 "]);
  });

  it("begins at what is imported, types left out", () => {
    const source = `import type { A } from "types-only";\nimport { b } from "@scope/name/deep";\nimport "./own.ts";\nimport {\n  c,\n} from "many-lines";\nimport "styles/x.css";\nconst d = await import("late");\nimport e from "node:fs";`;
    expect(packagesIn(source)).toEqual(["@scope/name", "many-lines", "styles", "late"]);
  });
});

describe("the notices", () => {
  const [first] = packages;

  it("hold every package, and each text once", () => {
    const shown = noticesOf(packages.slice(0, 3), () => ["The text."]);
    for (const { name, version } of packages.slice(0, 3)) expect(shown).toContain(`${name} ${version} — `);
    expect(shown.split("The text.").length).toBe(2);
    expect(staleIn(shown, packages.slice(0, 3))).toEqual([]);
  });

  it("are stale when a package changed or went", () => {
    const shown = noticesOf(packages.slice(0, 2), () => []);
    expect(staleIn(shown, packages.slice(1, 3))).toHaveLength(2);
  });

  it("have the texts that packages come with", () => {
    expect(first && textsOf(first).join()).toMatch(/copyright|permission/i);
  });
});

describe("a licence", () => {
  it.each([
    ["MIT", true],
    ["(MIT OR GPL-3.0)", true],
    ["MIT AND ISC", true],
    ["MIT AND GPL-3.0", false],
    ["(MIT OR GPL-3.0) AND AGPL-3.0", false],
    ["GPL-3.0-only", false],
    ["SEE LICENSE IN LICENSE.txt", false],
    ["(MIT", false],
    ["", false],
  ])("%s: %s", (expression, allowed) => expect(isAllowed(expression)).toBe(allowed));
});

describe("an audit", () => {
  const via = { url: "https://github.com/advisories/GHSA-aaaa-bbbb-cccc", name: "a", severity: "high", title: "T" };
  const report = JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: { a: { via: [via] }, b: { via: ["a"] }, c: { via: [{ ...via, name: "c" }, via] } },
  });

  it("tells each advisory once; those of tools and accepted ones do not count", () => {
    const audit = readAudit(report);
    if ("skipped" in audit) throw new Error(audit.skipped);
    expect(audit.advisories.map(({ package: name }) => name)).toEqual(["a", "c"]);
    const accepted = [
      { id: "GHSA-aaaa-bbbb-cccc", package: "a", reason: "never called" },
      { id: "GHSA-gone", package: "a", reason: "old" },
    ];
    expect(judged(audit.advisories, new Set(["a"]), [])).toMatchObject({ open: [{ package: "a" }] });
    expect(judged(audit.advisories, new Set(["a"]), accepted)).toMatchObject({ open: [], idle: [{ id: "GHSA-gone" }] });
  });

  it.each([
    [JSON.stringify({ message: "404 Not Found", error: { code: "ENOAUDIT" } }), "(404 Not Found)"],
    [JSON.stringify({ error: { code: "EAUDIT", summary: "audit endpoint returned an error" } }), "(audit endpoint"],
    ["", "no audits"],
  ])("that nobody answers is skipped, and says so: %s", (text, said) => {
    expect(readAudit(text)).toEqual({ skipped: expect.stringContaining(said) });
  });
});
