// What happens to mail by itself when it arrives, and when a time set by the user comes.
import type { FolderId, MessageId } from "../../../src-preload/contract/shapes.ts";
import type { Database } from "../../store/database.ts";
import { findFolder, folderOfRole } from "../../store/mail/folders.ts";
import { deleteFollowUp, dueFollowUps } from "../../store/mail/links.ts";
import { messageLines, messagesByHeader, wasAnswered } from "../../store/mail/message.ts";
import { fileDeed } from "../../store/mail/ops.ts";
import { ownAddresses } from "../../store/mail/people.ts";
import { isBlocked, listRules } from "../../store/mail/rules.ts";
import { dueSnoozes, snoozeMessages } from "../../store/mail/snoozes.ts";
import type { StoredFolder } from "../../store/mail/types.ts";
import type { Arrival, MailDeps } from "./deps.ts";
import { ruleApplies } from "./rules.ts";

/** Takes note of what has just come into a folder: blocked senders, rules, answers that were waited for, invitations; and
 *  tells of what a person wants to be told of. */
export function takeArrivals(deps: MailDeps, arrivals: readonly Arrival[], folderId: FolderId): void {
  const { db, clock, hooks } = deps;
  const nowMs = clock.nowMs();
  const told: MessageId[] = [];
  const invited: MessageId[] = [];
  db.write(() => {
    const folder = findFolder(db, folderId);
    if (!folder || ["drafts", "sent", "trash", "junk"].includes(folder.role ?? "")) return;
    const own = ownAddresses(db, folder.accountId);
    for (const arrival of arrivals) {
      if (!own.has(arrival.from?.address.toLowerCase() ?? "")) endFollowUps(db, arrival);
      const isSilent = folder.role === "inbox" && arrival.isNew && sort(db, folder, arrival, nowMs);
      if (arrival.hasInvitation && arrival.isNew && !isSilent) invited.push(arrival.messageId);
      const isTold = folder.notify && arrival.isNew && !arrival.seen && !isSilent;
      if (isTold) told.push(arrival.messageId);
    }
  });
  // By now a rule may have read or moved it.
  const lines = messageLines(db, told).filter(({ flags }) => !flags.seen);
  if (lines.length > 0) hooks.arrived(lines);
  if (invited.length > 0) hooks.invited(invited);
}

/** Blocked senders and rules. @returns true when nobody is to be told of it */
function sort(db: Database, folder: StoredFolder, arrival: Arrival, nowMs: number): boolean {
  const { messageId } = arrival;
  const move = (toFolderId: FolderId) =>
    toFolderId !== folder.id &&
    fileDeed(db, { kind: "move", messageIds: [messageId], fromFolderId: folder.id, toFolderId }, nowMs);
  if (arrival.from && isBlocked(db, arrival.from.address)) {
    const junk = folderOfRole(db, folder.accountId, "junk");
    if (junk) move(junk.id);
    return true;
  }
  let isSilent = false;
  for (const rule of listRules(db, folder.accountId)) {
    if (!ruleApplies(rule, arrival)) continue;
    for (const action of rule.actions) {
      if (action.kind === "silent") isSilent = true;
      if (action.kind === "flag" || action.kind === "keyword") {
        const flag = action.kind === "flag" ? action.flag : action.keyword;
        fileDeed(db, { kind: "flag", messageIds: [messageId], add: [flag] }, nowMs);
      }
      const target = targetOf(db, folder, action);
      if (target) move(target);
      if (action.kind === "trash") isSilent = true;
    }
    if (rule.stop) break;
  }
  return isSilent;
}

type Action = ReturnType<typeof listRules>[number]["actions"][number];

/** A rule for all accounts may name a folder of another one: nothing moves between accounts. */
function targetOf(db: Database, folder: StoredFolder, action: Action): FolderId | undefined {
  if (action.kind === "trash") return folderOfRole(db, folder.accountId, "trash")?.id;
  if (action.kind !== "move") return undefined;
  const target = findFolder(db, action.folderId);
  return target?.accountId === folder.accountId && target.selectable ? target.id : undefined;
}

function endFollowUps(db: Database, { answers }: Arrival): void {
  if (answers.length === 0) return;
  const known = new Set(answers);
  for (const { id, messageIdHeader } of dueFollowUps(db, Number.MAX_SAFE_INTEGER)) {
    if (known.has(messageIdHeader)) deleteFollowUp(db, id);
  }
}

/** Snoozed messages whose time has come are back, unread; messages that nobody answered are brought up, marked. */
export function bringBack({ db, clock, hooks }: MailDeps): void {
  const nowMs = clock.nowMs();
  const back: MessageId[] = [];
  db.write(() => {
    const snoozed = dueSnoozes(db, nowMs);
    if (snoozed.length > 0) {
      snoozeMessages(db, snoozed, null, nowMs);
      fileDeed(db, { kind: "flag", messageIds: snoozed, remove: ["\\Seen"] }, nowMs);
    }
    const unanswered = dueFollowUps(db, nowMs).flatMap(({ id, accountId, messageIdHeader }) => {
      deleteFollowUp(db, id);
      return messagesByHeader(db, accountId, messageIdHeader).filter((one) => !wasAnswered(db, one));
    });
    if (unanswered.length > 0) {
      fileDeed(db, { kind: "flag", messageIds: unanswered, add: ["\\Flagged"], remove: ["\\Seen"] }, nowMs);
    }
    back.push(...snoozed, ...unanswered);
  });
  const lines = messageLines(db, back);
  if (lines.length > 0) hooks.arrived(lines);
}
