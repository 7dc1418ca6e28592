// Mailboxes of the fake engine, and the calls about reading mail. It keeps the contract, not the rules of IMAP.
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Handlers } from "../../src-preload/contract/contract.ts";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { MailFolder, Message, MessageFlags } from "../../src-preload/contract/mail.ts";
import type { MailInvitation } from "../../src-preload/contract/mail-rules.ts";
import type { CallName, Topic } from "../../src-preload/contract/names.ts";
import type { FolderId } from "../../src-preload/contract/shapes.ts";
import { committee } from "./fake-mail-invitation.ts";
import { lineOf, listed, searched } from "./fake-mail-lists.ts";
import { folderSeed, mailSeed, PIXEL, type Seeded } from "./fake-mail-seed.ts";

type Some = { readonly [C in CallName]?: Handlers<AbortSignal>[C] };

const ENDPOINT = { host: "mail.example.com", port: 993, security: "tls" } as const;

/** The accounts of the bridge, with mail; one more has mail alone. */
export function withMail(accounts: readonly Account[]): Account[] {
  const mail = { imap: ENDPOINT, smtp: { ...ENDPOINT, port: 465 }, state: "ready" } as const;
  const [first, ...more] = accounts;
  if (!first) return [];
  const own: Account = {
    ...first,
    id: "a3" as Account["id"],
    kind: "mail",
    label: "camille.roussel.ch",
    color: "#12946B",
    address: "camille@roussel.example.com",
    addresses: ["camille@roussel.example.com"],
    mail,
  };
  return [{ ...first, label: "atelier-meridien.ch", mail }, ...more, own];
}

/** The state of the fake's mail; a test may set all of it. */
export class FakeMail {
  folders: MailFolder[] = folderSeed();
  messages: Seeded[] = mailSeed();
  /** Of message 3. */
  invitation: MailInvitation | undefined;
  beside: Occurrence[] = [];
  unindexed = 0;
  readonly #before = new Map<string, Seeded[]>();
  readonly #publish: (...changed: Topic[]) => void;
  #next = 1;

  constructor(publish: (...changed: Topic[]) => void) {
    this.#publish = publish;
    this.invitation = committee();
  }

  /** Changes messages. @returns the undo */
  #change(ids: readonly string[], change: (message: Seeded) => Seeded | undefined): { undoId: string } {
    const undoId = this.#keep();
    this.messages = this.messages.flatMap((one) => (ids.includes(one.id) ? (change(one) ?? []) : one));
    this.#publish("mail", "folders");
    return { undoId };
  }

  #keep(): string {
    const undoId = `m${this.#next++}`;
    this.#before.set(undoId, this.messages);
    return undoId;
  }

  /** A message comes in. */
  receive(like: string, more: Partial<Seeded>): void {
    const model = this.#find(like);
    this.messages = [...this.messages, { ...model, ...more }];
    this.#publish("mail", "folders");
  }

  publish(...topics: Topic[]): void {
    this.#publish(...topics);
  }

  bySubject(subject: string): Seeded {
    const found = this.messages.findLast((one) => one.subject === subject);
    if (!found) throw new Error(`no message “${subject}”`);
    return found;
  }

  #find(id: string): Seeded {
    const found = this.messages.find((one) => one.id === id);
    if (!found) throw new Failure("missing", { what: "message" });
    return found;
  }

  /** With counts as they are now. */
  listFolders(): MailFolder[] {
    return this.folders.map((folder) => {
      const own = this.messages.filter(({ folderId }) => folderId === folder.id);
      const unread = new Set(own.filter(({ flags }) => !flags.seen).map(({ threadId }) => threadId)).size;
      return {
        ...folder,
        unread,
        total: own.length,
        flagged: own.filter(({ flags }) => flags.flagged).length,
        sync: { ...folder.sync, stored: own.length, readable: own.length },
      };
    });
  }

  #role = (id: FolderId) => this.folders.find((folder) => folder.id === id)?.role ?? "";

  #moved(message: Seeded, folderId: FolderId): Seeded {
    return { ...message, folderId, folderIds: [folderId], pending: true };
  }

  #folderOfRole({ accountId }: Seeded, role: string): FolderId {
    return (
      this.folders.find((folder) => folder.accountId === accountId && folder.role === role) ??
      this.folders.find((folder) => folder.role === role)
    )?.id as FolderId;
  }

  #flags(flags: MessageFlags, names: readonly string[], on: boolean): MessageFlags {
    const next = { ...flags, keywords: flags.keywords.filter((one) => !names.includes(one)) };
    if (names.includes("\\Seen")) next.seen = on;
    if (names.includes("\\Flagged")) next.flagged = on;
    if (on) next.keywords.push(...names.filter((name) => !name.startsWith("\\")));
    return next;
  }

  #folder(id: string): MailFolder {
    const found = this.listFolders().find((one) => one.id === id);
    if (!found) throw new Failure("missing", { what: "folder" });
    return found;
  }

  readonly #reading: Some = {
    "mail.folders": () => ({ folders: this.listFolders() }),
    "mail.list": (input) => listed(this, input),
    "mail.thread": ({ id }) => {
      const messages = this.messages.filter(
        ({ threadId, folderId }) => threadId === id && !["trash"].includes(this.#role(folderId)),
      );
      if (messages.length === 0) throw new Failure("missing", { what: "message" });
      return { id, subject: messages[0]?.subject ?? "", messages: messages.map(lineOf) };
    },
    "mail.message": ({ id }) => this.#find(id),
    "mail.search": (input) => searched(this, input, this.unindexed),
    "mail.source": ({ id }) => ({
      source: `Subject: ${this.#find(id).subject}\r\n\r\n${this.#find(id).text}`,
      cut: false,
    }),
    "mail.attachment": ({ messageId, id }) => {
      const found = this.#find(messageId).attachments.find((one) => one.id === id);
      if (!found) throw new Failure("missing", { what: "message" });
      return { name: found.name, mediaType: found.mediaType, base64: PIXEL };
    },
    "mail.remoteImage": () => ({ mediaType: "image/gif", base64: PIXEL }),
    "mail.export": () => ({ name: "message.eml", base64: btoa("x"), count: 1 }),
    "mail.outbox": () => ({ outgoing: [] }),
    "mail.identities": () => ({ identities: [] }),
    "mail.invitation": ({ messageId }) =>
      this.#find(messageId).invitation && this.invitation ? { invitation: this.invitation } : {},
    "mail.beside": () => ({ occurrences: this.beside }),
    "mail.ofEvent": ({ eventId }) => ({
      messages: this.messages.filter(({ eventIds }) => eventIds.includes(eventId)).map(lineOf),
    }),
  };

  readonly #deeds: Some = {
    "mail.flag": ({ ids, add = [], remove = [] }) =>
      this.#change(ids, (one) => ({ ...one, flags: this.#flags(this.#flags(one.flags, add, true), remove, false) })),
    "mail.move": ({ ids, folderId, role }) =>
      this.#change(ids, (one) => this.#moved(one, folderId ?? this.#folderOfRole(one, role ?? "archive"))),
    "mail.remove": ({ ids, forGood }) =>
      this.#change(ids, (one) =>
        forGood || this.#role(one.folderId) === "trash"
          ? undefined
          : this.#moved(one, this.#folderOfRole(one, "trash")),
      ),
    "mail.snooze": ({ ids, untilMs }) =>
      this.#change(ids, ({ snoozedUntilMs: _, ...one }) =>
        untilMs === null ? one : { ...one, snoozedUntilMs: untilMs },
      ),
    "mail.markRead": ({ folderId }) =>
      this.#change(
        this.messages.filter((one) => one.folderId === folderId).map(({ id }) => id),
        (one) => ({ ...one, flags: { ...one.flags, seen: true } }),
      ),
    "mail.undo": ({ undoId }) => {
      const before = this.#before.get(undoId);
      if (!before) throw new Failure("missing", { what: "change" });
      const back = this.#keep();
      this.messages = before;
      this.#publish("mail", "folders");
      return { undoId: back };
    },
    "mail.createFolder": ({ accountId, name, parentId }) => {
      const base = this.folders[0] as MailFolder;
      const { role: _, ...plain } = base;
      const folder: MailFolder = {
        ...plain,
        id: `f${this.#next++}` as FolderId,
        accountId,
        name,
        path: name,
        notify: false,
        ...(parentId && { parentId }),
      };
      this.folders = [...this.folders, folder];
      this.#publish("folders");
      return { folder };
    },
    "mail.changeFolder": ({ id, role, parentId: _p, ...change }) => {
      this.folders = this.folders.map((one) =>
        one.id === id ? ({ ...one, ...change, ...(role && { role }) } as MailFolder) : one,
      );
      this.#publish("folders");
      return { folder: this.#folder(id) };
    },
    "mail.removeFolder": ({ id }) => {
      this.folders = this.folders.filter((one) => one.id !== id);
      this.#publish("folders", "mail");
      return {};
    },
    "mail.emptyFolder": ({ id }) => {
      const count = this.messages.filter((one) => one.folderId === id).length;
      this.messages = this.messages.filter((one) => one.folderId !== id);
      this.#publish("folders", "mail");
      return { count };
    },
    "mail.allowRemote": (input) => {
      this.messages = this.messages.map((one) =>
        "messageId" in input && one.id === input.messageId
          ? ({
              ...one,
              html: one.html?.replaceAll("data-remote=", "src="),
              remote: { ...one.remote, blocked: one.remote.trackers.length, allowed: true },
            } as Message)
          : one,
      );
      this.#publish("mail");
      return {};
    },
    "mail.block": () => ({}),
    "mail.unsubscribe": () => ({}),
    "mail.receipt": () => ({}),
    "mail.linkEvent": ({ messageId, eventId }) => {
      this.messages = this.messages.map((one) =>
        one.id === messageId ? { ...one, eventIds: [...one.eventIds, eventId] } : one,
      );
      this.#publish("mail");
      return {};
    },
    "mail.retryDeeds": ({ accountId }) => {
      const count = this.folders.reduce(
        (sum, one) => sum + (one.accountId === accountId ? (one.sync.failed ?? 0) : 0),
        0,
      );
      this.folders = this.folders.map((one) => {
        const { failed: _, failure: _f, ...sync } = one.sync;
        return one.accountId === accountId ? { ...one, sync } : one;
      });
      this.#publish("folders");
      return { count };
    },
    "mail.import": ({ files }) => ({ imported: files.length, skipped: 0 }),
    "mail.answerInvitation": ({ answer }) => {
      if (this.invitation) this.invitation = { ...this.invitation, answer, state: "current" };
      this.#publish("mail", "events");
      return {};
    },
    "mail.applyInvitation": () => {
      if (this.invitation) this.invitation = { ...this.invitation, state: "current" };
      this.#publish("mail", "events");
      return {};
    },
  };

  readonly handlers: Some = { ...this.#reading, ...this.#deeds };
}
