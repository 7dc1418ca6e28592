// What people do with messages: at once here, soon on the server, and taken back as a whole.
import { describe, expect, it } from "vitest";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { MessageId } from "../../src-preload/contract/shapes.ts";
import { letter, type MailTestWorld, mailWorld } from "./mail-world.ts";

/** Flags on the server, by subject. */
function onServer({ mailbox }: MailTestWorld, path: string): Record<string, string> {
  const found = [...mailbox.contents(path).values()].map(({ source, flags }) => {
    const subject = /^Subject: (.*)$/m.exec(Buffer.from(source).toString())?.[1]?.trim() ?? "";
    return [subject, [...flags].toSorted().join(" ")];
  });
  return Object.fromEntries(found);
}

describe("deeds on messages", () => {
  it("show at once, reach the server with the next sync, and one undo takes back all of a command", async () => {
    const world = await mailWorld();
    const { call, receive, sync, folders } = world;
    const ids = await receive(letter("One"), letter("Two"), letter("Three"));
    const { undoId } = await call("mail.flag", { ids, add: ["\\Seen", "\\Flagged"] });
    const inbox = (await folders()).find(({ role }) => role === "inbox");
    expect([inbox?.unread, inbox?.flagged]).toEqual([0, 3]);
    expect(onServer(world, "INBOX")).toEqual({ One: "", Two: "", Three: "" });
    await sync();
    expect(onServer(world, "INBOX").Two).toBe("\\Flagged \\Seen");
    const redo = await call("mail.undo", { undoId: undoId ?? "" });
    await sync();
    expect(onServer(world, "INBOX")).toEqual({ One: "", Two: "", Three: "" });
    await call("mail.undo", { undoId: redo.undoId ?? "" });
    await sync();
    expect(onServer(world, "INBOX").One).toBe("\\Flagged \\Seen");
    await expect(call("mail.undo", { undoId: undoId ?? "" })).rejects.toMatchObject({ reason: "missing" });
  });

  it("that change nothing have nothing to be taken back", async () => {
    const { call, receive } = await mailWorld();
    const ids = await receive(letter("One"));
    expect(await call("mail.flag", { ids, remove: ["\\Flagged"] })).toEqual({});
  });

  it("move by role to the account's own folder, and back by undo before the server heard of it", async () => {
    const world = await mailWorld();
    const { call, receive, sync, ids } = world;
    const [id] = (await receive(letter("Keep"))) as [MessageId];
    const { undoId = "" } = await call("mail.move", { ids: [id], role: "archive" });
    expect([await ids("inbox"), await ids("archive")]).toEqual([[], [id]]);
    await call("mail.undo", { undoId });
    expect([await ids("inbox"), await ids("archive")]).toEqual([[id], []]);
    await sync();
    expect([Object.keys(onServer(world, "INBOX")), Object.keys(onServer(world, "Archive"))]).toEqual([["Keep"], []]);
  });

  it("that the server refuses are counted with the reason, and go out once more or are left at that", async () => {
    let isRefused = true;
    const world = await mailWorld({
      before: (method) => {
        if (isRefused && method === "move") throw new Failure("forbidden", { host: "imap.example.test" });
      },
    });
    const { call, receive, sync, clock, accountId } = world;
    const moved = await receive(letter("One"), letter("Two"));
    const refuse = async () => {
      await call("mail.move", { ids: moved, role: "archive" });
      for (let round = 0; round < 3; round++) {
        await sync();
        clock.advance(60_000);
      }
      const inbox = await world.folderId("inbox");
      return (await call("sync.status", {})).folders.find(({ folderId }) => folderId === inbox);
    };
    expect(await refuse()).toMatchObject({ pending: 0, failed: 2, failure: { reason: "forbidden" } });
    expect(await world.ids("inbox")).toHaveLength(2);
    expect(await call("mail.retryDeeds", { accountId, forget: true })).toEqual({ count: 2 });
    expect(await refuse()).toMatchObject({ failed: 2 });
    isRefused = false;
    expect(await call("mail.retryDeeds", { accountId })).toEqual({ count: 2 });
    await sync();
    expect(Object.keys(onServer(world, "Archive"))).toEqual(["One", "Two"]);
    expect((await world.folders()).map(({ sync: state }) => state.failed)).not.toContain(2);
  });

  it("remove to the trash first, from the trash for good", async () => {
    const world = await mailWorld();
    const { call, receive, sync, ids } = world;
    const [id] = (await receive(letter("Away"))) as [MessageId];
    await call("mail.remove", { ids: [id] });
    await sync();
    expect([Object.keys(onServer(world, "INBOX")), Object.keys(onServer(world, "Trash"))]).toEqual([[], ["Away"]]);
    await call("mail.remove", { ids: await ids("trash") });
    await sync();
    expect([Object.keys(onServer(world, "Trash")), await ids("trash")]).toEqual([[], []]);
  });

  it("make the archive or the trash that an account lacks, and move nothing while the server cannot be reached", async () => {
    let isAway = false;
    const world = await mailWorld({
      before: (method) => {
        if (isAway && method === "createFolder") throw new Failure("offline");
      },
    });
    const { call, receive, sync, ids, folderId } = world;
    const chosen = await receive(letter("Keep"), letter("Drop"));
    for (const role of ["archive", "trash"] as const) await call("mail.removeFolder", { id: await folderId(role) });
    const [keep, drop] = chosen as [MessageId, MessageId];
    isAway = true;
    await expect(call("mail.move", { ids: [keep], role: "archive" })).rejects.toMatchObject({ reason: "offline" });
    await expect(call("mail.remove", { ids: [drop] })).rejects.toMatchObject({ reason: "offline" });
    expect(await ids("inbox")).toHaveLength(2);
    isAway = false;
    await call("mail.move", { ids: [keep], role: "archive" });
    await call("mail.remove", { ids: [drop] });
    await sync();
    expect([Object.keys(onServer(world, "Archive")), Object.keys(onServer(world, "Trash"))]).toEqual([
      ["Keep"],
      ["Drop"],
    ]);
    expect([await ids("archive"), await ids("trash"), await ids("inbox")]).toEqual([[keep], [drop], []]);
  });

  it("refuse what makes no sense, and nothing has moved then", async () => {
    const { call, receive, ids, folderId } = await mailWorld();
    const chosen = await receive(letter("Stay"));
    const inbox = await folderId("inbox");
    await expect(call("mail.move", { ids: chosen })).rejects.toMatchObject({ reason: "invalid-input" });
    await expect(call("mail.move", { ids: chosen, role: "templates" })).rejects.toMatchObject({ reason: "missing" });
    await expect(call("mail.emptyFolder", { id: inbox })).rejects.toMatchObject({ reason: "invalid-input" });
    await expect(call("mail.snooze", { ids: chosen, untilMs: 1 })).rejects.toMatchObject({ reason: "invalid-input" });
    expect(await ids("inbox")).toEqual(chosen);
  });

  it("do not carry mail from one account into another", async () => {
    const { call, receive, ids } = await mailWorld();
    const chosen = await receive(letter("Mine"));
    const { account } = await call("accounts.add", { kind: "demo" });
    await call("sync.run", { accountId: account.id });
    const theirs = (await call("mail.folders", { accountId: account.id })).folders.find(
      ({ role }) => role === "archive",
    );
    const folderId = theirs?.id as NonNullable<typeof theirs>["id"];
    await expect(call("mail.move", { ids: chosen, folderId })).rejects.toMatchObject({ reason: "invalid-input" });
    expect(await ids("inbox")).toContain(chosen[0]);
  });

  it("mark a whole folder read, and empty junk", async () => {
    const { call, receive, sync, folderId, ids, folders } = await mailWorld();
    const all = await receive(letter("A"), letter("B"));
    await call("mail.markRead", { folderId: await folderId("inbox") });
    expect((await folders()).find(({ role }) => role === "inbox")?.unread).toBe(0);
    await call("mail.move", { ids: all, role: "junk" });
    await sync();
    expect(await call("mail.emptyFolder", { id: await folderId("junk") })).toEqual({ count: 2 });
    await sync();
    expect(await ids("junk")).toEqual([]);
  });

  it("put a message out of sight until its time", async () => {
    const { call, receive, ids, clock } = await mailWorld();
    const [id] = (await receive(letter("Later"))) as [MessageId];
    const { undoId = "" } = await call("mail.snooze", { ids: [id], untilMs: clock.nowMs() + 3_600_000 });
    expect([await ids("inbox"), await ids("snoozed")]).toEqual([[], [id]]);
    await call("mail.undo", { undoId });
    expect(await ids("inbox")).toEqual([id]);
  });
});

describe("folders", () => {
  it("are made, renamed and removed on the server, and a full one only when that is said", async () => {
    const world = await mailWorld();
    const { call, receive, accountId, sync, folders } = world;
    const { folder } = await call("mail.createFolder", { accountId, name: "Projects" });
    const inner = await call("mail.createFolder", { accountId, name: "Cadran", parentId: folder.id });
    expect(inner.folder).toMatchObject({ path: "Projects/Cadran", parentId: folder.id });
    const renamed = await call("mail.changeFolder", { id: folder.id, name: "Work", notify: true });
    expect(renamed.folder).toMatchObject({ path: "Work", notify: true });
    expect((await folders()).map(({ path }) => path)).toContain("Work/Cadran");
    const ids = await receive(letter("Kept"));
    await call("mail.move", { ids, folderId: inner.folder.id });
    await sync();
    await expect(call("mail.removeFolder", { id: folder.id })).rejects.toMatchObject({
      reason: "unsynced-edits",
      params: { count: 1 },
    });
    await call("mail.removeFolder", { id: folder.id, evenFull: true });
    await sync();
    expect((await folders()).map(({ path }) => path).filter((path) => path.startsWith("Work"))).toEqual([]);
  });

  it("keep the role that a person gave them, whatever the server says", async () => {
    const { call, accountId, sync, folderId } = await mailWorld();
    const { folder } = await call("mail.createFolder", { accountId, name: "Old" });
    await call("mail.changeFolder", { id: folder.id, role: "archive" });
    await sync();
    expect(await folderId("archive")).toBe(folder.id);
  });

  it("refuse names that the server would take for two", async () => {
    const { call, accountId, folderId } = await mailWorld();
    await expect(call("mail.createFolder", { accountId, name: "a/b" })).rejects.toMatchObject({
      reason: "invalid-input",
    });
    await expect(call("mail.removeFolder", { id: await folderId("inbox") })).rejects.toMatchObject({
      reason: "invalid-input",
    });
  });
});
