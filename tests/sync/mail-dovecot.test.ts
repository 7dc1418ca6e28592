// The same on a real Dovecot: with everything it can do, and with its capabilities cut down.
import { describe, expect, onTestFinished, test } from "vitest";
import { getFolder } from "../../src-main/store/mail/folders.ts";
import { fileDeed, pendingCount } from "../../src-main/store/mail/ops.ts";
import { missingServer } from "../servers/child.ts";
import { startDovecot } from "../servers/dovecot.ts";
import { dovecotWorld, plainClient } from "./mail-dovecot-world.ts";
import { folderId, idOf, letter, shown } from "./mail-world.ts";

const missing = missingServer("dovecot");

const SERVERS: readonly (readonly [string, readonly string[]])[] = [
  ["all it can do", []],
  ["CONDSTORE and no QRESYNC", ["QRESYNC"]],
  ["neither", ["QRESYNC", "CONDSTORE"]],
  ["neither MOVE nor LIST-STATUS", ["MOVE", "LIST-STATUS"]],
];

describe.skipIf(missing)("Dovecot with", () => {
  test.each(SERVERS)(
    "%s: first look, news, deeds, and what somebody else does",
    { timeout: 120_000 },
    async (_name, hide) => {
      const server = await startDovecot({ hide });
      onTestFinished(() => server.stop());
      const other = await plainClient(server);
      for (let n = 1; n <= 80; n++) await other.append("INBOX", letter({ n }));
      const { db, runs, clock, told } = await dovecotWorld({ server });
      const first = await runs.run({});
      expect(first.find((one) => one.folderId === folderId(db, "INBOX"))).toMatchObject({ created: 50 });
      await runs.settled();
      expect(getFolder(db, folderId(db, "INBOX"))).toMatchObject({ stored: 80, readable: 80, backfillLowUid: 1 });

      db.write(() => {
        const nowMs = clock.nowMs();
        fileDeed(db, { kind: "flag", messageIds: [idOf(db, 1)], add: ["\\Flagged", "$Forwarded"] }, nowMs);
        const [fromFolderId, toFolderId] = [folderId(db, "INBOX"), folderId(db, "Archive")];
        fileDeed(db, { kind: "move", messageIds: [idOf(db, 2), idOf(db, 3)], fromFolderId, toFolderId }, nowMs);
      });
      await other.mailboxOpen("INBOX");
      await other.messageFlagsAdd("1", ["\\Seen"]);
      await other.messageDelete("5:6", { uid: true });
      await other.append("INBOX", letter({ n: 81 }));
      clock.advance(20 * 60_000);
      await runs.run({});
      await runs.settled();
      await runs.run({});
      const list = shown(db, "INBOX");
      expect(list).toHaveLength(77);
      expect(list[0]).toBe("Letter 81");
      expect(list.at(-1)).toBe("Letter 1 seen flagged forwarded");
      expect(shown(db, "Archive")).toEqual(["Letter 3", "Letter 2"]);
      expect(pendingCount(db, {})).toBe(0);
      expect(told.map(({ subject }) => subject)).toEqual(["Letter 81"]);
      expect(await other.status("Archive", { messages: true })).toMatchObject({ messages: 2 });
      const [flags] = await other.fetchAll("1", { flags: true });
      expect([...(flags?.flags ?? [])].toSorted()).toEqual(["$Forwarded", "\\Flagged", "\\Seen"]);
    },
  );

  test("IDLE: mail is here as soon as it arrives", { timeout: 60_000 }, async () => {
    const server = await startDovecot();
    onTestFinished(() => server.stop());
    const { db, runs, clock, told } = await dovecotWorld({ server });
    await runs.settled();
    const other = await plainClient(server);
    // IDLE may not have begun yet: what came before it is found by the look after it.
    await expect
      .poll(
        async () => {
          await other.append("INBOX", letter({ n: told.length + 1 }));
          return runs.nextMs() <= clock.nowMs();
        },
        { timeout: 20_000, interval: 500 },
      )
      .toBe(true);
    await runs.settled();
    expect(shown(db, "INBOX")).not.toEqual([]);
    expect(told).not.toEqual([]);
  });
});
