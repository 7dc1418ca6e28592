// The user's deeds on their way to the server (mail rules 52–57): seen at once, never reverted by a look, never done twice.
import { describe, expect, test } from "vitest";
import type { MailConnection } from "../../src-main/providers/mail-provider.ts";
import { failedDeeds, fileDeed, pendingCount, retryDeeds } from "../../src-main/store/mail/ops.ts";
import type { Deed } from "../../src-main/store/mail/types.ts";
import { undoDeeds } from "../../src-main/store/mail/undo.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { ACCOUNT, folderId, idOf, letters, type MailEngine, type MailWorld, mailWorld, shown } from "./mail-world.ts";

const subjectsAt = (world: MailWorld, path: string) =>
  [...world.mailbox.contents(path).values()].map(({ source }) => /^Subject: (.*)\r$/m.exec(source.toString())?.[1]);
const flagsAt = (world: MailWorld, path: string) =>
  [...world.mailbox.contents(path).values()].map(({ flags }) => flags.toSorted().join(" "));

function deed({ db }: MailEngine, world: MailWorld, one: Deed, undoId?: string): void {
  db.write(() => fileDeed(db, one, world.clock.nowMs(), undoId));
}

const move = (engine: MailEngine, n: number, to: string): Deed => ({
  kind: "move",
  messageIds: [idOf(engine.db, n)],
  fromFolderId: folderId(engine.db, "INBOX"),
  toFolderId: folderId(engine.db, to),
});

test("a flag is shown at once, goes out when the account is next due, and is the server's then", async () => {
  const world = await mailWorld();
  const { db, runs } = world;
  world.mailbox.deliver("INBOX", letters(1, 2));
  await runs.settled();
  deed(world, world, { kind: "flag", messageIds: [idOf(db, 1), idOf(db, 2)], add: ["\\Seen"] });
  expect(shown(db, "INBOX")).toEqual(["Letter 2 seen pending", "Letter 1 seen pending"]);
  expect(runs.nextMs()).toBeLessThanOrEqual(world.clock.nowMs());
  world.calls.length = 0;
  await runs.settled();
  expect(world.calls.filter((call) => call.startsWith("flag "))).toEqual(["flag INBOX"]);
  expect(flagsAt(world, "INBOX")).toEqual(["\\Seen", "\\Seen"]);
  expect(shown(db, "INBOX")).toEqual(["Letter 2 seen", "Letter 1 seen"]);
});

test("a look never reverts a deed that the server does not have yet", async () => {
  let isAway = false;
  const world = await mailWorld({
    before: (method) => {
      if (isAway && (method === "flag" || method === "move")) throw new Failure("server-error", { status: "NO" });
    },
  });
  const { db, runs, mailbox } = world;
  const [first = 0] = mailbox.deliver("INBOX", letters(1, 3));
  await runs.settled();
  isAway = true;
  deed(world, world, { kind: "flag", messageIds: [idOf(db, 1)], add: ["\\Flagged"] });
  deed(world, world, move(world, 2, "Archive"));
  mailbox.setFlags("INBOX", [first], { add: ["\\Answered"], remove: ["\\Flagged"] });
  await runs.run({});
  expect(shown(db, "INBOX")).toEqual(["Letter 3", "Letter 1 flagged answered pending"]);
  expect(shown(db, "Archive")).toEqual(["Letter 2 pending"]);
  isAway = false;
  world.clock.advance(60 * 60_000);
  await runs.settled();
  expect(flagsAt(world, "INBOX").toSorted()).toEqual(["", "\\Answered \\Flagged"]);
  expect(subjectsAt(world, "Archive")).toEqual(["Letter 2"]);
  expect(shown(db, "Archive")).toEqual(["Letter 2"]);
  expect(pendingCount(db, {})).toBe(0);
});

test("undo before sending leaves the server in peace; undo after it brings the message back", async () => {
  const world = await mailWorld();
  const { db, runs, clock } = world;
  world.mailbox.deliver("INBOX", letters(1, 1));
  await runs.settled();
  deed(world, world, move(world, 1, "Archive"), "first");
  db.write(() => undoDeeds(db, "first", "back", clock.nowMs()));
  world.calls.length = 0;
  await runs.settled();
  expect(world.calls.filter((call) => call.startsWith("move"))).toEqual([]);
  deed(world, world, move(world, 1, "Archive"), "second");
  await runs.settled();
  expect(subjectsAt(world, "Archive")).toEqual(["Letter 1"]);
  db.write(() => undoDeeds(db, "second", "again", clock.nowMs()));
  expect(shown(db, "INBOX")).toEqual(["Letter 1 pending"]);
  await runs.settled();
  expect(subjectsAt(world, "INBOX")).toEqual(["Letter 1"]);
  expect(shown(db, "INBOX")).toEqual(["Letter 1"]);
  expect(shown(db, "Archive")).toEqual([]);
});

test("a deed that the server refuses twice is given up: its truth is shown again, and the user can try again", async () => {
  let isRefused = true;
  const world = await mailWorld({
    before: (method) => {
      if (isRefused && method === "move") throw new Failure("forbidden", { host: "mail.example.test" });
    },
  });
  const { db, runs, clock } = world;
  world.mailbox.deliver("INBOX", letters(1, 1));
  await runs.settled();
  deed(world, world, move(world, 1, "Archive"));
  for (let round = 0; round < 3; round++) {
    await runs.settled();
    clock.advance(60_000);
  }
  expect(shown(db, "INBOX")).toEqual(["Letter 1"]);
  expect(shown(db, "Archive")).toEqual([]);
  expect(failedDeeds(db, ACCOUNT)).toMatchObject([{ kind: "move", failure: { reason: "forbidden" } }]);
  isRefused = false;
  db.write(() => retryDeeds(db, ACCOUNT));
  await runs.settled();
  expect(subjectsAt(world, "Archive")).toEqual(["Letter 1"]);
});

test("a message that somebody else removed meanwhile does not stop the others", async () => {
  const world = await mailWorld();
  const { db, runs, mailbox } = world;
  const [first = 0] = mailbox.deliver("INBOX", letters(1, 3));
  await runs.settled();
  for (const n of [1, 2]) deed(world, world, move(world, n, "Archive"));
  mailbox.expunge("INBOX", [first]);
  await runs.settled();
  expect(subjectsAt(world, "Archive")).toEqual(["Letter 2"]);
  expect(shown(db, "Archive")).toEqual(["Letter 2"]);
  expect(shown(db, "INBOX")).toEqual(["Letter 3"]);
  expect(pendingCount(db, {})).toBe(0);
});

test("uids of a folder that is another one by now move nobody's mail", async () => {
  const world = await mailWorld();
  const { db, runs, mailbox } = world;
  mailbox.deliver("INBOX", letters(1, 3));
  await runs.settled();
  deed(world, world, move(world, 2, "Archive"));
  mailbox.deliver("INBOX", letters(4, 9));
  mailbox.renumber("INBOX");
  await runs.settled();
  await runs.settled();
  expect(subjectsAt(world, "Archive")).toEqual(["Letter 2"]);
  expect(shown(db, "INBOX")).toHaveLength(8);
});

/** A server that gave every number to another message and told nobody (mail rule 31). */
function shifted(connection: MailConnection, isShifted: () => boolean): MailConnection {
  const there = (uid: number) => (isShifted() ? uid - 1 : uid);
  const here = (uid: number) => (isShifted() ? uid + 1 : uid);
  return {
    ...connection,
    traits: { ...connection.traits, renumbers: true },
    changes: async (path, cursor, known, signal) => {
      const found = await connection.changes(path, cursor, () => known().map(there), signal);
      return {
        ...found,
        flags: found.flags.map((one) => ({ ...one, uid: here(one.uid) })),
        ...(found.vanished && { vanished: found.vanished.map(here) }),
      };
    },
    uids: async (...given) => (await connection.uids(...given)).map(here),
    async *fetch(path, uids, ...rest) {
      for await (const batch of connection.fetch(path, uids.map(there), ...rest)) {
        yield batch.map((one) => ({ ...one, uid: here(one.uid) }));
      }
    },
    move: (path, uids, ...rest) => connection.move(path, uids.map(there), ...rest),
    expunge: (path, uids, ...rest) => connection.expunge(path, uids.map(there), ...rest),
  };
}

test.each(["move", "remove"] as const)("numbers that changed unsaid %s nobody else's mail", async (kind) => {
  let isShifted = false;
  const world = await mailWorld({ around: (connection) => shifted(connection, () => isShifted) });
  const { db, runs } = world;
  world.mailbox.deliver("INBOX", letters(1, 4));
  await runs.settled();
  isShifted = true;
  const one: Deed = { kind: "remove", messageIds: [idOf(db, 3)], fromFolderId: folderId(db, "INBOX") };
  deed(world, world, kind === "move" ? move(world, 3, "Archive") : one);
  await runs.settled();
  expect(subjectsAt(world, "INBOX")).toEqual(["Letter 1", "Letter 2", "Letter 4"]);
  expect(subjectsAt(world, "Archive")).toEqual(kind === "move" ? ["Letter 3"] : []);
  expect(shown(db, "INBOX")).toEqual(["Letter 4", "Letter 2", "Letter 1"]);
  expect(pendingCount(db, {})).toBe(0);
});

const outcomes: readonly (readonly [string, { readonly move?: boolean; readonly uidPlus?: boolean }])[] = [
  ["MOVE and UIDPLUS", {}],
  ["MOVE alone", { uidPlus: false }],
  ["UIDPLUS alone", { move: false }],
  ["neither", { move: false, uidPlus: false }],
];
describe.each(outcomes)("a server with %s", (_name, abilities) => {
  test("moves a message once, and it is seen where it went", async () => {
    const world = await mailWorld(abilities);
    world.mailbox.deliver("INBOX", letters(1, 2));
    await world.runs.settled();
    deed(world, world, move(world, 1, "Archive"));
    await world.runs.settled();
    expect(subjectsAt(world, "Archive")).toEqual(["Letter 1"]);
    expect(shown(world.db, "Archive")).toEqual(["Letter 1"]);
    expect(shown(world.db, "INBOX")).toEqual(["Letter 2"]);
    expect(pendingCount(world.db, {})).toBe(0);
  });

  test.each(["before", "after"] as const)("a crash right %s a move leaves one message in one place", async (when) => {
    let dies = false;
    const world = await mailWorld({
      ...abilities,
      around: (connection) => dying(connection, ["move"], when, () => dies),
    });
    world.mailbox.deliver("INBOX", letters(1, 2));
    await world.runs.settled();
    deed(world, world, move(world, 1, "Archive"));
    dies = true;
    await world.runs.settled();
    dies = false;
    const engine = await world.crash();
    expect(shown(engine.db, "Archive")).toEqual(["Letter 1 pending"]);
    world.clock.advance(3_600_000);
    await engine.runs.settled();
    await engine.runs.run({});
    expect(subjectsAt(world, "Archive")).toEqual(["Letter 1"]);
    expect(shown(engine.db, "Archive")).toEqual(["Letter 1"]);
    expect(shown(engine.db, "INBOX")).toEqual(["Letter 2"]);
    expect(pendingCount(engine.db, {})).toBe(0);
  });

  test.each(["before", "after"] as const)(
    "a crash right %s a removal removes that message and no other",
    async (when) => {
      let dies = false;
      const world = await mailWorld({
        ...abilities,
        around: (connection) => dying(connection, ["expunge"], when, () => dies),
      });
      world.mailbox.deliver("Trash", letters(1, 2));
      await world.runs.settled();
      const { db } = world;
      deed(world, world, { kind: "remove", messageIds: [idOf(db, 1)], fromFolderId: folderId(db, "Trash") });
      dies = true;
      await world.runs.settled();
      dies = false;
      const engine = await world.crash();
      world.clock.advance(3_600_000);
      await engine.runs.settled();
      expect(shown(engine.db, "Trash")).toEqual(["Letter 2"]);
      expect(subjectsAt(world, "Trash").filter((one) => one === "Letter 2")).toHaveLength(1);
      expect(pendingCount(engine.db, {})).toBe(0);
    },
  );
});

/** A connection that is lost right before or right after a method did its work. */
function dying(
  connection: MailConnection,
  methods: readonly ("move" | "expunge" | "flag")[],
  when: "before" | "after",
  dies: () => boolean,
): MailConnection {
  const dead = () => new Failure("connection-lost", { host: "mail.example.test" });
  const wrapped = Object.fromEntries(
    methods.map((method) => [
      method,
      async (...given: never[]) => {
        if (dies() && when === "before") throw dead();
        const answer = await (connection[method] as (...all: never[]) => Promise<unknown>)(...given);
        if (dies()) throw dead();
        return answer;
      },
    ]),
  );
  return { ...connection, ...wrapped };
}
