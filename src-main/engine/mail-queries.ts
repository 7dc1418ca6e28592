// Who answers which query about mail: one line each.
import type { Handlers } from "../../src-preload/contract/contract.ts";
import type { MailQueryName } from "../../src-preload/contract/names.ts";
import { checkDraft } from "../commands/mail/check.ts";
import { mailAttachment, mailSource, remoteImage } from "../commands/mail/contents.ts";
import { draftAttachment, getDraft } from "../commands/mail/drafts.ts";
import { fileAttachment, readMailFile } from "../commands/mail/file.ts";
import { mailInvitation, occurrencesBeside } from "../commands/mail/invitation.ts";
import { readMail } from "../commands/mail/message.ts";
import { outbox } from "../commands/mail/outbox.ts";
import { filledTemplate } from "../commands/mail/templates.ts";
import { exportMail } from "../commands/mail/transfer.ts";
import { listDrafts } from "../store/mail/drafts.ts";
import { listMailFolders } from "../store/mail/folders.ts";
import { listFollowUps } from "../store/mail/follow-ups.ts";
import { listIdentities } from "../store/mail/identities.ts";
import { messagesOfEvent } from "../store/mail/links.ts";
import { listThreads } from "../store/mail/list.ts";
import { messageLines } from "../store/mail/message.ts";
import { listBlocked, listRemoteAllowed, listRules } from "../store/mail/rules.ts";
import { searchMail } from "../store/mail/search.ts";
import { listTemplates } from "../store/mail/templates.ts";
import { threadOf } from "../store/mail/thread.ts";
import type { EngineParts } from "./parts.ts";

/** Part of queryHandlers. */
export function mailQueryHandlers(parts: EngineParts): Pick<Handlers<AbortSignal>, MailQueryName> {
  const { db, clock, mail, mailRuns, finder, world } = parts;
  return {
    "accounts.discoverMail": async ({ address, caFile }, signal) => {
      const found = await finder.find(address, caFile === undefined ? {} : { caFile }, world, signal);
      return { servers: found.map(({ imap, smtp, source }) => ({ imap, smtp, source })) };
    },
    "mail.folders": ({ accountId }) => ({ folders: listMailFolders(db, accountId, mailRuns.running()) }),
    "mail.list": (input) => listThreads(db, input),
    "mail.thread": ({ id, folderId }) => threadOf(db, id, folderId),
    "mail.message": ({ id }, signal) => readMail(mail, id, signal),
    "mail.search": (input) => searchMail(db, input, clock.nowMs()),
    "mail.source": (input, signal) => mailSource(mail, input, signal),
    "mail.attachment": (input, signal) => mailAttachment(mail, input, signal),
    "mail.readFile": (input, signal) => readMailFile(mail, input, signal),
    "mail.fileAttachment": (input, signal) => fileAttachment(mail, input, signal),
    "mail.remoteImage": (input, signal) => remoteImage(mail, input, signal),
    "mail.export": (input, signal) => exportMail(mail, input, signal),
    "mail.outbox": () => outbox(mail),
    "mail.followUps": () => ({ followUps: listFollowUps(db) }),
    "mail.drafts": ({ accountId }) => ({ drafts: listDrafts(db, accountId) }),
    "mail.getDraft": (input) => getDraft(mail, input),
    "mail.check": (input) => checkDraft(mail, input),
    "mail.draftAttachment": (input) => draftAttachment(mail, input),
    "mail.identities": ({ accountId }) => ({ identities: listIdentities(db, accountId) }),
    "mail.templates": () => ({ templates: listTemplates(db) }),
    "mail.fillTemplate": (input) => filledTemplate(mail, input),
    "mail.rules": () => ({
      rules: listRules(db),
      blocked: listBlocked(db),
      remoteAllowed: listRemoteAllowed(db),
    }),
    "mail.invitation": (input, signal) => mailInvitation(mail, input, signal),
    "mail.beside": (input) => occurrencesBeside(mail, input),
    "mail.ofEvent": ({ eventId }) => ({ messages: messageLines(db, messagesOfEvent(db, eventId)) }),
  };
}
