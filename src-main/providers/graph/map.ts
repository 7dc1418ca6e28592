// From what Graph has of an event to the calendar object that the rest of Cadran knows: one master with its overrides.
import type { Stamp } from "../../domain/event-time.ts";
import { vtimezoneFor } from "../../domain/zones.ts";
import { eventText } from "./map-event.ts";
import type { Times } from "./map-time.ts";
import { clockOf, occurrenceDate, occurrenceStamp, timesOf } from "./map-time.ts";
import { ruleOf } from "./recurrence.ts";
import type { GraphEvent, Series } from "./series.ts";
import { isSameGraphZone } from "./zones.ts";

const EOL = "\r\n";
/** What `transactionId` begins with when the event was made here; what tells creations apart may follow, then our UID. */
export const OWN_TRANSACTION = "cadran:";
const OWN_UID = /^cadran:(?:[\w-]{10}:)?(.+)$/s;

interface Override {
  readonly event: GraphEvent;
  readonly recurrenceId: Stamp;
  readonly times: Times;
}

/** A series as one calendar object. The same series gives the same bytes, in whatever order Graph lists what is in it.
 *  @param addresses the user's own, without `mailto:`
 *  @param home the user's zone: of all the places that share a Windows zone it is the one they know
 *  @throws Failure `malformed` for an event without start, or a pattern that is none */
export function seriesText(series: Series, addresses: readonly string[], home?: string): string {
  const { master, cancelled } = series;
  const clock = clockOf(master);
  const times = atHome(timesOf(master, clock), home);
  const isSeries = master.recurrence !== undefined && master.recurrence !== null;
  const deleted = isSeries ? [...new Set(cancelled)].sort() : [];
  const overrides = isSeries ? overridesOf(series, times, home) : [];
  const uid = uidOf(master);
  const parts = [
    eventText(
      master,
      {
        uid,
        times,
        ...(isSeries &&
          master.recurrence && { rrule: ruleOf(master.recurrence, clock.zone, master.isAllDay === true) }),
        excluded: deleted.map((date) => occurrenceStamp(date, times.start)),
        isZoneUnknown: clock.isUnknown,
      },
      addresses,
    ),
    ...overrides.map((one) => eventText(one.event, { ...one, uid }, addresses)),
  ];
  const tzids = [times, ...overrides.map((one) => one.times)].flatMap(({ start, end }) => [start.tzid, end.tzid]);
  const zones = [...new Set(tzids.filter((tzid) => tzid !== undefined))].sort().map(vtimezoneFor);
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Cadran//Cadran 1.0//EN", "CALSCALE:GREGORIAN", ""].join(
    EOL,
  );
  return `${head}${zones.join("")}${parts.join("")}END:VCALENDAR${EOL}`;
}

function overridesOf(
  { master, exceptions, cancelled }: Series,
  { start }: Times,
  home: string | undefined,
): Override[] {
  const clock = clockOf(master);
  const byDate = new Map<string, GraphEvent>();
  for (const event of [...exceptions].sort(oldestFirst)) byDate.set(occurrenceDate(event, master, clock), event);
  const dates = [...byDate.keys()].filter((date) => !cancelled.includes(date)).sort();
  return dates.map((date) => {
    const event = whole(byDate.get(date) as GraphEvent, master);
    return { event, recurrenceId: occurrenceStamp(date, start), times: atHome(timesOf(event, clock), home) };
  });
}

// Graph says "W. Europe Standard Time": Berlin to some, Zurich or Rome to others.
function atHome({ start, end }: Times, home: string | undefined): Times {
  const named = (stamp: Stamp): Stamp =>
    home !== undefined && stamp.tzid !== undefined && isSameGraphZone(stamp.zone, home)
      ? { ...stamp, zone: home, tzid: home }
      : stamp;
  return { start: named(start), end: named(end) };
}

// What an override does not say, it has from its master: Graph sends some as stubs.
function whole(event: GraphEvent, master: GraphEvent): GraphEvent {
  const said = Object.fromEntries(Object.entries(event).filter(([, value]) => value !== undefined));
  return { ...master, ...said, recurrence: null };
}

function oldestFirst(a: GraphEvent, b: GraphEvent): number {
  const key = (one: GraphEvent) => `${one.lastModifiedDateTime ?? ""} ${one.id ?? ""}`;
  return key(a) < key(b) ? -1 : 1;
}

function uidOf(master: GraphEvent): string {
  const { transactionId, iCalUId, id } = master;
  const own = OWN_UID.exec(transactionId ?? "")?.[1];
  return own || iCalUId || (master as { uid?: string | null }).uid || id || "unknown";
}
