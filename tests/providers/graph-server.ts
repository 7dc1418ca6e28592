// A connection to the local Graph through the provider's own door, with a token that was handed out beforehand.
import { onTestFinished } from "vitest";
import { createNet } from "../../src-main/host/net.ts";
import type { Clock } from "../../src-main/ports.ts";
import { openCalendars } from "../../src-main/providers/graph/calendar.ts";
import { createPool } from "../../src-main/providers/graph/pool.ts";
import { createTraits } from "../../src-main/providers/graph/traits.ts";
import { openWire } from "../../src-main/providers/graph/wire.ts";
import type { CalendarConnection, RemoteItem } from "../../src-main/providers/provider.ts";
import { Copy } from "../contracts/calendar-copy.ts";
import { type GraphOptions, type GraphServer, startGraph, TOKEN, USER } from "../servers/graph/index.ts";
import { sleepyClock } from "./graph-account.ts";

export interface Mailbox {
  readonly server: GraphServer;
  readonly connection: CalendarConnection;
  /** Another client of the mailbox. */
  readonly other: ReturnType<GraphServer["mailbox"]>;
  /** The default calendar. */
  readonly url: string;
  readonly copy: Copy;
  readonly clock: ReturnType<typeof sleepyClock>;
  urlOf(calendar: string): string;
}

/** A connection below sign-in. */
export function connectTo(server: GraphServer, clock: Clock): CalendarConnection {
  const [pool, traits] = [createPool(clock), createTraits()];
  const graphUrl = server.url;
  const http = createNet().http({});
  const wire = openWire({ http, graphUrl, pool, clock, traits, token: async () => TOKEN });
  const addresses = [USER.address];
  return openCalendars({ wire, pool, clock, traits, graphUrl, addresses, failing: new Set() }, "");
}

/** A mailbox with these habits; it ends with the test. */
export async function mailbox(options: GraphOptions = {}): Promise<Mailbox> {
  const clock = sleepyClock();
  const server = await startGraph({ clock, ...options });
  const connection = connectTo(server, clock);
  onTestFinished(async () => {
    await connection.close();
    await server.stop();
  });
  const other = server.mailbox();
  const urlOf = (name?: string) => `${server.url}/v1.0/me/calendars/${encodeURIComponent(other.calendarId(name))}`;
  return { server, connection, other, url: urlOf(), copy: new Copy(connection, urlOf()), clock, urlOf };
}

/** An hour on a day, in UTC. */
export function hour(day: string, from = "09:00", zone = "UTC") {
  const until = `${String(Number(from.slice(0, 2)) + 1).padStart(2, "0")}${from.slice(2)}`;
  return {
    start: { dateTime: `${day}T${from}:00`, timeZone: zone },
    end: { dateTime: `${day}T${until}:00`, timeZone: zone },
  };
}

/** A single event. */
export const single = (subject: string, day = "2026-11-23") => ({ subject, ...hour(day) });

/** Ten Mondays from 23 November 2026 on. */
export const series = (subject: string, zone = "Romance Standard Time") => ({
  subject,
  ...hour("2026-11-23", "09:00", zone),
  recurrence: {
    pattern: {
      type: "weekly" as const,
      interval: 1,
      daysOfWeek: ["monday" as const],
      firstDayOfWeek: "monday" as const,
    },
    range: { type: "numbered" as const, startDate: "2026-11-23", numberOfOccurrences: 10, recurrenceTimeZone: zone },
  },
});

/** An item as the version that a write replaces. */
export function versionOf(item: RemoteItem | undefined) {
  if (!item) throw new Error("no item");
  const { href, etag, text } = item;
  return { href, baseText: text, ...(etag && { etag }) };
}
