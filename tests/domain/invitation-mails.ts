// Messages as the big programs write them, made up for these tests.

export const ME = ["me@example.org", "alias@example.org"];
export const BOSS = ["anna@example.com"];

const lines = (...all: string[]) => `${all.join("\r\n")}\r\n`;

/** Outlook and Exchange: a Windows zone, HTML in X-ALT-DESC, CLASS and X-MICROSOFT lines, an alarm of their own. */
export function outlook(
  changes: { sequence?: number; dtstamp?: string; start?: string; title?: string; method?: string } = {},
): string {
  const {
    sequence = 0,
    dtstamp = "20261101T080000Z",
    start = "20261124T090000",
    title = "Review",
    method = "REQUEST",
  } = changes;
  return lines(
    "BEGIN:VCALENDAR",
    "PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN",
    "VERSION:2.0",
    `METHOD:${method}`,
    "X-MS-OLK-FORCEINSPECTOROPEN:TRUE",
    "BEGIN:VTIMEZONE",
    "TZID:W. Europe Standard Time",
    "BEGIN:STANDARD",
    "DTSTART:16011028T030000",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:16010325T020000",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
    "BEGIN:VEVENT",
    'ATTENDEE;CN="Me, Myself";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:MAILTO:Me@Example.org',
    "ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED:mailto:bob@example.com",
    "CLASS:PUBLIC",
    "DESCRIPTION:Bring the figures\\n",
    `DTSTART;TZID="W. Europe Standard Time":${start}`,
    `DTEND;TZID="W. Europe Standard Time":${start.slice(0, 9)}110000`,
    `DTSTAMP:${dtstamp}`,
    "ORGANIZER;CN=Anna:mailto:anna@example.com",
    `SEQUENCE:${sequence}`,
    `SUMMARY;LANGUAGE=en-us:${title}`,
    "UID:040000008200E00074C5B7101A82E008",
    "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE",
    "BEGIN:VALARM",
    "TRIGGER:-PT15M",
    "ACTION:DISPLAY",
    "DESCRIPTION:Reminder",
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
  );
}

/** Google: UTC or IANA zones, a series and its exceptions in messages of their own. */
export function google(method: string, sequence: number, dtstamp: string, ...vevents: string[][]): string {
  return lines(
    "BEGIN:VCALENDAR",
    "PRODID:-//Google Inc//Google Calendar 70.9054//EN",
    "VERSION:2.0",
    "CALSCALE:GREGORIAN",
    `METHOD:${method}`,
    ...vevents.flatMap((more) => [
      "BEGIN:VEVENT",
      `DTSTAMP:${dtstamp}`,
      "ORGANIZER;CN=anna@example.com:mailto:anna@example.com",
      "UID:standup@google.com",
      "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=me@example.org;X-NUM-GUESTS=0:mailto:me@example.org",
      `SEQUENCE:${sequence}`,
      ...more,
      "END:VEVENT",
    ]),
    "END:VCALENDAR",
  );
}

export const SERIES = [
  "DTSTART:20261102T090000Z",
  "DTEND:20261102T093000Z",
  "RRULE:FREQ=WEEKLY;COUNT=5",
  "SUMMARY:Stand-up",
  "STATUS:CONFIRMED",
];
export const instance = (day: string, time: string, ...more: string[]) => [
  `RECURRENCE-ID:${day}T090000Z`,
  `DTSTART:${day}T${time}Z`,
  `DTEND:${day}T${Number(time.slice(0, 2)) + 1}0000Z`.replace(/T(\d)0000Z/, "T0$10000Z"),
  "SUMMARY:Stand-up",
  ...more,
];

/** Apple: answers with little more than what RFC 5546 asks for. */
export function appleReply(
  address: string,
  answer: string,
  changes: { sequence?: number; more?: string[]; params?: string } = {},
): string {
  const { sequence = 0, more = [], params = "" } = changes;
  return lines(
    "BEGIN:VCALENDAR",
    "CALSCALE:GREGORIAN",
    "VERSION:2.0",
    "METHOD:REPLY",
    "PRODID:-//Apple Inc.//macOS 15.0//EN",
    "BEGIN:VEVENT",
    "UID:standup@google.com",
    "DTSTAMP:20261103T100000Z",
    `SEQUENCE:${sequence}`,
    "ORGANIZER:mailto:anna@example.com",
    `ATTENDEE;CN=Guest;PARTSTAT=${answer}${params}:mailto:${address}`,
    ...more,
    "END:VEVENT",
    "END:VCALENDAR",
  );
}
