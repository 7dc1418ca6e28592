import { calendarProviderContract } from "../contracts/calendar-provider.ts";
import { missingServer } from "../servers/child.ts";
import { eventText, type RawClient } from "../servers/dav.ts";
import { startXandikos } from "../servers/xandikos.ts";
import { behindProxy } from "./caldav-setup.ts";

async function fill(client: RawClient, url: string, count: number): Promise<void> {
  await client.makeCalendar(url, "Full");
  for (let n = 0; n < count; n++) await client.put(`${url}${n}.ics`, eventText(`full-${n}`, `Event ${n}`));
}

// Every PUT is a git commit there: fewer events, still several pages. It knows no read-only calendars.
calendarProviderContract(
  "CalDAV on Xandikos",
  async () => behindProxy(await startXandikos(), "/alice/calendars/", fill),
  { skip: missingServer("xandikos"), count: 160, readOnly: false },
);
