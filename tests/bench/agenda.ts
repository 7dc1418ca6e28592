// agenda.range over a store of 100,000 events, and 500 weekly series over a month.
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { newEventText } from "../../src-main/domain/edit.ts";
import { agendaRange } from "../../src-main/store/agenda.ts";
import { insertCalendar } from "../../src-main/store/calendars.ts";
import { type Database, openDatabase } from "../../src-main/store/database.ts";
import { insertEvent, UNSENT } from "../../src-main/store/events.ts";
import { newId } from "../../src-main/store/ids.ts";
import { keepHorizon } from "../../src-main/store/occurrences.ts";
import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import { MIGRATIONS } from "../support/migrations.ts";
import { inRounds, type Measure, measure, percentile } from "./measure.ts";

export const NOW = Date.parse("2026-11-18T09:00:00Z");
const DAY = 86_400_000;
const EVENTS = 100_000;
const SERIES = 500;
const RUNS = 200;
/** Parts of the filling, each timed. */
const PARTS = 5;

export async function benchAgenda(folder: string): Promise<Measure[]> {
  mkdirSync(folder, { recursive: true });
  return [...(await benchRange(join(folder, "range.sqlite"))), ...(await benchSeries(join(folder, "series.sqlite")))];
}

/** A new data file with one calendar. */
export function openStore(file: string): { db: Database; calendarId: CalendarId } {
  const db = openDatabase(file, MIGRATIONS);
  keepHorizon(db, NOW, "Europe/Paris");
  const calendarId = newId<CalendarId>();
  const more = { kind: "personal", visible: true, readOnly: false, position: 0 } as const;
  db.write(() => insertCalendar(db, { id: calendarId, name: "Bench", color: "#2F6FE0", ...more }));
  return { db, calendarId };
}

/** Adds events number `from` to `to` (left out) over ten years: of 100,000 about 27 lie on a day. */
export function addEvents(db: Database, calendarId: CalendarId, from: number, to: number): void {
  for (let first = from; first < to; first += 1000) {
    db.write(() => {
      for (let n = first; n < Math.min(to, first + 1000); n++) add(db, calendarId, n, {});
    });
  }
}

let filled: string | undefined;

/** Makes a data file with 100,000 events, or copies the one that a part before this one made. */
export function fillStore(file: string): void {
  if (filled !== undefined && existsSync(filled)) {
    copyFileSync(filled, file);
    return;
  }
  const { db, calendarId } = openStore(file);
  addEvents(db, calendarId, 0, EVENTS);
  db.close();
  filled = file;
}

async function benchRange(file: string): Promise<Measure[]> {
  const { db, calendarId } = openStore(file);
  const perEvent = Array.from({ length: PARTS }, (_, part) => {
    const begun = performance.now();
    addEvents(db, calendarId, (part * EVENTS) / PARTS, ((part + 1) * EVENTS) / PARTS);
    return ((performance.now() - begun) / EVENTS) * PARTS;
  });
  warmUp(db);
  const rounds = await inRounds(() => months(db, (n) => NOW - 5 * 365 * DAY + n * 17 * DAY));
  db.close();
  filled = file;
  const share = (part: number) => rounds.map((samples) => percentile(samples, part));
  return [
    measure("store 100,000 events, per event", "ms", perEvent),
    measure("agenda.range, a month of 100,000 events, p50", "ms", share(0.5)),
    measure("agenda.range, a month of 100,000 events, p95", "ms", share(0.95), 5),
  ];
}

async function benchSeries(file: string): Promise<Measure[]> {
  const { db, calendarId } = openStore(file);
  const days = ["MO", "TU", "WE", "TH", "FR"];
  db.write(() => {
    for (let n = 0; n < SERIES; n++) add(db, calendarId, n, { rrule: `FREQ=WEEKLY;BYDAY=${days[n % 5]}` });
  });
  warmUp(db);
  const rounds = await inRounds(() => months(db, (n) => NOW + (n % 12) * 30 * DAY));
  db.close();
  const p95 = rounds.map((samples) => percentile(samples, 0.95));
  return [measure("500 weekly series over a month, from SQLite, p95", "ms", p95, 20)];
}

/** How long each of many months takes to be answered; ms. */
function months(db: Database, startOf: (n: number) => number): number[] {
  return Array.from({ length: RUNS }, (_, n) => {
    const fromMs = startOf(n);
    const begun = performance.now();
    agendaRange(db, { fromMs, toMs: fromMs + 31 * DAY });
    return performance.now() - begun;
  });
}

/** The engine lives for days: its first calls, which the JIT has not seen, are not what a user meets. */
function warmUp(db: Database): void {
  for (let n = 0; n < 300; n++) agendaRange(db, { fromMs: NOW + n * DAY, toMs: NOW + (n + 31) * DAY });
}

function add(db: Database, calendarId: CalendarId, n: number, extra: { rrule?: string }): void {
  const day = new Date(NOW - 5 * 365 * DAY + ((n * 7919) % (10 * 365)) * DAY).toISOString().slice(0, 10);
  const hour = String(8 + (n % 10)).padStart(2, "0");
  const text = newEventText({
    uid: `bench-${n}`,
    nowMs: NOW,
    title: `Event ${n}`,
    start: `${day}T${hour}:00`,
    end: `${day}T${hour}:45`,
    zone: "Europe/Paris",
    allDay: false,
    location: `Room ${n % 40}`,
    ...extra,
  });
  insertEvent(db, { id: newId<EventId>(), calendarId, externalEventId: `${n}.ics` }, text, UNSENT);
}
