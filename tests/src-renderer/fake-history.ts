// Earlier versions and removed events, as the fake bridge tells them.
import type { ChangeEntry, FieldDifference } from "../../src-preload/contract/conflicts.ts";
import type { Handlers } from "../../src-preload/contract/contract.ts";
import type { EventDetail } from "../../src-preload/contract/events.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { HistoryEntry } from "../../src-preload/contract/history.ts";
import type { CallName, Topic } from "../../src-preload/contract/names.ts";
import type { CalendarId, EventId, RecurrenceId } from "../../src-preload/contract/shapes.ts";
import { NOW_MS, ZONE } from "./fake-data.ts";
import type { Stored } from "./fake-handlers.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What the handlers read and change. */
export interface FakePast {
  events: Stored[];
  changes: ChangeEntry[];
  history: HistoryEntry[];
  snapshot(): string;
  detailOf(id: EventId): EventDetail;
  publish(...changed: Topic[]): void;
}

interface Removed {
  readonly calendar: string;
  readonly start: string;
  readonly agoMs: number;
  readonly cause?: HistoryEntry["cause"];
  readonly recurrenceId?: string;
}

const removed = (id: string, title: string, { calendar, start, agoMs, cause = "removed", recurrenceId }: Removed) => ({
  id,
  eventId: `gone-${id}` as EventId,
  calendarId: calendar as CalendarId,
  title,
  start,
  atMs: NOW_MS - agoMs,
  cause,
  forgetAtMs: NOW_MS - agoMs + 30 * DAY,
  ...(recurrenceId && { recurrenceId: recurrenceId as RecurrenceId }),
});

/** The trash: removed here, on the server, one occurrence, from a calendar that can only be read, from one that is gone. */
export const trashSeed = (): HistoryEntry[] => [
  removed("t1", "Visite de chantier", { calendar: "travail", start: "2026-11-19T15:00", agoMs: 2 * HOUR }),
  removed("t2", "Point hebdo produit", {
    calendar: "equipe",
    start: "2026-11-23T09:00",
    agoMs: 3 * HOUR,
    recurrenceId: "20261123T080000Z",
  }),
  removed("t3", "Atelier annulé", {
    calendar: "equipe",
    start: "2026-11-20T14:00",
    agoMs: 20 * HOUR,
    cause: "removed-on-server",
  }),
  removed("t4", "Séance extraordinaire", { calendar: "comite", start: "2026-11-12T10:00", agoMs: 5 * DAY }),
  removed("t5", "Fête de quartier", { calendar: "parti", start: "2026-11-07", agoMs: 12 * DAY }),
];

const period = (day: string, from: string, to: string) => ({
  start: `2026-11-${day}T${from}`,
  end: `2026-11-${day}T${to}`,
  zone: ZONE,
});
const TIME: FieldDifference = {
  key: "DTSTART",
  name: "time",
  property: "DTSTART",
  before: period("18", "13:00", "14:00"),
  after: period("18", "14:00", "15:00"),
};
const PLACE: FieldDifference = {
  key: "LOCATION",
  name: "location",
  property: "LOCATION",
  before: { text: "À définir" },
  after: { text: "Rue du Rhône 14, salle Jura" },
};

/** What happened to one event: changed on the server, then here. */
export const pastSeed = (eventId: EventId, title: string): HistoryEntry[] => {
  const common = { eventId, calendarId: "geneve" as CalendarId, title, start: "2026-11-18T13:00" };
  const at = (agoMs: number) => ({ atMs: NOW_MS - agoMs, forgetAtMs: NOW_MS - agoMs + 30 * DAY });
  return [
    { ...common, ...at(HOUR), id: "v2", cause: "edited", fields: [TIME] },
    { ...common, ...at(26 * HOUR), id: "v1", cause: "changed-on-server", fields: [PLACE] },
  ];
};

const inTrash = ({ cause }: HistoryEntry) => cause === "removed" || cause === "removed-on-server";

function versionOf(fake: FakePast, { eventId, calendarId, title, start = "2026-11-18" }: HistoryEntry): EventDetail {
  const [base] = fake.events;
  const end = start.includes("T")
    ? start.replace(/T(\d\d)/, (_, h) => `T${String(Number(h) + 1).padStart(2, "0")}`)
    : start;
  return {
    ...fake.detailOf(base?.id as EventId),
    id: eventId,
    calendarId,
    title,
    start,
    end,
    zone: start.includes("T") ? ZONE : "floating",
    allDay: !start.includes("T"),
    location: "À définir",
  };
}

type Some = { readonly [C in CallName]?: Handlers<AbortSignal>[C] };

/** The calls about what was. */
export function historyHandlers(fake: FakePast): Some {
  const find = (id: string) => {
    const entry = fake.history.find((one) => one.id === id);
    if (!entry) throw new Failure("missing", { what: "history" });
    return entry;
  };
  return {
    "history.list": ({ eventId, removed: trash }) => ({
      entries: fake.history.filter((one) => (trash ? inTrash(one) : one.eventId === eventId)),
    }),
    "history.get": ({ id }) => ({ event: versionOf(fake, find(id)), fields: find(id).fields ?? [] }),
    "history.restore": ({ id }) => {
      const change = fake.changes.find(({ historyId }) => historyId === id);
      const undoId = fake.snapshot();
      if (change) {
        fake.changes = fake.changes.filter((one) => one !== change);
        fake.publish("events", "occurrences");
        return { event: fake.detailOf(fake.events[0]?.id as EventId), undoId };
      }
      const entry = find(id);
      if (entry.calendarId === "parti") throw new Failure("missing", { what: "calendar" });
      const { title, calendarId, start, end } = versionOf(fake, entry);
      const known = fake.events.find((one) => one.id === entry.eventId);
      const event = { ...known, id: entry.eventId, calendarId, title, start, end, pending: true };
      fake.events = [...fake.events.filter((one) => one !== known), event];
      if (inTrash(entry)) fake.history = fake.history.filter((one) => one !== entry);
      fake.publish("events", "occurrences");
      return { event: fake.detailOf(entry.eventId), undoId };
    },
  };
}
