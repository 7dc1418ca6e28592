// The connection: the port's methods over one signed-in wire.
import type { CalendarConnection } from "../provider.ts";
import { findChanges } from "./changes.ts";
import type { Endpoints } from "./discovery.ts";
import { askingFor, freeBusy } from "./free-busy.ts";
import { type Collection, fetchItem } from "./items.ts";
import type { Limits } from "./limits.ts";
import { changeCalendar, createCalendar, listCalendars, removeCalendar } from "./manage.ts";
import { mailAddresses } from "./map.ts";
import { moveItem } from "./move.ts";
import { quirksOf, vendorOf } from "./quirks.ts";
import type { Traits } from "./traits.ts";
import type { Wire } from "./wire.ts";
import { createItem, removeItem, updateItem } from "./write.ts";

/** A signed-in account on top of what discovery found.
 *  @param kept the same as text, for the next connect */
export function openCalendars(
  wire: Wire,
  traits: Traits,
  found: Endpoints,
  kept: string,
  nowMs: () => number,
): CalendarConnection {
  const asking = askingFor(wire, found);
  const limits = new Map<string, Limits>();
  const account = { wire, traits, found, limits };
  const at = (url: string): Collection => ({ wire, url, traits, limits, quirks: quirksOf(new URL(url).hostname) });
  const home = found.homes[0] ?? found.single;
  const vendor = home && vendorOf(new URL(home).hostname);
  return {
    endpoints: kept,
    addresses: mailAddresses(found.addresses),
    calendars: (signal) => listCalendars(account, signal),
    changes: (url, cursor, known, signal, ranges) => findChanges(at(url), cursor, known, signal, ranges),
    fetch: (url, href, signal) => fetchItem(at(url), href, signal),
    create: (url, name, text, signal) => createItem(at(url), name, text, signal),
    update: (url, item, text, signal, options) => updateItem(at(url), item, text, signal, options),
    remove: (url, item, signal, options) => removeItem(at(url), item, signal, options),
    move: (from, item, to, name, signal) => moveItem(at(from), item, at(to), name, signal),
    createCalendar: (name, properties, signal) => createCalendar(account, name, properties, signal),
    changeCalendar: (url, properties, signal) => changeCalendar(account, url, properties, signal),
    removeCalendar: (url, signal) => removeCalendar(account, url, signal),
    freeBusy: (addresses, range, signal) => freeBusy(asking, addresses, range, nowMs(), signal),
    traits: () => {
      const server = vendor ?? wire.software();
      return { ...(server !== undefined && { server }), quirks: traits.phrases() };
    },
    requests: () => wire.requests(),
    close: () => wire.close(),
  };
}
