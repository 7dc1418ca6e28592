// The scheduling outbox of the quirk server (RFC 6638 §5): tells when a few people are busy.
import type { Asked, Reply } from "./fake-dav.ts";

/** `home`: named by the home itself; `principal`: by the principal alone; `closed`: named, and refused. */
export type Outbox = "home" | "principal" | "closed";

export const OUTBOX = "/outbox/";

/** The property as the place at `path` tells it; nothing where that is not the place to ask. */
export function outboxProperty(outbox: Outbox | undefined, isHome: boolean): Record<string, string> {
  if (outbox === undefined || isHome !== (outbox === "home")) return {};
  return { "schedule-outbox-URL": `<C:schedule-outbox-URL><D:href>${OUTBOX}</D:href></C:schedule-outbox-URL>` };
}

/** Bob is busy, Cleo's time is a riddle, everybody else is unknown. */
export function atOutbox(outbox: Outbox | undefined, { method, body, headers }: Asked): Reply {
  if (outbox === undefined) return { status: 404 };
  if (outbox === "closed" || method !== "POST") return { status: 403 };
  if (!String(headers["content-type"]).startsWith("text/calendar")) return { status: 415 };
  const asked = [...body.matchAll(/^ATTENDEE:(mailto:.*?)\r?$/gm)].map(([, address = ""]) => address);
  const answers = asked.map((address) => {
    const known = TIMES[address];
    const status = known === undefined ? "3.7;Invalid calendar user" : "2.0;Success";
    const data = known === undefined ? "" : `<C:calendar-data>${known}</C:calendar-data>`;
    return `<C:response><C:recipient><D:href>${address}</D:href></C:recipient><C:request-status>${status}</C:request-status>${data}</C:response>`;
  });
  const root = 'C:schedule-response xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"';
  return { status: 200, body: `<?xml version="1.0"?><${root}>${answers.join("")}</C:schedule-response>` };
}

const TIMES: Readonly<Record<string, string>> = {
  "mailto:bob@quirk.test": [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "METHOD:REPLY",
    "BEGIN:VFREEBUSY",
    "FREEBUSY:20261124T090000Z/20261124T100000Z,20261124T093000Z/PT1H",
    "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261124T130000Z/PT30M",
    "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261125T000000Z/P1D",
    "FREEBUSY;FBTYPE=FREE:20261124T150000Z/PT1H",
    "FREEBUSY:rubbish",
    "END:VFREEBUSY",
    "END:VCALENDAR",
    "",
  ].join("\r\n"),
  "mailto:cleo@quirk.test": "no calendar",
};
