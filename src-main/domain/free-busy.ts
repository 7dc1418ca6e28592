// Free/busy time as calendar servers tell it (RFC 5545 §3.6.4, RFC 5546 §3.3), and stretches of it put in order.
import type { BusyTime } from "../../src-preload/contract/people.ts";
import { type IcalLine, nodeText, parseIcal } from "./ical-text.ts";
import { componentsOf, linesOf, makeLine, paramOf } from "./ical-tree.ts";
import { basicForm, momentOf, msToWall, parsePeriod, wallToMs } from "./ical-values.ts";

const EOL = "\r\n";
/** More than this of one person is an attack on the picture. */
const MAX_TIMES = 5000;
const KINDS: Readonly<Record<string, BusyTime["kind"] | "free">> = {
  FREE: "free",
  "BUSY-TENTATIVE": "tentative",
  "BUSY-UNAVAILABLE": "away",
};

/** Epoch ms, end exclusive. */
interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A request for the time of some people. @param organizer who asks */
export function freeBusyRequest(
  request: Window & {
    readonly uid: string;
    readonly organizer: string;
    readonly addresses: readonly string[];
    readonly nowMs: number;
  },
): string {
  const line = (name: string, value: string) => nodeText(makeLine(name, [], value, EOL));
  return [
    line("BEGIN", "VCALENDAR"),
    line("VERSION", "2.0"),
    line("PRODID", "-//Cadran//Cadran 1.0//EN"),
    line("METHOD", "REQUEST"),
    line("BEGIN", "VFREEBUSY"),
    line("UID", request.uid),
    line("DTSTAMP", utc(request.nowMs)),
    line("DTSTART", utc(request.fromMs)),
    line("DTEND", utc(request.toMs)),
    line("ORGANIZER", `mailto:${request.organizer}`),
    ...request.addresses.map((address) => line("ATTENDEE", `mailto:${address}`)),
    line("END", "VFREEBUSY"),
    line("END", "VCALENDAR"),
  ].join("");
}

/** The busy times of an answer, within the window. What cannot be read is left out.
 *  @throws Failure `malformed` when the text is no calendar */
export function readFreeBusy(text: string, window: Window): BusyTime[] {
  const parts = componentsOf(parseIcal(text), "VCALENDAR").flatMap((calendar) => componentsOf(calendar, "VFREEBUSY"));
  return tidyBusy(parts.flatMap((part) => linesOf(part, "FREEBUSY")).flatMap(timesOf), window);
}

function timesOf(line: IcalLine): BusyTime[] {
  const kind = KINDS[paramOf(line, "FBTYPE")?.toUpperCase() ?? "BUSY"] ?? "busy";
  if (kind === "free") return [];
  return line.value.split(",").flatMap((value) => {
    const period = parsePeriod(value.trim());
    if (!period) return [];
    // RFC 5545 §3.8.2.6: always UTC.
    const startMs = wallToMs(momentOf(period.start));
    const { days = 0, seconds = 0 } = period.duration ?? {};
    const endMs = period.end ? wallToMs(momentOf(period.end)) : startMs + (days * 86_400 + seconds) * 1000;
    return [{ startMs, endMs, kind }];
  });
}

/** In order, within the window, what overlaps or touches of one kind made one. */
export function tidyBusy(times: readonly BusyTime[], { fromMs, toMs }: Window): BusyTime[] {
  const cut = times
    .map(({ startMs, endMs, kind }) => ({ startMs: Math.max(startMs, fromMs), endMs: Math.min(endMs, toMs), kind }))
    .filter(({ startMs, endMs }) => startMs < endMs)
    .sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
  const merged: BusyTime[] = [];
  const last = new Map<BusyTime["kind"], BusyTime>();
  for (const time of cut) {
    const open = last.get(time.kind);
    if (open && time.startMs <= open.endMs) open.endMs = Math.max(open.endMs, time.endMs);
    else {
      merged.push(time);
      last.set(time.kind, time);
    }
  }
  return merged.slice(0, MAX_TIMES);
}

function utc(ms: number): string {
  return `${basicForm(msToWall(ms - (ms % 1000)))}Z`;
}
