// A mail account on a mailbox in memory, with real store and real sync: what every test of mail sync begins with.
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { readMessage } from "../../src-main/domain/mime/read.ts";
import { resultOf } from "../../src-main/engine/mail-read-serve.ts";
import { createNet } from "../../src-main/host/net.ts";
import { memoryVault } from "../../src-main/host/vault/memory.ts";
import type { MailConnection, MailLogin } from "../../src-main/providers/mail-provider.ts";
import type { MailReader } from "../../src-main/providers/mail-reader.ts";
import { type MemoryMailbox, memoryMailbox } from "../../src-main/providers/memory/mailbox.ts";
import type { Submission } from "../../src-main/providers/submission.ts";
import { insertAccount, secretName } from "../../src-main/store/accounts.ts";
import { type Database, openDatabase } from "../../src-main/store/database.ts";
import { folderAtPath, storedFolders } from "../../src-main/store/mail/folders.ts";
import { insertIdentity } from "../../src-main/store/mail/identities.ts";
import { insertMailAccount } from "../../src-main/store/mail/mail-accounts.ts";
import { blobFiles } from "../../src-main/sync/mail/blob-files.ts";
import { createMailConnections } from "../../src-main/sync/mail/connections.ts";
import type { MailHooks } from "../../src-main/sync/mail/deps.ts";
import { MailRuns } from "../../src-main/sync/mail/supervisor.ts";
import type { MailEndpoint } from "../../src-preload/contract/accounts.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { MessageLine } from "../../src-preload/contract/mail.ts";
import type { AccountId, FolderId, IdentityId, MessageId } from "../../src-preload/contract/shapes.ts";
import { type FakeClock, fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";
import { MIGRATIONS } from "../support/migrations.ts";

export const ACCOUNT = "alice" as AccountId;
export const never = new AbortController().signal;

type Abilities = NonNullable<Parameters<typeof memoryMailbox>[1]>;
/** The engine's process, as far as a crash is concerned: the data file stays, nothing else does. */
export interface MailEngine {
  readonly db: Database;
  readonly runs: MailRuns;
}

export interface MailWorld extends MailEngine {
  readonly clock: FakeClock;
  readonly mailbox: MemoryMailbox;
  /** Lines that a person would have been told of. */
  readonly told: MessageLine[];
  readonly invited: MessageId[];
  /** Ports' methods that were called, in order: `changes INBOX`. */
  readonly calls: string[];
  /** Drops the engine where it stands and starts another one on the same data file. */
  crash(): Promise<MailEngine>;
  /** Now the one that runs. */
  readonly current: () => MailEngine;
}

export interface WorldOptions extends Omit<Abilities, "before"> {
  /** Called before each method of the mailbox: throws a Failure, or changes things meanwhile. */
  readonly before?: Abilities["before"];
  /** Stands between sync and the mailbox. */
  readonly around?: (connection: MailConnection) => MailConnection;
  readonly connect?: (login: MailLogin) => void;
  readonly submission?: Submission;
  /** The vault has no password. */
  readonly isSignedOut?: boolean;
  readonly hooks?: Partial<MailHooks>;
}

/** An account whose mailbox nobody has looked at yet. */
export async function mailWorld(options: WorldOptions = {}): Promise<MailWorld> {
  const folder = testFolder();
  const clock = fakeClock();
  const told: MessageLine[] = [];
  const invited: MessageId[] = [];
  const calls: string[] = [];
  const mailbox = memoryMailbox(() => clock.nowMs(), {
    ...options,
    before: async (method, path) => {
      calls.push(path ? `${method} ${path}` : method);
      await options.before?.(method, path);
    },
  });
  const vault = memoryVault();
  if (!options.isSignedOut) await vault.set(secretName(ACCOUNT), "alice-pw");
  const connect = async (login: MailLogin) => {
    calls.push("connect");
    options.connect?.(login);
    const connection = mailbox.connect();
    return options.around?.(connection) ?? connection;
  };
  const start = (): MailEngine => {
    const db = openDatabase(join(folder, "cadran.sqlite"), MIGRATIONS);
    const runs = new MailRuns({
      db,
      clock,
      random: () => 0.5,
      reader: inlineReader,
      blobs: blobFiles(folder),
      connections: createMailConnections({
        db,
        vault,
        world: { clock, folder, vault, net: createNet(), openPage: async () => {}, env: {} },
        providerOf: () => ({ mailbox: { connect }, submission: options.submission ?? noSubmission }),
      }),
      hooks: {
        changed: () => db.touch("folders"),
        arrived: (lines) => void told.push(...lines),
        invited: (ids) => void invited.push(...ids),
        alert: () => {},
        ...options.hooks,
      },
    });
    // As engine.ts does: whatever was written may have to go out.
    db.onChange((changed) => {
      if (changed.includes("mail")) runs.wake();
    });
    return { db, runs };
  };
  let engine = start();
  addAccount(engine.db, clock.nowMs());
  const stop = async ({ db, runs }: MailEngine) => {
    await runs.stop();
    db.close();
  };
  onTestFinished(() => stop(engine));
  return {
    ...engine,
    clock,
    mailbox,
    told,
    invited,
    calls,
    current: () => engine,
    async crash() {
      // Nobody says good-bye: what is under way never hears of its end.
      engine.db.close();
      engine = start();
      return engine;
    },
  };
}

const ENDPOINT: MailEndpoint = { host: "mail.example.test", port: 993, security: "tls" };

export function addAccount(
  db: Database,
  nowMs: number,
  endpoints: Partial<Record<"imap" | "smtp", MailEndpoint>> = {},
  caFile?: string,
): void {
  db.write(() => {
    insertAccount(db, {
      id: ACCOUNT,
      kind: "mail",
      label: "Alice",
      address: "alice@example.test",
      addresses: ["alice@example.test"],
      username: "alice",
      color: "#336699",
      state: "ready",
      createdMs: nowMs,
      ...(caFile !== undefined && { caFile }),
    });
    insertMailAccount(db, { accountId: ACCOUNT, imap: ENDPOINT, smtp: ENDPOINT, ...endpoints });
    insertIdentity(db, {
      id: "alice-1" as IdentityId,
      accountId: ACCOUNT,
      address: "alice@example.test",
      name: "Alice",
      signature: "",
    });
  });
}

/** Reads in the test's own thread: the worker has tests of its own. */
export const inlineReader: MailReader = {
  read: async (sources, { compress = false, withContent = false }, signal) => {
    if (signal.aborted) throw new Failure("cancelled");
    return sources.map((source) => resultOf(source, readMessage(source, { withContent }), compress));
  },
  close: async () => {},
};

const noSubmission: Submission = {
  probe: async () => {
    throw new Failure("connection-refused");
  },
  submit: async () => {
    throw new Failure("connection-refused");
  },
};

export interface Letter {
  readonly n: number;
  readonly subject?: string;
  readonly from?: string;
  readonly headers?: readonly string[];
  readonly body?: string;
}

/** A message of somebody, numbered: later numbers were sent later. */
export function letter({ n, subject = `Letter ${n}`, from = "bob@example.test", headers = [], body }: Letter): Buffer {
  const lines = [
    `From: Bob <${from}>`,
    "To: alice@example.test",
    `Subject: ${subject}`,
    `Message-ID: <letter-${n}@example.test>`,
    `Date: ${new Date(dateMsOf(n)).toUTCString()}`,
    ...headers,
    "",
    body ?? `The text of letter ${n}.`,
    "",
  ];
  return Buffer.from(lines.join("\r\n"));
}

const dateMsOf = (n: number) => Date.parse("2026-11-01T08:00:00Z") + n * 60_000;

/** Letters `from` to `to`, as a mailbox takes them. */
export function letters(from: number, to: number, flags: readonly string[] = []) {
  return Array.from({ length: to - from + 1 }, (_, at) => {
    const n = from + at;
    return { source: letter({ n }), flags, internalDateMs: dateMsOf(n) };
  });
}

export function folderId(db: Database, path: string): FolderId {
  const folder = folderAtPath(db, ACCOUNT, path);
  if (!folder) throw new Error(`no folder ${path}: ${storedFolders(db, ACCOUNT).map((one) => one.path)}`);
  return folder.id;
}

/** What a list of the folder shows, newest first: subject, and what differs from an unread letter. */
export function shown(db: Database, path: string): string[] {
  const id = Number(folderId(db, path));
  const rows = db
    .prepare<{ subject: string; flags: number; pending: number }>(
      `SELECT m.subject, e.flags, e.pending FROM entries e JOIN messages m ON m.id = e.message_id
       WHERE e.folder_id = @id ORDER BY m.id DESC`,
    )
    .all({ id });
  const marks = [
    [1, "seen"],
    [2, "flagged"],
    [4, "answered"],
    [8, "forwarded"],
  ] as const;
  return rows.map(({ subject, flags, pending }) =>
    [subject, ...marks.flatMap(([bit, name]) => (flags & bit ? [name] : [])), ...(pending ? ["pending"] : [])].join(
      " ",
    ),
  );
}

/** The id of a letter by its number. */
export function idOf(db: Database, n: number): MessageId {
  const row = db
    .prepare<{ id: number }>("SELECT id FROM messages WHERE message_id_header = @header")
    .get({ header: `<letter-${n}@example.test>` });
  if (!row) throw new Error(`letter ${n} is not here`);
  return String(row.id) as MessageId;
}
