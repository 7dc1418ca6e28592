// The composition root: store, providers, sync and commands, put together by passing values. Knows nothing of Electron.
import type { AccountKind } from "../../src-preload/contract/accounts.ts";
import type { Handlers } from "../../src-preload/contract/contract.ts";
import type { Topic } from "../../src-preload/contract/names.ts";
import type { SideDeps } from "../commands/account-sides.ts";
import { createFreeBusy } from "../commands/free-busy.ts";
import { applyInvited } from "../commands/mail/invited.ts";
import { createSignIns } from "../commands/sign-in.ts";
import type { Clock, Net, OpenPage, Vault } from "../ports.ts";
import { createFeedReader } from "../providers/feeds/index.ts";
import type { MailReader } from "../providers/mail-reader.ts";
import type { CalendarProvider } from "../providers/provider.ts";
import type { ServerFinder } from "../providers/server-finder.ts";
import { forgetOldChanges } from "../store/changes.ts";
import { forgetFuture, mayForget } from "../store/clock-trust.ts";
import type { Database } from "../store/database.ts";
import { readSettings } from "../store/facts.ts";
import { forgetOldHistory } from "../store/history.ts";
import { forgetSent } from "../store/mail/send-queue.ts";
import { forgetOldMailUndo } from "../store/mail/undo.ts";
import { forgetOldNotices } from "../store/notices.ts";
import { keepHorizon } from "../store/occurrences.ts";
import { renewSome } from "../store/renew.ts";
import { forgetOldRuns } from "../store/runs.ts";
import { forgetOldUndo } from "../store/undo.ts";
import { createConnections } from "../sync/connections.ts";
import { FeedRuns } from "../sync/feeds.ts";
import { NoticeRuns } from "../sync/notices.ts";
import { Supervisor } from "../sync/supervisor.ts";
import { Backups } from "./backups.ts";
import { watchClock } from "./clock-watch.ts";
import { commandHandlers } from "./command-handlers.ts";
import { createData } from "./data-parts.ts";
import type { HostFacts } from "./facts.ts";
import { createMail, type MailParts } from "./mail-parts.ts";
import { openData } from "./open-data.ts";
import { queryHandlers } from "./query-handlers.ts";

/** What a host gives an engine: its whole world. */
export interface EngineOptions {
  readonly facts: HostFacts;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly net: Net;
  readonly providers: Readonly<Record<AccountKind, CalendarProvider>>;
  readonly mailboxOf: SideDeps["mailboxOf"];
  readonly finder: ServerFinder;
  readonly reader: MailReader;
  readonly openPage: OpenPage;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** In [0, 1): jitter. */
  readonly random: () => number;
  /** Holds cadran.sqlite and what providers keep. */
  readonly folder: string;
  readonly migrations: string;
  /** The data file is damaged, or an earlier one is to take its place: this engine ends, the next one sees to it. */
  readonly onEnd?: (why: "damaged" | "restore") => void;
}

/** Holds the data file open until `close`. */
export interface Engine {
  readonly handlers: Handlers<AbortSignal>;
  /** @returns the undo function */
  onChange(listener: (changed: readonly Topic[]) => void): () => void;
  /** Everything is to be erased: the mark is set, the engine is to close. @returns the undo function */
  onErase(listener: () => void): () => void;
  /** Begins to sync by itself; before that the engine only answers calls. */
  start(): void;
  /** Ends runs under way (what was stored stays) and closes the data file. */
  close(): Promise<void>;
}

/** Topics that may make something due. */
const WAKING: ReadonlySet<Topic> = new Set(["sync", "accounts", "feeds"]);
const WAKING_NOTICES: ReadonlySet<Topic> = new Set(["occurrences", "accounts", "sync", "mail", "settings", "notices"]);
const WAKING_MAIL: ReadonlySet<Topic> = new Set(["mail", "folders", "accounts", "settings"]);
const DAY_MS = 24 * 3_600_000;
/** Some 20 ms of work. */
const RENEWED_AT_ONCE = 50;
/** Drafts are filed before the engine goes, for so long at most. */
const FLUSH_MS = 2_000;
const SENT_KEPT_MS = 30 * DAY_MS;

/** Opens the data folder and puts the engine together.
 *  @throws Failure newer-database, disk-full, storage; damaged: the next one that is made sees to it */
export function createEngine(options: EngineOptions): Engine {
  const { vault, clock, net, providers, random, folder } = options;
  const place = { folder, migrations: options.migrations, nowMs: clock.nowMs(), zone: clock.zone() };
  const { db, failure } = openData(place);
  const backups = new Backups({ db, clock, folder, failure, onEnd: options.onEnd ?? (() => {}) });
  const life = new AbortController();
  const world = { net, clock, folder, vault, openPage: options.openPage, env: options.env };
  const connections = createConnections({ db, vault, providers, world });
  const signIns = createSignIns(world, () => db.touch("accounts"));
  const feedReader = createFeedReader(world);
  const feedRuns = new FeedRuns({ db, clock, random }, feedReader);
  const supervisor = new Supervisor({ db, clock, random }, connections, feedRuns, () => db.touch("sync"));
  const limitsOf = (kind: AccountKind) => providers[kind];
  const mail = createMail({
    ...{ db, world, random, reader: options.reader, mailboxOf: options.mailboxOf, life: life.signal },
    providerOf: connections.providerOf,
    invited: (ids) => void applyInvited({ ...mail.mail, limitsOf }, ids, life.signal),
  });
  const { mailRuns } = mail;
  const noticeRuns = new NoticeRuns({ db, clock });
  let isStarted = false;
  keepHouse(db, clock);
  const runs = { supervisor, mailRuns, noticeRuns };
  const unlisten = wakeOnChange(db, clock, runs);
  const data = createData({ db, clock, feedReader, mail: mail.mail, downloads: options.facts.downloads }, folder);
  const freeBusy = createFreeBusy({ db, clock, open: connections.open, life: life.signal });
  const parts = {
    ...mail,
    ...{ world, mailboxOf: options.mailboxOf, finder: options.finder, isStarted: () => isStarted },
    ...{ db, vault, clock, folder, facts: options.facts, supervisor, noticeRuns, backups },
    ...{ connections, signIns, limitsOf, freeBusy },
    ...{ feedReader, feedRuns },
    ...data.parts,
    keepHouse: () => keepHouse(db, clock),
  };
  return {
    handlers: { ...queryHandlers(parts), ...commandHandlers(parts) },
    onChange: db.onChange,
    onErase: data.onErase,
    start() {
      isStarted = true;
      supervisor.start();
      mailRuns.start();
      noticeRuns.start();
      backups.start();
      runBeside(db, clock, life.signal, runs);
    },
    async close() {
      if (life.signal.aborted) return;
      life.abort();
      signIns.cancel();
      unlisten();
      await data.parts.exports.cancel();
      const stopped = [supervisor.stop(), noticeRuns.stop(), backups.stop(), mail.stop(isStarted ? FLUSH_MS : 0)];
      await Promise.all(stopped);
      await feedReader.close();
      db.close();
    },
  };
}

interface Runs {
  readonly supervisor: Supervisor;
  readonly mailRuns: MailParts["mailRuns"];
  readonly noticeRuns: NoticeRuns;
}

/** What waits for a change looks again. @returns ends it */
function wakeOnChange(db: Database, clock: Clock, { supervisor, mailRuns, noticeRuns }: Runs): () => void {
  return db.onChange((changed) => {
    if (changed.includes("settings")) keepHouse(db, clock);
    if (changed.some((topic) => WAKING.has(topic))) supervisor.wake();
    if (changed.some((topic) => WAKING_MAIL.has(topic))) mailRuns.wake();
    if (changed.some((topic) => WAKING_NOTICES.has(topic))) noticeRuns.wake();
  });
}

/** What the engine does by itself as long as it lives. */
function runBeside(db: Database, clock: Clock, signal: AbortSignal, { supervisor, mailRuns }: Runs): void {
  void daily(db, clock, signal, () => mailRuns.forgetFiles());
  void watchClock(clock, signal, () => {
    keepHouse(db, clock);
    supervisor.wakeUp();
    void mailRuns.wakeUp();
  });
  void renewal(db, clock, signal);
}

/** After an update, beside everything else: a slice at a time, so that no call waits for long. */
async function renewal(db: Database, clock: Clock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && renewSome(db, RENEWED_AT_ONCE)) await clock.sleep(1, signal).catch(() => undefined);
}

/** Follows time and the user's zone, forgets what is older than 30 days, and undo steps older than one. */
function keepHouse(db: Database, clock: Clock): void {
  const nowMs = clock.nowMs();
  keepHorizon(db, nowMs, readSettings(db).zone ?? clock.zone());
  forgetFuture(db, nowMs);
  if (!mayForget(db, nowMs)) return;
  db.write(() => {
    forgetOldChanges(db, nowMs);
    forgetOldHistory(db, nowMs);
    forgetOldRuns(db, nowMs);
    forgetOldNotices(db, nowMs);
    forgetOldUndo(db, nowMs);
    forgetOldMailUndo(db, nowMs);
    forgetSent(db, nowMs - SENT_KEPT_MS);
  });
}

async function daily(db: Database, clock: Clock, signal: AbortSignal, more: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    const woke = await clock.sleep(DAY_MS, signal).then(
      () => true,
      () => false,
    );
    if (!woke) continue;
    keepHouse(db, clock);
    await more().catch(() => undefined);
  }
}
