// What is left to send of an edit, and whether what stands on the server may be written over. Pure.

import { Failure } from "../../../src-preload/contract/failure.ts";
import type { IcalNode } from "../../domain/ical-text.ts";
import { componentMeaning } from "../../domain/meaning.ts";
import type { Series, Step } from "./series.ts";
import { planSteps } from "./steps.ts";
import { type Comparison, compareVersions, readVersion, type Version } from "./steps-compare.ts";
import { decide } from "./wire.ts";

/** What an event shall be, and what it was. */
export interface Edit {
  readonly text: string;
  /** Absent for a new event. */
  readonly base?: string;
  /** The user's own addresses. */
  readonly addresses: readonly string[];
}

/** The next requests; none when the server has what is wanted.
 *  @throws Failure not-expressible */
export function planEdit(there: Series, { text, base, addresses }: Edit): readonly Step[] {
  const steps = planSteps(there, text, { addresses });
  if (base === undefined || !leavesShowAs(base, text, addresses)) return steps;
  return steps.flatMap((step) => {
    if (step.do !== "change" && step.do !== "change-occurrence") return step;
    const { showAs: _, ...body } = step.body;
    return Object.keys(body).length === 0 ? [] : { ...step, body };
  });
}

/** An answer makes Exchange show the meeting as busy, tentative or free: unless the user said otherwise, it knows best. */
function leavesShowAs(base: string, text: string, addresses: readonly string[]): boolean {
  const found = decide(() => {
    const [was, is] = [readVersion(base), readVersion(text)];
    const { master, occurrences } = compareVersions(was, is, addresses);
    return was.isGuestCopy && ![master, ...occurrences].some(({ names }) => names.includes("showAs"));
  });
  return found === true;
}

/** The parts of an event that are as our own writing left them. */
export interface Written {
  readonly master: boolean;
  /** Local dates of occurrences. */
  readonly dates: ReadonlySet<string>;
  /** An answer was given, which changes how the meeting is shown. */
  readonly answered: boolean;
}

/** True when whatever is left to write replaces only what it was meant to replace. A write of several requests may have been
 *  cut in the middle, and Graph drops the exceptions of a series that gets another time or rule (knowledge §1.8): then the
 *  server has neither version, and yet nobody else was there.
 *  @param there as read now
 *  @param written what counts as ours in any case */
export function isBetween(there: string, { text, base, addresses }: Edit, written?: Written): boolean {
  const found = decide(() => {
    if (base === undefined) return false;
    const [now, was, is] = [readVersion(there), readVersion(base), readVersion(text)];
    const done = compareVersions(now, was, addresses);
    const left = compareVersions(now, is, addresses);
    const isTheServers = (name: string) =>
      name === "showAs" && (written?.answered === true || leavesShowAs(base, text, addresses));
    // What differs from both is somebody else's.
    if (!written?.master && left.master.names.some((name) => done.master.names.includes(name) && !isTheServers(name)))
      return false;
    const isDropped = isReshaped(done);
    const isUntouched = (date: string) => stateOf(now, date) === stateOf(was, date);
    // An occurrence without anything of its own, in a series that was given another shape: dropped with all the others.
    const isOurs = (date: string) => isUntouched(date) || (isDropped && stateOf(now, date) === "");
    // What is about to be dropped counts as written over.
    const dates = isReshaped(left) ? [...allDates(now), ...allDates(was)] : datesIn(left);
    return dates.every((date) => written?.dates.has(date) || isOurs(date));
  });
  // What cannot be compared is left to those who can.
  return found === true;
}

const isReshaped = ({ master, revived }: Comparison) =>
  revived.length > 0 || master.names.some((name) => name === "time" || name === "recurrence" || name === "isAllDay");

const datesIn = ({ occurrences, removed, revived, stray }: Comparison) => [
  ...occurrences.map(({ date }) => date),
  ...removed,
  ...revived,
  ...stray,
];

const allDates = ({ overrides, excluded }: Version) => [...overrides.keys(), ...excluded];

/** What makes an occurrence differ from its series; empty when nothing does. */
function stateOf({ overrides, excluded }: Version, date: string): string {
  const override = overrides.get(date);
  if (override !== undefined) return componentMeaning({ ...override, children: override.children.filter(isOwn) });
  return excluded.has(date) ? "deleted" : "";
}

// The original start moves along with the series.
const isOwn = (node: IcalNode) => node.type !== "line" || node.name !== "RECURRENCE-ID";

/** Does the server have all of the edit? */
export function isDone(there: Series, edit: Edit): boolean {
  const left = decide(() => planEdit(there, edit));
  return !(left instanceof Failure) && left.length === 0;
}
