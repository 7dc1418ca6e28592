// The calls of mail, with their shapes; contract.ts joins them with the others.
import { z } from "zod";
import { FoundMailServers } from "./accounts.ts";
import { Occurrence } from "./events.ts";
import { AttachmentBytes, FoundMail, MailFolder, MailPage, MailThread, Message, MessageLine } from "./mail.ts";
import { FileMessage, MailFile, MailFilePart } from "./mail-file.ts";
import {
  AllowRemote,
  ChangeFolder,
  FlagMail,
  ListMail,
  MoveMail,
  NewFolder,
  RemoveMail,
  SearchMail,
  SnoozeMail,
} from "./mail-inputs.ts";
import { AnsweredInvitation, AnswerInvitation, MailInvitation, MailRule } from "./mail-rules.ts";
import {
  ComposeWarning,
  Draft,
  FilledTemplate,
  FillTemplate,
  FollowUp,
  Identity,
  NewIdentity,
  Outgoing,
  Remind,
  ReplyTo,
  ResolveSend,
  SaveDraft,
  SendMail,
  SendState,
  Template,
  UpdateIdentity,
} from "./mail-send.ts";
import type { MailCommandName, MailQueryName } from "./names.ts";
import { AccountId, DraftId, EventId, FolderId, IdentityId, MessageId, ThreadId } from "./shapes.ts";

const none = z.object({});
const done = z.object({});
const undoable = z.object({ undoId: z.string().optional() });
const byMessage = z.object({ messageId: MessageId });
const ofAccount = z.object({ accountId: AccountId.optional() });
const sending = z.object({ id: z.string() });

/** Answered from the store; a server is asked only for what cannot be here. */
export const mailQueries = {
  "accounts.discoverMail": {
    input: z.object({ address: z.string().min(3).max(320), caFile: z.string().max(4096).optional() }),
    output: z.object({ servers: z.array(FoundMailServers) }),
  },
  "mail.folders": { input: ofAccount, output: z.object({ folders: z.array(MailFolder) }) },
  "mail.list": { input: ListMail, output: MailPage },
  "mail.thread": { input: z.object({ id: ThreadId, folderId: FolderId.optional() }), output: MailThread },
  /** A body that is not here is fetched first, before all other work. */
  "mail.message": { input: z.object({ id: MessageId }), output: Message },
  "mail.search": { input: SearchMail, output: FoundMail },
  /** The message as it came, decoded byte by byte (ISO 8859-1), at most 2 MB of it. */
  "mail.source": { input: z.object({ id: MessageId }), output: z.object({ source: z.string(), cut: z.boolean() }) },
  "mail.attachment": { input: z.object({ messageId: MessageId, id: z.string().max(60) }), output: AttachmentBytes },
  "mail.readFile": { input: MailFile, output: FileMessage },
  "mail.fileAttachment": { input: MailFilePart, output: AttachmentBytes },
  /** A picture of a message from elsewhere, fetched without cookies or referrer, only where that was allowed. */
  "mail.remoteImage": {
    input: z.object({ messageId: MessageId, url: z.string().max(4000) }),
    output: z.object({ mediaType: z.string(), base64: z.string() }),
  },
  /** One message: `.eml`; several: mbox (RFC 4155, mboxrd). */
  "mail.export": {
    input: z.object({ ids: z.array(MessageId).min(1).max(10_000) }),
    output: z.object({ name: z.string(), base64: z.string(), count: z.number().int() }),
  },
  "mail.outbox": { input: none, output: z.object({ outgoing: z.array(Outgoing) }) },
  /** Answers that are waited for, the soonest first. */
  "mail.followUps": { input: none, output: z.object({ followUps: z.array(FollowUp) }) },
  "mail.drafts": { input: ofAccount, output: z.object({ drafts: z.array(Draft) }) },
  "mail.getDraft": { input: z.object({ id: DraftId }), output: z.object({ draft: Draft }) },
  /** What is worth asking about before this draft is sent, the gravest first. */
  "mail.check": { input: z.object({ draftId: DraftId }), output: z.object({ warnings: z.array(ComposeWarning) }) },
  "mail.draftAttachment": { input: z.object({ draftId: DraftId, id: z.string() }), output: AttachmentBytes },
  "mail.identities": { input: ofAccount, output: z.object({ identities: z.array(Identity) }) },
  "mail.templates": { input: none, output: z.object({ templates: z.array(Template) }) },
  "mail.fillTemplate": { input: FillTemplate, output: FilledTemplate },
  "mail.rules": {
    input: none,
    output: z.object({ rules: z.array(MailRule), blocked: z.array(z.string()), remoteAllowed: z.array(z.string()) }),
  },
  "mail.invitation": { input: byMessage, output: z.object({ invitation: MailInvitation.optional() }) },
  /** Events to come with this address in them. */
  "mail.beside": { input: byMessage, output: z.object({ occurrences: z.array(Occurrence) }) },
  /** The messages an event was made from, or came with. */
  "mail.ofEvent": { input: z.object({ eventId: EventId }), output: z.object({ messages: z.array(MessageLine) }) },
} as const satisfies Record<MailQueryName, { input: z.ZodType; output: z.ZodType }>;

/** What is done to messages is done here first; folders are made, changed and removed on their server first. */
export const mailCommands = {
  "mail.flag": { input: FlagMail, output: undoable },
  "mail.move": { input: MoveMail, output: undoable },
  "mail.remove": { input: RemoveMail, output: undoable },
  "mail.snooze": { input: SnoozeMail, output: undoable },
  "mail.markRead": { input: z.object({ folderId: FolderId }), output: undoable },
  /** Takes a deed back, however many messages it touched; the answer takes the undo back. */
  "mail.undo": { input: z.object({ undoId: z.string() }), output: undoable },
  /** Deeds of an account that its server refused (`failed` of the folders' sync) go out once more; or are forgotten: what the
   *  server has is shown already. */
  "mail.retryDeeds": {
    input: z.object({ accountId: AccountId, forget: z.boolean().optional() }),
    output: z.object({ count: z.number().int() }),
  },
  "mail.createFolder": { input: NewFolder, output: z.object({ folder: MailFolder }) },
  "mail.changeFolder": { input: ChangeFolder, output: z.object({ folder: MailFolder }) },
  /** With all it holds; failure `unsynced-edits` while it holds any, unless confirmed. */
  "mail.removeFolder": { input: z.object({ id: FolderId, evenFull: z.boolean().optional() }), output: done },
  /** Everything in trash or junk, for good. */
  "mail.emptyFolder": { input: z.object({ id: FolderId }), output: z.object({ count: z.number().int() }) },
  "mail.send": {
    input: SendMail,
    output: z.object({ id: z.string(), messageId: z.string(), state: SendState, dueMs: z.number().int().optional() }),
  },
  /** Takes a held or scheduled message back: it is a draft again. */
  "mail.unsend": { input: sending, output: z.object({ draft: Draft }) },
  "mail.sendNow": { input: sending, output: done },
  "mail.resolveSend": { input: ResolveSend, output: z.object({ draft: Draft.optional() }) },
  "mail.draft": { input: SaveDraft, output: z.object({ draft: Draft }) },
  /** `undoable`: mail.restoreDraft brings it back for some seconds. */
  "mail.discardDraft": { input: z.object({ id: DraftId, undoable: z.boolean().optional() }), output: done },
  "mail.restoreDraft": { input: z.object({ id: DraftId }), output: z.object({ draft: Draft }) },
  "mail.remind": { input: Remind, output: done },
  /** Makes the draft of an answer or a forward: recipients, subject, quotation, attachments, signature. */
  "mail.begin": { input: ReplyTo, output: z.object({ draft: Draft }) },
  "mail.addIdentity": { input: NewIdentity, output: z.object({ identity: Identity }) },
  "mail.changeIdentity": { input: UpdateIdentity, output: z.object({ identity: Identity }) },
  "mail.removeIdentity": { input: z.object({ id: IdentityId }), output: done },
  "mail.saveTemplate": {
    input: Template.partial({ id: true }),
    output: z.object({ template: Template }),
  },
  "mail.removeTemplate": { input: z.object({ id: z.string() }), output: done },
  /** All rules, in their order. */
  "mail.saveRules": { input: z.object({ rules: z.array(MailRule).max(200) }), output: done },
  /** Mail of a blocked sender goes to junk when it arrives. */
  "mail.block": { input: z.object({ address: z.string().min(3).max(320), blocked: z.boolean() }), output: done },
  "mail.allowRemote": { input: AllowRemote, output: done },
  /** RFC 8058, by a POST without cookies; only where `Message.unsubscribe.oneClick`. */
  "mail.unsubscribe": { input: byMessage, output: done },
  "mail.answerInvitation": { input: AnswerInvitation, output: AnsweredInvitation },
  /** Takes an update, a cancellation or somebody's answer into the agenda. */
  "mail.applyInvitation": { input: byMessage, output: AnsweredInvitation },
  "mail.linkEvent": { input: z.object({ messageId: MessageId, eventId: EventId }), output: done },
  /** .eml and mbox files, into a folder of the server; what is there already is left out. */
  "mail.import": {
    input: z.object({
      folderId: FolderId,
      files: z
        .array(z.object({ name: z.string().max(255), base64: z.string() }))
        .min(1)
        .max(1000),
    }),
    output: z.object({ imported: z.number().int(), skipped: z.number().int() }),
  },
  /** Sends the note that it was read (RFC 8098), or sees to it that nobody asks again. */
  "mail.receipt": { input: byMessage.extend({ send: z.boolean() }), output: done },
} as const satisfies Record<MailCommandName, { input: z.ZodType; output: z.ZodType }>;
