import { expect, test } from "vitest";
import { calendar, events, fixture } from "../domain/fixtures.ts";
import { localEngine } from "./local.ts";

const WINDOW = { fromMs: Date.UTC(2026, 10, 1), toMs: Date.UTC(2026, 11, 31) };
const one = (uid: string, title: string, ...more: string[]) =>
  calendar("DTSTART:20261124T090000Z", `SUMMARY:${title}`, ...more).replace("UID:u1", `UID:${uid}`);

test("a dry run says what an import would do, names the calendar, and stores nothing", async () => {
  const engine = await localEngine();
  const text = one("a", "A") + one("b", "B") + fixture("missing-uid.ics");
  const dry = await engine.call("events.import", { text, dryRun: true });
  expect(dry).toMatchObject({ calendarId: engine.calendarId, created: 4, skipped: 0 });
  expect(dry.parked.map((part) => part.subject)).toContain("bad zone");
  expect((await engine.call("agenda.range", WINDOW)).occurrences).toEqual([]);
  const { undoId: _, ...done } = await engine.call("events.import", { text });
  expect(done).toEqual(dry);
  expect(await engine.call("events.import", { text, dryRun: true })).toMatchObject({ created: 0, skipped: 4 });
});

test("a UID that the calendar has is skipped and its event left alone", async () => {
  const engine = await localEngine();
  await engine.call("events.import", { text: one("a", "First") });
  const again = await engine.call("events.import", { text: one("a", "Other") + one("b", "B") });
  expect(again).toMatchObject({ created: 1, skipped: 1 });
  const { occurrences } = await engine.call("agenda.range", WINDOW);
  expect(occurrences.map((occurrence) => occurrence.title).sort()).toEqual(["B", "First"]);
  const other = (await engine.call("calendars.create", { name: "Other" })).calendar.id;
  expect(await engine.call("events.import", { text: one("a", "First"), calendarId: other })).toMatchObject({
    created: 1,
  });
});

test("several VCALENDARs are one file: a series and its override find each other, a TZID means what its own says", async () => {
  const zone = (offset: string) =>
    `BEGIN:VTIMEZONE\r\nTZID:Shire\r\nBEGIN:STANDARD\r\nTZOFFSETFROM:${offset}\r\nTZOFFSETTO:${offset}\r\nDTSTART:19700101T000000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n`;
  const inShire = (uid: string, offset: string) =>
    calendar("DTSTART;TZID=Shire:20261124T090000", `SUMMARY:${uid}`)
      .replace("UID:u1", `UID:${uid}`)
      .replace("BEGIN:VEVENT", `${zone(offset)}BEGIN:VEVENT`);
  const master = calendar("DTSTART:20261101T090000Z", "RRULE:FREQ=DAILY;COUNT=2", "SUMMARY:s");
  const override = calendar("RECURRENCE-ID:20261102T090000Z", "DTSTART:20261102T120000Z", "SUMMARY:moved");
  const engine = await localEngine();
  const text = inShire("east", "+0500") + master + inShire("west", "-0500") + override;
  expect(await engine.call("events.import", { text })).toMatchObject({ created: 3, parked: [] });
  const { occurrences } = await engine.call("agenda.range", WINDOW);
  expect(occurrences.map((shown) => `${shown.title} ${new Date(shown.startMs).toISOString().slice(8, 16)}`)).toEqual([
    "s 01T09:00",
    "moved 02T12:00",
    "east 24T04:00",
    "west 24T14:00",
  ]);
});

test("a floating time stays floating, whatever X-WR-TIMEZONE says", async () => {
  const engine = await localEngine();
  const text = calendar("DTSTART:20261124T090000", "SUMMARY:f").replace(
    "VERSION:2.0",
    "VERSION:2.0\r\nX-WR-TIMEZONE:America/New_York",
  );
  await engine.call("events.import", { text });
  const { occurrences } = await engine.call("agenda.range", WINDOW);
  expect(occurrences).toMatchObject([{ start: "2026-11-24T09:00", zone: "floating" }]);
});

test("nobody is invited by an import", async () => {
  const engine = await localEngine();
  const text = events(["DTSTART:20261124T090000Z", "ORGANIZER:mailto:o@example.org", "ATTENDEE:mailto:a@example.org"]);
  await engine.call("events.import", { text });
  const stored = (await engine.call("events.export", {})).text;
  expect(stored.match(/SCHEDULE-AGENT=(NONE|CLIENT)/g)?.length).toBeGreaterThan(0);
});

test("text that is no calendar is malformed, and a read-only calendar takes nothing", async () => {
  const engine = await localEngine();
  await expect(engine.call("events.import", { text: "<html>" })).rejects.toMatchObject({ code: "malformed" });
  await expect(engine.call("events.import", { text: "<html>", dryRun: true })).rejects.toMatchObject({
    code: "malformed",
  });
});

test("an import is taken back as a whole, and can be done again", async () => {
  const engine = await localEngine();
  const { undoId } = await engine.call("events.import", { text: one("a", "A") + one("b", "B") });
  if (!undoId) throw new Error("no undo");
  const redo = await engine.call("events.undo", { undoId });
  expect((await engine.call("agenda.range", WINDOW)).occurrences).toEqual([]);
  await engine.call("events.undo", { undoId: redo.undoId ?? "" });
  expect((await engine.call("agenda.range", WINDOW)).occurrences.map(({ title }) => title).sort()).toEqual(["A", "B"]);
});
