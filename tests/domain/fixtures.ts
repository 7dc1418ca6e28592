// The .ics files of tests/fixtures/ics, and short ways to write one.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "../fixtures/ics");

export const fixtureNames = readdirSync(FOLDER).filter((name) => name.endsWith(".ics"));

/** `latin1` keeps every byte as one character. */
export function fixture(name: string, encoding: "utf8" | "latin1" = "utf8"): string {
  return readFileSync(join(FOLDER, name), encoding);
}

/** A calendar around one VEVENT with these lines. */
export function calendar(...lines: string[]): string {
  return events(lines);
}

/** A calendar with one VEVENT per list of lines. */
export function events(...components: string[][]): string {
  const inner = components.flatMap((lines) => [
    "BEGIN:VEVENT",
    "UID:u1",
    "DTSTAMP:20260101T000000Z",
    ...lines,
    "END:VEVENT",
  ]);
  return `${["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", ...inner, "END:VCALENDAR"].join("\r\n")}\r\n`;
}

/** The lines that two texts do not share, as [only in a, only in b]. */
export function lineDiff(a: string, b: string): [string[], string[]] {
  const [left, right] = [a.split(/\r?\n/), b.split(/\r?\n/)];
  const minus = (from: string[], other: string[]) => {
    const rest = [...other];
    return from.filter((line) => {
      const at = rest.indexOf(line);
      if (at >= 0) rest.splice(at, 1);
      return at < 0;
    });
  };
  return [minus(left, right), minus(right, left)];
}

export const NOW = Date.UTC(2026, 10, 23, 8);
