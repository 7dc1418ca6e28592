// Two clients at one mailbox, ours and a plain one, doing whatever comes to mind: in the end both see the same, and of every
// letter there is exactly one, unless somebody removed it for good.
import fc from "fast-check";
import type { ImapFlow } from "imapflow";
import { describe, expect, onTestFinished, test } from "vitest";
import { fileDeed, pendingCount } from "../../src-main/store/mail/ops.ts";
import { undoDeeds } from "../../src-main/store/mail/undo.ts";
import type { MessageId } from "../../src-preload/contract/shapes.ts";
import { missingServer } from "../servers/child.ts";
import { startDovecot } from "../servers/dovecot.ts";
import { dovecotWorld, plainClient } from "./mail-dovecot-world.ts";
import { folderId, letter } from "./mail-world.ts";

const missing = missingServer("dovecot");
const FOLDERS = ["INBOX", "Archive", "Trash"] as const;
const FLAGS = ["\\Seen", "\\Flagged", "$Work"] as const;

const place = fc.constantFrom(...FOLDERS);
const flag = fc.constantFrom(...FLAGS);
const pick = fc.nat(30);
const deed = fc.oneof(
  fc.record({ do: fc.constant("flag" as const), by: fc.boolean(), folder: place, pick, flag, on: fc.boolean() }),
  fc.record({ do: fc.constant("move" as const), by: fc.boolean(), folder: place, pick, to: place }),
  fc.record({ do: fc.constant("remove" as const), by: fc.boolean(), pick }),
  fc.record({ do: fc.constant("arrive" as const) }),
  fc.record({ do: fc.constant("undo" as const) }),
  fc.record({ do: fc.constant("sync" as const) }),
);
type Step = typeof deed extends fc.Arbitrary<infer T> ? T : never;

describe.skipIf(missing)("two clients", () => {
  test.each([
    ["a server with all it can do", []],
    ["a server with neither CONDSTORE nor MOVE", ["QRESYNC", "CONDSTORE", "MOVE"]],
  ])("come together on %s", { timeout: 300_000 }, async (_name, hide) => {
    const server = await startDovecot({ hide });
    onTestFinished(() => server.stop());
    const other = await plainClient(server);
    const ours = await dovecotWorld({ server });
    let n = 0;
    const arrive = async () => {
      n += 1;
      await other.append("INBOX", letter({ n }));
    };
    for (let at = 0; at < 12; at++) await arrive();
    await ours.runs.settled();
    const removed = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 4, maxLength: 14 }), async (steps) => {
        const undos: string[] = [];
        for (const step of steps) await take(step, { other, ours, arrive, removed, undos });
        for (let round = 0; round < 3; round++) {
          ours.clock.advance(20 * 60_000);
          await ours.runs.run({});
          await ours.runs.settled();
        }
        expect(pendingCount(ours.db, {})).toBe(0);
        const there = await listOf(other);
        expect(shownHere(ours.db)).toEqual(there);
        const letters = there.map((line) => line.split(" ")[1] ?? "").toSorted();
        expect(new Set(letters).size, "no letter twice").toBe(letters.length);
        const expected = Array.from({ length: n }, (_, at) => `<letter-${at + 1}@example.test>`);
        for (const id of expected) if (!removed.has(id)) expect(letters, "no letter lost").toContain(id);
      }),
      { seed: 20_261_123, numRuns: 12, endOnFailure: true },
    );
  });
});

interface Stage {
  readonly other: ImapFlow;
  readonly ours: Awaited<ReturnType<typeof dovecotWorld>>;
  readonly arrive: () => Promise<void>;
  readonly removed: Set<string>;
  readonly undos: string[];
}

async function take(step: Step, stage: Stage): Promise<void> {
  if (step.do === "arrive") return stage.arrive();
  if (step.do === "sync") {
    await stage.ours.runs.run({});
    return;
  }
  if (step.do === "undo") {
    const id = stage.undos.pop();
    const { db, clock } = stage.ours;
    if (id) db.write(() => undoDeeds(db, id, `${id}-back`, clock.nowMs()));
    return;
  }
  if (step.do === "move" && step.to === step.folder) return;
  await ("by" in step && step.by ? takeHere(step, stage) : takeThere(step, stage));
}

type Deed = Extract<Step, { pick: number }>;

function takeHere(step: Deed, { ours: { db, clock }, removed, undos }: Stage): void {
  const from = step.do === "remove" ? "Trash" : step.folder;
  const fromFolderId = folderId(db, from);
  const rows = db
    .prepare<{ id: number; header: string }>(
      `SELECT m.id, m.message_id_header AS header FROM entries e JOIN messages m ON m.id = e.message_id
       WHERE e.folder_id = @folderId ORDER BY m.id`,
    )
    .all({ folderId: Number(fromFolderId) });
  const row = rows[step.pick % Math.max(1, rows.length)];
  if (!row) return;
  const messageIds = [String(row.id) as MessageId];
  const undoId = `undo-${db.prepare<{ n: number }>("SELECT count(*) AS n FROM mail_undo").get()?.n}-${undos.length}`;
  const nowMs = clock.nowMs();
  db.write(() => {
    if (step.do === "flag") {
      const change = step.on ? { add: [step.flag] } : { remove: [step.flag] };
      fileDeed(db, { kind: "flag", messageIds, ...change }, nowMs, undoId);
    } else if (step.do === "move") {
      fileDeed(db, { kind: "move", messageIds, fromFolderId, toFolderId: folderId(db, step.to) }, nowMs, undoId);
    } else {
      removed.add(row.header);
      fileDeed(db, { kind: "remove", messageIds, fromFolderId }, nowMs);
    }
  });
  if (step.do !== "remove") undos.push(undoId);
}

async function takeThere(step: Deed, { other, removed }: Stage): Promise<void> {
  await other.mailboxOpen(step.do === "remove" ? "Trash" : step.folder);
  const rows = await other.fetchAll("1:*", { envelope: true, uid: true }).catch(() => []);
  const row = rows[step.pick % Math.max(1, rows.length)];
  if (!row) return;
  const range = `${row.uid}`;
  if (step.do === "flag") {
    if (step.on) await other.messageFlagsAdd(range, [step.flag], { uid: true });
    else await other.messageFlagsRemove(range, [step.flag], { uid: true });
  } else if (step.do === "move") await other.messageMove(range, step.to, { uid: true });
  else {
    removed.add(row.envelope?.messageId ?? "");
    await other.messageDelete(range, { uid: true });
  }
}

/** Everything on the server: folder, Message-ID, flags. */
async function listOf(other: ImapFlow): Promise<string[]> {
  const lines: string[] = [];
  for (const path of FOLDERS) {
    await other.mailboxOpen(path);
    const rows = await other.fetchAll("1:*", { envelope: true, flags: true }).catch(() => []);
    for (const { envelope, flags } of rows)
      lines.push([path, envelope?.messageId, ...FLAGS.filter((one) => flags?.has(one))].join(" "));
  }
  return lines.toSorted();
}

function shownHere(db: Stage["ours"]["db"]): string[] {
  return FOLDERS.flatMap((path) =>
    db
      .prepare<{ header: string; flags: number; keywords: string }>(
        `SELECT m.message_id_header AS header, e.flags, e.keywords FROM entries e JOIN messages m ON m.id = e.message_id
         WHERE e.folder_id = @id`,
      )
      .all({ id: Number(folderId(db, path)) })
      .map(({ header, flags, keywords }) =>
        [
          path,
          header,
          ...(flags & 1 ? ["\\Seen"] : []),
          ...(flags & 2 ? ["\\Flagged"] : []),
          ...(keywords.includes("$Work") ? ["$Work"] : []),
        ].join(" "),
      ),
  ).toSorted();
}
