// When mailboxes are looked at, sent from and watched: beside calendars, on a loop of their own.
import { setTimeout as pause } from "node:timers/promises";
import type { AccountId, FolderId, MessageId } from "../../../src-preload/contract/shapes.ts";
import type { FolderResult } from "../../../src-preload/contract/sync.ts";
import { findFolder, getFolder } from "../../store/mail/folders.ts";
import { nextFollowUpMs } from "../../store/mail/links.ts";
import { mailAccountRows } from "../../store/mail/mail-accounts.ts";
import { messageRow } from "../../store/mail/message.ts";
import { nextSnoozeMs } from "../../store/mail/snoozes.ts";
import type { RunScope } from "../supervisor.ts";
import { AccountMail } from "./account-mail.ts";
import { bringBack } from "./arrivals.ts";
import type { MailDeps } from "./deps.ts";
import { fetchPart, fetchText, forgetFiles, storedPart } from "./on-demand.ts";

/** The longest sleep: clocks jump, machines wake up. */
const NAP_MS = 60_000;
/** A nap that ended so much late was the machine's own (mail rule 9). */
const SLEPT_MS = 60_000;
/** At least so long between two looks at what is due, and so many times what a look takes: a first sync writes many times a
 *  second, and each write wakes. Real time, since it spares the processor. */
const BREATH = { ms: 50, times: 25 };

/** One per engine. */
export class MailRuns {
  readonly #deps: MailDeps;
  readonly #accounts = new Map<AccountId, AccountMail>();
  readonly #running = new Map<FolderId, number>();
  readonly #life = new AbortController();
  #nap = new AbortController();
  #looping: Promise<void> | undefined;

  constructor(deps: MailDeps) {
    this.#deps = deps;
  }

  /** Begins to run accounts when they are due. */
  start(): void {
    this.#looping ??= this.#loop();
  }

  /** Looks again at what is due: something was written, added or set. */
  wake(): void {
    for (const account of this.#accounts.values()) account.noteChange();
    this.#nap.abort();
  }

  /** Folders being worked on at this moment. */
  running(): ReadonlySet<FolderId> {
    return new Set(this.#running.keys());
  }

  /** Begins with what is due. */
  runDue(): void {
    if (this.#life.signal.aborted) return;
    if (this.#ownMs() <= this.#deps.clock.nowMs()) bringBack(this.#deps);
    for (const { accountId } of mailAccountRows(this.#deps.db)) this.#of(accountId).runDue();
  }

  /** The next moment at which something is due; Infinity when nothing is. */
  nextMs(): number {
    const accounts = mailAccountRows(this.#deps.db).map(({ accountId }) => this.#of(accountId).nextMs());
    return Math.min(this.#ownMs(), ...accounts);
  }

  /** Looks now, after a look that is under way: news of the folders asked for are here when it answers. What lies further
   *  back comes later by itself (`settled`).
   *  @throws Failure missing when there is no such folder */
  async run(scope: RunScope): Promise<FolderResult[]> {
    const { accountId, calendarId, feedId, folderId, full = false, ifOlderThanMs } = scope;
    if (calendarId !== undefined || feedId !== undefined) return [];
    const { db, clock } = this.#deps;
    const folder = folderId === undefined ? undefined : getFolder(db, folderId);
    if (folder && ifOlderThanMs !== undefined && clock.nowMs() - (folder.lastSyncAt ?? 0) < ifOlderThanMs) return [];
    const wanted = folder?.accountId ?? accountId;
    const chosen = mailAccountRows(db).filter((row) => wanted === undefined || row.accountId === wanted);
    const runs = chosen
      // Opening the window is not asking: an account that was looked at just now is left alone.
      .filter(
        ({ lastSyncAt = 0 }) => folder || ifOlderThanMs === undefined || clock.nowMs() - lastSyncAt >= ifOlderThanMs,
      )
      .map((row) => this.#of(row.accountId).look({ full, ...(folderId !== undefined && { folderId }) }));
    return (await Promise.all(runs)).flat();
  }

  /** Resolves when everything of the account, or of all, that can be fetched, filed and sent now is here and there. */
  async settled(accountId?: AccountId): Promise<void> {
    const chosen = mailAccountRows(this.#deps.db).filter(
      (row) => accountId === undefined || row.accountId === accountId,
    );
    await Promise.all(chosen.map((row) => this.#of(row.accountId).settled()));
  }

  /** Ends runs under way; what was stored stays, the rest comes when it is next due. */
  async cancel(accountId?: AccountId): Promise<void> {
    const chosen = [...this.#accounts].filter(([id]) => accountId === undefined || id === accountId);
    await Promise.all(chosen.map(([, account]) => account.stop(false)));
  }

  /** Ends everything of an account and closes its connection: its password changed, or it is going. */
  async halt(accountId: AccountId): Promise<void> {
    await this.#accounts.get(accountId)?.stop(true);
    this.#accounts.delete(accountId);
    await this.#deps.connections.drop(accountId);
  }

  /** The network is back, or the machine woke up. */
  async wakeUp(): Promise<void> {
    await Promise.all([...this.#accounts.values()].map((account) => account.wakeUp()));
  }

  /** Ends everything. @param flushMs drafts that the server does not have are filed first, for so long at most */
  async stop(flushMs = 0): Promise<void> {
    if (flushMs > 0) await this.#flush(flushMs);
    this.#life.abort();
    this.#nap.abort();
    await Promise.all([this.#looping, ...[...this.#accounts.values()].map((account) => account.stop(false))]);
    await this.#deps.connections.close();
  }

  /** Fetches the text of a message before all other work; nothing to do where it is here.
   *  @throws Failure missing, or what fetching says */
  async fetchNow(messageId: MessageId, signal: AbortSignal): Promise<void> {
    const { accountId, body } = messageRow(this.#deps.db, messageId);
    if (body !== "none" && body !== "head") return;
    await this.#of(accountId).now((run) => fetchText(run, messageId), signal);
  }

  /** Bytes of a part that is not in the stored source; kept in a file from then on. @throws Failure missing, … */
  async download(messageId: MessageId, partId: string, signal: AbortSignal): Promise<Uint8Array> {
    const { accountId } = messageRow(this.#deps.db, messageId);
    const known = await storedPart(this.#deps, messageId, partId);
    return known ?? this.#of(accountId).now((run) => fetchPart(run, messageId, partId), signal);
  }

  /** Files drafts on their servers at once: a composer was closed. @throws Failure */
  async flushDrafts(accountId?: AccountId): Promise<void> {
    const chosen = mailAccountRows(this.#deps.db).filter(
      (row) => accountId === undefined || row.accountId === accountId,
    );
    await Promise.all(chosen.map((row) => this.#of(row.accountId).flushDrafts()));
  }

  /** Deletes files of attachments: those named, or those nobody used for 30 days. */
  async forgetFiles(hashes?: readonly string[]): Promise<void> {
    await forgetFiles(this.#deps, hashes);
  }

  #of(id: AccountId): AccountMail {
    const known = this.#accounts.get(id);
    if (known) return known;
    const account = new AccountMail(this.#deps, id, this.#counter(), () => this.#nap.abort());
    this.#accounts.set(id, account);
    return account;
  }

  /** The front and the past may be at one folder at a time. */
  #counter() {
    const add = (id: FolderId, by: number) => {
      const count = (this.#running.get(id) ?? 0) + by;
      if (count > 0) this.#running.set(id, count);
      else this.#running.delete(id);
      if (!this.#life.signal.aborted && findFolder(this.#deps.db, id)) this.#deps.hooks.changed();
    };
    return { began: (id: FolderId) => add(id, 1), ended: (id: FolderId) => add(id, -1) };
  }

  /** When a snooze or a reminder ends. */
  #ownMs(): number {
    const { db } = this.#deps;
    return Math.min(nextSnoozeMs(db) ?? Number.POSITIVE_INFINITY, nextFollowUpMs(db) ?? Number.POSITIVE_INFINITY);
  }

  async #flush(ms: number): Promise<void> {
    const over = new AbortController();
    const work = this.flushDrafts().catch(() => undefined);
    const late = this.#deps.clock.sleep(ms, over.signal).catch(() => undefined);
    await Promise.race([work, late]);
    over.abort();
  }

  /** Begins what is due. @returns when to look again; a disk that takes nothing gets a rest */
  #dueAgainMs(): number {
    try {
      this.runDue();
      return this.nextMs();
    } catch {
      return Number.POSITIVE_INFINITY;
    }
  }

  async #loop(): Promise<void> {
    const { clock } = this.#deps;
    while (!this.#life.signal.aborted) {
      this.#nap = new AbortController();
      const from = clock.nowMs();
      const startedMs = performance.now();
      const ms = Math.min(NAP_MS, Math.max(0, this.#dueAgainMs() - from));
      const breathMs = Math.max(BREATH.ms, BREATH.times * (performance.now() - startedMs));
      // Woken early is the normal case, not an error.
      await clock.sleep(ms, AbortSignal.any([this.#nap.signal, this.#life.signal])).catch(() => undefined);
      await pause(breathMs, undefined, { signal: this.#life.signal }).catch(() => undefined);
      if (clock.nowMs() - (from + ms) > SLEPT_MS && !this.#life.signal.aborted) await this.wakeUp();
    }
  }
}
