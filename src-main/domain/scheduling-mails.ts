// Whom a server would mail when a scheduling object changes: as the organiser's server, and as an attendee's (RFC 6638 §3.2).
import type { EditContext } from "./edit-context.ts";
import { instanceCopy } from "./edit-series.ts";
import { readAttendee } from "./event-details.ts";
import type { IcalComponent, IcalLine, IcalNode } from "./ical-text.ts";
import { lineOf, linesOf, paramOf } from "./ical-tree.ts";
import { componentMeaning } from "./meaning.ts";
import { fieldOf } from "./merge-fields.ts";
import { excludedIds } from "./merge-series.ts";
import { isSameAddress, plainAddress } from "./scheduling-people.ts";

/** A resource before and after a change; undefined: it is not there. */
export interface Change {
  readonly was: EditContext | undefined;
  readonly is: EditContext | undefined;
}

/** The ORGANIZER line of a resource. */
export function organizerOf({ events }: EditContext): IcalLine | undefined {
  const components = [events.master, ...events.overrides.map((one) => one.component)];
  return components.map((one) => one && lineOf(one, "ORGANIZER")).find((line) => line !== undefined);
}

/** Does the server, and not some client, deliver what concerns this line? (RFC 6638 §7.1) */
export function isServers(line: IcalLine): boolean {
  return (paramOf(line, "SCHEDULE-AGENT") ?? "SERVER").toUpperCase() === "SERVER";
}

/** The attendees that hear of a change by the organiser: all of what changed in a way that concerns them, and whoever was
 *  added or taken off. */
export function mailedByOrganizer(change: Change): string[] {
  return pairs(change).flatMap(([before, after]) => {
    const [was, is] = [peopleOf(before), peopleOf(after)];
    const all = [...is, ...was];
    if (!before || !after || concern(before) !== concern(after)) return all;
    const known = (list: readonly string[]) => new Set(list.map(plainAddress));
    const [old, now] = [known(was), known(is)];
    return all.filter((address) => !old.has(plainAddress(address)) || !now.has(plainAddress(address)));
  });
}

/** Does the organiser hear of a change by an attendee? Only of another answer, and of what was thrown away: that declines. */
export function isOrganizerMailed(change: Change, addresses: readonly string[]): boolean {
  const { was, is } = change;
  const answerIn = (component: IcalComponent | undefined) => {
    const own = component && linesOf(component, "ATTENDEE").find((line) => isOwn(line, addresses));
    return own && (paramOf(own, "PARTSTAT")?.toUpperCase() ?? "NEEDS-ACTION");
  };
  const changed = pairs(change).some(([before, after]) => {
    const [from, to] = [answerIn(before), answerIn(after)];
    if (from === undefined && to === undefined) return false;
    return (before ? from : "NEEDS-ACTION") !== (after ? to : "DECLINED");
  });
  if (changed || !was || !is) return changed;
  const before = excludedIds(was);
  const isTaken = [...excludedIds(is)].some((id) => !before.has(id));
  const answer = answerIn(was.events.master);
  return isTaken && answer !== undefined && answer !== "DECLINED";
}

// The master of both, and every instance that is an exception in one of them.
function pairs({ was, is }: Change): (readonly [IcalComponent | undefined, IcalComponent | undefined])[] {
  const ids = new Set([was, is].flatMap((one) => one?.events.overrides.map(({ id }) => id) ?? []));
  const at = (context: EditContext | undefined, id: string) =>
    context && (context.events.overrides.find((one) => one.id === id)?.component ?? instanceCopy(id, context));
  const master = [was?.events.master, is?.events.master] as const;
  const instances = [...ids].map((id) => [at(was, id), at(is, id)] as const);
  return [...(master[0] || master[1] ? [master] : []), ...instances];
}

function peopleOf(component: IcalComponent | undefined): string[] {
  const lines = component ? linesOf(component, "ATTENDEE").filter(isServers) : [];
  return lines.map((line) => readAttendee(line).address);
}

// What a component says to the people invited: no alarms, no books, nothing private, not who else comes.
function concern(component: IcalComponent): string {
  const children = component.children.flatMap((node): IcalNode[] => {
    if (node.type === "component") return node.name === "VALARM" ? [] : [node];
    const field = fieldOf(node.name);
    if (field.kind === "books" || field.kind === "people" || field.isPrivate) return [];
    return [{ ...node, params: node.params.filter(({ name }) => !name.startsWith("SCHEDULE-")) }];
  });
  return componentMeaning({ ...component, children });
}

function isOwn(line: IcalLine, addresses: readonly string[]): boolean {
  const { address } = readAttendee(line);
  return addresses.some((own) => isSameAddress(own, address));
}
