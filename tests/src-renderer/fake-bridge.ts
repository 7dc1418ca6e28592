// An in-memory Bridge with believable data, for component tests and screenshots. It keeps the contract, not the rules of sync.
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Bridge, FeedMessage } from "../../src-preload/contract/bridge.ts";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { ChangeEntry, Conflict } from "../../src-preload/contract/conflicts.ts";
import type { Handlers, Output, Parsed } from "../../src-preload/contract/contract.ts";
import type { EventDetail, Occurrence } from "../../src-preload/contract/events.ts";
import { Failure, type FailureParams, type FailureReason, toFailure } from "../../src-preload/contract/failure.ts";
import type { HistoryEntry } from "../../src-preload/contract/history.ts";
import type { CallName, Topic } from "../../src-preload/contract/names.ts";
import type { Capability, Settings } from "../../src-preload/contract/settings.ts";
import type { CalendarId, EventId, RecurrenceId } from "../../src-preload/contract/shapes.ts";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import { accountHandlers } from "./fake-accounts.ts";
import { FakeCompose } from "./fake-compose.ts";
import { accountSeed, calendarSeed, eventSeed, ZONE } from "./fake-data.ts";
import { changeSeed, conflictSeed, doctorSeed } from "./fake-decisions.ts";
import { FakeDesktop, FakeNotices } from "./fake-desktop.ts";
import { detailFrom, ms, occurrenceFrom } from "./fake-details.ts";
import { FakeFeeds } from "./fake-feeds.ts";
import { decisionHandlers, type FakeState, type Snapshot, type Stored } from "./fake-handlers.ts";
import { type FakePast, historyHandlers, pastSeed, trashSeed } from "./fake-history.ts";
import { FakeKept } from "./fake-kept.ts";
import { FakeMail, withMail } from "./fake-mail.ts";
import { peopleHandlers } from "./fake-people.ts";
import { FakeSignIn } from "./fake-sign-in.ts";

export interface FakeOptions {
  readonly locale?: Settings["locale"];
  readonly theme?: Settings["theme"];
  /** No account, no calendar: the first run. */
  readonly empty?: boolean;
  /** Conflicts, a parked item and changes of others, where the seed has none. */
  readonly busy?: boolean;
  /** Calls that fail, by name. */
  readonly failing?: Partial<Record<CallName, FailureReason>>;
  readonly keychain?: boolean;
  readonly host?: Bridge["host"];
  /** Accounts have mail. */
  readonly mail?: boolean;
}

type HandlersOfFake = { readonly [C in CallName]?: Handlers<AbortSignal>[C] };

/** The fake and what a test may do to it. */
export class FakeBridge implements Bridge, FakeState, FakePast {
  readonly host: Bridge["host"];
  readonly desktop = new FakeDesktop();
  readonly notices = new FakeNotices((...changed) => this.publish(...changed));
  readonly kept = new FakeKept((...changed) => this.publish(...changed));
  capabilities: Capability[];
  readonly calls: { name: string; input: unknown }[] = [];
  settings: Settings;
  accounts: Account[] = [];
  calendars: Calendar[] = [];
  events: Stored[] = [];
  conflicts: Conflict[] = [];
  changes: ChangeEntry[] = [];
  history: HistoryEntry[] = [];
  reports: Output<"sync.doctor">["calendars"] = [];
  /** Who would be mailed by any change. */
  mails: string[] = [];
  /** Edits that an account's server does not have: its removal is refused once. */
  unsynced = 0;
  backups?: import("../../src-preload/contract/backups.ts").BackupState;
  readonly snapshots = new Map<string, Snapshot>();
  failing: Partial<Record<CallName, FailureReason>>;
  /** The side of the next account that cannot be had. */
  failed: Output<"accounts.add">["failed"];
  /** Facts of the failures above. */
  failingWith: FailureParams = {};
  states: CalendarSyncState[] = [];
  /** A sign-in on the provider's page, and what the person does there. */
  readonly signIn = new FakeSignIn(this);
  readonly news = new FakeFeeds((...changed) => this.publish(...changed));
  readonly post = new FakeMail((...changed) => this.publish(...changed));
  readonly writing = new FakeCompose((...changed) => this.publish(...changed));
  nextId = 1000;
  private readonly feeds = new Set<(message: FeedMessage) => void>();
  private readonly watchers = new Set<(connected: boolean) => void>();

  constructor({
    locale = "fr",
    theme = "light",
    empty = false,
    failing = {},
    keychain = true,
    host = "browser",
    busy = false,
    mail = false,
  }: FakeOptions = {}) {
    this.settings = { locale, theme };
    this.failing = failing;
    this.host = host;
    this.capabilities = ["notifications", ...(keychain ? (["keychain"] as const) : [])];
    this.handlers = {
      ...this.handlers,
      ...accountHandlers(this),
      ...decisionHandlers(this),
      ...historyHandlers(this),
      ...this.signIn.handlers,
      ...this.news.handlers,
      ...this.post.handlers,
      ...this.writing.handlers,
      ...this.notices.handlers,
      ...this.kept.handlers,
      ...peopleHandlers,
      "mail.allowRemote": (input, signal) => {
        if (!("address" in input)) return this.post.handlers["mail.allowRemote"]?.(input, signal) ?? {};
        this.writing.allowRemote(input.address, input.allow);
        return {};
      },
    };
    if (!empty) this.fill();
    if (busy) this.trouble();
    if (mail) this.accounts = withMail(this.accounts);
  }

  /** What needs someone: two conflicts, a parked item, and what others changed. */
  trouble(): void {
    const torn = this.events.find(({ title }) => title === "Restitution intermédiaire") as Stored;
    this.events = this.events.map((e) => (e === torn ? { ...e, conflict: true } : e));
    this.conflicts = conflictSeed(torn.id, torn.title).map((one) =>
      one.kind === "edited-both" ? one : { ...one, event: this.detailOf(torn.id) },
    );
    this.changes = changeSeed();
    this.history = [...pastSeed(torn.id, torn.title), ...trashSeed()];
    this.states = this.states.map((s) => (s.calendarId === "geneve" ? { ...s, parked: 1, conflicts: 2 } : s));
  }

  /** Remembers how things are. @returns the undoId that brings them back */
  snapshot(): string {
    const undoId = `u${this.nextId++}`;
    this.snapshots.set(undoId, [this.events, this.conflicts]);
    return undoId;
  }

  occurrences(): Occurrence[] {
    return this.events.map((event) => this.occurrence(event));
  }

  detailOf(id: EventId): EventDetail {
    return this.detail(this.find(id));
  }

  fill(): void {
    this.accounts = accountSeed();
    this.calendars = calendarSeed();
    this.events = eventSeed().map(({ calendar, ...event }, n) => ({
      ...event,
      id: `e${n}` as EventId,
      calendarId: calendar as CalendarId,
      pending: event.pending ?? false,
    }));
    this.states = this.calendars.flatMap(({ id, accountId }) =>
      accountId === undefined
        ? []
        : [
            {
              calendarId: id,
              accountId,
              state: "waiting" as const,
              lastSuccessMs: ms("2026-11-18T10:11"),
              nextAtMs: ms("2026-11-18T10:26"),
              pending: 0,
              parked: 0,
              conflicts: 0,
            },
          ],
    );
    this.reports = doctorSeed(this.states.map(({ calendarId }) => calendarId));
  }

  async call(name: string, input: unknown) {
    this.calls.push({ name, input });
    await Promise.resolve();
    try {
      const reason = this.failing[name as CallName];
      if (reason) throw new Failure(reason, { host: "sync.exemple.ch", ...this.failingWith });
      const handler = this.handlers[name as CallName] as ((input: unknown) => unknown) | undefined;
      if (!handler) throw new Failure("unknown-call", { name });
      return { ok: structuredClone(await handler(input)) };
    } catch (error) {
      return { failure: toFailure(error).toData() };
    }
  }

  onFeed(listener: (message: FeedMessage) => void) {
    this.feeds.add(listener);
    return () => this.feeds.delete(listener);
  }

  onConnection(listener: (connected: boolean) => void) {
    this.watchers.add(listener);
    listener(true);
    return () => this.watchers.delete(listener);
  }

  publish(...changed: Topic[]): void {
    for (const tell of this.feeds) tell({ changed });
  }

  connection(connected: boolean): void {
    for (const tell of this.watchers) tell(connected);
  }

  /** Inputs of every call of a name so far. */
  inputsOf<C extends CallName>(name: C): Parsed<C>[] {
    return this.calls.filter((call) => call.name === name).map((call) => call.input as Parsed<C>);
  }

  private detail(event: Stored, recurrenceId?: RecurrenceId): EventDetail {
    return detailFrom(event, this, recurrenceId);
  }

  private occurrence(event: Stored): Occurrence {
    return occurrenceFrom(event, this);
  }

  private find(id: EventId): Stored {
    const event = this.events.find((one) => one.id === id);
    if (!event) throw new Failure("missing", { what: "event" });
    return event;
  }

  private change(id: EventId, changes: Record<string, unknown>): { event: EventDetail; undoId: string } {
    const undoId = this.snapshot();
    const { zone: _, ...rest } = changes;
    const event = { ...this.find(id), ...(rest as Partial<Stored>), pending: true };
    this.events = this.events.map((one) => (one.id === id ? event : one));
    this.publish("events", "occurrences");
    return { event: this.detail(event), undoId };
  }

  private handlers: HandlersOfFake = {
    "app.info": () => ({
      version: "0.1.0",
      host: this.host,
      capabilities: this.capabilities,
      dataFolder: "/home/camille/.local/share/cadran",
      zone: this.settings.zone ?? ZONE,
    }),
    "settings.get": () => this.settings,
    "settings.set": (change) => {
      this.settings = { ...this.settings, ...change };
      this.publish("settings");
      return this.settings;
    },
    "agenda.range": ({ fromMs, toMs }) => ({
      occurrences: this.occurrences().filter((o) => o.endMs > fromMs && o.startMs < toMs),
    }),
    "agenda.upcoming": ({ limit = 7 }) => ({
      occurrences: this.events
        .map((e) => this.occurrence(e))
        .filter(({ calendarId, endMs, status, answer }) => {
          const isSeen = this.calendars.find(({ id }) => id === calendarId)?.visible ?? false;
          return isSeen && endMs > Date.now() && status !== "cancelled" && answer !== "declined";
        })
        .sort((x, y) => x.startMs - y.startMs || x.endMs - y.endMs)
        .slice(0, limit),
    }),
    "events.get": ({ id, recurrenceId }) => ({ event: this.detail(this.find(id), recurrenceId) }),
    "events.create": ({ calendarId, title, start, end, location, description }) => {
      const undoId = this.snapshot();
      const id = `n${this.nextId++}` as EventId;
      const text = { ...(location && { location }), ...(description && { description }) };
      this.events = [...this.events, { id, calendarId, title, start, end, ...text, pending: true }];
      this.publish("events", "occurrences");
      return { event: this.detail(this.find(id)), undoId };
    },
    "events.update": ({ id, changes }) => this.change(id, changes),
    "events.copy": ({ id, start, calendarId }) => {
      const undoId = this.snapshot();
      const event = this.find(id);
      const copy = { ...event, id: `n${this.nextId++}` as EventId, pending: true };
      this.events = [...this.events, { ...copy, ...(start && { start }), ...(calendarId && { calendarId }) }];
      this.publish("events", "occurrences");
      return { event: this.detail(copy), undoId };
    },
    "events.move": ({ id, start, end }) => this.change(id, { start, end }),
    "events.remove": ({ id }) => {
      const undoId = this.snapshot();
      this.events = this.events.filter((e) => e.id !== id);
      this.publish("events", "occurrences");
      return { undoId };
    },
    "sync.status": () => ({ calendars: this.states, folders: [] }),
    "sync.run": ({ accountId }) => {
      if (accountId) this.unsynced = 0;
      return { results: [], feeds: [], folders: [] };
    },
  };
}
