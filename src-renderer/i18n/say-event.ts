// A version of an event in words, line by line: for its history, the trash and a decision. Pure.
import type { FieldName } from "../../src-preload/contract/conflicts.ts";
import type { EventDetail } from "../../src-preload/contract/events.ts";
import { sayReminder } from "../time/say-reminder.ts";
import { sayRepeat } from "../time/say-repeat.ts";
import { sayValue, type Words } from "./say-field.ts";

/** A field of the version, with its lines. */
interface Fact {
  readonly name: FieldName;
  readonly lines: readonly string[];
}

const unlessUsual = (value: string, usual: string) => (value === usual ? undefined : value);

/** What it says, in the order people ask for it; what it does not say is left out.
 *  @param plain the words of a description, without markup */
export function sayEvent(event: EventDetail, words: Words, plain: (text: string) => string): readonly Fact[] {
  const { t, language } = words;
  const { start, end, zone, rrule, location, description, attendees, organizer, reminders } = event;
  const text = (name: FieldName, value: string | undefined) => ({
    name,
    lines: value ? sayValue({ text: value }, name, words) : [],
  });
  const facts: readonly Fact[] = [
    { name: "time", lines: sayValue({ start, end, zone }, "time", words) },
    {
      name: "repeat",
      lines: rrule ? [sayRepeat(rrule, t, language, zone, { day: start.slice(0, 10), time: start.slice(11, 16) })] : [],
    },
    { name: "location", lines: location ? [location] : [] },
    { name: "organizer", lines: organizer ? [organizer.name ?? organizer.address] : [] },
    { name: "attendees", lines: attendees.map(({ name, address }) => name ?? address) },
    { name: "description", lines: description ? [plain(description)] : [] },
    { name: "reminders", lines: reminders.map(({ minutesBefore }) => sayReminder(minutesBefore, t)) },
    { name: "categories", lines: event.categories.length > 0 ? [event.categories.join(", ")] : [] },
    { name: "url", lines: event.url ? [event.url] : [] },
    text("status", unlessUsual(event.status, "confirmed")),
    text("privacy", unlessUsual(event.privacy, "public")),
    text("transparency", unlessUsual(event.transparency, "opaque")),
    text("answer", event.answer),
  ];
  return facts.filter(({ lines }) => lines.some((line) => line !== ""));
}
