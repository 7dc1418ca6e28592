// Where an instance stands in its series, so that two versions of a series that moved can be laid side by side.
import type { EditContext } from "./edit-context.ts";
import type { Stamp } from "./event-time.ts";
import { momentOfId, recurrenceIdOf } from "./event-time.ts";
import { msToWall, wallToMs } from "./ical-values.ts";
import { startOf } from "./resource.ts";

const DAY = 86_400_000;

/** The wall-clock distance of an instance from the start of its series; in days once one of two versions is all-day. */
export type PlaceOf = (id: string, context: EditContext) => string;

/** Tells places in either of two versions. */
export function places(was: EditContext, is: EditContext): PlaceOf {
  const inDays = [was, is].some((context) => masterStart(context)?.kind === "date");
  return (id, context) => {
    const start = masterStart(context);
    const moment = start && momentOfId(id, start.zone);
    if (!moment || !start) return id;
    if (!inDays) return String(wallToMs(moment) - wallToMs(start.moment));
    return String((wallToMs(moment.slice(0, 10)) - wallToMs(start.moment.slice(0, 10))) / DAY);
  };
}

/** How far a series moved, wall-clock ms; 0 when it turned all-day or back. */
export function shiftOf(was: EditContext, is: EditContext): number {
  const [from, to] = [masterStart(was), masterStart(is)];
  if (!from || !to || (from.kind === "date") !== (to.kind === "date")) return 0;
  return wallToMs(to.moment) - wallToMs(from.moment);
}

/** The id that an instance of the later version had in the earlier one. */
export function idBefore(id: string, was: EditContext, is: EditContext): string {
  const [from, to] = [masterStart(was), masterStart(is)];
  const moment = to && momentOfId(id, to.zone);
  if (!from || !moment) return id;
  const day = msToWall(wallToMs(moment.slice(0, 10)), true);
  if (from.kind === "date" && to.kind !== "date") return recurrenceIdOf(day, from.zone);
  if (from.kind !== "date" && to.kind === "date") return recurrenceIdOf(day + from.moment.slice(10), from.zone);
  return recurrenceIdOf(msToWall(wallToMs(moment) - shiftOf(was, is), from.kind === "date"), from.zone);
}

function masterStart({ events, zoneOf }: EditContext): Stamp | undefined {
  return events.master && startOf(events.master, zoneOf);
}
