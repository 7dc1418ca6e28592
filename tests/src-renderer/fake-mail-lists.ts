// The lists of the fake engine's mail: conversations and results, page by page.
import type { Parsed } from "../../src-preload/contract/contract.ts";
import type { MailFolder, MessageLine, ThreadLine } from "../../src-preload/contract/mail.ts";
import type { Seeded } from "./fake-mail-seed.ts";

interface Mailboxes {
  readonly folders: readonly MailFolder[];
  /** Newest last. */
  readonly messages: readonly Seeded[];
}

const roleOf = ({ folders }: Mailboxes, id: string) => folders.find((folder) => folder.id === id)?.role;
const newest = (line: ThreadLine | MessageLine) => Number("messageIds" in line ? line.messageIds[0] : line.id);

/** A message as a line. */
export const lineOf = (message: Seeded): MessageLine => {
  const { html: _h, text: _t, attachments: _a, ...rest } = message;
  return rest;
};

/** A page of what is newest first: a cursor is the number of the last one before it. */
function pageOf<T extends ThreadLine | MessageLine>(all: readonly T[], cursor: string | undefined, limit: number) {
  const rest = cursor === undefined ? all : all.filter((line) => newest(line) < Number(cursor));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return { page, ...(rest.length > limit && last && { nextCursor: String(newest(last)) }) };
}

function threadsOf({ messages }: Mailboxes, keep: (message: Seeded) => boolean): ThreadLine[] {
  const byThread = Map.groupBy(messages.filter(keep), ({ threadId }) => threadId);
  return [...byThread.values()].map((own) => {
    const last = own.at(-1) as Seeded;
    const all = messages.filter(({ threadId }) => threadId === last.threadId);
    const some = (test: (message: Seeded) => boolean) => all.some(test);
    const people = [...new Map(all.flatMap(({ from }) => (from ? [[from.address, from] as const] : []))).values()];
    return {
      id: last.threadId,
      accountId: last.accountId,
      folderId: last.folderId,
      subject: (all[0] ?? last).subject,
      people,
      dateMs: last.dateMs,
      snippet: last.snippet,
      count: all.length,
      unread: own.filter(({ flags }) => !flags.seen).length,
      flagged: some(({ flags }) => flags.flagged),
      hasAttachments: some((one) => one.hasAttachments),
      invitation: last.invitation,
      answered: last.flags.answered,
      forwarded: last.flags.forwarded,
      draft: last.flags.draft,
      pending: some((one) => one.pending),
      messageIds: own.map(({ id }) => id).reverse(),
      ...(last.snoozedUntilMs !== undefined && { snoozedUntilMs: last.snoozedUntilMs }),
    };
  });
}

/** As `mail.list` answers. */
export function listed(mail: Mailboxes, { folderId, role, only, cursor, limit = 50 }: Parsed<"mail.list">) {
  const inFolder = (id: string) => (folderId ? id === folderId : roleOf(mail, id) === role);
  const isKept = ({ flags, folderId: own, snoozedUntilMs }: Seeded) =>
    role === "flagged" ? flags.flagged : inFolder(own) && snoozedUntilMs === undefined;
  const tests = {
    unread: (line: ThreadLine) => line.unread > 0,
    flagged: (line: ThreadLine) => line.flagged,
    attachments: (line: ThreadLine) => line.hasAttachments,
  };
  const all = threadsOf(mail, isKept)
    .filter(only ? tests[only] : () => true)
    .sort((a, b) => newest(b) - newest(a));
  const { page, ...next } = pageOf(all, cursor, limit);
  return { threads: page, total: all.length, ...next };
}

function fits(one: Seeded, word: string): boolean {
  const [, name, value = ""] = /^(from|de|is|est|has|contient):(.*)$/u.exec(word) ?? [];
  if (name === "from" || name === "de") return `${one.from?.address} ${one.from?.name}`.toLowerCase().includes(value);
  if (name === "is" || name === "est")
    return value.startsWith("n") || value === "unread" ? !one.flags.seen : one.flags.flagged;
  if (name !== undefined) return one.hasAttachments;
  return `${one.subject} ${one.text} ${one.from?.name}`.toLowerCase().includes(word);
}

/** As `mail.search` answers; it does not count what takes more than a page. */
export function searched(mail: Mailboxes, { query, cursor, limit = 50 }: Parsed<"mail.search">, unindexed: number) {
  const ignored = [...query.matchAll(/\b(?:xyz):\S*/gu)].map(([word]) => word);
  const words = query
    .replace(/\bxyz:\S*/gu, "")
    .toLowerCase()
    .split(/\s+/u)
    .filter(Boolean);
  const isOut = ({ folderId }: Seeded) => ["junk", "trash"].includes(roleOf(mail, folderId) ?? "");
  const all = mail.messages.filter((one) => !isOut(one) && words.every((word) => fits(one, word)));
  const { page, ...next } = pageOf(all.map(lineOf).reverse(), cursor, limit);
  const isWhole = cursor === undefined && next.nextCursor === undefined;
  return { messages: page, ignored, unindexed, ...next, ...(isWhole && { total: all.length }) };
}
