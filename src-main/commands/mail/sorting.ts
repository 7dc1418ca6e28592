// What the person decided about senders and about mail that arrives; and answers to what messages ask for.
import { randomBytes } from "node:crypto";
import type { Output, Parsed } from "../../../src-preload/contract/contract.ts";
import { Failure } from "../../../src-preload/contract/failure.ts";
import { pictureUrl } from "../../domain/mail-safety/pictures.ts";
import { unsubscribeOf } from "../../domain/mail-safety/unsubscribe.ts";
import { needsSmtpUtf8 } from "../../domain/mime/addresses.ts";
import { newMessageId } from "../../domain/mime/build.ts";
import { buildReadReceipt } from "../../domain/mime/build-receipt.ts";
import { readSettings } from "../../store/facts.ts";
import { newId } from "../../store/ids.ts";
import { findFolder } from "../../store/mail/folders.ts";
import { listIdentities } from "../../store/mail/identities.ts";
import { messageRow, setReceiptAnswered } from "../../store/mail/message.ts";
import { saveRules, setBlocked, setRemoteAllowedMessage, setRemoteAllowedSender } from "../../store/mail/rules.ts";
import { insertOutgoing } from "../../store/mail/send-queue.ts";
import type { MailCommandDeps } from "./deps.ts";
import { openWhole } from "./opened.ts";
import { identityFor } from "./send.ts";
import { authenticationIn } from "./trust.ts";

type Deps = Pick<MailCommandDeps, "db" | "clock">;

/** All rules, in their order. @throws Failure missing when one moves to a folder that is not there */
export function storeRules({ db }: Deps, { rules }: Parsed<"mail.saveRules">): Output<"mail.saveRules"> {
  db.write(() => {
    for (const { actions, enabled } of rules) {
      const isLost = actions.some((action) => action.kind === "move" && !findFolder(db, action.folderId));
      if (isLost && enabled) throw new Failure("missing", { what: "folder" });
    }
    saveRules(db, rules);
  });
  return {};
}

/** What they send from now on goes to junk, silently; what is here stays where it is. */
export function blockSender({ db, clock }: Deps, { address, blocked }: Parsed<"mail.block">): Output<"mail.block"> {
  db.write(() => setBlocked(db, address, blocked, clock.nowMs()));
  return {};
}

/** @throws Failure missing (no such message, or it names no sender) */
export function allowRemote({ db, clock }: Deps, input: Parsed<"mail.allowRemote">): Output<"mail.allowRemote"> {
  db.write(() => {
    if ("address" in input) return setRemoteAllowedSender(db, input.address, input.allow, clock.nowMs());
    const { messageId, scope, allow } = input;
    const { from } = messageRow(db, messageId);
    if (scope === "message") return setRemoteAllowedMessage(db, messageId, allow);
    if (!from) throw new Failure("missing", { what: "identity" });
    setRemoteAllowedSender(db, from.address, allow, clock.nowMs());
    // Taken back for the sender, it is taken back for what is looked at, too.
    if (!allow) setRemoteAllowedMessage(db, messageId, false);
  });
  return {};
}

/** RFC 8058: one POST to the address that the sender signed; no cookies, no redirects, public addresses only.
 *  @throws Failure unsupported (the message offers no such thing), and what the network says */
export async function unsubscribe(
  deps: MailCommandDeps,
  { messageId }: Parsed<"mail.unsubscribe">,
  signal: AbortSignal,
): Promise<Output<"mail.unsubscribe">> {
  const { db, net } = deps;
  const { read } = await openWhole(deps, messageId, signal);
  const offer = unsubscribeOf(read, authenticationIn(db, messageRow(db, messageId).accountId, read));
  const url = offer?.oneClick && offer.url !== undefined ? pictureUrl(offer.url) : undefined;
  if (url === undefined) throw new Failure("unsupported", { what: "message" });
  const http = net.http({ publicOnly: true });
  try {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const body = "List-Unsubscribe=One-Click";
    const request = { method: "POST", url, headers, body, timeoutMs: 20_000, maxBytes: 1024 * 1024 };
    const { status } = await http.request(request, signal);
    const host = new URL(url).hostname;
    if (status >= 500) throw new Failure("server-error", { host, status });
    if (status >= 300) throw new Failure("forbidden", { host });
  } finally {
    await http.close();
  }
  return {};
}

/** @throws Failure missing, invalid-input */
export async function answerReceipt(
  deps: MailCommandDeps,
  { messageId, send }: Parsed<"mail.receipt">,
  signal: AbortSignal,
): Promise<Output<"mail.receipt">> {
  const { db, clock } = deps;
  const row = messageRow(db, messageId);
  if (!send || row.receiptAnswered) {
    db.write(() => setReceiptAnswered(db, messageId));
    return {};
  }
  const { read } = await openWhole(deps, messageId, signal);
  if (!read.receiptTo) throw new Failure("missing", { what: "item" });
  const identity = receiver(deps, row.accountId, [...read.to, ...read.cc]);
  const { address, name } = identity;
  const settings = readSettings(db);
  const nowMs = clock.nowMs();
  const id = newMessageId(randomBytes(16), address);
  const built = await buildReadReceipt(
    {
      receiptTo: read.receiptTo,
      subject: read.subject,
      references: read.references,
      ...(read.messageId && { messageId: read.messageId }),
    },
    {
      identity: { address, ...(name && { name }) },
      messageId: id,
      dateMs: nowMs,
      zone: settings.zone ?? clock.zone(),
      seed: randomBytes(12).toString("hex"),
      locale: settings.locale === "fr" ? "fr" : "en",
      smtpUtf8: needsSmtpUtf8(read.receiptTo.address),
    },
  );
  db.write(() => {
    // Two windows may ask at once: one note goes out.
    if (messageRow(db, messageId).receiptAnswered) return;
    setReceiptAnswered(db, messageId);
    const moments = { queuedMs: nowMs, sinceMs: nowMs, dueMs: nowMs };
    insertOutgoing(
      db,
      {
        ...{ id: newId(), messageId: id, accountId: row.accountId, identityId: identity.id, ...moments },
        subject: read.subject,
        to: read.receiptTo ? [read.receiptTo] : [],
        envelope: built.envelope,
        state: "queued",
      },
      { wire: built.wire },
    );
  });
  return {};
}

/** The address it came to, else the account's own. */
function receiver(
  { db }: Deps,
  accountId: Parameters<typeof identityFor>[1],
  to: readonly { readonly address: string }[],
) {
  const asked = new Set(to.map(({ address }) => address.toLowerCase()));
  const found = listIdentities(db, accountId).find(({ address }) => asked.has(address.toLowerCase()));
  return found ?? identityFor(db, accountId, undefined);
}
