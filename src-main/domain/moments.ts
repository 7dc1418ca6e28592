// Arithmetic on moments (`YYYY-MM-DDTHH:MM[:SS]` or `YYYY-MM-DD`) as read on a wall clock, zones left aside.

const DAY_MS = 86_400_000;

/** Is this a whole day rather than a time? */
export function isDate(moment: string): boolean {
  return moment.length === 10;
}

/** The moment as if its clock hung in Greenwich, epoch ms; NaN when it names no real date. */
export function wallMs(moment: string): number {
  const ms = Date.parse(isDate(moment) ? `${moment}T00:00:00Z` : `${moment.length === 16 ? `${moment}:00` : moment}Z`);
  // Date.parse turns 31 February into March.
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== moment.slice(0, 10) ? Number.NaN : ms;
}

/** Shifts a moment by wall-clock ms, keeping its kind; a date moves by whole days, rounded. */
export function shiftMoment(moment: string, byMs: number): string {
  const days = isDate(moment);
  const iso = new Date(wallMs(moment) + (days ? Math.round(byMs / DAY_MS) * DAY_MS : byMs)).toISOString();
  if (days) return iso.slice(0, 10);
  return iso.slice(17, 19) === "00" ? iso.slice(0, 16) : iso.slice(0, 19);
}
