// Moves what hangs on a series when its master moves: RECURRENCE-ID, EXDATE, RDATE, UNTIL, and overrides that only differ
// in their text (rule R82).
import type { EditContext } from "./edit-context.ts";
import { stampEdit, stampLine } from "./edit-context.ts";
import { movedRule } from "./edit-rule.ts";
import { sameStamp, writeTimes } from "./edit-time.ts";
import type { Stamp } from "./event-time.ts";
import { endMoment, instanceId, instanceMoment, readLength, readStamp, stampOf } from "./event-time.ts";
import type { IcalComponent, IcalLine, IcalText } from "./ical-text.ts";
import { lineOf, linesOf, paramOf, replaceComponent, replaceLines, rewriteLine, setLine } from "./ical-tree.ts";
import { formatDuration, msToWall, parseDateTime, parsePeriod, wallToMs } from "./ical-values.ts";
import { startOf } from "./resource.ts";
import { zonedToMs } from "./zones.ts";

/** A master whose start moved from one stamp to another, with its EXDATEs, RDATEs and (unless `keepRule`) rules moved by
 *  the same wall-clock shift. */
export function shiftMaster(
  master: IcalComponent,
  from: Stamp,
  to: Stamp,
  keepRule: boolean,
  context: EditContext,
): IcalComponent {
  if (sameStamp(from, to)) return master;
  let next = master;
  if (!keepRule)
    next = replaceLines(
      next,
      "RRULE",
      linesOf(next, "RRULE").map((line) =>
        rewriteLine(line, line.params, movedRule(line.value, from, to), context.eol),
      ),
    );
  for (const name of ["EXDATE", "RDATE"])
    next = replaceLines(
      next,
      name,
      linesOf(next, name).map((line) => shiftDates(line, from, to, context)),
    );
  return next;
}

/** The file with its overrides moved along with a master: each names its instance by the new original start; those that
 *  still stood at the old one move there, those as long as the old master was are as long as the new one. */
export function shiftOverrides(
  tree: IcalText,
  old: IcalComponent,
  next: IcalComponent,
  context: EditContext,
): IcalText {
  const { events, zoneOf } = context;
  const [from, to] = [startOf(old, zoneOf), startOf(next, zoneOf)];
  const lengths = [wallLength(old, context), wallLength(next, context)] as const;
  if (sameStamp(from, to) && lengths[0] === lengths[1]) return tree;
  let out = tree;
  for (const { component } of [...events.overrides, ...events.superseded]) {
    const moved = shiftOverride(component, from, to, lengths, context);
    out = replaceComponent(out, component, [stampEdit(moved, component, context)]);
  }
  return out;
}

function shiftOverride(
  component: IcalComponent,
  from: Stamp,
  to: Stamp,
  [oldLength, newLength]: readonly [number, number],
  context: EditContext,
): IcalComponent {
  const { zoneOf, eol } = context;
  const line = lineOf(component, "RECURRENCE-ID") as IcalLine;
  const stamp = readStamp(line.value, line, zoneOf);
  const target = shiftStamp(stamp, from, to);
  const next = sameStamp(from, to)
    ? component
    : setLine(component, "RECURRENCE-ID", stampLine("RECURRENCE-ID", [target], line, eol));
  const start = startOf(component, zoneOf);
  const isOfKind = (start.kind === "date") === (from.kind === "date");
  if (!isOfKind || instanceId(start, from) !== instanceId(stamp, from)) return next;
  const length = wallLength(component, context);
  const placed: Stamp = { ...to, moment: instanceMoment(target, to) };
  const kindChanged = (from.kind === "date") !== (to.kind === "date");
  const wanted = length === oldLength || kindChanged ? newLength : length;
  return writeTimes(next, placed, msToWall(wallToMs(placed.moment) + wanted, to.kind === "date"), context);
}

function wallLength(component: IcalComponent, { zoneOf }: EditContext): number {
  const start = startOf(component, zoneOf);
  return wallToMs(endMoment(start.moment, start.zone, readLength(component, start, zoneOf))) - wallToMs(start.moment);
}

function shiftDates(line: IcalLine, from: Stamp, to: Stamp, context: EditContext): IcalLine {
  const values = line.value.split(",");
  const tzid = paramOf(line, "TZID");
  const isReadable = (value: string) => {
    const parsed = parseDateTime(value) ?? parsePeriod(value)?.start;
    return (
      parsed !== undefined && (!tzid || parsed.utc || parsed.time === undefined || context.zoneOf(tzid) !== undefined)
    );
  };
  // Half a line moved would be worse than a line that stays and shows.
  if (!values.every(isReadable)) return line;
  if (values.some((value) => parsePeriod(value))) return shiftPeriods(line, values, from, to, context);
  const stamps = values.map((value) => shiftStamp(readStamp(value, line, context.zoneOf), from, to));
  return stampLine(line.name, stamps, line, context.eol);
}

// A period keeps its length, written as a duration: only its start can be said in the zone of the series.
function shiftPeriods(line: IcalLine, values: string[], from: Stamp, to: Stamp, context: EditContext): IcalLine {
  const tzid = paramOf(line, "TZID");
  const stamps: Stamp[] = [];
  const lengths = values.map((value) => {
    const period = parsePeriod(value);
    const start = stampOf(period?.start ?? (parseDateTime(value) as never), tzid, context.zoneOf);
    stamps.push(shiftStamp(start, from, to));
    if (!period?.end) return period?.duration ? `/${formatDuration(period.duration)}` : "";
    const end = stampOf(period.end, tzid, context.zoneOf);
    return `/${formatDuration({ days: 0, seconds: (instantOf(end) - instantOf(start)) / 1000 })}`;
  });
  if (to.kind === "date") return stampLine(line.name, stamps, line, context.eol);
  const moved = stampLine(line.name, stamps, line, context.eol);
  const params = [...moved.params, { name: "VALUE", values: ["PERIOD"] }];
  const value = moved.value.split(",").map((start, i) => start + lengths[i]);
  return rewriteLine(line, params, value.join(","), context.eol);
}

function instantOf(stamp: Stamp): number {
  return zonedToMs(stamp.moment, stamp.zone === "floating" ? "UTC" : stamp.zone);
}

// Where an instance of the old series lies in the new one; said in UTC when it was, as a bare date when it was one.
function shiftStamp(stamp: Stamp, from: Stamp, to: Stamp): Stamp {
  const moment = instanceMoment(stamp, from);
  const days = wallToMs(to.moment.slice(0, 10)) - wallToMs(from.moment.slice(0, 10));
  const day = msToWall(wallToMs(moment.slice(0, 10)) + days, true);
  if (to.kind === "date") return { kind: "date", moment: day, zone: "floating" };
  if (from.kind === "date") return { ...to, moment: day + to.moment.slice(10) };
  const shifted = msToWall(wallToMs(moment) + wallToMs(to.moment) - wallToMs(from.moment));
  if (stamp.kind === "date") return { kind: "date", moment: shifted.slice(0, 10), zone: "floating" };
  if (stamp.kind !== "utc" || to.kind === "floating") return { ...to, moment: shifted };
  return { kind: "utc", moment: msToWall(zonedToMs(shifted, to.zone)), zone: "UTC" };
}
