// Three versions of one event, drawn at random: what two programs may do to the same object.
import fc from "fast-check";
import { applyIntent } from "../../src-main/domain/edit.ts";
import type { EventIntent, FieldChanges } from "../../src-main/domain/event.ts";
import { expandOccurrences } from "../../src-main/domain/recurrence.ts";
import { events, fixture, fixtureNames, NOW } from "./fixtures.ts";

const ALL = { fromMs: 0, toMs: Date.UTC(2028, 0, 1) };

/** A weekly meeting with people, alarms, exceptions and lines that no standard knows. */
export const meeting = events(
  [
    "SEQUENCE:1",
    "DTSTART;TZID=Europe/Paris:20260907T100000",
    "DTEND;TZID=Europe/Paris:20260907T110000",
    "RRULE:FREQ=WEEKLY;COUNT=12",
    "EXDATE;TZID=Europe/Paris:20260914T100000",
    "SUMMARY:Review",
    "LOCATION:Room 1",
    "DESCRIPTION:Bring numbers",
    "CATEGORIES:work,team",
    "ORGANIZER;CN=Anna:mailto:anna@example.org",
    "ATTENDEE;CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org",
    "ATTENDEE;CN=Eva;PARTSTAT=ACCEPTED:mailto:eva@example.org",
    "X-ROOM-CODE;FLOOR=2:R1",
    "ATTACH:https://example.org/a.pdf",
    "BEGIN:VALARM",
    "UID:alarm-1",
    "ACTION:DISPLAY",
    "TRIGGER:-PT15M",
    "END:VALARM",
  ],
  [
    "SEQUENCE:1",
    "RECURRENCE-ID;TZID=Europe/Paris:20260921T100000",
    "DTSTART;TZID=Europe/Paris:20260921T140000",
    "DTEND;TZID=Europe/Paris:20260921T150000",
    "SUMMARY:Review (late)",
    "X-OVERRIDE:1",
  ],
);

const single = events([
  "DTSTART;TZID=Europe/Paris:20260907T100000",
  "DURATION:PT1H",
  "SUMMARY:Lunch",
  "ATTENDEE:mailto:bob@example.org",
]);

const time = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 3, max: 20 }))
  .map(([day, hour]) => `2026-09-${String(day).padStart(2, "0")}T${String(hour).padStart(2, "0")}:00`);

/** One field each, so that two draws of different kinds have nothing to do with each other. */
export const fieldChange: fc.Arbitrary<FieldChanges> = fc.oneof(
  fc.constantFrom("A", "B, c", "Ünïcode 🎉", "").map((title) => ({ title })),
  fc.constantFrom("Room 2", "Room 3", null).map((location) => ({ location })),
  fc.constantFrom("one\ntwo", "three; four", null).map((description) => ({ description })),
  fc.constantFrom("tentative" as const, "cancelled" as const).map((status) => ({ status })),
  fc.constantFrom("private" as const, "confidential" as const).map((privacy) => ({ privacy })),
  fc.constantFrom("transparent" as const, "opaque" as const).map((transparency) => ({ transparency })),
  fc.constantFrom("https://a.example", "https://b.example", null).map((url) => ({ url })),
  fc.subarray(["work", "team", "fun", "x,y"]).map((categories) => ({ categories })),
  fc.subarray([5, 15, 60, -10]).map((all) => ({ reminders: all.map((minutesBefore) => ({ minutesBefore })) })),
  fc
    .subarray(["bob@example.org", "eva@example.org", "zoe@example.org"])
    .map((all) => ({ attendees: all.map((address) => ({ address })) })),
);

const timeChange: fc.Arbitrary<FieldChanges> = fc.oneof(
  time.map((start) => ({ start })),
  fc.constantFrom("FREQ=WEEKLY;COUNT=5", "FREQ=DAILY;COUNT=20", null).map((rrule) => ({ rrule })),
  fc.constant({ zone: "America/New_York" }),
  fc.constant({ start: "2026-09-07", end: "2026-09-08" }),
);

type Step =
  | { readonly kind: "set"; readonly set: FieldChanges; readonly pick: number | undefined }
  | { readonly kind: "remove" | "end"; readonly pick: number }
  | { readonly kind: "answer"; readonly answer: "accepted" | "declined"; readonly pick: number | undefined }
  | { readonly kind: "line"; readonly line: string };

const pick = fc.nat(9);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("set" as const),
      set: fieldChange,
      pick: fc.option(pick, { nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("set" as const),
      set: timeChange,
      pick: fc.option(pick, { nil: undefined }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("remove" as const, "end" as const), pick }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("answer" as const),
      answer: fc.constantFrom("accepted" as const, "declined" as const),
      pick: fc.option(pick, { nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("line" as const),
      line: fc.constantFrom(
        "X-NEW:1",
        "X-NEW;P=q:2",
        "X-ROOM-CODE;FLOOR=2:R9",
        "COMMENT:hello",
        "a line without colon",
        "RDATE:20261003T080000Z",
      ),
    }),
  },
);

/** What one side does: one to three things. */
export const steps = fc.array(step, { minLength: 1, maxLength: 3 });

/** Objects to start from. */
export const baseText = fc.constantFrom(
  meeting,
  meeting,
  meeting,
  single,
  ...fixtureNames
    .filter((name) => name !== "duplicate-overrides.ics")
    .map((name) => fixture(name))
    .filter((text) => new Set(text.match(/^UID:.*$/gim)).size === 1),
);

/** The text after some steps; a step that is impossible, or would leave nothing, is skipped. */
export function taken(text: string, all: readonly Step[], nowMs = NOW): string {
  return all.reduce((current, one) => {
    try {
      return takeStep(current, one, nowMs) ?? current;
    } catch {
      return current;
    }
  }, text);
}

function takeStep(text: string, one: Step, nowMs: number): string | undefined {
  if (one.kind === "line") return text.replace(/END:VEVENT(\r?\n)/, (end, eol: string) => `${one.line}${eol}${end}`);
  const found = expandOccurrences(text, ALL, "UTC").flatMap((occurrence) => occurrence.recurrenceId ?? []);
  const at = one.pick === undefined ? undefined : found[one.pick % found.length];
  return applyIntent(text, intentOf(one, at), nowMs);
}

function intentOf(one: Exclude<Step, { kind: "line" }>, recurrenceId: string | undefined): EventIntent {
  const at = recurrenceId === undefined ? {} : { recurrenceId };
  switch (one.kind) {
    case "set":
      return { kind: "change", set: one.set, ...at };
    case "answer":
      return { kind: "answer", addresses: ["bob@example.org"], answer: one.answer, ...at };
    case "remove":
      return { kind: "remove-instance", recurrenceId: recurrenceId ?? "20000101" };
    case "end":
      return { kind: "end-before", recurrenceId: recurrenceId ?? "20000101" };
  }
}
