// One account at work: three tracks that do not wait for each other (front: what people see happen), a watch on the inbox.
//
//            runDue, look()                 IDLE: something happened
//                 v                                    │
//   front: open ─> deeds ─> looks ─> files, drafts ─┐  │
//                    ^        └── between: deeds     │  │
//                    └────────── more to do? <───────┴──┘
//   past:  folders below their mark ─> bodies
//   send:  each message as far as it goes
import { Failure, toFailure } from "../../../src-preload/contract/failure.ts";
import type { AccountId, FolderId } from "../../../src-preload/contract/shapes.ts";
import type { FolderResult } from "../../../src-preload/contract/sync.ts";
import { nextAppends } from "../../store/mail/appends.ts";
import { findFolder, folderOfRole, storedFolders } from "../../store/mail/folders.ts";
import { findMailAccount } from "../../store/mail/mail-accounts.ts";
import { nextDeedMs, nextDeeds } from "../../store/mail/ops.ts";
import type { StoredMailAccount } from "../../store/mail/types.ts";
import { dropGone, forgetPause, HELD_MS, noteFailure, noteSuccess, noteTraits } from "./account-state.ts";
import { takeArrivals } from "./arrivals.ts";
import type { AccountRun, Arrival, MailDeps } from "./deps.ts";
import { nextDraftMs, syncDrafts } from "./drafts.ts";
import { type FrontState, pushBetween, workFront } from "./front.ts";
import { nextFolderMs, resultOf } from "./looks.ts";
import { fetchPast, hasPast } from "./past.ts";
import { isSynced } from "./plan.ts";
import { type LookRequest, Requests } from "./requests.ts";
import { Sender } from "./send.ts";
import { InboxWatch } from "./watch.ts";

/** What could not be fetched of the past is tried again after that. */
const PAST_PAUSE_MS = 60_000;
const BLOCKED_MS = 5_000;
const NEVER = Number.POSITIVE_INFINITY;

type Track = "front" | "past" | "send";

/** Made once for each account while the engine runs; `runDue` and `look` set it to work. */
export class AccountMail {
  readonly #deps: MailDeps;
  readonly #id: AccountId;
  readonly #state: FrontState;
  readonly #watch: InboxWatch;
  readonly #sender: Sender;
  readonly #wake: () => void;
  readonly #tracks = new Map<Track, Promise<void>>();
  readonly #quota = { quotaMs: Number.NEGATIVE_INFINITY };
  #abort = new AbortController();
  #isStopping = false;
  #sendAtMs = 0;
  #pastAtMs = 0;
  #heldUntilMs = 0;

  /** @param running counted up and down as folders are worked on. @param wake told when there may be more to do */
  constructor(deps: MailDeps, id: AccountId, running: RunningFolders, wake: () => void) {
    this.#deps = deps;
    this.#id = id;
    this.#wake = wake;
    this.#watch = new InboxWatch(deps, id, (folderId) => this.#soon(folderId));
    this.#state = {
      dirty: new Set(),
      requests: new Requests(),
      draftNews: [],
      around: {
        tolerated: new Map(),
        rescans: new Set(),
        isWatched: (folder) => this.#watch.isUp(folder.id),
        ...running,
      },
    };
    this.#sender = new Sender({
      ...this.#scope(),
      signal: () => this.#abort.signal,
      isMailboxUp: () => (this.#ready()?.nextAt ?? 0) <= deps.clock.nowMs(),
      mailbox: () => this.#open(this.#abort.signal, async () => {}),
      onAuth: (failure) => this.#fail(failure),
    });
  }

  /** Begins with what is due. */
  runDue(): void {
    const row = this.#ready();
    if (!row) return;
    const nowMs = this.#deps.clock.nowMs();
    if (nowMs >= this.#sendAtMs) this.#begin("send", () => this.#runSend());
    if ((row.nextAt ?? 0) > nowMs || this.#tracks.has("front")) return;
    if (this.#frontMs() <= nowMs) this.#begin("front", () => this.#runFront());
    else if (nowMs >= this.#pastAtMs && !this.#tracks.has("past") && hasPast(this.#scope())) {
      this.#begin("past", () => this.#runPast());
    }
  }

  /** The next moment at which something is due that is not under way; Infinity when nothing is. */
  nextMs(): number {
    const row = this.#ready();
    if (!row) return this.#heldUntilMs > this.#deps.clock.nowMs() ? this.#heldUntilMs : NEVER;
    const idle = (track: Track, atMs: () => number) => (this.#tracks.has(track) ? NEVER : atMs());
    const send = idle("send", () => this.#sendAtMs);
    const front = idle("front", () => this.#frontMs());
    const past = front === NEVER ? NEVER : idle("past", () => (hasPast(this.#scope()) ? this.#pastAtMs : NEVER));
    return Math.min(send, Math.max(row.nextAt ?? 0, Math.min(front, past)));
  }

  /** Something was written that may have to be sent. */
  noteChange(): void {
    this.#sendAtMs = 0;
  }

  /** Looks now; answers when the look is over. Who asks knocks, whatever pause there was. */
  async look(request: LookRequest): Promise<FolderResult[]> {
    const row = findMailAccount(this.#deps.db, this.#id);
    if (!row || this.#isStopping) return [];
    if (row.state !== "ready") return this.#failed(request);
    const answer = this.#state.requests.add(request);
    this.#begin("front", () => this.#runFront());
    return answer;
  }

  /** Does something that a person waits for. @throws Failure */
  async now<T>(work: (run: AccountRun) => Promise<T>, signal: AbortSignal): Promise<T> {
    return work(await this.#open(AbortSignal.any([signal, this.#abort.signal]), async () => {}));
  }

  /** Files drafts at once: a composer was closed. */
  async flushDrafts(): Promise<void> {
    if (!this.#ready() || nextDraftMs(this.#deps, this.#id) === NEVER) return;
    await this.now((run) => syncDrafts(run, true), this.#abort.signal);
  }

  /** Resolves when nothing is under way and nothing can be begun now. */
  async settled(): Promise<void> {
    for (;;) {
      this.runDue();
      if (this.#tracks.size === 0) return;
      await Promise.all(this.#tracks.values());
    }
  }

  /** Ends what is under way; what was stored stays. @param close the connection, too */
  async stop(close: boolean): Promise<void> {
    this.#isStopping = true;
    this.#watch.stop();
    this.#abort.abort(new Failure("cancelled"));
    await Promise.all(this.#tracks.values());
    this.#state.requests.answer([]);
    if (close) await this.#deps.connections.drop(this.#id);
    this.#abort = new AbortController();
    this.#isStopping = false;
  }

  /** The network is back or the machine woke up: sockets of before are dead, whatever they say (mail rule 9). */
  async wakeUp(): Promise<void> {
    await this.stop(true);
    const row = findMailAccount(this.#deps.db, this.#id);
    if (row) forgetPause(this.#deps, row);
    [this.#heldUntilMs, this.#pastAtMs, this.#sendAtMs] = [0, 0, 0];
    this.#sender.forgetLosses();
    const inbox = folderOfRole(this.#deps.db, this.#id, "inbox");
    if (inbox) this.#state.dirty.add(inbox.id);
    this.#wake();
  }

  #scope() {
    return { deps: this.#deps, accountId: this.#id };
  }

  #ready(): StoredMailAccount | undefined {
    if (this.#isStopping || this.#deps.clock.nowMs() < this.#heldUntilMs) return undefined;
    const row = findMailAccount(this.#deps.db, this.#id);
    return row?.state === "ready" ? row : undefined;
  }

  #frontMs(): number {
    const { db, clock } = this.#deps;
    if (this.#state.dirty.size > 0 || !this.#state.requests.isEmpty()) return 0;
    if (nextAppends(db, this.#id, clock.nowMs(), 1).length > 0) return 0;
    return Math.min(this.#deedsMs(), nextDraftMs(this.#deps, this.#id), nextFolderMs(this.#deps, this.#id));
  }

  /** A deed behind one that waits for its next try is due by its own time and cannot go yet. */
  #deedsMs(): number {
    const { db, clock } = this.#deps;
    const dueMs = nextDeedMs(db, this.#id) ?? NEVER;
    const nowMs = clock.nowMs();
    if (dueMs > nowMs || nextDeeds(db, this.#id, nowMs, 1).length > 0) return dueMs;
    return nowMs + BLOCKED_MS;
  }

  #begin(track: Track, work: () => Promise<void>): void {
    if (this.#tracks.has(track) || this.#isStopping) return;
    const run = work()
      .catch((error) => this.#fail(toFailure(error)))
      // Not even its failure could be written down.
      .catch(() => this.#hold())
      .finally(() => {
        this.#tracks.delete(track);
        // Asked for while the last one was at its end.
        if (track === "front" && !this.#state.requests.isEmpty()) this.#begin("front", () => this.#runFront());
        this.#wake();
      });
    this.#tracks.set(track, run);
  }

  async #runFront(): Promise<void> {
    const { signal } = this.#abort;
    try {
      const run = await this.#open(signal, () => pushBetween(run));
      await workFront(run, this.#state);
      if (signal.aborted) return;
      noteSuccess(this.#deps, this.#id);
      await dropGone(this.#deps, this.#id);
      const inbox = folderOfRole(this.#deps.db, this.#id, "inbox");
      if (inbox && !inbox.parked) this.#watch.start(inbox);
      await noteTraits(this.#deps, this.#id, run.connection, this.#quota, signal);
    } catch (error) {
      this.#state.requests.answer(this.#failedResults(toFailure(error)));
      throw error;
    }
  }

  async #runPast(): Promise<void> {
    const { around } = this.#state;
    const run = await this.#open(this.#abort.signal, async () => {});
    await fetchPast(run, around);
    this.#pastAtMs = this.#deps.clock.nowMs() + PAST_PAUSE_MS;
  }

  async #runSend(): Promise<void> {
    this.#sendAtMs = NEVER;
    try {
      const nextMs = await this.#sender.run();
      // Less when something was queued meanwhile: it may have been too late for this time.
      this.#sendAtMs = Math.min(this.#sendAtMs, nextMs);
    } catch (error) {
      this.#sendAtMs = this.#deps.clock.nowMs() + PAST_PAUSE_MS;
      throw error;
    }
  }

  #soon(folderId: FolderId): void {
    this.#state.dirty.add(folderId);
    this.#wake();
  }

  #noteArrivals(arrivals: readonly Arrival[], folderId: FolderId): void {
    if (findFolder(this.#deps.db, folderId)?.role === "drafts") this.#state.draftNews.push(...arrivals);
    takeArrivals(this.#deps, arrivals, folderId);
  }

  /** Failures end in the account's row; the other tracks would only meet the same. */
  #fail(failure: Failure): void {
    if (failure.code === "cancelled") return;
    if (failure.code === "storage") {
      this.#hold();
      return;
    }
    const verdict = noteFailure(this.#deps, this.#id, failure);
    // Tried again when its pause is over, whatever is due by then: somebody has to find out that all is well.
    const inbox = folderOfRole(this.#deps.db, this.#id, "inbox");
    if (inbox) this.#state.dirty.add(inbox.id);
    this.#watch.stop();
    this.#abort.abort(new Failure("cancelled"));
    this.#abort = new AbortController();
    if (verdict.do === "sign-in") void this.#deps.connections.drop(this.#id);
  }

  #hold(): void {
    this.#heldUntilMs = this.#deps.clock.nowMs() + HELD_MS;
  }

  #failed({ folderId }: LookRequest): FolderResult[] {
    const { failure } = findMailAccount(this.#deps.db, this.#id) ?? {};
    const results = this.#failedResults(new Failure(failure?.reason ?? "sign-in-needed", failure?.params));
    return results.filter((one) => folderId === undefined || one.folderId === folderId);
  }

  #failedResults(failure: Failure): FolderResult[] {
    const outcome = failure.code === "cancelled" ? "skipped" : "failed";
    return storedFolders(this.#deps.db, this.#id)
      .filter(isSynced)
      .map((folder) => ({ ...resultOf(folder, outcome), failure: failure.toData() }));
  }

  async #open(signal: AbortSignal, between: () => Promise<void>): Promise<AccountRun> {
    const connection = await this.#deps.connections.open(this.#id, signal);
    return {
      ...this.#scope(),
      connection,
      signal,
      between,
      soon: (folderId) => this.#soon(folderId),
      onArrived: (arrivals, folderId) => this.#noteArrivals(arrivals, folderId),
    };
  }
}

/** Told when a folder begins and ends to be worked on. */
interface RunningFolders {
  readonly began: (folderId: FolderId) => void;
  readonly ended: (folderId: FolderId) => void;
}
