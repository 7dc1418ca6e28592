// Mail on its way out: does what domain/mime/send-state.ts decides, and stores every state before the next step (mail §3.3).
import { Failure, toFailure } from "../../../src-preload/contract/failure.ts";
import type { AccountId } from "../../../src-preload/contract/shapes.ts";
import { sendLimitsOf, sendQuota } from "../../domain/mime/send-limits.ts";
import { afterFailure, afterSubmit, type SendAttempt, type SendResult } from "../../domain/mime/send-outcome.ts";
import { nextStep, type SendFacts, type SendStep } from "../../domain/mime/send-state.ts";
import { noteAcceptance } from "../../store/mail/accepted.ts";
import { getMailAccount } from "../../store/mail/mail-accounts.ts";
import {
  findOutgoing,
  insertOutgoing,
  openOutgoing,
  outgoingBytes,
  outgoingIn,
  type QueuedMessage,
  updateOutgoing,
} from "../../store/mail/send-queue.ts";
import type { MailDeps } from "./deps.ts";
import { isAway } from "./mail-policy.ts";
import { fileCopy, type MailboxOf, removeCopy, searchSent } from "./sent-copy.ts";

interface SendContext {
  readonly deps: MailDeps;
  readonly accountId: AccountId;
  readonly signal: () => AbortSignal;
  /** Told how the mailbox fares: Sent cannot be searched while it is away. */
  readonly isMailboxUp: () => boolean;
  readonly mailbox: MailboxOf;
  /** Submission asks for a sign-in, too. */
  readonly onAuth: (failure: Failure) => void;
}

/** How long after it was done a message is looked at again at most. */
const RECHECKED_MS = 60 * 60_000;
/** Steps of one message in one go: a queue that runs in circles must not hold the account. */
const MOST_STEPS = 12;

/** Sends from one account, one message at a time (mail §3.20). What it keeps in memory may be lost at any moment. */
export class Sender {
  readonly #context: SendContext;
  /** Rows that this engine has had in its hands: the others were left behind by one that stopped. */
  readonly #known = new Set<string>();
  readonly #found = new Map<string, { readonly state: string; readonly uids: readonly number[] }>();
  /** Attempts in a row without a connection. */
  readonly #losses = new Map<string, number>();

  constructor(context: SendContext) {
    this.#context = context;
  }

  /** Takes every message as far as it goes now.
   *  @returns when to come back; Infinity: when something changes
   *  @throws Failure of the mailbox, while Sent is searched or filled */
  async run(): Promise<number> {
    const { deps } = this.#context;
    const signal = this.#context.signal();
    let nextMs = Number.POSITIVE_INFINITY;
    for (const { id } of this.#rows()) {
      for (let steps = 0; steps < MOST_STEPS && !signal.aborted; steps++) {
        const row = findOutgoing(deps.db, id);
        const step: SendStep = row ? this.#step(row) : { kind: "rest" };
        if (!row || step.kind === "rest" || step.kind === "ask") break;
        if (step.kind === "wait") {
          nextMs = Math.min(nextMs, step.untilMs);
          this.#noteWait(row, step);
          break;
        }
        await this.#perform(row, step);
      }
    }
    return nextMs;
  }

  /** The network is back: what waits for it is due at once. */
  forgetLosses(): void {
    const { deps, accountId } = this.#context;
    const { db, clock } = deps;
    this.#losses.clear();
    const nowMs = clock.nowMs();
    db.write(() => {
      for (const row of openOutgoing(db, accountId)) {
        const waits = row.state === "queued" && row.failure && isAway(row.failure) && row.dueMs > nowMs;
        if (waits) updateOutgoing(db, row.id, { dueMs: nowMs });
      }
    });
  }

  #rows(): QueuedMessage[] {
    const { deps, accountId } = this.#context;
    const sinceMs = deps.clock.nowMs() - RECHECKED_MS;
    const done = outgoingIn(deps.db, ["done"]).filter(
      (row) => row.accountId === accountId && row.sentUid !== null && row.sinceMs > sinceMs,
    );
    return [...openOutgoing(deps.db, accountId), ...done];
  }

  #step(row: QueuedMessage): SendStep {
    const { deps, accountId, isMailboxUp } = this.#context;
    const isOrphan = !this.#known.has(row.id);
    this.#known.add(row.id);
    const found = this.#found.get(row.id);
    const { smtp, state } = getMailAccount(deps.db, accountId);
    const facts: SendFacts = {
      nowMs: deps.clock.nowMs(),
      isOrphan,
      isOnline: state === "ready" && (row.state === "queued" || isMailboxUp()),
      isBusy: false,
      ...this.#quota(smtp.host),
      ...(found?.state === row.state && { found: found.uids }),
    };
    const { sentUid } = row;
    return nextStep(
      {
        ...row,
        host: row.host ?? smtp.host,
        recipients: row.envelope.to.length,
        ...(sentUid && { ownCopyUid: sentUid }),
      },
      facts,
    );
  }

  /** What a provider lets out in a day, where that is known (mail §3.19). */
  #quota(host: string): Pick<SendFacts, "quota"> {
    const limits = sendLimitsOf(host);
    if (!limits) return {};
    const { db, clock } = this.#context.deps;
    const sent = outgoingIn(db, ["accepted", "done"])
      .filter((row) => row.accountId === this.#context.accountId)
      .map((row) => ({ atMs: row.sinceMs, recipients: row.envelope.to.length }));
    return { quota: sendQuota(limits, sent, clock.nowMs()) };
  }

  #noteWait(row: QueuedMessage, step: Extract<SendStep, { kind: "wait" }>): void {
    const { db } = this.#context.deps;
    if (!step.failure || (row.failure?.reason === step.failure && row.dueMs === step.untilMs)) return;
    const failure = new Failure(step.failure, { host: getMailAccount(db, row.accountId).smtp.host });
    db.write(() => updateOutgoing(db, row.id, { failure: failure.toData(), dueMs: step.untilMs }));
  }

  async #perform(row: QueuedMessage, step: Exclude<SendStep, { kind: "rest" | "wait" | "ask" }>): Promise<void> {
    const { deps, mailbox } = this.#context;
    const signal = this.#context.signal();
    const { db } = deps;
    switch (step.kind) {
      case "become":
        this.#become(row, step.state);
        return;
      case "submit":
        await this.#submit(row);
        return;
      case "search": {
        const uids = await searchSent(await mailbox(), row, signal);
        this.#found.set(row.id, { state: row.state, uids });
        db.write(() => updateOutgoing(db, row.id, { searches: row.searches + 1 }));
        return;
      }
      case "file": {
        // Should the copy be filed without our learning of it, it is searched for again before another one is (mail §3.7).
        db.write(() => updateOutgoing(db, row.id, { searches: 0 }));
        this.#found.delete(row.id);
        const place = await fileCopy(await mailbox(), deps, row);
        this.#become(row, "done", place);
        return;
      }
      case "remove-copy":
        await removeCopy(await mailbox(), row, step.uid);
        db.write(() => updateOutgoing(db, row.id, { sentUid: null }));
    }
  }

  #become(row: QueuedMessage, state: QueuedMessage["state"], set: Partial<QueuedMessage> = {}): void {
    const { db, clock } = this.#context.deps;
    this.#found.delete(row.id);
    const isOver = state === "done";
    db.write(() => {
      // It went after all: what came of going is for both ways the same.
      if (isOver && row.state === "uncertain") noteAcceptance(db, row, clock.nowMs());
      updateOutgoing(db, row.id, {
        state,
        sinceMs: clock.nowMs(),
        searches: 0,
        ...(isOver && { failure: null }),
        ...set,
      });
    });
  }

  async #submit(row: QueuedMessage): Promise<void> {
    const { deps, accountId, onAuth } = this.#context;
    const signal = this.#context.signal();
    const { db, clock, connections, random } = deps;
    const { host } = getMailAccount(db, accountId).smtp;
    const losses = this.#losses.get(row.id) ?? 0;
    const attempt: SendAttempt = { refusals: row.attempts, losses, firstDueMs: row.sinceMs, host };
    try {
      const bytes = outgoingBytes(db, row.id).wire;
      const options = {
        onData: () => this.#commitSubmitting(row),
        ...(row.deliveryReceipt && { deliveryReceipt: { envelopeId: row.id, recipient: row.envelope.from } }),
      };
      const outcome = await connections.submit(accountId, { envelope: row.envelope, bytes, options }, signal);
      const alias = outcome.kind === "accepted" ? outcome.serverMessageId : undefined;
      this.#store(row, afterSubmit(attempt, outcome, clock.nowMs(), random()), host, alias);
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === "auth") onAuth(failure);
      this.#store(row, afterFailure(attempt, failure, clock.nowMs(), random()), host);
      // Everything else would meet the same: it is tried again when the account is.
      if (failure.code === "storage") throw failure;
    }
  }

  /** On disk before the first byte may go out; taken back meanwhile, it does not go out. */
  #commitSubmitting(row: QueuedMessage): void {
    const { db, clock } = this.#context.deps;
    db.write(() => {
      if (findOutgoing(db, row.id)?.state !== "queued") throw new Failure("cancelled");
      updateOutgoing(db, row.id, { state: "submitting", sinceMs: clock.nowMs(), searches: 0, failure: null });
    });
  }

  #store(row: QueuedMessage, result: SendResult, host: string, alias?: string): void {
    const { db, clock } = this.#context.deps;
    this.#losses.set(row.id, result.losses);
    db.write(() => {
      const now = findOutgoing(db, row.id);
      // Taken back before anything went out.
      if (!now || now.state === "cancelled" || now.state === "held") return;
      const sinceMs = result.state === "queued" ? row.sinceMs : clock.nowMs();
      updateOutgoing(db, row.id, {
        state: result.state,
        sinceMs,
        attempts: result.refusals,
        searches: 0,
        host,
        failure: result.failure ?? null,
        answer: result.answer ?? null,
        rejected: result.refusedFor,
        ...(result.dueMs !== undefined && { dueMs: result.dueMs }),
        ...(alias !== undefined && { serverMessageId: alias }),
      });
      if (result.state === "accepted") noteAcceptance(db, row, clock.nowMs());
      if (result.again) this.#again(row, result.again);
    });
  }

  /** Refused for now, for these alone: the same bytes once more, later. Their copy in Sent is there already. */
  #again(row: QueuedMessage, again: { readonly to: readonly string[]; readonly dueMs: number }): void {
    const { db, clock } = this.#context.deps;
    const { accountId, identityId, messageId, subject, to } = row;
    const child = {
      ...{ accountId, identityId, messageId, subject },
      id: `${row.id}+`,
      to: to.filter(({ address }) => again.to.includes(address)),
      envelope: { from: row.envelope.from, to: again.to },
      state: "queued" as const,
      queuedMs: row.queuedMs,
      sinceMs: clock.nowMs(),
      dueMs: again.dueMs,
    };
    insertOutgoing(db, child, outgoingBytes(db, row.id));
  }
}
