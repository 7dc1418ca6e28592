// The contract: every call with the shapes that cross the thread, validated at the engine's door.
import { z } from "zod";
import {
  Account,
  AddedAccount,
  FoundCalendar,
  NewAccount,
  RemoveAccount,
  SignIn,
  SignInAgain,
  UpdateAccount,
} from "./accounts.ts";
import { Backup, BackupState } from "./backups.ts";
import { Calendar, NewCalendar, UpdateCalendar } from "./calendars.ts";
import { ChangeEntry, Conflict, ResolveConflict } from "./conflicts.ts";
import { EraseAll, ExportState, Losses } from "./data.ts";
import {
  Consequences,
  CopyEvent,
  EventAnswer,
  EventDetail,
  ExportEvents,
  ImportEvents,
  Imported,
  MoveEvent,
  NewEvent,
  Occurrence,
  PlannedChange,
  RemoveEvent,
  RespondEvent,
  UpdateEvent,
} from "./events.ts";
import { Feed, FeedItem, FeedItems, ImportedFeeds, ImportFeeds, MarkRead, NewFeed, UpdateFeed } from "./feeds.ts";
import { HistoryEntry, HistoryVersion, ListHistory } from "./history.ts";
import { mailCommands, mailQueries } from "./mail-calls.ts";
import type { CallName, CommandName, QueryName } from "./names.ts";
import { Notice, NoticeIds, SnoozeNotice } from "./notices.ts";
import { AskFreeBusy, Person, PersonsTime, SuggestPeople } from "./people.ts";
import { FoundOccurrences, SearchAgenda } from "./search.ts";
import { AppInfo, Settings } from "./settings.ts";
import { AccountId, CalendarId, EpochMs, EventId, FeedId, RecurrenceId } from "./shapes.ts";
import {
  CalendarSyncState,
  DoctorReport,
  FeedResult,
  FolderResult,
  FolderSyncState,
  RequestRecord,
  RetryScope,
  SyncResult,
  SyncScope,
} from "./sync.ts";

const none = z.object({});
const done = z.object({});
const byAccount = z.object({ id: AccountId });
const undoable = z.object({ undoId: z.string().optional() });
const limit = z.number().int().min(1).max(500);

const queries = {
  "app.info": { input: none, output: AppInfo },
  /** For somebody who looks for a fault: counts, kinds, states and versions, and nothing that names anybody. */
  "app.diagnostics": { input: none, output: z.object({ text: z.string() }) },
  "accounts.list": { input: none, output: z.object({ accounts: z.array(Account) }) },
  "accounts.test": { input: byAccount, output: done },
  "accounts.discover": {
    input: NewAccount,
    output: z.object({ url: z.string().optional(), calendars: z.array(FoundCalendar) }),
  },
  "accounts.signInState": { input: none, output: z.object({ signIn: SignIn.optional() }) },
  "calendars.list": {
    input: z.object({ includeHidden: z.boolean().optional() }),
    output: z.object({ calendars: z.array(Calendar) }),
  },
  "agenda.range": {
    input: z.object({ fromMs: EpochMs, toMs: EpochMs, calendarIds: z.array(CalendarId).optional() }),
    output: z.object({ occurrences: z.array(Occurrence) }),
  },
  "agenda.upcoming": {
    input: z.object({ limit: limit.default(7) }),
    output: z.object({ occurrences: z.array(Occurrence) }),
  },
  "agenda.search": { input: SearchAgenda, output: FoundOccurrences },
  "agenda.freeBusy": { input: AskFreeBusy, output: z.object({ people: z.array(PersonsTime) }) },
  "contacts.suggest": { input: SuggestPeople, output: z.object({ people: z.array(Person) }) },
  "events.get": {
    input: z.object({ id: EventId, recurrenceId: RecurrenceId.optional() }),
    output: z.object({ event: EventDetail }),
  },
  "events.consequences": { input: PlannedChange, output: Consequences },
  "events.export": { input: ExportEvents, output: z.object({ text: z.string(), count: z.number().int() }) },
  "history.list": { input: ListHistory, output: z.object({ entries: z.array(HistoryEntry) }) },
  "history.get": { input: z.object({ id: z.string() }), output: HistoryVersion },
  "changes.list": {
    input: z.object({ calendarId: CalendarId.optional(), eventId: EventId.optional(), limit: limit.default(50) }),
    output: z.object({ changes: z.array(ChangeEntry) }),
  },
  "conflicts.list": {
    input: z.object({ calendarId: CalendarId.optional(), eventId: EventId.optional() }),
    output: z.object({ conflicts: z.array(Conflict) }),
  },
  "sync.status": {
    input: none,
    output: z.object({ calendars: z.array(CalendarSyncState), folders: z.array(FolderSyncState) }),
  },
  "sync.doctor": { input: none, output: z.object({ calendars: z.array(DoctorReport) }) },
  "sync.log": { input: byAccount, output: z.object({ requests: z.array(RequestRecord) }) },
  "settings.get": { input: none, output: Settings },
  "feeds.list": { input: none, output: z.object({ feeds: z.array(Feed) }) },
  "feeds.items": { input: FeedItems, output: z.object({ items: z.array(FeedItem) }) },
  /** OPML 2.0. */
  "feeds.export": { input: none, output: z.object({ text: z.string(), count: z.number().int() }) },
  /** What was told and nobody has dealt with, newest first. */
  "notices.list": { input: none, output: z.object({ notices: z.array(Notice) }) },
  "data.exportState": { input: none, output: ExportState },
  "data.losses": { input: none, output: Losses },
  "backups.list": { input: none, output: BackupState },
  ...mailQueries,
} as const satisfies Record<QueryName, { input: z.ZodType; output: z.ZodType }>;

const commands = {
  "accounts.add": { input: NewAccount, output: AddedAccount },
  "accounts.remove": { input: RemoveAccount, output: done },
  "accounts.update": { input: UpdateAccount, output: z.object({ account: Account }) },
  "accounts.signIn": { input: SignInAgain, output: z.object({ account: Account }) },
  "accounts.cancelSignIn": { input: none, output: done },
  "calendars.create": { input: NewCalendar, output: z.object({ calendar: Calendar }) },
  "calendars.update": { input: UpdateCalendar, output: z.object({ calendar: Calendar }) },
  "calendars.remove": { input: z.object({ id: CalendarId }), output: done },
  "events.create": { input: NewEvent, output: EventAnswer },
  "events.update": { input: UpdateEvent, output: EventAnswer },
  "events.move": { input: MoveEvent, output: EventAnswer },
  "events.copy": { input: CopyEvent, output: EventAnswer },
  "events.remove": { input: RemoveEvent, output: undoable },
  "events.respond": { input: RespondEvent, output: EventAnswer },
  "events.import": { input: ImportEvents, output: Imported },
  /** Takes a command back, however many events it touched; the answer takes the undo back. */
  "events.undo": { input: z.object({ undoId: z.string() }), output: undoable },
  "history.restore": { input: z.object({ id: z.string() }), output: EventAnswer },
  "conflicts.resolve": { input: ResolveConflict, output: undoable },
  "sync.run": {
    input: SyncScope,
    output: z.object({ results: z.array(SyncResult), feeds: z.array(FeedResult), folders: z.array(FolderResult) }),
  },
  /** Ends runs under way; what was stored stays. */
  "sync.cancel": { input: z.object({ accountId: AccountId.optional() }), output: done },
  "sync.retry": { input: RetryScope, output: done },
  /** The network is back, or the machine woke up: what waited for that goes on at once. */
  "sync.wake": { input: none, output: done },
  "settings.set": { input: Settings.partial(), output: Settings },
  "feeds.add": { input: NewFeed, output: z.object({ feed: Feed }) },
  "feeds.update": { input: UpdateFeed, output: z.object({ feed: Feed }) },
  "feeds.remove": { input: z.object({ id: FeedId }), output: done },
  "feeds.markRead": { input: MarkRead, output: done },
  "feeds.import": { input: ImportFeeds, output: ImportedFeeds },
  /** What is to be told now, oldest first; from then on it has been told. Nothing while quiet hours last. */
  "notices.take": { input: none, output: z.object({ notices: z.array(Notice) }) },
  "notices.dismiss": { input: NoticeIds, output: done },
  /** Takes a dismissal, or a snooze, back: they are on the list again, as told. */
  "notices.restore": { input: NoticeIds, output: done },
  "notices.snooze": { input: SnoozeNotice, output: done },
  /** Begins to write everything into a new folder among the person's downloads; `data.exportState` tells how it goes.
   *  `fetch`: texts that are on a mail server alone are fetched first, which may take long. */
  "data.export": { input: z.object({ fetch: z.boolean().optional() }), output: done },
  "data.cancelExport": { input: none, output: done },
  /** Erases everything that is kept on this computer, secrets too, and ends the program. Servers keep what they have. */
  "data.erase": { input: EraseAll, output: done },
  "backups.make": { input: none, output: z.object({ backup: Backup }) },
  /** The engine ends and the next one begins from there; what is open now is set aside. */
  "backups.restore": { input: Backup.pick({ name: true }), output: done },
  /** What a restore left to tell has been read. */
  "backups.noted": { input: none, output: done },
  ...mailCommands,
} as const satisfies Record<CommandName, { input: z.ZodType; output: z.ZodType }>;

/** By the call's name: what it takes (`input`) and what it answers (`output`). */
export const contract = { ...queries, ...commands } as const;

type Contract = typeof contract;
/** What a caller passes. */
export type Input<C extends CallName> = z.input<Contract[C]["input"]>;
/** What a handler receives: parsed, defaults filled in. */
export type Parsed<C extends CallName> = z.output<Contract[C]["input"]>;
/** What a call answers. */
export type Output<C extends CallName> = z.output<Contract[C]["output"]>;
/** One handler per call; a missing one is a compile error. `Signal` is AbortSignal, which this folder cannot name. */
export type Handlers<Signal> = {
  readonly [C in CallName]: (input: Parsed<C>, signal: Signal) => Output<C> | Promise<Output<C>>;
};
