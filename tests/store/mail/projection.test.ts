import fc from "fast-check";
import { expect, test } from "vitest";
import type { Database } from "../../../src-main/store/database.ts";
import {
  applyFlags,
  dropForgotten,
  dropUnclaimed,
  forgetUids,
  knownUids,
  removeUids,
} from "../../../src-main/store/mail/base.ts";
import { setBodyFailure } from "../../../src-main/store/mail/message.ts";
import {
  beginDeeds,
  failDeeds,
  fileDeed,
  nextDeeds,
  releaseDeeds,
  retryDeeds,
  settleDeeds,
} from "../../../src-main/store/mail/ops.ts";
import { snoozeMessages } from "../../../src-main/store/mail/snoozes.ts";
import { undoDeeds } from "../../../src-main/store/mail/undo.ts";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { MessageId } from "../../../src-preload/contract/shapes.ts";
import { countedProjection, keptProjection } from "../../support/mail-projection.ts";
import { ALICE, folder, item, mailStore, take } from "../../support/mail-store.ts";

const PATHS = ["INBOX", "Work", "Archive", "Trash"] as const;
const FLAGS = ["\\Seen", "\\Flagged", "\\Answered", "$Later", "\\Deleted"];

type Step =
  | {
      readonly kind: "intake";
      readonly path: string;
      readonly uid: number;
      readonly n: number;
      readonly flags: string[];
      readonly parent: number;
      readonly body: boolean;
    }
  | { readonly kind: "flags"; readonly path: string; readonly uid: number; readonly flags: string[] }
  | { readonly kind: "gone"; readonly path: string; readonly uid: number }
  | { readonly kind: "validity"; readonly path: string; readonly again: boolean }
  | { readonly kind: "cycle" }
  | {
      readonly kind: "deed";
      readonly what: "flag" | "move" | "remove";
      readonly n: number;
      readonly from: string;
      readonly to: string;
      readonly flag: string;
      readonly add: boolean;
    }
  | { readonly kind: "snooze"; readonly n: number; readonly until: number | null }
  | { readonly kind: "undo"; readonly nth: number }
  | {
      readonly kind: "send";
      readonly how: "ok" | "no-uid" | "missing" | "marked" | "later" | "give-up" | "release" | "stop";
    }
  | { readonly kind: "retry" }
  | { readonly kind: "unreadable"; readonly n: number };

const path = fc.constantFrom(...PATHS);
const uid = fc.integer({ min: 1, max: 8 });
const n = fc.integer({ min: 0, max: 7 });
const flags = fc.subarray(FLAGS);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    arbitrary: fc.record({ kind: fc.constant("intake" as const), path, uid, n, flags, parent: n, body: fc.boolean() }),
    weight: 6,
  },
  { arbitrary: fc.record({ kind: fc.constant("flags" as const), path, uid, flags }), weight: 2 },
  { arbitrary: fc.record({ kind: fc.constant("gone" as const), path, uid }), weight: 2 },
  { arbitrary: fc.record({ kind: fc.constant("validity" as const), path, again: fc.boolean() }), weight: 1 },
  { arbitrary: fc.constant({ kind: "cycle" as const }), weight: 1 },
  {
    arbitrary: fc.record({
      kind: fc.constant("deed" as const),
      what: fc.constantFrom("flag" as const, "flag" as const, "move" as const, "move" as const, "remove" as const),
      n,
      from: fc.constantFrom(...PATHS, ""),
      to: path,
      flag: fc.constantFrom("\\Seen", "\\Flagged", "$Later"),
      add: fc.boolean(),
    }),
    weight: 8,
  },
  {
    arbitrary: fc.record({ kind: fc.constant("snooze" as const), n, until: fc.option(fc.constant(9_000)) }),
    weight: 1,
  },
  { arbitrary: fc.record({ kind: fc.constant("undo" as const), nth: n }), weight: 2 },
  {
    arbitrary: fc.record({
      kind: fc.constant("send" as const),
      how: fc.constantFrom(
        "ok" as const,
        "ok" as const,
        "no-uid" as const,
        "missing" as const,
        "marked" as const,
        "later" as const,
        "give-up" as const,
        "release" as const,
        "stop" as const,
      ),
    }),
    weight: 5,
  },
  { arbitrary: fc.constant({ kind: "retry" as const }), weight: 1 },
  { arbitrary: fc.record({ kind: fc.constant("unreadable" as const), n }), weight: 1 },
);

const messageIds = (db: Database) =>
  db
    .prepare<{ id: number }>("SELECT id FROM messages ORDER BY id")
    .all()
    .map(({ id }) => String(id) as MessageId);

/** Plays one step. @param at a clock that only counts */
function play(db: Database, one: Step, at: number): void {
  const ids = messageIds(db);
  const chosen = "n" in one ? ids.slice(one.n, one.n + 1) : [];
  switch (one.kind) {
    case "intake":
      take(db, one.path, {
        uid: one.uid,
        minute: one.n * 10,
        messageId: `<n${one.n}@example.test>`,
        subject: `Number ${one.n}`,
        references: one.parent < one.n ? [`<n${one.parent}@example.test>`] : [],
        flags: one.flags,
        body: one.body ? "whole" : "head",
        parts: one.n % 3 === 0 ? [{ name: "a.pdf", disposition: "attachment", mediaType: "application/pdf" }] : [],
      });
      return;
    case "flags":
      db.write(() => applyFlags(db, folder(db, one.path).id, [{ uid: one.uid, flags: one.flags }]));
      return;
    case "gone":
      db.write(() => removeUids(db, folder(db, one.path).id, [one.uid], at));
      return;
    case "validity":
      db.write(() => {
        forgetUids(db, folder(db, one.path).id);
        if (!one.again) dropForgotten(db, folder(db, one.path).id, at);
      });
      return;
    case "cycle":
      db.write(() => dropUnclaimed(db, ALICE, at));
      return;
    case "deed":
      db.write(() => deed(db, one, chosen, at));
      return;
    case "snooze":
      db.write(() => snoozeMessages(db, chosen, one.until, at, `u${at}`));
      return;
    case "undo":
      db.write(() => undoDeeds(db, `u${at - one.nth}`, `u${at}`, at));
      return;
    case "send":
      db.write(() => send(db, one.how, at));
      return;
    case "retry":
      db.write(() => retryDeeds(db, ALICE));
      return;
    case "unreadable":
      for (const id of chosen) db.write(() => setBodyFailure(db, id, new Failure("missing").toData()));
  }
}

function deed(db: Database, one: Extract<Step, { kind: "deed" }>, ids: MessageId[], at: number): void {
  const from = one.from === "" ? {} : { fromFolderId: folder(db, one.from).id };
  const flag = one.add ? { add: [one.flag] } : { remove: [one.flag] };
  if (one.what === "flag") fileDeed(db, { kind: "flag", messageIds: ids, ...flag }, at, `u${at}`);
  else if (one.what === "move") {
    fileDeed(db, { kind: "move", messageIds: ids, toFolderId: folder(db, one.to).id, ...from }, at, `u${at}`);
  } else fileDeed(db, { kind: "remove", messageIds: ids, ...from }, at, `u${at}`);
}

function send(db: Database, how: Extract<Step, { kind: "send" }>["how"], at: number): void {
  for (const { ids, uids } of nextDeeds(db, ALICE, at)) {
    beginDeeds(db, ids);
    const moved = new Map(uids.map((one) => [one, how === "no-uid" ? undefined : 1000 + at * 10 + one]));
    if (how === "later" || how === "give-up") {
      failDeeds(db, ids, new Failure("offline").toData(), how === "later" ? at : null);
    } else if (how === "release") releaseDeeds(db, ids);
    else if (how !== "stop") {
      settleDeeds(db, ids, { moved, missing: how === "missing" ? uids : [], leftMarked: how === "marked" }, at);
    }
  }
}

test("whatever happens on either side, what is shown is what base and deeds make, counted from scratch", {
  timeout: 60_000,
}, () => {
  fc.assert(
    // Long lives: by itself fast-check makes lists of some ten steps, in which no message is met twice.
    fc.property(fc.array(step, { minLength: 30, maxLength: 60, size: "max" }), (steps) => {
      const db = mailStore();
      for (const [at, one] of steps.entries()) {
        play(db, one, at + 1);
        expect(keptProjection(db), JSON.stringify(one)).toEqual(countedProjection(db));
      }
    }),
    { numRuns: 15 * Number(process.env.MAIL_FUZZ ?? 1), seed: 6 },
  );
});

test("known uids are those of the server, in order", () => {
  const db = mailStore();
  take(db, "INBOX", { uid: 5 }, { uid: 2 });
  db.write(() => forgetUids(db, folder(db, "INBOX").id));
  expect(knownUids(db, folder(db, "INBOX").id)).toEqual([]);
  take(db, "INBOX", { uid: 9, messageId: item({ uid: 5 }).read.messageId ?? "", minute: 5, subject: "Subject 5" });
  expect(knownUids(db, folder(db, "INBOX").id)).toEqual([9]);
});
