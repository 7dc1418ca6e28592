// A mailbox that is away, unwilling or shut (mail rules 5, 6, 9, 18): what the account does, and when it comes back.
import { expect, test } from "vitest";
import { getFolder, updateFolder } from "../../src-main/store/mail/folders.ts";
import { findMailAccount, updateMailAccount } from "../../src-main/store/mail/mail-accounts.ts";
import { fileDeed } from "../../src-main/store/mail/ops.ts";
import { Failure, type FailureReason } from "../../src-preload/contract/failure.ts";
import { ACCOUNT, folderId, idOf, letters, type MailWorld, mailWorld, shown } from "./mail-world.ts";

const HOST = { host: "mail.example.test" };

async function troubled(reason: FailureReason, retryAtMs?: number) {
  let failing = false;
  const fail = () => {
    if (failing) throw new Failure(reason, HOST, retryAtMs === undefined ? {} : { retryAtMs });
  };
  const world = await mailWorld({ before: fail, connect: fail });
  world.mailbox.deliver("INBOX", letters(1, 3));
  await world.runs.settled();
  return { world, set: (on: boolean) => (failing = on) };
}

const row = ({ db }: MailWorld) => findMailAccount(db, ACCOUNT);

test("away: what is here stays to be read, deeds wait, and all goes out when the network is back", async () => {
  const { world, set } = await troubled("connection-lost");
  const { db, runs, clock, mailbox } = world;
  set(true);
  db.write(() => fileDeed(db, { kind: "flag", messageIds: [idOf(db, 1)], add: ["\\Seen"] }, clock.nowMs()));
  const results = await runs.run({});
  expect(results[0]).toMatchObject({ outcome: "failed", failure: { reason: "connection-lost" } });
  expect(shown(db, "INBOX")).toEqual(["Letter 3", "Letter 2", "Letter 1 seen pending"]);
  expect(row(world)).toMatchObject({ failures: 1, state: "ready", failure: { reason: "connection-lost" } });
  mailbox.deliver("INBOX", letters(4, 4));
  set(false);
  await runs.wakeUp();
  await runs.settled();
  expect(shown(db, "INBOX")).toEqual(["Letter 4", "Letter 3", "Letter 2", "Letter 1 seen"]);
  expect(row(world)).toMatchObject({ failures: 0 });
  expect(row(world)?.failure).toBeUndefined();
});

test("a network that went is knocked at within a second at first, and once a minute later", async () => {
  const { world, set } = await troubled("connection-lost");
  const { runs, clock } = world;
  set(true);
  const waits: number[] = [];
  await runs.run({});
  for (let n = 0; n < 9; n++) {
    const atMs = row(world)?.nextAt ?? 0;
    waits.push(atMs - clock.nowMs());
    clock.advance(atMs - clock.nowMs());
    runs.runDue();
    await runs.settled();
  }
  expect(waits[0]).toBeLessThanOrEqual(1_000);
  expect(waits.at(-1)).toBeLessThanOrEqual(60_000);
  expect(waits.at(-1)).toBeGreaterThan(10_000);
});

test.each<FailureReason>(["rate-limited", "connection-refused", "timeout"])(
  "a server that does not want us (%s) is left alone for longer",
  async (reason) => {
    const { world, set } = await troubled(reason);
    set(true);
    await world.runs.run({});
    const waitMs = (row(world)?.nextAt ?? 0) - world.clock.nowMs();
    expect(waitMs).toBeGreaterThan(3_000);
    expect(waitMs).toBeLessThanOrEqual(30_000);
    world.calls.length = 0;
    await world.runs.settled();
    expect(world.calls).toEqual([]);
  },
);

test("a pause that the server asked for is kept, also when the network comes back meanwhile", async () => {
  const atMs = Date.parse("2026-11-18T09:10:00Z");
  const { world, set } = await troubled("rate-limited", atMs);
  set(true);
  await world.runs.run({});
  expect(row(world)?.nextAt).toBe(atMs);
  await world.runs.wakeUp();
  expect(row(world)?.nextAt).toBe(atMs);
});

test.each<FailureReason>(["wrong-password", "app-password", "imap-off"])(
  "a sign-in that is refused (%s) stops the account until somebody has signed in, and is never tried again by itself",
  async (reason) => {
    const { world, set } = await troubled(reason);
    const { db, runs, clock, calls } = world;
    set(true);
    await runs.run({});
    expect(row(world)).toMatchObject({ state: "sign-in", failure: { reason } });
    calls.length = 0;
    for (let n = 0; n < 10; n++) {
      clock.advance(3_600_000);
      runs.runDue();
      await runs.settled();
    }
    expect(await runs.run({})).toSatisfy((results: { outcome: string }[]) =>
      results.every((one) => one.outcome === "failed"),
    );
    expect(calls).toEqual([]);
    expect(runs.nextMs()).toBe(Number.POSITIVE_INFINITY);
    set(false);
    db.write(() => updateMailAccount(db, ACCOUNT, { state: "ready", failure: null }));
    await runs.run({});
    expect(row(world)).toMatchObject({ state: "ready", failures: 0 });
  },
);

test("a password that is no longer at hand is asked for, and nobody is signed in without", async () => {
  const world = await mailWorld({ isSignedOut: true });
  await world.runs.run({});
  expect(row(world)).toMatchObject({ state: "sign-in", failure: { reason: "password-needed" } });
  expect(world.calls).toEqual([]);
});

test("news of the inbox are taken in as soon as the server tells, and the watch begins again when it is lost", async () => {
  let lost: ((reason: Failure) => void) | undefined;
  let watches = 0;
  const world = await mailWorld({
    around: (connection) => ({
      ...connection,
      watch: (path, watch, signal) => {
        watches += 1;
        const gone = new Promise<never>((_, reject) => (lost = reject));
        gone.catch(() => undefined);
        return Promise.race([connection.watch(path, watch, signal), gone]);
      },
    }),
  });
  const { db, runs, mailbox, clock } = world;
  mailbox.deliver("INBOX", letters(1, 1));
  await runs.settled();
  expect(watches).toBe(1);
  mailbox.deliver("INBOX", letters(2, 2));
  await expect.poll(() => runs.nextMs() <= clock.nowMs()).toBe(true);
  await runs.settled();
  expect(shown(db, "INBOX")).toEqual(["Letter 2", "Letter 1"]);
  mailbox.deliver("INBOX", letters(3, 3));
  lost?.(new Failure("connection-lost"));
  await expect.poll(() => runs.nextMs() <= clock.nowMs()).toBe(true);
  await runs.settled();
  expect(shown(db, "INBOX")[0]).toBe("Letter 3");
  clock.advance(5_000);
  await expect.poll(() => watches).toBe(2);
});

test("a watched inbox is looked at every quarter of an hour, other folders every ten minutes, those that notify every two", async () => {
  const { db, runs, mailbox, clock } = await mailWorld();
  mailbox.makeFolder("Project");
  mailbox.deliver("INBOX", letters(1, 1));
  await runs.settled();
  await runs.run({});
  const wait = (path: string) => ((getFolder(db, folderId(db, path)).nextAt ?? 0) - clock.nowMs()) / 60_000;
  expect(wait("INBOX")).toBeCloseTo(15, 0);
  expect(wait("Project")).toBeCloseTo(10, 0);
  db.write(() => updateFolder(db, folderId(db, "Project"), { notify: true }));
  await runs.run({});
  expect(wait("Project")).toBeCloseTo(2, 0);
});

test("an account that is halted does nothing more, and its connection is closed", async () => {
  let closed = 0;
  const world = await mailWorld({
    around: (connection) => ({
      ...connection,
      close: async () => {
        closed += 1;
        await connection.close();
      },
    }),
  });
  await world.runs.settled();
  await world.runs.halt(ACCOUNT);
  expect(closed).toBe(1);
});

test("a run that is cancelled keeps what it has, and the next one goes on", async () => {
  let cancel: (() => void) | undefined;
  const world = await mailWorld({
    before: (method, path) => {
      if (method === "fetch" && path === "INBOX") cancel?.();
    },
  });
  const { db, runs, mailbox, clock } = world;
  mailbox.deliver("INBOX", letters(1, 300));
  await runs.run({});
  cancel = () => void runs.cancel();
  await runs.settled();
  cancel = undefined;
  clock.advance(3_600_000);
  await runs.settled();
  expect(shown(db, "INBOX")).toHaveLength(300);
});
