// A mail server of one mailbox inside the process: folders, UIDs, mod-sequences, what is gone (RFC 9051, RFC 7162).
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { FolderRole } from "../../../src-preload/contract/mail.ts";

/** Between a folder's name and its parent's (RFC 9051 §6.3.9). */
export const DELIMITER = "/";

/** Fit for JSON: numbers instead of bigint, sources as base64. */
export interface StoredMessage {
  readonly source: string;
  readonly flags: readonly string[];
  readonly modseq: number;
  readonly internalDateMs: number;
}

/** A folder with all it holds; messages by uid. */
export interface StoredFolder {
  readonly uidValidity: number;
  readonly role?: FolderRole;
  uidNext: number;
  modseq: number;
  readonly messages: Record<string, StoredMessage>;
  /** Mod-sequence of the removal, by uid. */
  readonly gone: Record<string, number>;
}

/** The mailbox as JSON: folders by path. */
export interface StoredMailbox {
  readonly version: 1;
  nextValidity: number;
  readonly folders: Record<string, StoredFolder>;
}

/** A message to put into a folder. */
export interface SeedMessage {
  readonly source: Uint8Array;
  readonly flags?: readonly string[] | undefined;
  readonly internalDateMs?: number | undefined;
}

/** Before the first start. To be copied, never changed. */
export const EMPTY: StoredMailbox = { version: 1, nextValidity: 1, folders: {} };

/** The state and its rules; what a client is told of it is in mailbox-answers.ts. */
export class MailboxServer {
  readonly #state: StoredMailbox;
  readonly #nowMs: () => number;
  readonly #save: (state: StoredMailbox) => void;
  readonly #watchers = new Set<{ readonly path: string; readonly tell: () => void }>();

  /** @param save told after every change */
  constructor(state: StoredMailbox, nowMs: () => number, save: (state: StoredMailbox) => void = () => {}) {
    this.#state = state;
    this.#nowMs = nowMs;
    this.#save = save;
  }

  paths(): readonly string[] {
    return Object.keys(this.#state.folders);
  }

  has(path: string): boolean {
    return Object.hasOwn(this.#state.folders, path);
  }

  /** @throws Failure missing */
  folder(path: string): StoredFolder {
    const folder = this.has(path) ? this.#state.folders[path] : undefined;
    if (folder === undefined) throw new Failure("missing", { what: "folder" });
    return folder;
  }

  /** Uids, ascending. */
  uids(path: string): readonly number[] {
    return Object.keys(this.folder(path).messages)
      .map(Number)
      .sort((a, b) => a - b);
  }

  makeFolder(path: string, role?: FolderRole): void {
    if (this.has(path)) return;
    const uidValidity = this.#state.nextValidity++;
    this.#state.folders[path] = { uidValidity, uidNext: 1, modseq: 1, messages: {}, gone: {}, ...(role && { role }) };
    this.#changed(path);
  }

  removeFolder(path: string): void {
    delete this.#state.folders[path];
    this.#changed(path);
  }

  renameFolder(path: string, to: string): void {
    if (this.has(to)) throw new Failure("conflict");
    for (const one of this.paths()) {
      if (one !== path && !one.startsWith(path + DELIMITER)) continue;
      this.#state.folders[to + one.slice(path.length)] = this.folder(one);
      delete this.#state.folders[one];
    }
    this.#changed(path);
  }

  /** @returns the new uids */
  deliver(path: string, messages: readonly SeedMessage[]): readonly number[] {
    const folder = this.folder(path);
    const uids = messages.map(({ source, flags = [], internalDateMs = this.#nowMs() }) => {
      const [uid, modseq] = [folder.uidNext++, ++folder.modseq];
      // IMAP keeps whole seconds.
      const atMs = Math.floor(internalDateMs / 1000) * 1000;
      const text = Buffer.from(source).toString("base64");
      folder.messages[uid] = { source: text, flags: [...flags], modseq, internalDateMs: atMs };
      return uid;
    });
    this.#changed(path);
    return uids;
  }

  setFlags(path: string, uids: readonly number[], add: readonly string[], remove: readonly string[]): void {
    const folder = this.folder(path);
    for (const uid of uids) {
      const message = folder.messages[uid];
      if (message === undefined) continue;
      const flags = [...new Set([...message.flags, ...add])].filter((flag) => !remove.includes(flag));
      if (flags.length === message.flags.length && flags.every((flag) => message.flags.includes(flag))) continue;
      folder.messages[uid] = { ...message, flags, modseq: ++folder.modseq };
    }
    this.#changed(path);
  }

  expunge(path: string, uids: readonly number[]): void {
    const folder = this.folder(path);
    for (const uid of uids) {
      if (folder.messages[uid] === undefined) continue;
      delete folder.messages[uid];
      folder.gone[uid] = ++folder.modseq;
    }
    this.#changed(path);
  }

  /** Makes the folder anew: same messages, other uids, another validity. */
  renumber(path: string): void {
    const { messages, role } = this.folder(path);
    delete this.#state.folders[path];
    this.makeFolder(path, role);
    const sources = Object.values(messages).map((one) => ({ ...one, source: Buffer.from(one.source, "base64") }));
    // Numbers of old never mean another message by chance alone.
    this.folder(path).uidNext = 1_000;
    this.deliver(path, sources);
  }

  /** @returns the undo function */
  watch(path: string, tell: () => void): () => void {
    const watcher = { path, tell };
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #changed(path: string): void {
    this.#save(this.#state);
    for (const watcher of this.#watchers) if (watcher.path === path) watcher.tell();
  }
}
