// agenda.range over a store of 100,000 events, and 500 weekly series over a month.
import { mkdirSync } from "node:fs";
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
import { type Measure, measure, percentile } from "./measure.ts";

const NOW = Date.parse("2026-11-18T09:00:00Z");
const DAY = 86_400_000;
const EVENTS = 100_000;
const SERIES = 500;
const RUNS = 200;

export async function benchAgenda(folder: string): Promise<Measure[]> {
  mkdirSync(folder, { recursive: true });
  return [...benchRange(join(folder, "range.sqlite")), ...benchSeries(join(folder, "series.sqlite"))];
}

function open(file: string): { db: Database; calendarId: CalendarId } {
  const db = openDatabase(file, MIGRATIONS);
  keepHorizon(db, NOW, "Europe/Paris");
  const id = newId<CalendarId>();
  db.write(() =>
    insertCalendar(db, {
      id,
      name: "Bench",
      color: "#2F6FE0",
      kind: "personal",
      visible: true,
      readOnly: false,
      position: 0,
    }),
  );
  return { db, calendarId: id };
}

/** Makes a data file with 100,000 events over ten years: about 27 a day. */
export function fillStore(file: string): void {
  fill(file).close();
}

function fill(file: string): Database {
  const { db, calendarId } = open(file);
  for (let from = 0; from < EVENTS; from += 1000) {
    db.write(() => {
      for (let n = from; n < from + 1000; n++) add(db, calendarId, n, {});
    });
  }
  return db;
}

function benchRange(file: string): Measure[] {
  const start = performance.now();
  const db = fill(file);
  const insertMs = performance.now() - start;
  warmUp(db);
  const samples = Array.from({ length: RUNS }, (_, n) => {
    const fromMs = NOW - 5 * 365 * DAY + n * 17 * DAY;
    const begun = performance.now();
    agendaRange(db, { fromMs, toMs: fromMs + 31 * DAY });
    return performance.now() - begun;
  });
  db.close();
  return [
    measure("store 100,000 events, per event", "ms", insertMs / EVENTS),
    measure("agenda.range, a month of 100,000 events, p50", "ms", percentile(samples, 0.5)),
    measure("agenda.range, a month of 100,000 events, p95", "ms", percentile(samples, 0.95), 5),
  ];
}

function benchSeries(file: string): Measure[] {
  const { db, calendarId } = open(file);
  const days = ["MO", "TU", "WE", "TH", "FR"];
  db.write(() => {
    for (let n = 0; n < SERIES; n++) add(db, calendarId, n, { rrule: `FREQ=WEEKLY;BYDAY=${days[n % 5]}` });
  });
  warmUp(db);
  const samples = Array.from({ length: RUNS }, (_, n) => {
    const fromMs = NOW + (n % 12) * 30 * DAY;
    const begun = performance.now();
    agendaRange(db, { fromMs, toMs: fromMs + 31 * DAY });
    return performance.now() - begun;
  });
  db.close();
  return [measure("500 weekly series over a month, from SQLite, p95", "ms", percentile(samples, 0.95), 20)];
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
