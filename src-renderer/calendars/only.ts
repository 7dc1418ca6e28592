// "Show only this one", and the way back to what was shown before it. Pure but for the note of what that was.
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";

const KEY = "cadran.calendars.before-only";

/** Is it the only one on show, while there are others? */
export function isOnly(calendars: readonly Calendar[], id: CalendarId): boolean {
  return calendars.length > 1 && calendars.every((one) => one.visible === (one.id === id));
}

interface Plan {
  readonly kind: "only" | "back";
  readonly shown: ReadonlySet<CalendarId>;
  /** Those that have to be shown or hidden for it. */
  readonly changed: readonly CalendarId[];
}

function remembered(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

/** What to show: only this one; or, when it is the only one already, what was shown before, else all. */
export function onlyPlan(calendars: readonly Calendar[], id: CalendarId): Plan {
  const back = isOnly(calendars, id);
  const visible = calendars.filter((one) => one.visible).map((one) => one.id);
  const known = new Set(remembered());
  const earlier = calendars.filter((one) => known.has(one.id)).map((one) => one.id);
  const all = calendars.map((one) => one.id);
  const shown = new Set(back ? (earlier.some((one) => one !== id) ? earlier : all) : [id]);
  if (!back) {
    try {
      localStorage.setItem(KEY, JSON.stringify(visible));
    } catch {
      // Without storage the way back shows all of them.
    }
  }
  const changed = calendars.filter((one) => one.visible !== shown.has(one.id)).map((one) => one.id);
  return { kind: back ? "back" : "only", shown, changed };
}
