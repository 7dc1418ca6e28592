// Invitations that Bob sends to Alice, and an engine of hers that has a calendar as well as mail.
import type { CalendarId, MessageId } from "../../src-preload/contract/shapes.ts";
import { NOVEMBER } from "./at-work.ts";
import { mailWorld, parted } from "./mail-world.ts";
import { office } from "./office.ts";

interface Ask {
  readonly method?: string;
  readonly sequence?: number;
  readonly stamp?: string;
  readonly start?: string;
  readonly people?: readonly string[];
  readonly more?: readonly string[];
}

const GUEST = "ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.test";

/** An iTIP object of Bob's. */
export function itip({
  method = "REQUEST",
  sequence = 0,
  stamp = "20261118T080000Z",
  start = "20261124T090000Z",
  people = [GUEST],
  more = [],
}: Ask): string {
  const end = start.replace(/T(\d\d)/, (_, hour: string) => `T${String(Number(hour) + 1).padStart(2, "0")}`);
  return [
    ...[
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Test//EN",
      `METHOD:${method}`,
      "BEGIN:VEVENT",
      "UID:meeting@example.test",
    ],
    ...[`SEQUENCE:${sequence}`, `DTSTAMP:${stamp}`, `DTSTART:${start}`, `DTEND:${end}`, "SUMMARY:Planning"],
    ...["ORGANIZER;CN=Bob:mailto:bob@example.test", ...people, ...more, "END:VEVENT", "END:VCALENDAR", ""],
  ].join("\r\n");
}

export const PASSED = { "Authentication-Results": "mx.example.test; dmarc=pass header.from=example.test" };

export function invitation(ask: Ask = {}, headers: Readonly<Record<string, string>> = PASSED): string {
  const type = `text/calendar; charset=utf-8; method=${ask.method ?? "REQUEST"}`;
  return parted(
    "Planning",
    "alternative",
    [
      { type: "text/plain", body: "Come" },
      { type, body: itip(ask) },
    ],
    headers,
  );
}

/** Alice, with a calendar whose server stores and tells nobody. */
export async function invitationWorld() {
  const server = office({ schedules: false });
  server.state.addresses = () => ["alice@example.test"];
  const mail = await mailWorld({ caldav: server.provider });
  const login = { kind: "caldav", url: "http://office.test/", username: "alice", password: "x" } as const;
  const { calendars } = await mail.call("accounts.add", login);
  const calendarId = calendars[0]?.id as CalendarId;
  const receiveOne = async (source: string) => (await mail.receive(source))[0] as MessageId;
  const card = async (messageId: MessageId) => (await mail.call("mail.invitation", { messageId })).invitation;
  const agenda = async () => (await mail.call("agenda.range", NOVEMBER)).occurrences;
  return { ...mail, calendarId, receiveOne, card, agenda };
}
