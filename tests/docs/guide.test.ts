// The guide and the other first pages may not lie: every link leads somewhere, every example does what it says.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { parseMailQuery } from "../../src-main/domain/mail/query.ts";
import { parseEvent } from "../../src-renderer/quick-add/parse.ts";

const ROOT = join(import.meta.dirname, "../..");
const GUIDES = ["docs/guide/en.md", "docs/guide/fr.md"];
const PAGES = [...GUIDES, "README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "docs/commands.md"];
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

/** A heading as GitHub names it in an address. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, "")
    .replaceAll(" ", "-");

/** What stands between backquotes in the rows of the table under a heading. */
function examplesUnder(text: string, heading: string): string[] {
  const part = text.split(/^## /m).find((one) => one.startsWith(heading)) ?? "";
  const rows = part.split("\n").filter((line) => line.startsWith("| `"));
  return rows.flatMap((row) => [...(row.split(" | ")[0] ?? "").matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code));
}

describe.each(PAGES)("%s", (path) => {
  const text = read(path);
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = ""]) => to).filter((to) => !/^https?:/.test(to));

  it("leads nowhere that is not there", () => {
    const broken = links.filter((to) => {
      const [file = "", anchor] = to.split("#");
      const target = file === "" ? path : join(dirname(path), file);
      if (!existsSync(join(ROOT, target))) return true;
      const headings = anchor === undefined ? [] : [...read(target).matchAll(/^#+ (.*)$/gm)];
      return anchor !== undefined && !headings.some(([, heading = ""]) => anchorOf(heading) === anchor);
    });
    expect(broken).toEqual([]);
  });

  it("names no file of ours that is not there", () => {
    const named = [...text.matchAll(/`((?:src-\w+|tests|scripts|docs|resources)\/[\w./-]+\.\w+)`/g)].map(
      ([, file = ""]) => file,
    );
    expect(named.filter((file) => !/NAME|NNNN|SUBJECT/.test(file) && !existsSync(join(ROOT, file)))).toEqual([]);
  });
});

test("the pages lead to each other", () => {
  expect(PAGES.filter((path) => /\]\([^)\s]+\)/.test(read(path))).length).toBeGreaterThan(4);
});

test("both languages of the guide have the same chapters, pictures, tables and commands", () => {
  const shape = (path: string) =>
    read(path)
      .split("\n")
      .flatMap((line) => {
        if (line.startsWith("#")) return [line.replace(/[^#].*/, "")];
        if (line.startsWith("![")) return [line.replace(/.*screens\/(\w+).*/, "$1")];
        return line.startsWith("|") ? [line.replace(/[^|]/g, "")] : [];
      });
  expect(shape("docs/guide/fr.md")).toEqual(shape("docs/guide/en.md"));
});

describe.each([
  ["docs/guide/en.md", "en", "One sentence", "Searching mail"],
  ["docs/guide/fr.md", "fr", "Une phrase", "Chercher dans le courrier"],
] as const)("the examples of %s", (path, language, quick, search) => {
  const sentences = examplesUnder(read(path), quick);
  const queries = examplesUnder(read(path), search);
  const nowMs = Date.parse("2026-11-18T10:15:00+01:00");
  const calendars = [
    { id: "work", name: "Work" },
    { id: "team", name: "Équipe" },
  ];

  it("are there", () => {
    expect(sentences.length).toBeGreaterThan(8);
    expect(queries.length).toBeGreaterThan(20);
  });

  it.each(sentences)("%s: becomes an event", (sentence) => {
    const event = parseEvent(sentence, { nowMs, zone: "Europe/Paris", language, defaultMinutes: 60, calendars });
    expect(event.dated).toBe(true);
    expect(event.title.split(" ").length, event.title).toBeLessThanOrEqual(3);
    expect(event.calendarId !== undefined).toBe(sentence.includes("#"));
    expect(event.people.length > 0).toBe(sentence.includes("@"));
    expect(event.reminders.length > 0).toBe(/remind|rappel/.test(sentence));
    expect(event.rrule !== undefined).toBe(/every|Mondays|chaque|tous/.test(sentence));
  });

  it.each(queries)("%s: is understood by the search", (query) => {
    expect(parseMailQuery(query, nowMs, Date.UTC).ignored).toEqual([]);
  });
});
