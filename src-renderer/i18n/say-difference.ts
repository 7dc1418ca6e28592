// What differs between two versions of an event, in words. Pure.
import type { FieldDifference } from "../../src-preload/contract/conflicts.ts";
import { sayField, sayInstance, sayValue, type Words } from "./say-field.ts";

/** Longer values are named, not quoted. */
const QUOTE_MAX = 80;

/** A period of one day in words: the day, then the hours. */
const HOURS = /^([^–]*), (\d\d:\d\d(?: – \d\d:\d\d)?)$/;

/** `Heure : de 10:00 à 11:00`; lists say what came and what went. */
export function sayDifference(difference: FieldDifference, words: Words): string {
  const { t } = words;
  const { before, after, name } = difference;
  const instance = sayInstance(difference.recurrenceId, words);
  const field = instance ? `${sayField(difference, t)} (${instance})` : sayField(difference, t);
  const from = sayValue(before, name, words);
  const to = sayValue(after, name, words);
  if (before?.items !== undefined || after?.items !== undefined) {
    const came = to.filter((line) => !from.includes(line)).map((line) => `+ ${line}`);
    const went = from.filter((line) => !to.includes(line)).map((line) => `− ${line}`);
    return t("changes.list", { field, values: [...came, ...went].join(", ") });
  }
  const [day, oldHours] = from[0]?.match(HOURS)?.slice(1) ?? [];
  const [sameDay, newHours] = to[0]?.match(HOURS)?.slice(1) ?? [];
  if (name === "time" && day !== undefined && day === sameDay) {
    return t("changes.sameDay", { field, day, before: oldHours, after: newHours });
  }
  const [old, now] = [from.join(", "), to.join(", ")];
  if (old.length > QUOTE_MAX || now.length > QUOTE_MAX) return t("changes.long", { field });
  if (old === "") return t("changes.set", { field, value: now });
  if (now === "") return t("changes.cleared", { field, value: old });
  return t("changes.fromTo", { field, before: old, after: now });
}
