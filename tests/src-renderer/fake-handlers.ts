// The calls of the fake bridge about decisions, files, answers and undo.
import type { BackupState } from "../../src-preload/contract/backups.ts";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { ChangeEntry, Conflict } from "../../src-preload/contract/conflicts.ts";
import type { Handlers, Output } from "../../src-preload/contract/contract.ts";
import type { EventDetail, Occurrence } from "../../src-preload/contract/events.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { CallName, Topic } from "../../src-preload/contract/names.ts";
import type { AccountId, CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import { backupHandlers } from "./fake-backups.ts";
import { calendarSeed, type SeedEvent } from "./fake-data.ts";
import { searchFake } from "./fake-search.ts";

type Some = { readonly [C in CallName]?: Handlers<AbortSignal>[C] };

export interface Stored extends Omit<SeedEvent, "calendar"> {
  readonly id: EventId;
  readonly calendarId: CalendarId;
  pending: boolean;
}

/** How things were, for undo. */
export type Snapshot = readonly [Stored[], Conflict[]];

/** What the handlers read and change; a test may too. */
export interface FakeState {
  calendars: Calendar[];
  events: Stored[];
  conflicts: Conflict[];
  changes: ChangeEntry[];
  reports: Output<"sync.doctor">["calendars"];
  states: CalendarSyncState[];
  mails: string[];
  nextId: number;
  /** Absent: as the fake has them by itself. */
  backups?: BackupState;
  readonly snapshots: Map<string, Snapshot>;
  snapshot(): string;
  detailOf(id: EventId): EventDetail;
  occurrences(): Occurrence[];
  publish(...changed: Topic[]): void;
}

/** What each test may set, and what the calls answer from it. */
export function decisionHandlers(fake: FakeState): Some {
  return {
    ...backupHandlers(fake, (...changed) => fake.publish(...changed)),
    "calendars.list": ({ includeHidden }) => ({
      calendars: fake.calendars.filter(({ hidden }) => includeHidden || !hidden),
    }),
    "calendars.create": ({ name, color = "#7A8B1F", accountId }) => {
      const id = `c${fake.nextId++}` as CalendarId;
      const base = calendarSeed()[0] as Calendar;
      const calendar: Calendar = { ...base, id, name, color, order: 99, syncEnabled: false, frequencyMinutes: 0 };
      delete (calendar as { accountId?: AccountId }).accountId;
      if (accountId) calendar.accountId = accountId;
      fake.calendars = [...fake.calendars, calendar];
      fake.publish("calendars");
      return { calendar };
    },
    "calendars.update": ({ id, ...change }) => {
      fake.calendars = fake.calendars.map((c) => (c.id === id ? { ...c, ...change } : c));
      fake.publish("calendars", "sync");
      return { calendar: fake.calendars.find((c) => c.id === id) as Calendar };
    },
    "calendars.remove": ({ id }) => {
      fake.calendars = fake.calendars.filter((c) => c.id !== id);
      fake.publish("calendars");
      return {};
    },
    "agenda.search": (asked) => searchFake(fake.occurrences(), asked),
    "contacts.suggest": ({ query }) => ({
      people: [{ address: "nora@example.com", name: "Nora Keller" }].filter(({ name }) =>
        name.toLowerCase().includes(query.toLowerCase()),
      ),
    }),
    "conflicts.list": () => ({ conflicts: fake.conflicts }),
    "conflicts.resolve": ({ id }) => {
      const undoId = fake.snapshot();
      const settled = fake.conflicts.find((one) => one.id === id);
      if (!settled) throw new Failure("missing", { what: "conflict" });
      fake.conflicts = fake.conflicts.filter((one) => one.id !== id);
      fake.events = fake.events.map((e) => (e.id === settled.eventId ? { ...e, conflict: false } : e));
      fake.publish("conflicts", "events", "occurrences", "sync");
      return { undoId };
    },
    "changes.list": () => ({ changes: fake.changes }),
    "sync.doctor": () => ({ calendars: fake.reports }),
    "sync.log": () => ({
      requests: [
        { atMs: Date.now() - 4000, method: "REPORT", path: "/calendars/…/geneve/", status: 207, ms: 120, bytes: 4100 },
      ],
    }),
    "sync.cancel": () => {
      fake.states = fake.states.map(({ progress: _, ...s }) => ({ ...s, state: "waiting" }));
      fake.publish("sync");
      return {};
    },
    "sync.retry": ({ calendarId, item }) => {
      fake.reports = fake.reports.map((report) =>
        report.calendarId === calendarId
          ? { ...report, parked: report.parked.filter((one) => item !== undefined && one.item !== item) }
          : report,
      );
      fake.states = fake.states.map((s) => (s.calendarId === calendarId ? { ...s, parked: 0 } : s));
      fake.publish("sync");
      return {};
    },
    "sync.wake": () => ({}),
    "events.consequences": ({ scope }) => ({
      mails: fake.mails,
      splits: scope === "following",
      exceptionsMoved: scope === "following" ? 2 : 0,
      exceptionsLost: 0,
    }),
    "events.export": ({ eventId, calendarId }) => ({
      text: `BEGIN:VCALENDAR\r\nX-OF:${eventId ?? calendarId ?? "account"}\r\nEND:VCALENDAR\r\n`,
      count: eventId ? 1 : 3,
    }),
    "events.import": ({ calendarId, text, dryRun }) => {
      const titles = [...text.matchAll(/SUMMARY:(.*)/g)].map(([, title]) => (title ?? "").trim());
      const into = calendarId ?? fake.calendars[0]?.id;
      if (!into) throw new Failure("missing", { what: "target" });
      const failure = new Failure("malformed", {
        what: "event",
        fault: "no-start",
        detail: "it has no DTSTART",
      }).toData();
      const parked = text.includes("BROKEN") ? [{ subject: "b@x", reason: failure.message, failure }] : [];
      if (dryRun) return { calendarId: into, created: titles.length, skipped: 1, parked };
      const undoId = fake.snapshot();
      const place = { start: "2026-11-20T16:30", end: "2026-11-20T17:30", pending: true };
      const added = titles.map((title, n) => ({ id: `i${n}` as EventId, calendarId: into, title, ...place }));
      fake.events = [...fake.events, ...added];
      fake.publish("events", "occurrences");
      return { calendarId: into, created: titles.length, skipped: 1, parked, undoId };
    },
    "events.respond": ({ id, answer }) => {
      const undoId = fake.snapshot();
      fake.events = fake.events.map((e) => (e.id === id ? { ...e, answer } : e));
      fake.publish("events", "occurrences");
      return { event: fake.detailOf(id), undoId };
    },
    "events.undo": ({ undoId }) => {
      const before = fake.snapshots.get(undoId);
      if (!before) throw new Failure("missing", { what: "change" });
      fake.snapshots.delete(undoId);
      const back = fake.snapshot();
      [fake.events, fake.conflicts] = before;
      fake.publish("events", "occurrences", "conflicts");
      return { undoId: back };
    },
  };
}
