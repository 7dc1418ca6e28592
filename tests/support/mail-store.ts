// A data file with an account and folders, and messages made up for it: what tests of the mail store begin with.
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { insertAccount } from "../../src-main/store/accounts.ts";
import { type Database, openDatabase } from "../../src-main/store/database.ts";
import { reconcileFolders } from "../../src-main/store/mail/folder-list.ts";
import { folderAtPath } from "../../src-main/store/mail/folders.ts";
import { storeMessages } from "../../src-main/store/mail/intake.ts";
import { insertMailAccount } from "../../src-main/store/mail/mail-accounts.ts";
import { compress } from "../../src-main/store/mail/source.ts";
import type {
  IntakeItem,
  ListedFolder,
  ListedMessage,
  Reading,
  StoredFolder,
} from "../../src-main/store/mail/types.ts";
import type { FolderRole } from "../../src-preload/contract/mail.ts";
import type { AccountId } from "../../src-preload/contract/shapes.ts";
import { testFolder } from "./folder.ts";
import { MIGRATIONS } from "./migrations.ts";

export const ALICE = "alice-account" as AccountId;
const MINUTE = 60_000;
/** Midnight of a day that the messages of tests are counted from. */
export const DAY_ONE = Date.UTC(2026, 9, 1);

const STANDARD: readonly (readonly [string, FolderRole?])[] = [
  ["INBOX", "inbox"],
  ["Sent", "sent"],
  ["Trash", "trash"],
  ["Junk", "junk"],
  ["Archive", "archive"],
  ["Work"],
];

export const listed = (path: string, role?: FolderRole, more: Partial<ListedFolder> = {}): ListedFolder => ({
  path,
  delimiter: "/",
  selectable: true,
  subscribed: true,
  ...(role && { role, roleSource: "attribute" as const }),
  ...more,
});

export function addMailAccount(db: Database, id: AccountId, address: string): void {
  const endpoint = { host: "mail.example.test", port: 993, security: "tls" as const };
  insertAccount(db, {
    id,
    kind: "mail",
    label: address,
    address,
    addresses: [address],
    color: "#336699",
    state: "ready",
    createdMs: 0,
  });
  insertMailAccount(db, { accountId: id, imap: endpoint, smtp: endpoint });
  reconcileFolders(
    db,
    id,
    STANDARD.map(([path, role]) => listed(path, role)),
    0,
  );
}

/** A fresh file with alice@example.test and the usual folders. */
export function mailStore(): Database {
  const db = openDatabase(join(testFolder(), "cadran.sqlite"), MIGRATIONS);
  onTestFinished(() => db.close());
  db.write(() => addMailAccount(db, ALICE, "alice@example.test"));
  return db;
}

export function folder(db: Database, path: string, accountId = ALICE): StoredFolder {
  const found = folderAtPath(db, accountId, path);
  if (!found) throw new Error(`no folder ${path}`);
  return found;
}

/** What a message says; times in minutes after DAY_ONE. */
export interface Told extends Partial<Omit<Reading, "dateMs">> {
  readonly uid: number;
  readonly minute?: number;
  readonly flags?: readonly string[];
  readonly remote?: Partial<ListedMessage>;
  readonly body?: IntakeItem["body"] | "none";
}

export function item({ uid, minute = uid, flags = [], remote = {}, body = "whole", ...told }: Told): IntakeItem {
  const dateMs = DAY_ONE + minute * MINUTE;
  const read: Reading = {
    from: [{ address: "bob@example.test", name: "Bob" }],
    to: [{ address: "alice@example.test" }],
    cc: [],
    bcc: [],
    subject: `Subject ${uid}`,
    messageId: `<m${uid}@example.test>`,
    references: [],
    dateMs,
    autoSubmitted: false,
    headerSize: 0,
    text: "",
    calendars: [],
    snippet: told.text?.slice(0, 100) ?? "",
    parts: [],
    ...told,
  };
  const source =
    body === "none" ? undefined : compress(new TextEncoder().encode(`Subject: ${read.subject}\r\n\r\n${read.text}`));
  return {
    read,
    remote: { uid, flags, internalDateMs: dateMs, size: 1000, ...remote },
    ...(source && body !== "none" && { source, body }),
  };
}

/** Stores messages of a folder and gives their ids. */
export function take(db: Database, path: string, ...told: readonly Told[]) {
  return db.write(() => storeMessages(db, folder(db, path), told.map(item)));
}
