// A mailbox inside the process: the demo account's, and the one that tests of sync play server with.
import { join } from "node:path";
import type { FolderRole } from "../../../src-preload/contract/mail.ts";
import type { MailConnection, MailProvider } from "../mail-provider.ts";
import { connectionTo, type MailboxAbilities } from "./mailbox-connection.ts";
import { seedMailbox } from "./mailbox-seed.ts";
import { EMPTY, MailboxServer, type SeedMessage, type StoredMailbox } from "./mailbox-server.ts";
import { parseJson, readFile, replaceFile } from "./wire.ts";

/** A server of one mailbox: several connections see the same; tests are its other client. */
export interface MemoryMailbox {
  connect(): MailConnection;
  makeFolder(path: string, role?: FolderRole): void;
  removeFolder(path: string): void;
  /** @returns the new uids */
  deliver(path: string, messages: readonly SeedMessage[]): readonly number[];
  setFlags(
    path: string,
    uids: readonly number[],
    change: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
  ): void;
  expunge(path: string, uids: readonly number[]): void;
  /** All uids get new numbers, under a new UIDVALIDITY. */
  renumber(path: string): void;
  /** What lies there, by uid. */
  contents(path: string): ReadonlyMap<number, { readonly source: Uint8Array; readonly flags: readonly string[] }>;
}

/** An empty mailbox with an INBOX and the usual folders.
 *  @param nowMs INTERNALDATE of what comes without one */
export function memoryMailbox(nowMs: () => number, abilities: MailboxAbilities = {}): MemoryMailbox {
  const server = new MailboxServer(structuredClone(EMPTY), nowMs);
  makeUsualFolders(server, "en");
  return {
    connect: () => connectionTo(server, abilities),
    makeFolder: (path, role) => server.makeFolder(path, role),
    removeFolder: (path) => server.removeFolder(path),
    deliver: (path, messages) => server.deliver(path, messages),
    setFlags: (path, uids, { add = [], remove = [] }) => server.setFlags(path, uids, add, remove),
    expunge: (path, uids) => server.expunge(path, uids),
    renumber: (path) => server.renumber(path),
    contents: (path) => {
      const entries = Object.entries(server.folder(path).messages);
      return new Map(
        entries.map(([uid, { source, flags }]) => [Number(uid), { source: Buffer.from(source, "base64"), flags }]),
      );
    },
  };
}

const USUAL: readonly (readonly [FolderRole, { readonly fr: string; readonly en: string }])[] = [
  ["inbox", { fr: "INBOX", en: "INBOX" }],
  ["drafts", { fr: "Brouillons", en: "Drafts" }],
  ["sent", { fr: "Envoyés", en: "Sent" }],
  ["archive", { fr: "Archives", en: "Archive" }],
  ["junk", { fr: "Indésirables", en: "Junk" }],
  ["trash", { fr: "Corbeille", en: "Trash" }],
];

function makeUsualFolders(server: MailboxServer, locale: "fr" | "en"): void {
  for (const [role, names] of USUAL) server.makeFolder(names[locale], role);
}

/** Servers by file: all connections of this process see the same. */
const open = new Map<string, MailboxServer>();

/** The demo account's mail, kept in `world.folder`; believable mail of the last weeks is planted the first time.
 *  @param locale its language */
export function memoryMailProvider(locale: "fr" | "en"): MailProvider {
  return {
    connect: async (_login, world) => {
      const path = join(world.folder, "demo-mail.json");
      const text = readFile(path);
      const known = text === undefined ? undefined : open.get(path);
      if (known) return connectionTo(known, {});
      const state = text === undefined ? structuredClone(EMPTY) : (parseJson(text) as StoredMailbox);
      const nowMs = () => world.clock.nowMs();
      let isPlanting = true;
      const save = (changed: StoredMailbox) => {
        if (!isPlanting) replaceFile(path, JSON.stringify(changed));
      };
      const server = new MailboxServer(state, nowMs, save);
      if (text === undefined) {
        makeUsualFolders(server, locale);
        for (const { role, messages } of seedMailbox(locale, nowMs())) {
          const folder = server.paths().find((one) => server.folder(one).role === role);
          if (folder !== undefined) server.deliver(folder, messages);
        }
        save(state);
        replaceFile(path, JSON.stringify(state));
      }
      isPlanting = false;
      open.set(path, server);
      return connectionTo(server, {});
    },
  };
}
