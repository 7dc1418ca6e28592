// A data folder with a mailbox for `npm run bench:ui`: as many conversations of one message as asked for, all in the inbox.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { insertAccount } from "../../src-main/store/accounts.ts";
import { openDatabase } from "../../src-main/store/database.ts";
import { reconcileFolders } from "../../src-main/store/mail/folder-list.ts";
import { storedFolders } from "../../src-main/store/mail/folders.ts";
import { storeMessages } from "../../src-main/store/mail/intake.ts";
import { insertMailAccount } from "../../src-main/store/mail/mail-accounts.ts";
import { compress } from "../../src-main/store/mail/source.ts";
import type { IntakeItem } from "../../src-main/store/mail/types.ts";
import type { AccountId } from "../../src-preload/contract/shapes.ts";
import { MIGRATIONS } from "../support/migrations.ts";
import { numbers } from "./mail-store-fill.ts";
import { words } from "./mailbox-words.ts";

const ACCOUNT = "bench" as AccountId;
const HOUR = 3_600_000;
const BATCH = 500;

export function fillMail(folder: string, conversations: number): void {
  mkdirSync(folder, { recursive: true });
  const db = openDatabase(join(folder, "cadran.sqlite"), MIGRATIONS);
  const endpoint = { host: "mail.invalid", port: 993, security: "tls" as const };
  const address = "alice@example.test";
  const row = { id: ACCOUNT, kind: "mail", label: "Bench", address, addresses: [address] } as const;
  // Signed out: it looks nowhere while the list is scrolled.
  db.write(() => {
    insertAccount(db, { ...row, color: "#336699", state: "sign-in", createdMs: 0 });
    insertMailAccount(db, { accountId: ACCOUNT, imap: endpoint, smtp: endpoint });
    const inbox = { path: "INBOX", delimiter: "/", selectable: true, subscribed: true, role: "inbox" } as const;
    reconcileFolders(db, ACCOUNT, [{ ...inbox, roleSource: "attribute" }], 0);
  });
  const [inbox] = storedFolders(db, ACCOUNT);
  if (!inbox) throw new Error("there is no inbox");
  const random = numbers(3);
  const nowMs = Date.now();
  for (let uid = conversations; uid > 0; uid -= BATCH) {
    const items = Array.from({ length: Math.min(BATCH, uid) }, (_, n) =>
      item(uid - n, nowMs - (conversations - uid + n) * HOUR, random),
    );
    db.write(() => storeMessages(db, inbox, items));
  }
  db.close();
}

function item(uid: number, dateMs: number, random: () => number): IntakeItem {
  const subject = words(random, "fr", 6).join(" ");
  const text = words(random, "fr", 30).join(" ");
  const [name = "", host = ""] = words(random, "en", 2);
  return {
    body: "whole",
    source: compress(new TextEncoder().encode(text)),
    remote: { uid, flags: random() < 0.9 ? ["\\Seen"] : [], internalDateMs: dateMs, size: 2000, modseq: BigInt(uid) },
    read: {
      from: [{ address: `${name}@example.com`, name: `${name} ${host}` }],
      to: [{ address: "alice@example.test" }],
      cc: [],
      bcc: [],
      subject,
      messageId: `<${uid}@example.test>`,
      references: [],
      dateMs,
      autoSubmitted: false,
      headerSize: 0,
      text,
      calendars: [],
      snippet: text.slice(0, 150),
      parts: [],
    },
  };
}
