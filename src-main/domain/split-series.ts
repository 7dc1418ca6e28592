// The second half of a series that is split: a new object that starts with a given instance (rule R81).
import { Failure } from "../../src-preload/contract/failure.ts";
import type { EditContext } from "./edit-context.ts";
import { stampEdit, vevents } from "./edit-context.ts";
import { filterDates, ownId } from "./edit-series.ts";
import { writeTimes } from "./edit-time.ts";
import type { Series } from "./event.ts";
import type { Stamp } from "./event-time.ts";
import { endMoment, instanceMoment, momentOfId, readLength } from "./event-time.ts";
import type { IcalComponent, IcalLine, IcalText } from "./ical-text.ts";
import {
  lineOf,
  linesOf,
  makeLine,
  paramOf,
  replaceComponent,
  replaceLines,
  rewriteLine,
  setLine,
} from "./ical-tree.ts";
import { msToWall, wallToMs } from "./ical-values.ts";
import { hasInstance } from "./recurrence.ts";
import { readSeries, startOf } from "./resource.ts";
import { ruleStarts } from "./rule-expand.ts";
import { parseRule, ruleText } from "./rule-text.ts";

const DAY = 86_400_000;
// How far to look for the first instance of a rule after one that only RDATE made.
const SEARCH_MS = 10 * 366 * DAY;

/** The series from an instance on, under a new UID, with the later overrides, EXDATEs and RDATEs; COUNT is what remains.
 *  It names the old object in RELATED-TO.
 *  @throws Failure `missing` without such an instance, `unsupported` across a this-and-future exception (R80) */
export function laterHalf(recurrenceId: string, newUid: string, context: EditContext): IcalText {
  const { tree, events, zoneOf, eol } = context;
  const { master } = events;
  const series = master && readSeries(master, zoneOf);
  if (!master || !series) throw new Failure("missing", { what: "occurrence" });
  const id = ownId(recurrenceId, context);
  const later = events.overrides.filter((one) => one.id >= id);
  if (!hasInstance(series, id) && !later.some((one) => one.id === id))
    throw new Failure("missing", { what: "occurrence" });
  refuseFuture(context, id);
  const start = startOf(master, zoneOf);
  const cutoff = momentOfId(id, start.zone) as string;
  const first = firstStart(series, start, cutoff);
  const named = (component: IcalComponent) => setLine(component, "UID", makeLine("UID", [], newUid, eol));
  const rules = remainingRules(master, start, cutoff, eol);
  let next = named(replaceLines(startingAt(master, series, first, cutoff, context), "RRULE", rules));
  const related = makeLine("RELATED-TO", [{ name: "RELTYPE", values: ["SIBLING"] }], events.uid, eol);
  next = replaceLines(next, "RELATED-TO", [...linesOf(next, "RELATED-TO"), related]);
  const kept = new Map([[master, stampEdit(next, master, context)]]);
  for (const { component } of later) kept.set(component, stampEdit(named(component), component, context));
  return vevents(tree).reduce((out, one) => replaceComponent(out, one, [kept.get(one) ?? []].flat()), tree);
}

function refuseFuture({ events }: EditContext, id: string): void {
  const isFuture = (component: IcalComponent) =>
    paramOf(lineOf(component, "RECURRENCE-ID") as IcalLine, "RANGE") !== undefined;
  if (events.overrides.some((one) => one.id < id && isFuture(one.component)))
    throw new Failure("unsupported", { what: "split" });
}

// A new series must start on its own rule: from an instance that only RDATE made, at the next that the rule makes.
function firstStart(series: Series, start: Stamp, cutoff: string): string {
  const at = wallToMs(cutoff);
  const next = series.rules.flatMap((rule) =>
    ruleStarts(rule, start.moment, start.zone, at, at + SEARCH_MS).slice(0, 1),
  );
  return next.length === 0 ? cutoff : msToWall(Math.min(...next), start.kind === "date");
}

function startingAt(
  master: IcalComponent,
  series: Series,
  first: string,
  cutoff: string,
  context: EditContext,
): IcalComponent {
  const start = startOf(master, context.zoneOf);
  const own = series.rules.length === 0 ? series.added.find((one) => one.start === first)?.length : undefined;
  const length = own ?? readLength(master, start, context.zoneOf);
  const isLater = (stamp: Stamp) => instanceMoment(stamp, start) >= cutoff;
  const moved = writeTimes(master, { ...start, moment: first }, endMoment(first, start.zone, length), context);
  return filterDates(filterDates(moved, "EXDATE", isLater, context), "RDATE", isLater, context);
}

// COUNT is what the first half leaves of it; a rule that makes nothing more goes.
function remainingRules(master: IcalComponent, start: Stamp, cutoff: string, eol: string): IcalLine[] {
  const at = wallToMs(cutoff);
  return linesOf(master, "RRULE").flatMap((line) => {
    const parts = parseRule(line.value);
    const starts = (from: number, to: number) => ruleStarts(line.value, start.moment, start.zone, from, to);
    if (starts(at, at + SEARCH_MS).length === 0) return [];
    if (!parts.has("COUNT")) return [line];
    const made = starts(wallToMs(start.moment), at - 1).length;
    parts.set("COUNT", String(Number(parts.get("COUNT")) - made));
    return [rewriteLine(line, line.params, ruleText(parts), eol)];
  });
}
