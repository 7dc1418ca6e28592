// Deeds on servers that cannot do them well: no stranger is ever expunged, no refusal is taken for success (rules 53–61).
import { describe, expect, it } from "vitest";
import { reasonOf } from "../contracts/calendar-manage.ts";
import type { ScriptedOptions } from "../servers/imap-scripted.ts";
import { never, scripted, signIn } from "./imap-scripted-setup.ts";

const onServer = async (options: ScriptedOptions) => {
  const server = await scripted(options);
  server.fill("INBOX", 4);
  const stranger = server.folders.get("INBOX")?.[3];
  if (stranger) stranger.flags = ["\\Deleted"];
  const connection = await signIn(server);
  const left = () => server.folders.get("INBOX")?.map(({ uid, flags }) => [uid, ...flags]);
  return { server, connection, left };
};

describe("on a server with neither MOVE nor UIDPLUS nor UNSELECT", () => {
  const BARE = { capabilities: "IMAP4rev1" };

  it("a move copies and marks, and neither EXPUNGE nor CLOSE is ever sent", async () => {
    const { server, connection, left } = await onServer(BARE);
    const result = await connection.move("INBOX", [1, 2], "Other", never);
    expect(result).toMatchObject({ leftMarked: true, missing: [] });
    expect(left()).toEqual([[1, "\\Deleted"], [2, "\\Deleted"], [3], [4, "\\Deleted"]]);
    expect(await connection.expunge("INBOX", [3], never)).toBe(false);
    await connection.close();
    expect(server.names().filter((name) => /EXPUNGE|CLOSE/.test(name))).toEqual([]);
  });

  it("a folder is left for reading only before it is renamed, so that CLOSE removes nothing", async () => {
    const { server, connection } = await onServer(BARE);
    await connection.flag("INBOX", [1], { add: ["\\Seen"], remove: [] }, never);
    await connection.renameFolder("INBOX", "Old", undefined, never);
    const names = server.names();
    const close = names.indexOf("CLOSE");
    if (close >= 0) expect(names.slice(0, close).findLast((name) => /SELECT|EXAMINE/.test(name))).toBe("EXAMINE");
    expect(names).toContain("RENAME");
  });
});

describe("on a server with UIDPLUS and without MOVE", () => {
  it("exactly what was copied is expunged, also when UIDPLUS is taken back in between", async () => {
    const { server, connection, left } = await onServer({
      capabilities: "IMAP4rev1 UIDPLUS",
      answer: ({ name, words }, self) =>
        name === "UID STORE"
          ? ["* CAPABILITY IMAP4rev1", ...self.usual({ name, words })]
          : name === "UID COPY"
            ? ["TAG OK [COPYUID 9 1,3 101,103] done"]
            : undefined,
    });
    const result = await connection.move("INBOX", [1, 2, 3], "Other", never);
    expect(result).toMatchObject({
      moved: new Map([
        [1, 101],
        [3, 103],
      ]),
      missing: [2],
      uidValidity: 9n,
    });
    expect(left()).toEqual([[2], [4, "\\Deleted"]]);
    expect(server.names()).not.toContain("EXPUNGE");
  });

  it("nothing is marked when the copy is refused", async () => {
    const { connection, left } = await onServer({
      capabilities: "IMAP4rev1 UIDPLUS",
      answer: ({ name }) => (name === "UID COPY" ? ["TAG NO [OVERQUOTA] full"] : undefined),
    });
    expect(await reasonOf(connection.move("INBOX", [1], "Other", never))).toBe("quota");
    expect(left()?.[0]).toEqual([1]);
  });

  it("nothing is expunged when marking is refused", async () => {
    const { server, connection } = await onServer({
      capabilities: "IMAP4rev1 UIDPLUS",
      answer: ({ name }) => (name === "UID STORE" ? ["TAG NO [NOPERM] no"] : undefined),
    });
    expect(await reasonOf(connection.move("INBOX", [1], "Other", never))).toBe("forbidden");
    expect(await reasonOf(connection.expunge("INBOX", [1], never))).toBe("forbidden");
    expect(server.names().filter((name) => name.includes("EXPUNGE"))).toEqual([]);
  });
});

describe("a move by MOVE", () => {
  it("tells new uids, and knows nothing of them where the server says nothing", async () => {
    const { connection } = await onServer({
      answer: ({ name }) => (name === "UID MOVE" ? ["TAG OK done"] : undefined),
    });
    const result = await connection.move("INBOX", [1, 77], "Other", never);
    expect(result).toMatchObject({ moved: new Map([[1, undefined]]), missing: [77], leftMarked: false });
  });

  it("that cannot be had any more copies, and expunges exactly that", async () => {
    const { server, connection, left } = await onServer({
      answer: ({ name, words, times }, self) =>
        name === "UID SEARCH" && times === 0
          ? ["* CAPABILITY IMAP4rev1 UIDPLUS", ...self.usual({ name, words })]
          : undefined,
    });
    const result = await connection.move("INBOX", [1], "Other", never);
    expect(result).toMatchObject({ moved: new Map([[1, undefined]]), leftMarked: false });
    expect(left()).toEqual([[2], [3], [4, "\\Deleted"]]);
    expect(server.names()).not.toContain("EXPUNGE");
  });

  it.each([
    ["[TRYCREATE] none", "missing"],
    ["[NOPERM] no", "forbidden"],
    ["[THROTTLED] slow down", "rate-limited"],
    ["[INUSE] locked", "rate-limited"],
    ["oops", "server-error"],
  ])("that is refused with %s fails as %s", async (text, reason) => {
    const { connection } = await onServer({
      answer: ({ name }) => (name === "UID MOVE" ? [`TAG NO ${text}`] : undefined),
    });
    expect(await reasonOf(connection.move("INBOX", [1], "Other", never))).toBe(reason);
  });
});

describe("flags", () => {
  it("never depend on UNCHANGEDSINCE, whose refusal would be taken for success", async () => {
    const { server, connection } = await onServer({
      answer: ({ name }) => (name === "UID STORE" ? ["TAG OK [MODIFIED 1] conditional store failed"] : undefined),
    });
    await connection.flag("INBOX", [1], { add: ["\\Seen"], remove: [] }, never);
    expect(server.commands.join("\n")).not.toContain("UNCHANGEDSINCE");
  });

  it("that a folder does not keep are named, and the others are set", async () => {
    const { server, connection } = await onServer({
      answer: ({ name, words }, self) =>
        name === "SELECT" ? self.usual({ name, words }).map((line) => line.replace(" \\*)]", ")]")) : undefined,
    });
    const left = await connection.flag("INBOX", [1], { add: ["\\SEEN", "$Forwarded"], remove: ["\\Flagged"] }, never);
    expect(left).toEqual(["$Forwarded"]);
    expect(server.commands.filter((line) => line.includes("UID STORE"))).toHaveLength(2);
    expect(await connection.flag("INBOX", [1], { add: ["Later"], remove: [] }, never)).toEqual(["Later"]);
    expect(server.commands.filter((line) => line.includes("UID STORE"))).toHaveLength(2);
  });

  it("are set on those that are there when the server refuses because of one that is gone", async () => {
    const { server, connection, left } = await onServer({
      answer: ({ name, words }) =>
        name === "UID STORE" && words.includes("9") ? ["TAG NO no such message"] : undefined,
    });
    await connection.flag("INBOX", [1, 9], { add: ["\\Seen"], remove: [] }, never);
    expect(left()?.[0]).toEqual([1, "\\Seen"]);
    await connection.flag("INBOX", [9], { add: ["\\Seen"], remove: [] }, never);
    expect(server.connections).toBe(1);
  });

  it("that are throttled tell when to go on", async () => {
    const text = "Request is throttled. Suggested Backoff Time: 40 milliseconds";
    const { connection } = await onServer({
      answer: ({ name }) => (name === "UID STORE" ? [`TAG NO ${text}`] : undefined),
    });
    const failure = await connection
      .flag("INBOX", [1], { add: ["\\Seen"], remove: [] }, never)
      .catch((e: unknown) => e);
    expect(failure).toMatchObject({ reason: "rate-limited" });
    expect((failure as { retryAtMs: number }).retryAtMs).toBeGreaterThan(0);
  });
});

describe("a message put on the server", () => {
  const options = { flags: ["\\Seen"], internalDateMs: Date.UTC(2026, 10, 2) };
  const message = Buffer.from("Subject: x\r\n\r\ny\r\n");

  it("that is larger than the server takes is not even sent", async () => {
    const { server, connection } = await onServer({ capabilities: "IMAP4rev1 UIDPLUS APPENDLIMIT=10" });
    expect(connection.traits.appendLimit).toBe(10);
    expect(await reasonOf(connection.append("INBOX", message, options, never))).toBe("too-large");
    expect(server.names()).not.toContain("APPEND");
  });

  it.each([
    ["[OVERQUOTA] full", "quota"],
    ["[TOOBIG] no", "too-large"],
    ["[TRYCREATE] none", "missing"],
  ])("and refused with %s fails as %s", async (text, reason) => {
    const { connection } = await onServer({
      answer: ({ name }) => (name === "APPEND" ? [`TAG NO ${text}`] : undefined),
    });
    expect(await reasonOf(connection.append("INBOX", message, options, never))).toBe(reason);
  });

  it("has a uid only where the server says so together with its validity", async () => {
    const { connection } = await onServer({
      capabilities: "IMAP4rev1",
      // The library looks for the uid of the last message then.
      answer: ({ name }) => (name === "APPEND" ? ["* 5 EXISTS", "TAG OK done"] : undefined),
    });
    await connection.uids("INBOX", never);
    expect(await connection.append("INBOX", message, options, never)).toEqual({});
    const sure = await onServer({
      answer: ({ name }) => (name === "APPEND" ? ["TAG OK [APPENDUID 7 12] done"] : undefined),
    });
    expect(await sure.connection.append("INBOX", message, options, never)).toEqual({ uid: 12, uidValidity: 7n });
  });

  it("is found by its own Message-ID, not by one that only holds it", async () => {
    const { connection } = await onServer({});
    // The server finds all of them.
    expect(await connection.findMessageId("INBOX", "<2@x>", never)).toEqual([2]);
    expect(await connection.findMessageId("INBOX", "2@x", never)).toEqual([]);
  });
});
