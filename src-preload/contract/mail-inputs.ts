// What the calls of mail take: which list, which search, which deed on which messages.
import { z } from "zod";
import { FolderRole } from "./mail.ts";
import { AccountId, EpochMs, FolderId, MessageId } from "./shapes.ts";

/** One of `folderId` and `role`; a role without account is that of all accounts together. */
export const ListMail = z.object({
  folderId: FolderId.optional(),
  role: FolderRole.optional(),
  accountId: AccountId.optional(),
  only: z.enum(["unread", "flagged", "attachments"]).optional(),
  /** Opaque: `nextCursor` of the answer before. */
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(500).default(50),
});
export type ListMail = z.output<typeof ListMail>;

/** One page of a search, over every account or in one. */
export const SearchMail = z.object({
  /** Words, "phrases", and operators: from: to: cc: subject: in: has: is: before: after: larger: OR - ( ). */
  query: z.string().max(1000),
  accountId: AccountId.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type SearchMail = z.output<typeof SearchMail>;

/** IMAP system flags by name, or keywords. */
const FlagName = z.string().regex(/^(\\(Seen|Flagged|Answered)|[A-Za-z$][\w$.-]{0,60})$/, "not a flag");

/** Both lists may be given at once; other flags stay as they are. */
export const FlagMail = z.object({
  ids: z.array(MessageId).min(1).max(100_000),
  add: z.array(FlagName).max(20).optional(),
  remove: z.array(FlagName).max(20).optional(),
});

/** Where messages go: exactly one of `folderId` and `role`. */
export const MoveMail = z.object({
  ids: z.array(MessageId).min(1).max(100_000),
  /** Only their copy in this folder moves; every copy outside trash and sent when absent. */
  fromFolderId: FolderId.optional(),
  folderId: FolderId.optional(),
  /** The folder of that role of each message's own account. */
  role: FolderRole.optional(),
});

/** What is not yet in the trash of its account goes there. */
export const RemoveMail = z.object({
  ids: z.array(MessageId).min(1).max(100_000),
  fromFolderId: FolderId.optional(),
  /** For good, not to the trash; what lies in the trash always goes for good. */
  forGood: z.boolean().optional(),
});

/** Out of sight until then; back in the inbox as unread. */
export const SnoozeMail = z.object({ ids: z.array(MessageId).min(1).max(1000), untilMs: EpochMs.nullable() });

/** What is absent stays as it is. Name and parent change on the server, the rest here alone. */
export const ChangeFolder = z.object({
  id: FolderId,
  name: z.string().trim().min(1).max(200).optional(),
  parentId: FolderId.nullable().optional(),
  /** Null: it has none any more. */
  role: FolderRole.nullable().optional(),
  notify: z.boolean().optional(),
  hidden: z.boolean().optional(),
});

/** Made on the server; without `parentId` at the top. */
export const NewFolder = z.object({
  accountId: AccountId,
  name: z.string().trim().min(1).max(200),
  parentId: FolderId.optional(),
});

/** Whose pictures are fetched without asking: those of a message, of its sender from now on, or of an address. */
export const AllowRemote = z.union([
  z.object({ messageId: MessageId, scope: z.enum(["message", "sender"]), allow: z.boolean().default(true) }),
  z.object({ address: z.string().trim().min(3).max(320), allow: z.boolean() }),
]);
