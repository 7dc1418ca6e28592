// The answer to an invitation as a message of its own (RFC 5546 §3.2.3), to be mailed to the organiser.
import { Failure } from "../../src-preload/contract/failure.ts";
import { tzidsIn } from "./edit-context.ts";
import type { Answer } from "./event.ts";
import { readAttendee } from "./event-details.ts";
import { recurrenceIdOf, zonesOf } from "./event-time.ts";
import type { IcalComponent, IcalLine, IcalParam } from "./ical-text.ts";
import { nodeText, parseIcal } from "./ical-text.ts";
import { componentsOf, lineOf, linesOf, makeLine, withParam } from "./ical-tree.ts";
import { basicForm, escapeText, msToWall } from "./ical-values.ts";
import { hasInstance } from "./recurrence.ts";
import { eventComponents, readSeries, startOf } from "./resource.ts";
import { isSameAddress } from "./scheduling-people.ts";
import { vtimezoneFor } from "./zones.ts";

const EOL = "\r\n";
// What a reply repeats so that the organiser's program and a person know what it is about.
const REPEATED = ["UID", "SEQUENCE", "ORGANIZER", "RECURRENCE-ID", "DTSTART", "DTEND", "DURATION", "SUMMARY"];

/** What is answered. */
export interface ReplyInput {
  /** All the user's addresses; the invited one answers. */
  readonly addresses: readonly string[];
  readonly answer: Answer;
  readonly comment?: string;
  /** One instance; without it the whole. */
  readonly recurrenceId?: string;
  readonly nowMs: number;
}

/** A METHOD:REPLY calendar for a stored invitation, CRLF. Other attendees are not in it.
 *  @throws Failure `not-invited` when none of the addresses is; `missing` when there is no such instance */
export function replyText(text: string, input: ReplyInput): string {
  const { addresses, answer, comment, recurrenceId, nowMs } = input;
  const tree = parseIcal(text);
  const zoneOf = zonesOf(tree);
  const { master, overrides } = eventComponents(tree, zoneOf);
  const override = overrides.find((one) => one.id === recurrenceId)?.component;
  const event = override ?? master ?? (recurrenceId === undefined ? overrides[0]?.component : undefined);
  if (!event) throw new Failure("missing", { what: "occurrence" });
  const own = linesOf(event, "ATTENDEE").find((line) =>
    addresses.some((address) => isSameAddress(address, readAttendee(line).address)),
  );
  if (!own) throw new Failure("not-invited");
  const about = override || recurrenceId === undefined ? [] : instanceLines(event, recurrenceId);
  const isInstance = about.length > 0;
  if (isInstance) {
    const series = readSeries(event, zoneOf);
    const start = startOf(event, zoneOf);
    const exists = series
      ? hasInstance(series, recurrenceId as string)
      : recurrenceIdOf(start.moment, start.zone) === recurrenceId;
    if (!exists) throw new Failure("missing", { what: "occurrence" });
  }
  // The times of an instance without an exception are not written down anywhere: its id says enough.
  const repeated = REPEATED.filter((name) => !(isInstance && /^DT|^DURATION/.test(name)));
  const lines = [
    line("DTSTAMP", `${basicForm(msToWall(Math.floor(nowMs / 1000) * 1000))}Z`),
    ...repeated.flatMap((name) => linesOf(event, name).slice(0, 1).map(copied)),
    ...about,
    nodeText(answerLine(own, answer)),
    ...(comment?.trim() ? [line("COMMENT", escapeText(comment.trim()))] : []),
  ];
  const tzids = new Set(
    isInstance
      ? []
      : tzidsIn({
          ...event,
          children: event.children.filter((node) => node.type === "line" && repeated.includes(node.name)),
        }),
  );
  const zones = componentsOf(tree, "VCALENDAR").flatMap((calendar) => componentsOf(calendar, "VTIMEZONE"));
  const blocks = [...tzids].map((tzid) => zoneText(tzid, zones));
  return [
    ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Cadran//Cadran 1.0//EN", "METHOD:REPLY"].map((one) => one + EOL),
    ...blocks,
    `BEGIN:VEVENT${EOL}`,
    ...lines,
    `END:VEVENT${EOL}END:VCALENDAR${EOL}`,
  ].join("");
}

function line(name: string, value: string): string {
  return nodeText(makeLine(name, [], value, EOL));
}

function copied(one: IcalLine): string {
  if (one.name === "ORGANIZER") return nodeText(makeLine(one.name, spoken(one), one.value, EOL));
  const text = nodeText(one).replace(/\r?\n/g, EOL);
  return text.endsWith(EOL) ? text : text + EOL;
}

function instanceLines(event: IcalComponent, recurrenceId: string): string[] {
  const isDate = recurrenceId.length === 8;
  const params = isDate ? [{ name: "VALUE", values: ["DATE"] }] : [];
  return lineOf(event, "RECURRENCE-ID") ? [] : [nodeText(makeLine("RECURRENCE-ID", params, recurrenceId, EOL))];
}

function answerLine(own: IcalLine, answer: Answer): IcalLine {
  return makeLine("ATTENDEE", withParam(spoken(own), "PARTSTAT", [answer.toUpperCase()]), own.value, EOL);
}

// What is between a client and its server (RFC 6638 §7) goes to nobody else; the reply that RSVP asks for is this one.
function spoken(one: IcalLine): readonly IcalParam[] {
  return one.params.filter((param) => param.name !== "RSVP" && !param.name.startsWith("SCHEDULE-"));
}

function zoneText(tzid: string, zones: readonly IcalComponent[]): string {
  const own = zones.find((zone) => lineOf(zone, "TZID")?.value.trim() === tzid);
  return own ? nodeText(own).replace(/\r?\n/g, EOL) : vtimezoneFor(tzid);
}
