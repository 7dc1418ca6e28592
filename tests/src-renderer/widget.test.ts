import { beforeAll, describe, expect, test } from "vitest";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import { startI18n } from "../../src-renderer/i18n/language.ts";
import { widgetView } from "../../src-renderer/shell/widget-view.ts";
import { planUpcoming } from "../../src-renderer/upcoming/plan.ts";
import { calendarSeed, ZONE } from "./fake-data.ts";
import { ms } from "./fake-details.ts";

let t: Parameters<typeof widgetView>[1]["t"];
beforeAll(() => {
  globalThis.document ??= { documentElement: {} } as Document;
  t = startI18n("fr").getFixedT("fr");
});

const one = (title: string, start: string, end: string, more: Partial<Occurrence> = {}): Occurrence => ({
  ...{ eventId: title as EventId, calendarId: "travail" as CalendarId, title, start, end, zone: ZONE },
  ...{ startMs: ms(start), endMs: ms(end), allDay: !start.includes("T"), recurring: false },
  ...{ status: "confirmed", pending: false, ...more },
});

function view(now: string, ...occurrences: Occurrence[]) {
  const nowMs = ms(now);
  const plan = planUpcoming({ occurrences, calendars: calendarSeed(), nowMs, zone: ZONE });
  return widgetView(plan, { t, language: "fr", zone: ZONE, nowMs });
}
const outline = ({ groups }: ReturnType<typeof view>) =>
  groups.map(({ heading, whole, lines }) => [
    heading,
    whole.map(({ title }) => title).join(),
    lines.map(({ time, day, title }) => [time, day, title].filter(Boolean).join(" ")).join(", "),
  ]);

const review = one("Revue", "2026-11-18T09:30", "2026-11-18T11:00");
const lunch = one("Déjeuner", "2026-11-18T12:15", "2026-11-18T13:30");

describe("the popover's card", () => {
  test("is what runs, with how much of it is left and how far it is", () => {
    const { card, nextIn } = view("2026-11-18T10:42", review, lunch);
    expect(card).toMatchObject({
      kicker: "En cours, encore 18 min",
      title: "Revue",
      time: "09:30 – 11:00",
      percent: 80,
    });
    expect(nextIn).toBe("1 h 33");
  });

  test("is the next event with the countdown where nothing runs, and the list does not repeat it", () => {
    const { card, nextIn, groups } = view("2026-11-18T11:27", lunch);
    expect(card).toMatchObject({ kicker: "Prochain, dans 48 min", title: "Déjeuner", percent: undefined });
    expect(nextIn).toBeUndefined();
    expect(groups).toEqual([]);
  });

  test("names the day of an event that is not today's", () => {
    const friday = one("Bilan", "2026-11-20T15:00", "2026-11-20T16:00");
    expect(view("2026-11-18T18:00", friday).card).toMatchObject({
      kicker: "Prochain : vendredi 20 novembre".replace(" :", "\u202f:"),
      time: "ven. 20 nov., 15:00 – 16:00",
    });
    expect(view("2026-11-19T18:00", friday).card).toMatchObject({
      kicker: "Prochain, dans 21 h",
      time: "demain, 15:00 – 16:00",
    });
  });

  test("leads to the meeting only by a web address", () => {
    const held = (conferenceUrl: string) => view("2026-11-18T10:42", { ...review, conferenceUrl }).card;
    expect(held("https://meet.example.com/1")?.joinUrl).toBe("https://meet.example.com/1");
    expect(held("javascript:alert(1)")?.joinUrl).toBeUndefined();
  });
});

describe("the popover's list", () => {
  test("comes after the card, by day, with what fills the day beside its name", () => {
    const shown = view(
      "2026-11-18T10:42",
      one("Télétravail", "2026-11-18", "2026-11-19"),
      one("Salon", "2026-11-19", "2026-11-21"),
      review,
      lunch,
      one("Devis", "2026-11-19T09:30", "2026-11-19T11:30"),
    );
    expect(outline(shown)).toEqual([
      ["Ensuite", "Télétravail", "12:15 Déjeuner"],
      ["Demain, jeudi 19", "Salon", "09:30 Devis"],
    ]);
  });

  test("shows what else runs among what comes, with what is left of it", () => {
    const other = one("Garde", "2026-11-18T10:00", "2026-11-18T12:00");
    const { groups } = view("2026-11-18T10:42", review, other);
    expect(groups[0]?.lines).toMatchObject([{ title: "Garde", left: "encore 1 h 18" }]);
  });

  test("has no more headings than there is room for: over many days each line says its own", () => {
    const on = (day: number) => one(`E${day}`, `2026-11-${day}T09:00`, `2026-11-${day}T10:00`);
    expect(outline(view("2026-11-18T08:00", on(18), on(19), on(20), on(21)))).toEqual([
      ["Demain, jeudi 19", "", "09:00 E19"],
      ["Vendredi 20", "", "09:00 E20"],
      ["Samedi 21", "", "09:00 E21"],
    ]);
    expect(outline(view("2026-11-18T08:00", on(18), on(19), on(20), on(21), on(22)))).toEqual([
      ["Ensuite", "", "09:00 jeu. 19 E19, 09:00 ven. 20 E20, 09:00 sam. 21 E21, 09:00 dim. 22 E22"],
    ]);
  });

  test("is empty only when nothing is planned: a day without hours has its name", () => {
    expect(outline(view("2026-11-18T10:42", one("Télétravail", "2026-11-18", "2026-11-19")))).toEqual([
      ["Aujourd’hui", "Télétravail", ""],
    ]);
    expect(view("2026-11-18T10:42")).toEqual({ card: undefined, nextIn: undefined, groups: [] });
  });
});
