// What one store costs while it grows from 1,000 events on.
import { join } from "node:path";
import { newEventText } from "../../src-main/domain/edit.ts";
import { agendaRange } from "../../src-main/store/agenda.ts";
import type { Database } from "../../src-main/store/database.ts";
import { getEvent, updateEventText } from "../../src-main/store/events.ts";
import { agendaSearch } from "../../src-main/store/search.ts";
import { SearchAgenda } from "../../src-preload/contract/search.ts";
import type { EventId } from "../../src-preload/contract/shapes.ts";
import { addEvents, NOW, openStore } from "./agenda.ts";
import { type Curve, type Reading, residentMb, sizeOf, typical } from "./curve-readings.ts";
import { cpuMs } from "./mail-store-fill.ts";

const DAY = 86_400_000;
const SIZES = [1000, 3000, 10_000, 30_000, 100_000];

export function curveOfEvents(folder: string, largest: number): Curve {
  const file = join(folder, "events.sqlite");
  const { db, calendarId } = openStore(file);
  try {
    const readings: Reading[] = [];
    let held = 0;
    for (const size of SIZES.filter((one) => one <= largest)) {
      process.stderr.write(`  ${size.toLocaleString("en")} events …\n`);
      const value = cpuMs(() => addEvents(db, calendarId, held, size)) / (size - held);
      held = size;
      const storing = { panel: "Storing an event", unit: "ms", value };
      const kept = [sizeOf(db, size, "event"), residentMb(file)];
      readings.push({ size, costs: [storing, ...measureStore(db), ...kept] });
    }
    return { things: "events", readings };
  } finally {
    db.close();
  }
}

function measureStore(db: Database): Reading["costs"] {
  // Near: within what is worked out ahead of time. Far: series are worked out when asked.
  const month = (fromMs: number) => void agendaRange(db, { fromMs, toMs: fromMs + 31 * DAY });
  const near = typical((n) => month(NOW + (n - 40) * 5 * DAY));
  const far = typical((n) => month(NOW - 5 * 365 * DAY + n * 5 * DAY));
  const search = (query: string) => typical(() => agendaSearch(db, SearchAgenda.parse({ query }), NOW));
  const ids = db.prepare<{ readonly id: EventId }>("SELECT id FROM events ORDER BY id LIMIT 60").all();
  const change = (n: number) => {
    const row = getEvent(db, ids[n % ids.length]?.id ?? ("" as EventId));
    const day = new Date(NOW + n * DAY).toISOString().slice(0, 10);
    const when = { start: `${day}T10:00`, end: `${day}T10:45`, zone: "Europe/Paris", allDay: false };
    const text = newEventText({ uid: row.uid, nowMs: NOW + n, title: `Moved ${n}`, ...when });
    db.write(() => updateEventText(db, row, text, { etag: `"${n}"` }));
  };
  return [
    { panel: "A month of the agenda", series: "this year", unit: "ms", value: near },
    { panel: "A month of the agenda", series: "years ago", unit: "ms", value: far },
    { panel: "Search, first 50", series: "a word of few", unit: "ms", value: search("777") },
    { panel: "Search, first 50", series: "a word of many", unit: "ms", value: search("room") },
    { panel: "A change of the server taken in", unit: "ms", value: typical(change) },
  ];
}
