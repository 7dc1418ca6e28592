// A Radicale that holds many events and has them all in its cache.
import { type RawClient, rawClient } from "../servers/dav.ts";
import { type DavServer, startRadicale } from "../servers/radicale.ts";

const XML = { "content-type": "application/xml; charset=utf-8" };

export interface Filled extends DavServer {
  readonly dav: RawClient;
  readonly calendarUrl: string;
  /** Another client adds an event. */
  change(n: number): Promise<void>;
}

/** One PUT of the whole collection, then a listing: Radicale has everything in its cache. */
export async function filledRadicale(events: number): Promise<Filled> {
  const server = await startRadicale();
  const dav = rawClient("alice", "alice-pw");
  const calendarUrl = `${server.url}alice/bench/`;
  const text = Array.from({ length: events }, (_, n) => vevent(n, `Event ${n}`)).join("");
  await dav.request("PUT", calendarUrl, calendar(text), { "content-type": "text/calendar; charset=utf-8" });
  const all = `<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>`;
  await dav.request("REPORT", calendarUrl, all, XML);
  const change = async (n: number) => {
    await dav.put(`${calendarUrl}changed-${n}.ics`, calendar(vevent(events + n, "Changed elsewhere")));
  };
  return { ...server, dav, calendarUrl, change };
}

const calendar = (events: string) =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\n${events}END:VCALENDAR\r\n`;

function vevent(n: number, title: string): string {
  const atMs = Date.parse("2024-01-01") + ((n * 37) % 1400) * 86_400_000;
  const day = new Date(atMs).toISOString().slice(0, 10).replaceAll("-", "");
  const hour = String(7 + (n % 12)).padStart(2, "0");
  return [
    "BEGIN:VEVENT",
    `UID:bench-${n}@example.test`,
    "DTSTAMP:20260101T000000Z",
    `DTSTART:${day}T${hour}0000Z`,
    `DTEND:${day}T${hour}3000Z`,
    `SUMMARY:${title}`,
    `LOCATION:Room ${n % 40}`,
    "END:VEVENT",
    "",
  ].join("\r\n");
}
