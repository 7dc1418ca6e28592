// Bad luck at every step of a look: a server that goes, a disk that is full, messages that break the rules. No mail is lost, none comes twice.
// `MAIL_FUZZ=20` breaks at each step, and sends fifty megabytes.
import { expect, test } from "vitest";
import type { MailConnection } from "../../src-main/providers/mail-provider.ts";
import type { Database } from "../../src-main/store/database.ts";
import { findMailAccount } from "../../src-main/store/mail/mail-accounts.ts";
import { sourceOf } from "../../src-main/store/mail/message.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { MessageId } from "../../src-preload/contract/shapes.ts";
import { ENCODINGS } from "../fixtures/hostile-mail/encodings.ts";
import { HEADERS, LINES } from "../fixtures/hostile-mail/lines.ts";
import { letter as hostile, manyParts } from "../fixtures/hostile-mail/pieces.ts";
import { STRUCTURES } from "../fixtures/hostile-mail/structures.ts";
import { ACCOUNT, letter, letters, type MailWorld, mailWorld, never, shown } from "./mail-world.ts";

const isLong = Number(process.env.MAIL_FUZZ ?? 1) > 1;
const gone = () => new Failure("connection-lost", { host: "mail.example.test" });
const bodies = (db: Database) =>
  db.prepare<{ id: number; body: string; failure: string | null }>("SELECT id, body, failure FROM messages").all();

async function lookAgain({ runs, clock }: MailWorld): Promise<void> {
  for (let n = 0; n < 3; n++) {
    clock.advance(120_000);
    await runs.run({});
    await runs.settled();
  }
}

/** Sixty letters, some in two folders, one large. */
function fill({ mailbox }: MailWorld): void {
  mailbox.deliver("INBOX", letters(1, 60));
  mailbox.deliver("Archive", letters(50, 65));
  mailbox.deliver("Sent", [{ source: letter({ n: 70, body: "x ".repeat(600_000) }), internalDateMs: 1 }]);
}

function expectAll({ db }: MailWorld): void {
  expect(shown(db, "INBOX").length).toBe(60);
  expect(shown(db, "Archive").length).toBe(16);
  expect(bodies(db).length).toBe(66);
  expect(bodies(db).filter(({ body }) => body !== "whole" && body !== "partial")).toEqual([]);
  expect(findMailAccount(db, ACCOUNT)).toMatchObject({ failures: 0 });
}

test("a server that goes at any step, or in the middle of an answer, costs no message and doubles none", async () => {
  const whole = await mailWorld();
  fill(whole);
  await whole.runs.settled();
  expectAll(whole);
  const steps = whole.calls.length;
  expect(steps).toBeGreaterThan(10);
  for (let at = 1; at <= steps; at += isLong ? 1 : 7) {
    let step = 0;
    const world = await mailWorld({
      before: () => {
        if (++step === at) throw gone();
      },
      around: (connection) => breaking(connection, () => step === at - 1),
    });
    fill(world);
    await world.runs.settled();
    await lookAgain(world);
    expectAll(world);
  }
}, 60_000);

/** Of what it was asked for, one batch comes, and then the wire is cut. */
function breaking(connection: MailConnection, isNow: () => boolean): MailConnection {
  return {
    ...connection,
    async *fetch(...asked: Parameters<MailConnection["fetch"]>) {
      const cut = isNow();
      for await (const batch of connection.fetch(...asked)) {
        yield cut ? batch.slice(0, 3) : batch;
        if (cut) throw gone();
      }
    },
  };
}

test("a full disk stops the look and says so; with room again all of it comes, and nothing was given up", async () => {
  const world = await mailWorld();
  const { db, runs, mailbox } = world;
  await runs.settled();
  const { pages } = db.prepare<{ pages: number }>("SELECT page_count AS pages FROM pragma_page_count").get() ?? {
    pages: 0,
  };
  const reasons = new Set<string>();
  for (const room of [0, 10, 40, 80]) {
    db.prepare(`PRAGMA max_page_count = ${pages + room}`).get();
    if (room === 0) fill(world);
    mailbox.deliver("Junk", []);
    for (const { failure } of await runs.run({})) if (failure) reasons.add(failure.reason);
    await runs.settled();
    expect(shown(db, "INBOX").length).toBeLessThanOrEqual(60);
  }
  expect([...reasons]).toEqual(["disk-full"]);
  expect(bodies(db).filter(({ body }) => body === "unreadable")).toEqual([]);
  db.prepare("PRAGMA max_page_count = 1073741823").get();
  await lookAgain(world);
  expectAll(world);
}, 30_000);

test("messages that break every rule are all here after a look, readable or with their source and the reason", async () => {
  const all = [...LINES, ...HEADERS, ...STRUCTURES, ...ENCODINGS].map(({ source }) => source);
  const many = manyParts(10_000, (nr) => `word${nr}`);
  const large = hostile(
    "Subject: large\r\nMessage-ID: <large@example.test>",
    "a word of it\r\n".repeat(isLong ? 3_600_000 : 200_000),
  );
  const { db, runs, mailbox } = await mailWorld();
  const sources = [...all, many, large].map((source, n) => ({
    source: numbered(source, n),
    internalDateMs: Date.parse("2026-11-01T08:00:00Z") + n * 60_000,
  }));
  mailbox.deliver("INBOX", sources);
  await runs.settled();
  const rows = bodies(db);
  expect(shown(db, "INBOX").length).toBe(sources.length);
  expect(rows.length).toBe(sources.length);
  const stored = new Set<string>();
  for (const { id, body } of rows) {
    expect(["whole", "partial", "unreadable"]).toContain(body);
    const messageId = String(id) as MessageId;
    const bytes = body === "partial" ? await runs.download(messageId, "", never) : sourceOf(db, messageId)?.bytes;
    stored.add(Buffer.from(bytes ?? []).toString("latin1"));
  }
  // Byte by byte: whatever we made of them.
  for (const { source } of sources) expect(stored.has(Buffer.from(source).toString("latin1"))).toBe(true);
}, 60_000);

/** Each a message of its own: those of the corpus share their Message-ID. */
function numbered(source: Uint8Array, n: number): Buffer {
  const text = Buffer.from(source).toString("latin1");
  return Buffer.from(text.replace("<one@example.test>", `<n${n}@example.test>`), "latin1");
}
