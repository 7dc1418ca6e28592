// What happens by itself when mail arrives: rules, blocked senders, reminders, notifications; and when a time comes.
import { expect, test } from "vitest";
import { dueFollowUps, insertFollowUp } from "../../src-main/store/mail/links.ts";
import { fileDeed } from "../../src-main/store/mail/ops.ts";
import { saveRules, setBlocked } from "../../src-main/store/mail/rules.ts";
import { snoozeMessages } from "../../src-main/store/mail/snoozes.ts";
import type { Arrival } from "../../src-main/sync/mail/deps.ts";
import { ruleApplies } from "../../src-main/sync/mail/rules.ts";
import type { MailRule } from "../../src-preload/contract/mail-rules.ts";
import type { MessageId } from "../../src-preload/contract/shapes.ts";
import { ACCOUNT, folderId, idOf, letter, letters, mailWorld, shown } from "./mail-world.ts";

const RULE: MailRule = { id: "r", name: "r", enabled: true, match: "all", tests: [], actions: [], stop: false };

async function known() {
  const world = await mailWorld();
  world.mailbox.deliver("INBOX", letters(1, 2));
  await world.runs.settled();
  return world;
}

test("new unread mail of the inbox is told, once; what was read elsewhere is not", async () => {
  const { runs, mailbox, told } = await known();
  mailbox.deliver("INBOX", [...letters(3, 3), ...letters(4, 4, ["\\Seen"])]);
  await runs.run({});
  await runs.run({});
  expect(told.map(({ subject }) => subject)).toEqual(["Letter 3"]);
});

test("a message moved into the inbox by another client is no news", async () => {
  const { runs, mailbox, told } = await known();
  mailbox.deliver("Archive", letters(3, 3));
  await runs.run({});
  mailbox.deliver("INBOX", letters(3, 3));
  await runs.run({});
  expect(told).toEqual([]);
});

test("mail of a blocked sender goes to junk, unsaid", async () => {
  const { db, runs, mailbox, told, clock } = await known();
  db.write(() => setBlocked(db, "eve@example.test", true, clock.nowMs()));
  mailbox.deliver("INBOX", [{ source: letter({ n: 3, from: "Eve@example.test" }) }]);
  await runs.settled();
  await runs.run({});
  await runs.settled();
  expect(told).toEqual([]);
  expect(shown(db, "Junk")).toEqual(["Letter 3"]);
  expect([...mailbox.contents("Junk")]).toHaveLength(1);
});

test("rules act in their order on what arrives, and stop where they say so", async () => {
  const { db, runs, mailbox, told } = await known();
  const tests: MailRule["tests"] = [{ field: "subject", how: "contains", value: "rechnung" }];
  db.write(() =>
    saveRules(db, [
      { ...RULE, id: "1", tests, actions: [{ kind: "flag", flag: "\\Flagged" }, { kind: "silent" }] },
      { ...RULE, id: "2", tests, actions: [{ kind: "move", folderId: folderId(db, "Archive") }], stop: true },
      { ...RULE, id: "3", tests, actions: [{ kind: "trash" }] },
    ]),
  );
  mailbox.deliver("INBOX", [{ source: letter({ n: 3, subject: "Ihre RECHNUNG" }) }, { source: letter({ n: 4 }) }]);
  await runs.run({});
  await runs.settled();
  expect(shown(db, "Archive")).toEqual(["Ihre RECHNUNG flagged"]);
  expect(told.map(({ subject }) => subject)).toEqual(["Letter 4"]);
});

test.each<[Partial<MailRule["tests"][number]>, boolean]>([
  [{ field: "from", how: "ends-with", value: "@example.test" }, true],
  [{ field: "from", how: "is", value: "Bob" }, true],
  [{ field: "from", how: "is", value: "Bobby" }, false],
  [{ field: "to", how: "contains", value: "alice" }, true],
  [{ field: "list", how: "exists" }, false],
  [{ field: "list", how: "exists", not: true }, true],
  [{ field: "attachment", how: "exists" }, true],
  [{ field: "words", how: "contains", value: "cafe creme" }, true],
  [{ field: "words", how: "contains", value: "" }, false],
])("a rule with %o applies: %s", (wanted, applies) => {
  const arrival: Arrival = {
    messageId: "1" as MessageId,
    isNew: true,
    seen: false,
    uid: 1,
    from: { address: "bob@example.test", name: "Bob" },
    to: [{ address: "alice@example.test" }],
    subject: "Hello",
    listId: undefined,
    text: "A  Café\ncrème, please",
    hasAttachments: true,
    hasInvitation: false,
    answers: [],
    draftId: undefined,
  };
  const one = wanted as MailRule["tests"][number];
  expect(ruleApplies({ enabled: true, match: "all", tests: [one] }, arrival)).toBe(applies);
  expect(ruleApplies({ enabled: false, match: "all", tests: [one] }, arrival)).toBe(false);
});

test("an answer ends the wait for it; without one the message is brought up when its time has come", async () => {
  const { db, runs, mailbox, clock, told } = await known();
  mailbox.deliver("Sent", letters(10, 11, ["\\Seen"]));
  await runs.run({});
  const remindAtMs = clock.nowMs() + 3_600_000;
  db.write(() => {
    for (const n of [10, 11])
      insertFollowUp(db, { id: `${n}`, accountId: ACCOUNT, messageIdHeader: `<letter-${n}@example.test>`, remindAtMs });
  });
  const headers = ["In-Reply-To: <letter-10@example.test>", "References: <letter-10@example.test>"];
  mailbox.deliver("INBOX", [{ source: letter({ n: 12, headers }), flags: ["\\Seen"] }]);
  await runs.run({});
  expect(dueFollowUps(db, Number.MAX_SAFE_INTEGER).map(({ id }) => id)).toEqual(["11"]);
  expect(runs.nextMs()).toBeLessThanOrEqual(remindAtMs);
  clock.advance(3_600_000);
  runs.runDue();
  expect(told.map(({ subject }) => subject)).toEqual(["Letter 11"]);
  expect(shown(db, "Sent")[0]).toBe("Letter 11 flagged pending");
  await runs.settled();
});

test("a snoozed message is back when its time has come, unread", async () => {
  const { db, runs, clock, told } = await known();
  db.write(() => {
    fileDeed(db, { kind: "flag", messageIds: [idOf(db, 2)], add: ["\\Seen"] }, clock.nowMs());
    snoozeMessages(db, [idOf(db, 2)], clock.nowMs() + 60_000, clock.nowMs());
  });
  await runs.settled();
  expect(shown(db, "INBOX")).toEqual(["Letter 1"]);
  expect(runs.nextMs()).toBeLessThanOrEqual(clock.nowMs() + 60_000);
  clock.advance(60_000);
  runs.runDue();
  await runs.settled();
  expect(shown(db, "INBOX")).toEqual(["Letter 2", "Letter 1"]);
  expect(told.map(({ subject }) => subject)).toEqual(["Letter 2"]);
});

test("invitations are noticed", async () => {
  const { db, runs, mailbox, invited } = await known();
  const headers = ["MIME-Version: 1.0", "Content-Type: text/calendar; method=REQUEST; charset=utf-8"];
  const body = ["BEGIN:VCALENDAR", "METHOD:REQUEST", "BEGIN:VEVENT", "UID:1", "END:VEVENT", "END:VCALENDAR"].join(
    "\r\n",
  );
  mailbox.deliver("INBOX", [{ source: letter({ n: 3, headers, body }) }]);
  await runs.run({});
  expect(invited).toEqual([idOf(db, 3)]);
});
