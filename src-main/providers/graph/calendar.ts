// The connection: the port's methods over one signed-in mailbox.
import type { CalendarConnection } from "../provider.ts";
import { type Account, placeOf } from "./calendar-place.ts";
import { findChanges } from "./changes.ts";
import { fetchItem, updateItem } from "./execute.ts";
import { createItem } from "./execute-create.ts";
import { removeItem } from "./execute-remove.ts";
import { freeBusy } from "./free-busy.ts";
import { type Creations, changeCalendar, createCalendar, listCalendars, removeCalendar } from "./manage.ts";

/** A signed-in account.
 *  @param endpoints for the next connect */
export function openCalendars(account: Account, endpoints: string): CalendarConnection {
  const at = (url: string) => placeOf(account, url);
  const creations: Creations = { begun: new Map() };
  let unlisten = () => {};
  return {
    endpoints,
    addresses: account.addresses,
    calendars: (signal) => listCalendars(account, signal),
    changes: (url, cursor, known, signal, ranges) => findChanges(at(url), cursor, known, signal, ranges),
    fetch: (url, href, signal) => fetchItem(at(url), href, signal),
    create: (url, name, text, signal) => createItem(at(url), name, text, signal),
    update: (url, item, text, signal) => updateItem(at(url), item, text, signal),
    remove: (url, item, signal, options = {}) => removeItem(at(url), item, options, signal),
    // Graph has a move for mails, none for events: the copy made there gets an id of its own.
    move: async () => ({ kind: "unsupported" }),
    createCalendar: (name, properties, signal) => createCalendar(account, creations, name, properties, signal),
    changeCalendar: (url, properties, signal) => changeCalendar(account, url, properties, signal),
    removeCalendar: (url, signal) => removeCalendar(account, url, signal),
    freeBusy: (addresses, range, signal) => freeBusy(account, addresses, range, signal),
    traits: () => ({ server: "Microsoft Graph", quirks: account.traits.phrases() }),
    onPause: (listener) => {
      unlisten();
      unlisten = account.pool.listen(listener);
    },
    requests: () => account.wire.requests(),
    close: async () => {
      unlisten();
      await account.wire.close();
    },
  };
}
