// Who carries out which command of mail: one line each.
import type { Handlers } from "../../src-preload/contract/contract.ts";
import type { MailCommandName } from "../../src-preload/contract/names.ts";
import { beginMail } from "../commands/mail/begin.ts";
import {
  emptyFolder,
  flagMail,
  markFolderRead,
  moveMail,
  removeMail,
  retryMail,
  snoozeMail,
  undoMail,
} from "../commands/mail/deeds.ts";
import { dropDraft, restoreDraft, storeDraft } from "../commands/mail/drafts.ts";
import { changeFolder, createFolder, removeFolder } from "../commands/mail/folders.ts";
import { linkEventTo } from "../commands/mail/invitation.ts";
import { answerInvitation, takeInvitation } from "../commands/mail/invitation-answer.ts";
import { resolveSend, sendNow, unsend } from "../commands/mail/outbox.ts";
import { sendMail } from "../commands/mail/send.ts";
import { allowRemote, answerReceipt, blockSender, storeRules, unsubscribe } from "../commands/mail/sorting.ts";
import { importMail } from "../commands/mail/transfer.ts";
import { addIdentity, changeIdentity, removeIdentity, storeTemplate } from "../commands/mail/writing.ts";
import { setFollowUp } from "../store/mail/follow-ups.ts";
import { deleteTemplate } from "../store/mail/templates.ts";
import type { EngineParts } from "./parts.ts";

/** Part of commandHandlers. */
export function mailCommandHandlers(parts: EngineParts): Pick<Handlers<AbortSignal>, MailCommandName> {
  const { db, mail, limitsOf } = parts;
  const withEvents = { ...mail, limitsOf };
  return {
    "mail.flag": (input) => flagMail(mail, input),
    "mail.move": (input, signal) => moveMail(mail, input, signal),
    "mail.remove": (input, signal) => removeMail(mail, input, signal),
    "mail.snooze": (input) => snoozeMail(mail, input),
    "mail.markRead": (input) => markFolderRead(mail, input),
    "mail.undo": (input) => undoMail(mail, input),
    "mail.retryDeeds": (input) => retryMail(mail, input),
    "mail.createFolder": (input, signal) => createFolder(mail, input, signal),
    "mail.changeFolder": (input, signal) => changeFolder(mail, input, signal),
    "mail.removeFolder": (input, signal) => removeFolder(mail, input, signal),
    "mail.emptyFolder": (input) => emptyFolder(mail, input),
    "mail.send": (input, signal) => sendMail(mail, input, signal),
    "mail.unsend": (input) => unsend(mail, input),
    "mail.sendNow": (input) => sendNow(mail, input),
    "mail.resolveSend": (input) => resolveSend(mail, input),
    "mail.draft": (input) => storeDraft(mail, input),
    "mail.discardDraft": (input) => dropDraft(mail, input),
    "mail.restoreDraft": (input) => restoreDraft(mail, input),
    "mail.remind": ({ accountId, messageId, remindAtMs }) => {
      db.write(() => setFollowUp(db, accountId, messageId, remindAtMs));
      return {};
    },
    "mail.begin": (input, signal) => beginMail(mail, input, signal),
    "mail.addIdentity": (input) => addIdentity(mail, input),
    "mail.changeIdentity": (input) => changeIdentity(mail, input),
    "mail.removeIdentity": (input) => removeIdentity(mail, input),
    "mail.saveTemplate": (input) => storeTemplate(mail, input),
    "mail.removeTemplate": ({ id }) => {
      db.write(() => deleteTemplate(db, id));
      return {};
    },
    "mail.saveRules": (input) => storeRules(mail, input),
    "mail.block": (input) => blockSender(mail, input),
    "mail.allowRemote": (input) => allowRemote(mail, input),
    "mail.unsubscribe": (input, signal) => unsubscribe(mail, input, signal),
    "mail.answerInvitation": (input, signal) => answerInvitation(withEvents, input, signal),
    "mail.applyInvitation": (input, signal) => takeInvitation(withEvents, input, signal),
    "mail.linkEvent": (input) => linkEventTo(mail, input),
    "mail.import": (input) => importMail(mail, input),
    "mail.receipt": (input, signal) => answerReceipt(mail, input, signal),
  };
}
