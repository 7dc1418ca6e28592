// The day of an invitation as a strip: what is proposed above, what is there already below, where they overlap. Pure.
import type { Occurrence } from "../../src-preload/contract/events.ts";
import type { MailInvitation } from "../../src-preload/contract/mail-rules.ts";
import { type Day, dayOf, wallClock } from "../time/wall-clock.ts";

/** In parts of the strip's width. */
interface Stretch {
  readonly from: number;
  readonly width: number;
}

/** Places are parts of the strip's width; lanes are for those at one time. */
export interface InvitationDay {
  readonly hours: readonly { readonly hour: number; readonly at: number }[];
  readonly proposed: Stretch;
  readonly beside: readonly (Stretch & {
    readonly occurrence: Occurrence;
    readonly lane: number;
    readonly lanes: number;
  })[];
  readonly overlaps: readonly Stretch[];
}

const FIRST = 8;
const LAST = 18;
const DAY_MS = 86_400_000;

function hourOf(ms: number, day: Day, zone: string): number {
  const clock = wallClock(ms, zone);
  if (clock.slice(0, 10) !== day) return clock < day ? 0 : 24;
  return Number(clock.slice(11, 13)) + Number(clock.slice(14, 16)) / 60;
}

/** @returns undefined where a strip says nothing: all day, or over several days */
export function invitationDay(invitation: MailInvitation, zone: string): InvitationDay | undefined {
  const { allDay, startMs, endMs, day: around, conflicts, event } = invitation;
  if (allDay || endMs - startMs >= DAY_MS) return undefined;
  const day = dayOf(startMs, zone);
  const span = (a: number, b: number) => ({
    from: hourOf(a, day, zone),
    to: Math.max(hourOf(b, day, zone), hourOf(a, day, zone)),
  });
  const own = span(startMs, endMs);
  const others = around
    .filter((one) => !one.allDay && one.endMs - one.startMs < DAY_MS && one.eventId !== event?.id)
    .map((occurrence) => ({ occurrence, ...span(occurrence.startMs, occurrence.endMs) }))
    .sort((a, b) => a.from - b.from);
  const all = [own, ...others];
  const first = Math.floor(Math.min(FIRST, ...all.map(({ from }) => from)));
  const last = Math.ceil(Math.max(LAST, ...all.map(({ to }) => to)));
  const share = (hour: number) => (hour - first) / (last - first);
  const stretch = ({ from, to }: { from: number; to: number }): Stretch => ({
    from: share(from),
    width: Math.max(share(to) - share(from), 0.008),
  });
  const ends: number[] = [];
  const lanes = others.map(({ from, to }) => {
    const free = ends.findIndex((end) => end <= from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = to;
    return lane;
  });
  const step = last - first > 14 ? 4 : 2;
  return {
    hours: Array.from({ length: last - first }, (_, n) => first + n)
      .filter((hour) => (hour - first) % step === 0)
      .map((hour) => ({ hour, at: share(hour) })),
    proposed: stretch(own),
    beside: others.map(({ occurrence, ...one }, n) => ({
      ...stretch(one),
      occurrence,
      lane: lanes[n] ?? 0,
      lanes: Math.max(1, ends.length),
    })),
    overlaps: conflicts
      .filter((one) => !one.allDay)
      .map((one) => stretch(span(Math.max(one.startMs, startMs), Math.min(one.endMs, endMs)))),
  };
}
