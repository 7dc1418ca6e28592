// The disk: full at every point of a story, read-only from the start, read-only while Cadran runs.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { lockFolder } from "../../src-main/engine/lock.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { letter, mailWorld } from "../commands/mail-world.ts";
import { eventText } from "../servers/dav.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";
import { testEngine } from "../support/test-engine.ts";
import { scripted } from "../sync/scripted-server.ts";
import { reportDrill } from "./report.ts";

const NOVEMBER = { fromMs: Date.parse("2026-11-01T00:00:00Z"), toMs: Date.parse("2026-12-01T00:00:00Z") };
const TINY = "size=8m";

/** A disk of its own, of 8 MiB; undefined where that is not allowed. */
function tinyDisk(): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return undefined;
  const folder = testFolder();
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", TINY, "tmpfs", folder]);
  if (status !== 0) return undefined;
  onTestFinished(() => void spawnSync("umount", ["-l", folder]));
  return folder;
}

/** Fills a disk until so many bytes are left. */
function leave(folder: string, bytes: number): void {
  const filler = join(folder, "filler");
  rmSync(filler, { force: true });
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
}

/** The connections that are opened from now on, to be told what a disk would tell them. */
function connections(): Set<Sqlite.Database> {
  const open = new Set<Sqlite.Database>();
  const pragma = Sqlite.prototype.pragma;
  vi.spyOn(Sqlite.prototype, "pragma").mockImplementation(function (this: Sqlite.Database, ...args) {
    open.add(this);
    return pragma.apply(this, args);
  });
  return open;
}

afterEach(() => vi.restoreAllMocks());

async function story(folder: string) {
  const server = scripted();
  for (let n = 0; n < 5; n++) server.put(`e${n}.ics`, eventText(`e${n}@example.test`, `Event ${n}`));
  const clock = fakeClock();
  const engine = testEngine({ folder, clock, demo: server.provider });
  onTestFinished(() => engine.close());
  const { call } = engine;
  const { calendars } = await call("accounts.add", { kind: "demo" });
  const calendarId = calendars.find(({ name }) => name === "Scripted")?.id as CalendarId;
  await call("sync.run", {});
  const times = { start: "2026-11-24T10:00", end: "2026-11-24T11:00" };
  const create = (title: string) =>
    call("events.create", { calendarId, title, description: "x".repeat(2000), ...times });
  const titles = async () => (await call("agenda.range", NOVEMBER)).occurrences.map(({ title }) => title);
  const onServer = () => [...server.items.values()].map(({ text }) => /SUMMARY:(.*?)\r?\n/.exec(text)?.[1]);
  return { server, clock, call, create, titles, onServer };
}

/** @returns the reason it failed with, or "kept" */
async function outcome(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "kept",
    (error: unknown) => (error instanceof Failure ? error.reason : String(error)),
  );
}

/** Edits, news from the server and a backup, with ever more room: what was answered must be there, and nothing else may fail. */
async function runOut(
  told: Awaited<ReturnType<typeof story>>,
  rooms: readonly number[],
  limit: (room: number) => void,
) {
  const { server, clock, call, create, titles, onServer } = told;
  const kept: string[] = [];
  const reasons = new Set<string>();
  for (const [n, room] of rooms.entries()) {
    limit(room);
    server.put(`news${n}.ics`, eventText(`news${n}@example.test`, `News ${n}`));
    for (const title of [`Made ${n}`, `Made ${n} again`]) {
      const ended = await outcome(create(title));
      if (ended === "kept") kept.push(title);
      reasons.add(ended);
    }
    const ran = await outcome(call("sync.run", {}));
    reasons.add(ran);
    reasons.add(await outcome(call("backups.make", {})));
    // Readable all the time.
    expect(await titles()).toEqual(expect.arrayContaining(kept));
  }
  limit(Number.POSITIVE_INFINITY);
  clock.advance(2 * 3_600_000);
  await call("sync.run", {});
  await call("sync.run", { full: true });
  const shown = await titles();
  expect(shown.toSorted()).toEqual(onServer().toSorted());
  const lost = kept.filter((title) => !onServer().includes(title));
  const twice = shown.filter((title, at) => shown.indexOf(title) < at);
  return { lost, twice, reasons };
}

describe("a disk that is full", () => {
  it("at every page of an agenda's story: each edit is kept or refused with that reason, and with room again all is equal", async () => {
    const open = connections();
    const told = await story(testFolder());
    const db = [...open].find(({ name, open: isOpen }) => isOpen && name.endsWith("cadran.sqlite"));
    const limit = (room: number) => {
      const pages = Number(db?.pragma("page_count", { simple: true }));
      db?.pragma(`max_page_count = ${Number.isFinite(room) ? pages + room : 1_073_741_823}`);
    };
    const { lost, twice, reasons } = await runOut(told, [0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 8, 10, 13], limit);
    expect(lost).toEqual([]);
    expect(twice).toEqual([]);
    expect(reasons).toContain("disk-full");
    expect([...reasons].filter((reason) => !["kept", "disk-full"].includes(reason))).toEqual([]);
    reportDrill({
      drill: "disk full at every page (agenda)",
      lost,
      ended: "refused or kept; equal to the server with room again",
    });
  });

  it("a real one of 8 MiB, byte by byte fuller", async ({ skip }) => {
    const folder = tinyDisk();
    if (folder === undefined) return skip("mounting is for root on Linux");
    const told = await story(folder);
    const limit = (room: number) => (Number.isFinite(room) ? leave(folder, room) : rmSync(join(folder, "filler")));
    const rooms = [0, 0, 4096, 8192, 12_288, 20_480, 32_768, 65_536, 131_072, 262_144];
    const { lost, twice, reasons } = await runOut(told, rooms, limit);
    expect(lost).toEqual([]);
    expect(twice).toEqual([]);
    expect(reasons).toContain("disk-full");
    expect([...reasons].filter((reason) => !["kept", "disk-full", "storage"].includes(reason))).toEqual([]);
    reportDrill({
      drill: "a real disk of 8 MiB runs full",
      lost,
      ended: `${[...reasons].join(", ")}; equal with room again`,
    });
  });

  it("while mail is written: what was answered is there, and nothing goes out that was not", async () => {
    const open = connections();
    const { call, accountId, receive, sent, settle } = await mailWorld();
    await receive(letter("Before"));
    const db = [...open].find(({ name, open: isOpen }) => isOpen && name.endsWith("cadran.sqlite"));
    const kept: string[] = [];
    const queued: string[] = [];
    for (let room = 0; room < 12; room++) {
      const pages = Number(db?.pragma("page_count", { simple: true }));
      db?.pragma(`max_page_count = ${pages + room}`);
      const subject = `Draft ${room}`;
      const text = "word ".repeat(1500);
      if ((await outcome(call("mail.draft", { accountId, subject, text, to: [] }))) === "kept") kept.push(subject);
      const mail = { accountId, subject: `Sent ${room}`, text, to: ["bob@example.test"], undoSeconds: 0 };
      if ((await outcome(call("mail.send", mail))) === "kept") queued.push(mail.subject);
    }
    db?.pragma("max_page_count = 1073741823");
    await settle();
    await settle();
    const { drafts } = await call("mail.drafts", { accountId });
    const subjects = drafts.map(({ subject }) => subject);
    const gone = sent.map(({ source }) => /^Subject: (.*)$/m.exec(source)?.[1]?.trim() ?? "");
    expect(kept.filter((subject) => !subjects.includes(subject))).toEqual([]);
    expect(gone.toSorted()).toEqual(queued.toSorted());
    expect(kept.length).toBeLessThan(12);
    reportDrill({
      drill: "disk full while mail is written",
      lost: [],
      ended: `${kept.length} drafts kept, ${gone.length} sent once each`,
    });
  });
});

describe("a folder that is read-only", () => {
  it("from the start: Cadran says so and touches nothing", async ({ skip }) => {
    const isRoot = process.getuid?.() === 0;
    const folder = isRoot ? tinyDisk() : testFolder();
    if (folder === undefined) return skip("root writes everywhere, and mounting is for Linux");
    mkdirSync(join(folder, "data"));
    const told = await story(join(folder, "data"));
    await told.create("Kept");
    await told.call("sync.cancel", {});
    mkdirSync(join(folder, "closed"));
    if (isRoot) spawnSync("mount", ["--bind", join(folder, "data"), join(folder, "closed")]);
    const where = isRoot ? join(folder, "closed") : join(folder, "data");
    if (isRoot) {
      onTestFinished(() => void spawnSync("umount", ["-l", where]));
      expect(spawnSync("mount", ["-o", "remount,bind,ro", where]).status).toBe(0);
    } else {
      chmodSync(where, 0o500);
      onTestFinished(() => chmodSync(where, 0o700));
    }
    expect(() => lockFolder(where)).toThrow(expect.objectContaining({ reason: "storage" }));
    expect(await told.titles()).toContain("Kept");
    reportDrill({ drill: "folder read-only from the start", lost: [], ended: "refused with the reason" });
  });

  it("from some moment on: reading goes on, edits are refused, and with it writable again all is equal", async () => {
    const open = connections();
    const told = await story(testFolder());
    const { server, call, create, titles, onServer } = told;
    await create("Before");
    const db = [...open].find(({ name, open: isOpen }) => isOpen && name.endsWith("cadran.sqlite"));
    db?.pragma("query_only = ON");
    server.put("news.ics", eventText("news@example.test", "News"));
    expect(await outcome(create("Refused"))).toBe("storage");
    expect(["kept", "storage"]).toContain(await outcome(call("sync.run", {})));
    expect(await titles()).toEqual(expect.arrayContaining(["Before", "Event 1"]));
    db?.pragma("query_only = OFF");
    await create("After");
    await call("sync.run", {});
    await call("sync.run", { full: true });
    expect((await titles()).toSorted()).toEqual(onServer().toSorted());
    expect(onServer()).toEqual(expect.arrayContaining(["Before", "After", "News"]));
    expect(onServer()).not.toContain("Refused");
    reportDrill({
      drill: "folder becomes read-only while running",
      lost: [],
      ended: "edits refused, reading goes on, equal afterwards",
    });
  });
});
