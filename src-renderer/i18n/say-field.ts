// A field of an event and its value in words, for conflicts and for what others changed.
import type { TFunction } from "i18next";
import type { FieldName, FieldValue } from "../../src-preload/contract/conflicts.ts";
import type { RecurrenceId } from "../../src-preload/contract/shapes.ts";
import { minutesBefore, sayReminder } from "../time/say-reminder.ts";
import { sayRepeat } from "../time/say-repeat.ts";
import { sayDay, sayDays, sayTime } from "../time/say-when.ts";
import { addDays, type Day, dayOf, instantOf, wallClock } from "../time/wall-clock.ts";

/** What saying a value needs. */
export interface Words {
  readonly t: TFunction;
  readonly language: string;
  /** The zone on screen. */
  readonly zone: string;
}

interface Named {
  readonly name: FieldName;
  readonly property: string;
}

/** The field's name. A property without a name of its own is shown as it is written. */
export function sayField({ name, property }: Named, t: TFunction): string {
  if (property === "EXDATE" || property === "RDATE") return t(`field.${property}`);
  return name === "other" ? property : t(`field.${name}`);
}

const shortDay = (day: Day, language: string) =>
  sayDay(day, language, { weekday: "short", day: "numeric", month: "short" });

/** A wall clock of another zone, as it reads on screen. */
function onScreen(moment: string, zone: string | undefined, screen: string): string {
  if (zone === undefined || zone === "floating") return moment.slice(0, 16);
  try {
    return wallClock(instantOf(moment, zone), screen);
  } catch {
    return moment.slice(0, 16);
  }
}

function sayPeriod({ start, end, zone }: FieldValue, { language, zone: screen }: Words): string {
  if (start === undefined) return "";
  if (!start.includes("T")) {
    const last = end === undefined || end <= start ? start : addDays(end, -1);
    return last <= start ? shortDay(start, language) : sayDays(start, last, language, start.slice(0, 4));
  }
  const from = onScreen(start, zone, screen);
  const said = `${shortDay(from.slice(0, 10), language)}, ${from.slice(11, 16)}`;
  if (end === undefined) return said;
  const to = onScreen(end, zone, screen);
  if (to.slice(0, 10) === from.slice(0, 10)) return `${said} – ${to.slice(11, 16)}`;
  return `${said} – ${shortDay(to.slice(0, 10), language)}, ${to.slice(11, 16)}`;
}

const CODES = {
  confirmed: "value.confirmed",
  tentative: "value.tentative",
  cancelled: "value.cancelled",
  public: "value.public",
  private: "value.private",
  confidential: "value.confidential",
  opaque: "value.opaque",
  transparent: "value.transparent",
  accepted: "value.accepted",
  declined: "value.declined",
  "needs-action": "value.needsAction",
  delegated: "value.delegated",
} as const;
const CODED: ReadonlySet<FieldName> = new Set(["status", "privacy", "transparency", "answer"]);

const isCode = (text: string): text is keyof typeof CODES => Object.hasOwn(CODES, text);

function sayText(text: string, name: FieldName, { t, language, zone }: Words): string {
  if (name === "repeat") {
    const rules = text.split("\n").map((rule) => sayRepeat(rule.replace(/^RRULE:/i, ""), t, language, zone));
    return rules.join(", ");
  }
  const code = text.toLowerCase();
  return CODED.has(name) && isCode(code) ? t(CODES[code]) : text;
}

/** A date or time in iCalendar's basic form, `20261118T130000Z`; undefined for anything else. */
function sayStamp(text: string, { language, zone }: Words): string | undefined {
  const [, y, m, d, time] = /^(\d{4})(\d\d)(\d\d)(?:T(\d{4})\d\dZ?)?$/.exec(text) ?? [];
  if (y === undefined) return undefined;
  const day = `${y}-${m}-${d}`;
  if (time === undefined) return shortDay(day, language);
  const clock = `${day}T${time.slice(0, 2)}:${time.slice(2)}`;
  if (!text.endsWith("Z")) return `${shortDay(day, language)}, ${clock.slice(11)}`;
  const ms = instantOf(clock, "UTC");
  return `${shortDay(dayOf(ms, zone), language)}, ${sayTime(ms, language, zone)}`;
}

function sayItem(item: string, name: FieldName, words: Words): string {
  const stamp = name === "repeat" ? sayStamp(item.trim(), words) : undefined;
  if (stamp !== undefined) return stamp;
  if (name === "attendees" || name === "organizer") return item.replace(/mailto:/gi, "");
  if (name === "reminders") {
    const minutes = /^-?\d+$/.test(item.trim()) ? Number(item) : minutesBefore(item);
    return minutes === undefined ? item : sayReminder(minutes, words.t);
  }
  return sayText(item, name, words);
}

/** A side's value, one line each; empty when that side has none. */
export function sayValue(value: FieldValue | undefined, name: FieldName, words: Words): readonly string[] {
  if (value === undefined) return [];
  if (value.items !== undefined) return value.items.map((item) => sayItem(item, name, words));
  const period = sayPeriod(value, words);
  const text = value.text === undefined ? "" : sayText(value.text, name, words);
  return [text, period].filter((line) => line !== "");
}

/** Which instance of a series, by the day and time it was first planned for; undefined for the whole. */
export function sayInstance(recurrenceId: RecurrenceId | undefined, words: Words): string | undefined {
  return recurrenceId === undefined ? undefined : (sayStamp(recurrenceId, words) ?? recurrenceId);
}
