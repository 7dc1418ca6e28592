import { en as chronoEnglish } from "chrono-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseEvent, type QuickEvent, type QuickScene } from "../../src-renderer/quick-add/parse.ts";
import { instantOf, wallClock } from "../../src-renderer/time/wall-clock.ts";
import { ENGLISH } from "./quick-add-english.ts";
import { FRENCH } from "./quick-add-french.ts";

const PARIS = "Europe/Paris";
const SCENE: QuickScene<string> = {
  nowMs: Date.parse("2026-11-18T10:15:00+01:00"),
  zone: PARIS,
  language: "fr",
  defaultMinutes: 60,
  calendars: [
    { id: "travail", name: "Travail" },
    { id: "perso", name: "Personnel" },
    { id: "equipe", name: "Équipe produit" },
  ],
};

function said(event: QuickEvent): string {
  const { start, end, allDay, dated } = event;
  const until = end.slice(0, 10) === start.slice(0, 10) ? end.slice(11) : end;
  const when = allDay ? `${start}…${end}` : `${start}–${until}`;
  return [
    event.title,
    dated ? when : "-",
    event.location && `@${event.location}`,
    event.people.join() || undefined,
    event.rrule,
    event.reminders.length > 0 ? `!${event.reminders.join()}` : undefined,
    event.calendarId && `#${event.calendarId}`,
  ]
    .filter((part) => part !== undefined)
    .join(" | ")
    .trim();
}

const cases = (table: string) =>
  table
    .trim()
    .split("\n")
    .map((line) => line.split(" => ") as [string, string]);
const read = (text: string, more: Partial<QuickScene<string>> = {}) => parseEvent(text, { ...SCENE, ...more });
const at = (iso: string, zone = PARIS) => ({ nowMs: Date.parse(iso), zone });

describe("French sentences", () => {
  test.each(cases(FRENCH))("%s", (text, expected) => expect(said(read(text))).toBe(expected));
});

describe("English sentences", () => {
  test.each(cases(ENGLISH))("%s", (text, expected) => {
    expect(said(read(text, { language: "en" }))).toBe(expected);
  });
});

test("both tables are long enough to mean something", () => {
  expect(cases(FRENCH).length).toBeGreaterThan(150);
  expect(cases(ENGLISH).length).toBeGreaterThan(150);
});

describe("the page's language only settles what a bare hour means", () => {
  test("a French sentence is understood on an English page", () => {
    expect(said(read("Dentiste mardi prochain 8h-8h45", { language: "en" }))).toBe("Dentiste | 2026-11-24T08:00–08:45");
  });
  test("an English one on a French page", () => {
    expect(said(read("standup every weekday 9:15 for 15 minutes"))).toBe(
      "Standup | 2026-11-19T09:15–09:30 | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    );
  });
  test("2:30 is the afternoon in English, the clock's own in French", () => {
    expect(read("call Bob 2:30", { language: "en" }).start).toBe("2026-11-18T14:30");
    expect(read("appel 2:30").start).toBe("2026-11-19T02:30");
  });
});

describe("a day that no calendar has, or that nobody means, stays in the title", () => {
  test.each([
    "fête le 31/12/9999",
    "fête le 01/01/0000",
    "jusqu'à 0 à 29 février",
    "du 0 au 3 mars",
    "trip Feb 3 - 31",
    "congés du 31 au 3 mars",
  ])("%s", (text) => {
    const { start, end } = read(text);
    expect([start.length <= 16, end > start]).toEqual([true, true]);
  });
  test("31/12/9999", () => expect(said(read("fête 31/12/9999"))).toBe("Fête 31/12/9999 | -"));
});

describe("the edges of time", () => {
  test("an hour that daylight saving skips is the one after it", () => {
    const { start, end } = read("train 2h30", at("2027-03-27T20:00:00+01:00"));
    expect([start, end]).toEqual(["2027-03-28T03:30", "2027-03-28T04:30"]);
  });
  test("two hours from now are two hours, over the change of clocks too", () => {
    expect(read("dans 2 heures", at("2027-03-28T01:00:00+01:00")).start).toBe("2027-03-28T04:00");
  });
  test("the year rolls over", () => {
    expect(read("bilan le 2 janvier", at("2026-12-31T23:30:00+01:00")).start).toBe("2027-01-02");
    expect(read("bilan demain", at("2026-12-31T23:30:00+01:00")).start).toBe("2027-01-01");
    expect(read("off Dec 30 to Jan 2", at("2026-12-31T09:00:00+01:00")).end).toBe("2028-01-03");
  });
  test("today is where the person is, not where the computer was made", () => {
    const text = "demain 9h";
    expect(read(text, at("2026-11-18T23:30:00Z", "Pacific/Auckland")).start).toBe("2026-11-20T09:00");
    expect(read(text, at("2026-11-18T23:30:00Z", "America/New_York")).start).toBe("2026-11-19T09:00");
  });
  test("on a Monday the next Tuesday is not tomorrow", () => {
    expect(read("mardi prochain", at("2026-11-23T10:00:00+01:00")).start).toBe("2026-12-01");
    expect(read("mardi", at("2026-11-23T10:00:00+01:00")).start).toBe("2026-11-24");
  });
});

test("a name alone is nobody's address: it stays in the title", () => {
  const event = read("déjeuner avec Anna vendredi midi");
  expect(event.people).toEqual([]);
  expect(event.title).toBe("Déjeuner avec Anna");
});

test("a length without an hour has no place in a day: it stays in the title", () => {
  expect(said(read("réunion 30 min demain"))).toBe("Réunion 30 min | 2026-11-19…2026-11-20");
});

const words = fc.constantFrom(
  ...[
    "demain",
    "lundi",
    "next",
    "Fri",
    "9h",
    "9-11",
    "2pm",
    "du",
    "au",
    "20",
    "27",
    "décembre",
    "every",
    "chaque",
    "à",
  ],
  ...["Mon", "and", "until", "June", "for", "2", "weeks", "rappel", "1 heure avant", "#Travail", "salle", "Jura", "@"],
  ...[
    "anna@example.com",
    "le",
    "dernier",
    "vendredi",
    "du mois",
    "midi",
    "minuit",
    "31/02",
    "29 février",
    "dans",
    "in",
  ],
  ...[
    "toute la journée",
    "12 mars",
    "tous les ans",
    ",",
    "(",
    ")",
    "“",
    "jusqu’au",
    "é",
    "👩‍🚀",
    "\u0301",
    "\ue000",
    "0",
    "99999",
  ],
);
const sentence = fc.oneof(
  fc.array(words, { maxLength: 14 }).map((list) => list.join(" ")),
  fc.string({ unit: "binary", maxLength: 80 }),
);

test("whatever is typed: it never throws, what was understood lies in the text in order, and the times are valid", () => {
  fc.assert(
    fc.property(
      sentence,
      fc.integer({ min: Date.parse("2024-01-01"), max: Date.parse("2032-12-31") }),
      fc.constantFrom(PARIS, "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"),
      fc.constantFrom("fr" as const, "en" as const),
      (text, nowMs, zone, language) => {
        const { spans, start, end, allDay, title, location } = parseEvent(text, { ...SCENE, nowMs, zone, language });
        let last = 0;
        for (const { from, to } of spans) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeGreaterThan(from);
          last = to;
        }
        expect(last).toBeLessThanOrEqual(text.length);
        expect(start).toMatch(allDay ? /^\d{4}-\d\d-\d\d$/ : /^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
        if (allDay) expect(end > start).toBe(true);
        else {
          expect(instantOf(end, zone)).toBeGreaterThan(instantOf(start, zone));
          expect(wallClock(instantOf(start, zone), zone)).toBe(start);
        }
        expect(title.length).toBeLessThanOrEqual(text.length + 1);
        expect(location?.trim()).toBe(location);
      },
    ),
    { seed: 20261118, numRuns: 3000 },
  );
});

// It takes “Dec 24 at 1am” for the first of December: that form is left out.
test("another reader of English agrees on plain days and hours", () => {
  const day = fc.constantFrom("tomorrow", "on Friday", "on Sunday", "on 3 December", "on 24 December", "in 5 days");
  const hour = fc.tuple(
    fc.integer({ min: 1, max: 12 }),
    fc.constantFrom("", ":15", ":40"),
    fc.constantFrom("am", "pm"),
  );
  fc.assert(
    fc.property(day, hour, (said, [h, minutes, half]) => {
      const text = `review ${said} at ${h}${minutes}${half}`;
      // Its clock is the machine's: the wall clock is compared, not the instant.
      const [found] = chronoEnglish.GB.parse(text, new Date(2026, 10, 18, 10, 15), { forwardDate: true });
      const start = found?.start;
      const two = (n: number | null | undefined) => String(n).padStart(2, "0");
      const wall = `2026-${two(start?.get("month"))}-${two(start?.get("day"))}T${two(start?.get("hour"))}:${two(start?.get("minute"))}`;
      expect(read(text, { language: "en" }).start).toBe(wall);
    }),
    { seed: 20261118, numRuns: 200 },
  );
});
