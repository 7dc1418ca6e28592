// An event once more, as one of the user's own.

import { Failure } from "../../src-preload/contract/failure.ts";
import { type EditContext, openEdit, vevents } from "./edit-context.ts";
import { attendeeLine } from "./edit-details.ts";
import { instanceCopy, ownId } from "./edit-series.ts";
import { readAttendee, readStatus } from "./event-details.ts";
import { type IcalComponent, type IcalLine, type IcalText, serializeIcal } from "./ical-text.ts";
import {
  componentsOf,
  insertComponents,
  lineOf,
  linesOf,
  makeLine,
  replaceComponent,
  replaceLines,
  rewriteLine,
  setLine,
  withParam,
} from "./ical-tree.ts";
import { basicForm, msToWall } from "./ical-values.ts";
import { fieldOf } from "./merge-fields.ts";
import { readSeries } from "./resource.ts";
import { isSameAddress } from "./scheduling-people.ts";

/** How a copy differs from what it is made of. */
interface CopyOptions {
  readonly uid: string;
  readonly nowMs: number;
  /** This instance alone, as an event of its own. */
  readonly recurrenceId?: string;
  /** The same people are invited, by the user; they have not answered yet. */
  readonly withGuests: boolean;
  /** The user's own: nobody invites themselves. */
  readonly addresses: readonly string[];
}

/** What belongs to the life of the original: who sent which revision of it when, and what was made of it here. */
const OF_ONE_LIFE = ["CREATED", "LAST-MODIFIED", "SEQUENCE", "REQUEST-STATUS", "ORGANIZER", "X-CADRAN-GUEST-COPY"];
/** The same of an alarm: whether it has rung. */
const OF_ONE_ALARM = ["UID", "X-WR-ALARMUID", "ACKNOWLEDGED", "X-MOZ-LASTACK", "RELATED-TO"];

/** The event or series under another UID, at its first revision; everything else is kept line by line.
 *  @throws Failure malformed; missing without such an instance */
export function copyOf(text: string, options: CopyOptions): string {
  const context = openEdit(text, options.nowMs);
  const single = options.recurrenceId === undefined ? undefined : instanceOf(options.recurrenceId, context);
  let out: IcalText = context.tree;
  for (const event of vevents(out))
    out = replaceComponent(out, event, single ? [] : [renewed(event, options, context)]);
  if (single) out = insertComponents(out, [renewed(single, options, context)]);
  return serializeIcal(out);
}

/** One instance without its series; undefined where there is none to leave. */
function instanceOf(recurrenceId: string, context: EditContext): IcalComponent | undefined {
  const { events, zoneOf } = context;
  if (events.master && !readSeries(events.master, zoneOf)) return undefined;
  const id = ownId(recurrenceId, context);
  const own = events.overrides.find((one) => one.id === id)?.component ?? instanceCopy(id, context);
  if (!own) throw new Failure("missing", { what: "occurrence" });
  return setLine(own, "RECURRENCE-ID", undefined);
}

function renewed(event: IcalComponent, options: CopyOptions, { eol }: EditContext): IcalComponent {
  const { uid, nowMs, withGuests, addresses } = options;
  const now = `${basicForm(msToWall(nowMs - (nowMs % 1000)))}Z`;
  const guests = withGuests ? guestLines(event, addresses, eol) : [];
  const isNote = (name: string) => name.startsWith("X-") && fieldOf(name).kind === "books";
  let next: IcalComponent = {
    ...event,
    children: event.children.filter((node) => !OF_ONE_LIFE.includes(node.name) && !isNote(node.name)),
  };
  next = setLine(next, "UID", makeLine("UID", [], uid, eol));
  next = setLine(
    setLine(next, "DTSTAMP", makeLine("DTSTAMP", [], now, eol)),
    "CREATED",
    makeLine("CREATED", [], now, eol),
  );
  if (readStatus(lineOf(next, "STATUS")?.value) === "cancelled") next = setLine(next, "STATUS", undefined);
  next = replaceLines(next, "ATTENDEE", guests);
  // The server manages a file for the one event it was given to (RFC 8607 §4.2); its address stays good.
  next = replaceLines(
    next,
    "ATTACH",
    linesOf(next, "ATTACH").map((line) =>
      rewriteLine(line, withParam(line.params, "MANAGED-ID", undefined), line.value, eol),
    ),
  );
  return componentsOf(next, "VALARM").reduce(silentAlarm, next);
}

// Whoever organised it is a guest now.
function guestLines(event: IcalComponent, addresses: readonly string[], eol: string): IcalLine[] {
  const invited = linesOf(event, "ATTENDEE");
  const host = lineOf(event, "ORGANIZER");
  const isOwn = (line: IcalLine) => addresses.some((own) => isSameAddress(own, readAttendee(line).address));
  const asked = invited.map((line) => {
    const open = line.params.filter(({ name }) => !name.startsWith("SCHEDULE-"));
    return rewriteLine(line, withParam(open, "PARTSTAT", ["NEEDS-ACTION"]), line.value, eol);
  });
  const isListed =
    host && invited.some((line) => isSameAddress(readAttendee(line).address, readAttendee(host).address));
  const { address, name } = host ? readAttendee(host) : { address: "", name: undefined };
  const organizer = host && !isListed ? [attendeeLine({ address, ...(name && { name }) }, eol)] : [];
  return [...organizer, ...asked].filter((line) => !isOwn(line));
}

function silentAlarm(event: IcalComponent, alarm: IcalComponent): IcalComponent {
  const children = alarm.children.filter((node) => !OF_ONE_ALARM.includes(node.name));
  if (children.length === alarm.children.length) return event;
  return { ...event, children: event.children.map((node) => (node === alarm ? { ...alarm, children } : node)) };
}
