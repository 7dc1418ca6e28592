import { beforeAll, describe, expect, test } from "vitest";
import type { EventId } from "../../src-preload/contract/shapes.ts";
import { startI18n } from "../../src-renderer/i18n/language.ts";
import { countNotices, noticesByDay, reminderCards } from "../../src-renderer/notices/plan.ts";
import { sayNotice, sayNoticeDay, saySnoozeTime, type Words } from "../../src-renderer/notices/say-notice.ts";
import { snoozeTimes } from "../../src-renderer/notices/snooze-times.ts";
import { wallClock } from "../../src-renderer/time/wall-clock.ts";
import { NOW_MS, ZONE } from "./fake-data.ts";
import { noticeSeed, reminder } from "./fake-desktop.ts";

const MINUTE = 60_000;
let french: Words;
let english: Words;
beforeAll(() => {
  globalThis.document ??= { documentElement: {} } as Document;
  const i18n = startI18n("fr");
  french = { t: i18n.getFixedT("fr"), language: "fr", zone: ZONE, nowMs: NOW_MS };
  english = { t: i18n.getFixedT("en"), language: "en", zone: ZONE, nowMs: NOW_MS };
});

describe("the notification centre", () => {
  test("lists by day what was told; a trouble has its place under “to do” and is not counted twice", () => {
    const days = noticesByDay(noticeSeed(), ZONE).map(({ day, notices }) => [day, notices.map(({ id }) => id)]);
    expect(days).toEqual([
      ["2026-11-18", ["reminder Point avec Inès", "reminder Restitution intermédiaire", "mail 1"]],
      ["2026-11-17", ["reminder Bilan trimestriel"]],
    ]);
    expect(countNotices(noticeSeed())).toBe(4);
  });

  test("says how far off an event is, when and where; and of a message who wrote what", () => {
    const said = noticeSeed().map((one) => sayNotice(one, french));
    expect(said.map(({ title }) => title)).toEqual([
      "Point avec Inès",
      "Restitution intermédiaire",
      "Nora Keller",
      "Nextcloud attend votre connexion",
      "Bilan trimestriel",
    ]);
    expect(said.map(({ text }) => text)).toEqual([
      "dans 1 h 15 · 11:30 – 12:00",
      "dans 3 h 45 · 14:00 – 15:00 · Rue du Rhône 14, salle Jura",
      "Ordre du jour de jeudi – Bonjour Camille, voici le point qui manquait à l’ordre du jour.",
      "Rien n’est perdu. Ouvrez Cadran pour continuer.",
      "terminé · mar. 17 nov., 16:00 – 17:00",
    ]);
  });

  test.each([
    ["2026-11-18T10:15", "now", "maintenant"],
    ["2026-11-18T10:10", "began 5 min ago", "commencé il y a 5 min"],
    ["2026-11-18T10:16", "in 1 min", "dans 1 min"],
  ])("an event at %s is %s", (start, en, fr) => {
    const one = reminder("A", start, "2026-11-18T11:00");
    expect(sayNotice(one, english).text).toMatch(new RegExp(`^${en} · `));
    expect(sayNotice(one, french).text).toMatch(new RegExp(`^${fr} · `));
  });

  test("an event of another day, of a whole day or without a title is said in full", () => {
    const far = reminder("", "2026-11-21T09:00", "2026-11-21T10:00");
    expect(sayNotice(far, french)).toEqual({ title: "Sans titre", text: "sam. 21 nov., 09:00 – 10:00" });
    const whole = reminder("Salon", "2026-11-19", "2026-11-21", { allDay: true });
    expect(sayNotice(whole, french).text).toBe("jeu. 19 nov., toute la journée");
  });

  test("days are named as people name them", () => {
    expect(["2026-11-18", "2026-11-17", "2026-11-16"].map((day) => sayNoticeDay(day, french))).toEqual([
      "Aujourd’hui",
      "Hier",
      "Lundi 16 novembre",
    ]);
  });
});

describe("a reminder that is put off", () => {
  test("comes back in 5, 10 or 60 minutes, or tomorrow at eight on the wall, also when clocks change that night", () => {
    const times = snoozeTimes(NOW_MS, ZONE);
    expect(times.slice(0, 3).map(({ ms }) => (ms - NOW_MS) / MINUTE)).toEqual([5, 10, 60]);
    expect(times.map((one) => saySnoozeTime(one, french))).toEqual([
      "Dans 5 min",
      "Dans 10 min",
      "Dans 1 h",
      "Demain, 08:00",
    ]);
    const before = Date.parse("2026-10-24T22:30:00+02:00");
    expect(wallClock(snoozeTimes(before, ZONE).at(-1)?.ms ?? 0, ZONE)).toBe("2026-10-25T08:00");
  });
});

describe("cards in front of the page", () => {
  const titles = (...list: Parameters<typeof reminder>[]) =>
    reminderCards(
      list.map((one) => reminder(...one)),
      NOW_MS,
    ).map(({ reminder: { title } }) => title);

  test("stand for what fell due within the hour or is about to begin, the next first", () => {
    expect(
      titles(
        ["Later", "2026-11-18T14:00", "2026-11-18T15:00", { eventId: "a" as EventId }],
        ["Soon", "2026-11-18T10:20", "2026-11-18T11:00", { eventId: "b" as EventId, atMs: NOW_MS - 86_400_000 }],
        [
          "Told long ago",
          "2026-11-18T16:00",
          "2026-11-18T17:00",
          { eventId: "c" as EventId, atMs: NOW_MS - 90 * MINUTE },
        ],
      ),
    ).toEqual(["Soon", "Later"]);
  });

  test("go when the event is over, and stay while it runs", () => {
    expect(titles(["Over", "2026-11-18T09:30", "2026-11-18T10:15"])).toEqual([]);
    expect(titles(["Runs", "2026-11-18T09:30", "2026-11-18T10:16"])).toEqual(["Runs"]);
    expect(titles(["A moment", "2026-11-18T10:15", "2026-11-18T10:15"])).toEqual(["A moment"]);
  });

  test("are one for all the alarms of an event, which are dealt with together", () => {
    const event = ["A", "2026-11-18T10:30", "2026-11-18T11:00"] as const;
    const cards = reminderCards([reminder(...event), reminder(...event, { id: "earlier" })], NOW_MS);
    expect(cards.map(({ ids }) => ids)).toEqual([["reminder A", "earlier"]]);
  });
});
