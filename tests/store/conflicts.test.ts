// What waits for a decision is out of the way: it is not due, and does not keep the schedule awake.
import { describe, expect, it, onTestFinished } from "vitest";
import { insertCalendar } from "../../src-main/store/calendars.ts";
import { openConflicts } from "../../src-main/store/conflict-list.ts";
import {
  closeConflict,
  conflictOf,
  declareConflict,
  getConflict,
  listConflicts,
} from "../../src-main/store/conflicts.ts";
import { openDatabase } from "../../src-main/store/database.ts";
import { insertEvent, UNSENT } from "../../src-main/store/events.ts";
import { dueEvents, enqueue, newestEditMs, nextDueMs } from "../../src-main/store/outbox.ts";
import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import { eventText } from "../servers/dav.ts";
import { testFolder } from "../support/folder.ts";
import { MIGRATIONS } from "../support/migrations.ts";

const calendarId = "c" as CalendarId;
const [one, two] = ["one" as EventId, "two" as EventId];
const versions = (mine: string, theirsText: string | null = eventText("one", "Theirs")) => ({
  kind: "edited-both" as const,
  baseText: eventText("one", "Base"),
  mineText: eventText("one", mine),
  theirsText,
  fields: [],
});

function store() {
  const db = openDatabase(`${testFolder()}/cadran.sqlite`, MIGRATIONS);
  onTestFinished(() => db.close());
  const rest = { color: "#000000", kind: "personal" as const, visible: true, readOnly: false, position: 0 };
  insertCalendar(db, { id: calendarId, name: "C", ...rest });
  for (const [n, id] of [one, two].entries()) {
    insertEvent(db, { id, calendarId, externalEventId: `${id}.ics` }, eventText(id, id), UNSENT);
    enqueue(db, { eventId: id, calendarId, kind: "create" }, 1000 + n);
  }
  return db;
}

describe("an open conflict", () => {
  it("takes its event out of what is due, until it is closed", () => {
    const db = store();
    expect(dueEvents(db, calendarId, 2000)).toEqual([one, two]);
    declareConflict(db, { id: one, calendarId }, versions("Mine"), 1500);
    expect(dueEvents(db, calendarId, 2000)).toEqual([two]);
    declareConflict(db, { id: two, calendarId }, versions("Mine"), 1500);
    expect([nextDueMs(db, calendarId), newestEditMs(db, calendarId)]).toEqual([undefined, undefined]);
    expect(closeConflict(db, one)).toBe(true);
    expect([nextDueMs(db, calendarId), newestEditMs(db, calendarId)]).toEqual([1000, 1000]);
    expect(closeConflict(db, one)).toBe(false);
  });

  it("keeps its id and its age when it is declared anew", () => {
    const db = store();
    declareConflict(db, { id: one, calendarId }, versions("Mine"), 1500);
    const before = conflictOf(db, one);
    declareConflict(db, { id: one, calendarId }, versions("Other", null), 1800);
    expect(getConflict(db, before?.id ?? "")).toMatchObject({ sinceMs: 1500, theirsText: null });
    expect(listConflicts(db, {}).conflicts).toMatchObject([{ id: before?.id, title: "one", sinceMs: 1500 }]);
    expect(listConflicts(db, { eventId: two }).conflicts).toEqual([]);
  });

  it("shows what is left of the event where one side removed it, and only there", () => {
    const db = store();
    declareConflict(db, { id: one, calendarId }, { ...versions("Mine", null), kind: "removed-there" }, 1500);
    declareConflict(db, { id: two, calendarId }, { ...versions("Mine"), kind: "removed-here" }, 1600);
    expect(openConflicts(db, {}).conflicts.map(({ event }) => event?.title)).toEqual(["Mine", "Theirs"]);
    declareConflict(db, { id: two, calendarId }, versions("Mine"), 1700);
    expect(openConflicts(db, { eventId: two }).conflicts[0]).not.toHaveProperty("event");
  });
});
