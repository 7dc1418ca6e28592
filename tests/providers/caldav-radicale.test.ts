import { calendarProviderContract } from "../contracts/calendar-provider.ts";
import { missingServer, USERS } from "../servers/child.ts";
import { eventText, type RawClient, rawClient } from "../servers/dav.ts";
import { startRadicale } from "../servers/radicale.ts";
import { behindProxy } from "./caldav-setup.ts";

// Alice may only read her calendar "frozen", which bob made there.
const RIGHTS = `[frozen]
user: alice
collection: alice/frozen
permissions: r

[bob]
user: bob
collection: .*
permissions: RWrw

[root]
user: .+
collection:
permissions: R

[principal]
user: .+
collection: {user}
permissions: RW

[calendars]
user: .+
collection: {user}/[^/]+
permissions: rw
`;

/** Radicale takes a whole collection in one PUT. */
async function fill(client: RawClient, url: string, count: number): Promise<void> {
  const events = Array.from({ length: count }, (_, n) =>
    eventText(`full-${n}`, `Event ${n}`).split("\r\n").slice(3, -2).join("\r\n"),
  );
  await client.put(
    url,
    `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//T//EN\r\n${events.join("\r\n")}\r\nEND:VCALENDAR\r\n`,
  );
}

calendarProviderContract(
  "CalDAV on Radicale",
  async () => {
    const server = await startRadicale({ rights: RIGHTS });
    // Radicale makes a principal at its first visit.
    await rawClient("alice", USERS.alice).request("PROPFIND", `${server.url}alice/`, undefined, { depth: "0" });
    await rawClient("bob", USERS.bob).makeCalendar(`${server.url}alice/frozen/`, "Frozen");
    return behindProxy(server, "/alice/", fill);
  },
  { skip: missingServer("radicale") },
);
