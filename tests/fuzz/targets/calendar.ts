// iCalendar of strangers: files that are imported or followed, and what a server has.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseIcal, serializeIcal } from "../../../src-main/domain/ical-text.ts";
import { splitCalendar } from "../../../src-main/domain/import.ts";
import { readInvitation } from "../../../src-main/domain/invitation.ts";
import { expandOccurrences } from "../../../src-main/domain/recurrence.ts";
import { readResource } from "../../../src-main/domain/resource.ts";
import { readContents } from "../../../src-main/providers/webcal/contents.ts";
import { broken, type Format } from "../mutate.ts";
import { target } from "../target.ts";

const FOLDER = join(import.meta.dirname, "../../fixtures/ics");
const FILES = readdirSync(FOLDER).map((name) => readFileSync(join(FOLDER, name), "utf8"));

/** As the store keeps it: a year back, two ahead. */
const WINDOW = { fromMs: Date.UTC(2025, 10, 23), toMs: Date.UTC(2028, 10, 22) };

function event(...lines: readonly string[]): string {
  const inner = ["UID:one@example.test", "DTSTAMP:20261101T080000Z", "SUMMARY:One", ...lines];
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", ...inner, "END:VEVENT", "END:VCALENDAR", ""].join("\r\n");
}

const RULES = [
  "FREQ=DAILY",
  "FREQ=SECONDLY;INTERVAL=1",
  "FREQ=MINUTELY;BYSECOND=0,30",
  "FREQ=HOURLY;BYMONTHDAY=31;BYMONTH=2",
  "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
  "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYSETPOS=-1",
  "FREQ=MONTHLY;BYDAY=5FR;COUNT=1000",
  "FREQ=WEEKLY;BYDAY=MO,TU;WKST=SU;UNTIL=20291231T235959Z",
  "FREQ=YEARLY;BYYEARDAY=366;INTERVAL=3",
  "RSCALE=HEBREW;FREQ=YEARLY;SKIP=FORWARD",
];

/** Documents and words of iCalendar. */
export const ICS: Format = {
  seeds: [
    ...FILES,
    ...RULES.map((rule) => event("DTSTART;TZID=Europe/Paris:20261105T090000", "DURATION:PT1H", `RRULE:${rule}`)),
    event("DTSTART;VALUE=DATE:20261105", "RDATE;VALUE=PERIOD:20261106T080000Z/PT1H,20261107T080000Z/20261107T090000Z"),
    event(
      "DTSTART:20261105T090000Z",
      "ORGANIZER;CN=Ann:mailto:ann@example.test",
      'ATTENDEE;CN="Bob; B";PARTSTAT=NEEDS-ACTION;DELEGATED-TO="mailto:c@example.test":mailto:bob@example.test',
      "ATTACH;ENCODING=BASE64;VALUE=BINARY;X-FILENAME=a.txt:aGVsbG8=",
      "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://meet.example.test/x",
      "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER;RELATED=END:-P1DT2H\r\nREPEAT:4\r\nDURATION:PT5M\r\nEND:VALARM",
    ),
  ],
  words: [
    ...RULES,
    "\r\n",
    "\n ",
    "\r\nRRULE:FREQ=",
    "\r\nRDATE:",
    "\r\nEXDATE;TZID=Nowhere/Land:",
    "\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261106T090000Z",
    "\r\nDTSTART:",
    "\r\nDTEND:00010101T000000Z",
    "\r\nDURATION:P99999999D",
    "\r\nDURATION:-PT1S",
    "BEGIN:VEVENT\r\n",
    "END:VEVENT\r\n",
    "BEGIN:VTIMEZONE\r\nTZID:X\r\n",
    "BEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nTZOFFSETFROM:+9999\r\nTZOFFSETTO:-9999\r\nRRULE:FREQ=SECONDLY\r\n",
    "END:STANDARD\r\n",
    "END:VTIMEZONE\r\n",
    "END:VCALENDAR\r\n",
    ";TZID=",
    ";TZID=America/Argentina/ComodRivadavia",
    ';X="',
    ";VALUE=DATE",
    ":",
    ";",
    ",",
    '"',
    "\\n",
    "\\",
    ";INTERVAL=0",
    ";INTERVAL=-1",
    ";COUNT=2147483648",
    ";BYSETPOS=-366",
    ";BYDAY=99MO",
    ";BYMONTH=13",
    ";BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23",
    ";BYSECOND=60",
    ";UNTIL=99991231",
    "00000000T000000",
    "99991231T235959Z",
    "20261332",
  ],
  pairs: [
    ["BEGIN:VEVENT\r\n", "END:VEVENT\r\n"],
    ["BEGIN:VCALENDAR\r\n", "END:VCALENDAR\r\n"],
    ["BEGIN:X-A\r\n", "END:X-A\r\n"],
  ],
};

/** What the store reads of a resource. */
function readAll(text: string): void {
  const resource = readResource(text);
  expandOccurrences(resource, WINDOW, "Europe/Zurich");
  expandOccurrences(resource, { fromMs: Date.UTC(2200, 0, 1), toMs: Date.UTC(2200, 1, 1) }, "UTC");
}

export const CALENDAR_TARGETS = [
  target({
    name: "iCalendar: a resource, and when it happens",
    share: 4,
    inputs: broken(ICS),
    open: async () => ({
      entry: (text) => {
        const tree = parseIcal(text);
        if (!/^[ \t]/.test(text) && serializeIcal(tree) !== text) throw new Error("not given back as it came");
        readAll(text);
      },
    }),
  }),
  target({
    name: "iCalendar: a file that is imported",
    share: 3,
    inputs: broken(ICS),
    open: async () => ({ entry: (text) => splitCalendar(text).items.map((item) => readAll(item.text)) }),
  }),
  target({
    name: "iCalendar: a published file",
    inputs: broken(ICS),
    open: async () => ({ entry: (text) => readContents(text, "https://cal.example.test/team.ics") }),
  }),
  target({
    name: "iCalendar: an invitation in a message",
    inputs: broken(ICS),
    open: async () => ({ entry: (text) => readInvitation(text, "REQUEST") }),
  }),
];
