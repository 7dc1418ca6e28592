// The connection: the port's methods over one signed-in wire.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { CalendarConnection, RemoteCalendar } from "../provider.ts";
import { findChanges } from "./changes.ts";
import type { Endpoints } from "./discovery.ts";
import { type Collection, fetchItem } from "./items.ts";
import { toCalendar } from "./map.ts";
import { CALDAV, hasType } from "./multistatus.ts";
import { quirksOf } from "./quirks.ts";
import { LIST_CALENDARS } from "./requests.ts";
import type { Wire } from "./wire.ts";
import { createItem, removeItem, updateItem } from "./write.ts";

/** A signed-in account on top of what discovery found.
 *  @param kept the same as text, for the next connect */
export function openCalendars(wire: Wire, found: Endpoints, kept: string): CalendarConnection {
  const at = (url: string): Collection => ({ wire, url, quirks: quirksOf(new URL(url).hostname) });
  return {
    endpoints: kept,
    addresses: [],
    move: async () => ({ kind: "unsupported" }),
    createCalendar: async () => {
      throw new Failure("unsupported", { what: "create-calendar" });
    },
    changeCalendar: async () => {
      throw new Failure("unsupported", { what: "rename" });
    },
    removeCalendar: async () => {
      throw new Failure("unsupported", { what: "delete-calendar" });
    },
    traits: () => ({ quirks: [] }),
    requests: () => [],
    calendars: (signal) => listCalendars(wire, found, signal),
    changes: (url, cursor, known, signal) => findChanges(at(url), cursor, known, signal),
    fetch: (url, href, signal) => fetchItem(at(url), href, signal),
    create: (url, name, text, signal) => createItem(at(url), name, text, signal),
    update: (url, item, text, signal) => updateItem(at(url), item, text, signal),
    remove: (url, item, signal) => removeItem(at(url), item, signal),
    close: () => wire.close(),
  };
}

async function listCalendars(
  wire: Wire,
  { homes, single }: Endpoints,
  signal: AbortSignal,
): Promise<readonly RemoteCalendar[]> {
  const found = new Map<string, RemoteCalendar>();
  const places = [
    ...homes.map((url) => ({ url, depth: "1" as const })),
    ...(single === undefined ? [] : [{ url: single, depth: "0" as const }]),
  ];
  for (const { url, depth } of places) {
    const answer = await wire.multistatus({ method: "PROPFIND", url, depth, body: LIST_CALENDARS }, signal);
    // A home that is gone must never look like an account without calendars.
    if (answer.rows.every((row) => row.status !== undefined)) throw new Failure("missing", { what: "calendar" });
    for (const row of answer.rows.filter((one) => hasType(one, CALDAV, "calendar"))) {
      const calendar = toCalendar(row, wire.follow(row.href, answer.url));
      if (calendar !== undefined && !found.has(calendar.url)) found.set(calendar.url, calendar);
    }
  }
  return [...found.values()];
}
