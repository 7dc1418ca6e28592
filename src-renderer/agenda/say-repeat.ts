// A recurrence rule in words, for the common rules; the others just "repeat".
import type { TFunction } from "i18next";
import { sayDay } from "../time/say-when.ts";
import { addDays } from "../time/wall-clock.ts";

const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/** 2026-11-16 is a Monday. */
const A_MONDAY = "2026-11-16";
const ONE = {
  DAILY: "repeat.daily",
  WEEKLY: "repeat.weekly",
  MONTHLY: "repeat.monthly",
  YEARLY: "repeat.yearly",
} as const;
const MANY = {
  DAILY: "repeat.everyDays",
  WEEKLY: "repeat.everyWeeks",
  MONTHLY: "repeat.everyMonths",
  YEARLY: "repeat.everyYears",
} as const;

/** A rule value (RFC 5545 §3.3.10) in words. */
export function sayRepeat(rrule: string, t: TFunction, language: string): string {
  const part = new Map(rrule.split(";").map((pair) => pair.split("=") as [string, string]));
  const frequency = part.get("FREQ") as keyof typeof ONE | undefined;
  const plain = [...part.keys()].every((key) => ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"].includes(key));
  const days = part.get("BYDAY")?.split(",") ?? [];
  if (!frequency || !(frequency in ONE) || !plain || days.some((day) => !DAYS.includes(day))) return t("repeat.other");
  const count = Number(part.get("INTERVAL") ?? 1);
  let words = count > 1 ? t(MANY[frequency], { count }) : t(ONE[frequency]);
  if (days.length > 0) {
    const names = days.map((day) => sayDay(addDays(A_MONDAY, DAYS.indexOf(day)), language, { weekday: "long" }));
    words = t("repeat.on", { rule: words, days: names.join(", ") });
  }
  const until = part.get("UNTIL");
  if (until) {
    const day = `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`;
    words = t("repeat.until", {
      rule: words,
      date: sayDay(day, language, { day: "numeric", month: "long", year: "numeric" }),
    });
  } else if (part.has("COUNT")) words = t("repeat.times", { rule: words, count: Number(part.get("COUNT")) });
  return words;
}
