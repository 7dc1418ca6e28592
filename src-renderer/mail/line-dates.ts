// When lines are from, in words. The calendar is read once for the list, not for each line. Pure.
import { intlTag } from "../i18n/language.ts";
import { sayTime } from "../time/say-when.ts";
import { addDays, type Day, startOfDay } from "../time/wall-clock.ts";

/** Says a moment. */
export interface LineDates {
  /** As short as its heading allows: the time today and yesterday, the day in the week, the date before. */
  readonly short: (ms: number) => string;
  /** The whole of it: what is read aloud. */
  readonly full: (ms: number) => string;
}

/** @returns how the lines of a list say their dates */
export function lineDates(today: Day, language: string, zone: string): LineDates {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const { format: say } = new Intl.DateTimeFormat(intlTag(language), { ...options, timeZone: zone });
    return (ms: number) => say(ms).replace(",", "");
  };
  const from = (day: Day) => startOfDay(day, zone);
  const [yesterdayMs, weekMs, yearMs] = [
    from(addDays(today, -1)),
    from(addDays(today, -6)),
    from(`${today.slice(0, 4)}-01-01`),
  ];
  const weekday = format({ weekday: "short" });
  const date = format({ day: "numeric", month: "short" });
  const dated = format({ day: "numeric", month: "short", year: "numeric" });
  const whole = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  return {
    short: (ms) => {
      if (ms >= yesterdayMs) return sayTime(ms, language, zone);
      if (ms >= weekMs) return weekday(ms);
      return ms >= yearMs ? date(ms) : dated(ms);
    },
    full: (ms) => `${whole(ms)}, ${sayTime(ms, language, zone)}`,
  };
}
