// What would be gone for good if this computer's data went.
import type { Output } from "../../../src-preload/contract/contract.ts";
import { listAccounts } from "../../store/accounts.ts";
import { listCalendars } from "../../store/calendars.ts";
import type { Database } from "../../store/database.ts";
import { textsIn } from "../../store/exported.ts";
import { feedRows } from "../../store/feeds.ts";
import { unsentOf } from "../../store/mail/removal.ts";
import { pendingCounts } from "../../store/outbox.ts";

/** Counted now. */
export function lossesOf(db: Database): Output<"data.losses"> {
  const accounts = listAccounts(db);
  const unsent = accounts.map(({ id }) => unsentOf(db, id));
  const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0);
  const local = listCalendars(db, true)
    .filter(({ accountId }) => accountId === undefined)
    .map(({ id }) => id);
  return {
    changes: sum([...pendingCounts(db).values()]),
    outgoing: sum(unsent.map(({ outgoing }) => outgoing)),
    mail: sum(unsent.map(({ drafts, deeds, appends }) => drafts + deeds + appends)),
    localCalendars: local.length,
    localEvents: textsIn(db, local).length,
    accounts: accounts.length,
    feeds: feedRows(db).length,
  };
}
