// Who answers which query: one line each, the work is in the store.
import type { Handlers } from "../../src-preload/contract/contract.ts";
import type { QueryName } from "../../src-preload/contract/names.ts";
import { testAccount } from "../commands/account-change.ts";
import { discoverAccount } from "../commands/accounts.ts";
import { consequencesOf } from "../commands/consequences.ts";
import { lossesOf } from "../commands/data/losses.ts";
import { exportEvents } from "../commands/export.ts";
import { exportFeeds } from "../commands/feeds.ts";
import { withLimits } from "../commands/limits.ts";
import { listAccounts, toAccount } from "../store/accounts.ts";
import { agendaRange, agendaUpcoming } from "../store/agenda.ts";
import { listCalendars } from "../store/calendars.ts";
import { listChanges } from "../store/changes.ts";
import { openConflicts } from "../store/conflict-list.ts";
import { eventDetail } from "../store/event-detail.ts";
import { readSettings } from "../store/facts.ts";
import { listFeedItems, listFeeds } from "../store/feeds.ts";
import { historyVersion, listHistory } from "../store/history-list.ts";
import { listNotices } from "../store/notices.ts";
import { displayZoneOf } from "../store/occurrences.ts";
import { suggestPeople } from "../store/people.ts";
import { agendaSearch } from "../store/search.ts";
import { syncDoctor, syncStatus } from "../sync/status.ts";
import { diagnosticsOf } from "./diagnostics.ts";
import { mailQueryHandlers } from "./mail-queries.ts";
import { accountDeps, type EngineParts } from "./parts.ts";

/** A query changes nothing; those that ask a server take the caller's signal. */
export function queryHandlers(parts: EngineParts): Pick<Handlers<AbortSignal>, QueryName> {
  const { db, clock, vault, supervisor, facts, folder } = parts;
  return {
    ...mailQueryHandlers(parts),
    "app.info": () => ({
      version: facts.version,
      host: facts.host,
      capabilities: [...facts.capabilities, ...(vault.kind === "keychain" ? (["keychain"] as const) : [])],
      dataFolder: folder,
      zone: displayZoneOf(db),
    }),
    "app.diagnostics": () => ({ text: diagnosticsOf(parts) }),
    "accounts.list": () => ({ accounts: listAccounts(db).map((row) => toAccount(db, row)) }),
    "accounts.test": ({ id }, signal) => testAccount(accountDeps(parts), id, signal),
    "accounts.discover": (input, signal) => discoverAccount(accountDeps(parts), input, signal),
    "accounts.signInState": () => {
      const signIn = parts.signIns.current();
      return signIn ? { signIn } : {};
    },
    "calendars.list": ({ includeHidden = false }) => ({
      calendars: listCalendars(db, includeHidden).map((calendar) => withLimits(parts, calendar)),
    }),
    "agenda.range": ({ fromMs, toMs, calendarIds }) => ({
      occurrences: agendaRange(db, { fromMs, toMs }, calendarIds),
    }),
    "agenda.upcoming": ({ limit }) => ({ occurrences: agendaUpcoming(db, clock.nowMs(), limit) }),
    "agenda.search": (search) => agendaSearch(db, search, clock.nowMs()),
    "agenda.freeBusy": (input, signal) => parts.freeBusy(input, signal),
    "contacts.suggest": (input) => suggestPeople(db, input, clock.nowMs()),
    "events.get": ({ id, recurrenceId }) => ({ event: eventDetail(db, id, recurrenceId) }),
    "events.consequences": (input) => consequencesOf(parts, input),
    "events.export": (input) => exportEvents(db, input),
    "history.list": (filter) => listHistory(db, filter),
    "history.get": ({ id }) => historyVersion(db, id),
    "changes.list": (filter) => listChanges(db, filter),
    "conflicts.list": (filter) => openConflicts(db, filter),
    "sync.status": () => syncStatus(db, supervisor.running(), parts.mailRuns.running()),
    "sync.doctor": () => syncDoctor(db),
    "sync.log": async ({ id }) => {
      const both = await Promise.all([parts.connections.requests(id), parts.mailConnections.requests(id)]);
      return { requests: both.flat().toSorted((a, b) => a.atMs - b.atMs) };
    },
    "settings.get": () => readSettings(db),
    "notices.list": () => ({ notices: listNotices(db, clock.nowMs()) }),
    "feeds.list": () => ({ feeds: listFeeds(db, parts.feedRuns.running()) }),
    "feeds.items": (filter) => ({ items: listFeedItems(db, filter) }),
    "feeds.export": () => exportFeeds(parts),
    "data.exportState": () => parts.exports.state,
    "data.losses": () => lossesOf(db),
    "backups.list": () => parts.backups.state(),
  };
}
