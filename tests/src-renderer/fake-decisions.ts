// Conflicts, changes of others and the doctor, as the fake bridge tells them: one of each that a screen must show.
import type { ChangeEntry, Conflict } from "../../src-preload/contract/conflicts.ts";
import type { Output } from "../../src-preload/contract/contract.ts";
import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import { NOW_MS, ZONE } from "./fake-data.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (day: string, time: string) => `2026-11-${day}T${time}`;
const period = (day: string, from: string, to: string) => ({ start: at(day, from), end: at(day, to), zone: ZONE });

const BEFORE =
  "Présenter les résultats des 12 entretiens et choisir les deux pistes à prototyper. Prévoir une heure et demie.";

export function conflictSeed(eventId: string, title: string): Conflict[] {
  const common = { eventId: eventId as EventId, calendarId: "geneve" as CalendarId, title, zone: ZONE };
  return [
    {
      ...common,
      id: "k1",
      start: at("18", "14:00"),
      sinceMs: NOW_MS - 16 * HOUR,
      kind: "edited-both",
      fields: [
        {
          key: "DTSTART",
          name: "time",
          property: "DTSTART",
          base: period("18", "14:00", "15:00"),
          mine: period("18", "15:00", "16:00"),
          theirs: period("19", "09:00", "10:00"),
          suggested: "theirs",
        },
        {
          key: "DESCRIPTION",
          name: "description",
          property: "DESCRIPTION",
          base: { text: BEFORE },
          mine: { text: BEFORE.replace("deux", "trois") },
          theirs: { text: BEFORE.replace("une heure et demie", "deux heures") },
          suggested: "theirs",
        },
        {
          key: "VALARM",
          name: "reminders",
          property: "VALARM",
          base: { items: ["-PT15M"] },
          mine: { items: ["-PT30M", "-P1D"] },
          theirs: { items: [] },
          suggested: "mine",
        },
      ],
    },
    {
      ...common,
      id: "k2",
      eventId: "e1" as EventId,
      title: "Salon des mobilités, Genève",
      start: "2026-11-19",
      zone: "floating",
      sinceMs: NOW_MS - HOUR,
      kind: "removed-there",
      fields: [],
    },
  ];
}

export function changeSeed(): ChangeEntry[] {
  const entry = (
    id: string,
    eventId: string,
    title: string,
    agoMs: number,
    more: Partial<ChangeEntry>,
  ): ChangeEntry => ({
    id,
    eventId: eventId as EventId,
    calendarId: "equipe" as CalendarId,
    title,
    atMs: NOW_MS - agoMs,
    kind: "changed",
    fields: [],
    ...more,
  });
  return [
    entry("x1", "e9", "Revue des maquettes", 25 * MINUTE, {
      fields: [
        {
          key: "DTSTART",
          name: "time",
          property: "DTSTART",
          before: period("17", "13:00", "14:30"),
          after: period("17", "13:30", "15:00"),
        },
        {
          key: "ATTENDEE",
          name: "attendees",
          property: "ATTENDEE",
          before: { items: ["Nora Keller", "Paul Ott"] },
          after: { items: ["Nora Keller", "Karim Benali"] },
        },
      ],
      historyId: "h-x1",
    }),
    entry("x2", "e21", "Rétrospective", 50 * MINUTE, {
      kind: "merged",
      fields: [
        {
          key: "LOCATION",
          name: "location",
          property: "LOCATION",
          before: { text: "Salle A" },
          after: { text: "Salle B" },
        },
      ],
      historyId: "h-x2",
    }),
    entry("x3", "gone", "Atelier annulé", 20 * HOUR, { kind: "removed", historyId: "h-x3" }),
    entry("x4", "e24", "Bilan de sprint", 22 * HOUR, { kind: "added" }),
  ];
}

type Report = Output<"sync.doctor">["calendars"][number];

export function doctorSeed(calendarIds: readonly CalendarId[]): Report[] {
  const refused = {
    code: "malformed",
    reason: "refused-data",
    message: "",
    params: { detail: "DTEND before DTSTART" },
  } as const;
  const run = (agoMs: number, more: Partial<Report["lastRuns"][number]> = {}): Report["lastRuns"][number] => ({
    cause: "schedule",
    dueMs: NOW_MS - agoMs,
    startedMs: NOW_MS - agoMs,
    durationMs: 840,
    outcome: "successful",
    created: 1,
    updated: 2,
    deleted: 0,
    pushed: 1,
    ...more,
  });
  return calendarIds.map((calendarId) => ({
    calendarId,
    method: calendarId === "musee" ? "listing" : "sync-collection",
    cursorSinceMs: NOW_MS - 72 * HOUR,
    lastFullCheckAtMs: NOW_MS - 30 * HOUR,
    server: calendarId === "geneve" ? "Nextcloud" : "Infomaniak",
    quirks: calendarId === "geneve" ? ["tokens expire early"] : [],
    events: 220,
    pending: 0,
    conflicts: 0,
    totals: { due: 2880, successful: 2871, failed: 6, skipped: 3 },
    lastRuns: [run(4 * MINUTE), run(19 * MINUTE, { cause: "hand" }), run(34 * MINUTE, { durationMs: 12_400 })],
    parked:
      calendarId === "geneve"
        ? [{ item: "atelier-parcours-copie.ics", sinceMs: NOW_MS - 3 * HOUR, failure: refused }]
        : [],
  }));
}
