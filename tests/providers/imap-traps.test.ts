// What servers do that Dovecot would not: each trap of the rulebook as behaviour (mail rules 20–27, 34, 39, 40, 53, 56).
import { describe, expect, it } from "vitest";
import type { FolderCursor } from "../../src-main/providers/mail-provider.ts";
import { reasonOf } from "../contracts/calendar-manage.ts";
import { HANG_UP, type ScriptedImap } from "../servers/imap-scripted.ts";
import { allOf, never, scripted, signIn } from "./imap-scripted-setup.ts";

const HEAD = { kind: "head" } as const;
const SOURCE = { kind: "source", maxBytes: 1_000 } as const;
const QRESYNC = "IMAP4rev1 UIDPLUS MOVE UNSELECT ENABLE CONDSTORE QRESYNC";
const CURSOR: FolderCursor = { uidValidity: 7n, uidNext: 201, highestModseq: 40n };
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);
const changes = (connection: Awaited<ReturnType<typeof signIn>>, known: readonly number[], cursor = CURSOR) =>
  connection.changes("INBOX", cursor, () => known, never);

/** Answers SELECT as usual, with these lines before its end. */
const selecting =
  (...lines: string[]) =>
  ({ name, words }: { name: string; words: string }, server: ScriptedImap) => {
    if (name !== "SELECT" || !words.includes("QRESYNC")) return undefined;
    const usual = server.usual({ name, words });
    return [...usual.slice(0, -1), ...lines, ...usual.slice(-1)];
  };

describe("QRESYNC", () => {
  it("is not believed when it says that mail is gone which is there", async () => {
    const server = await scripted({ capabilities: QRESYNC, answer: selecting("* VANISHED (EARLIER) 1:200") });
    server.fill("INBOX", 200);
    server.folders.get("INBOX")?.splice(99, 1);
    const news = await changes(await signIn(server), range(1, 200));
    expect(news).toMatchObject({ method: "qresync", vanished: [100], exists: 199 });
  });

  it("is believed for a few, and only of mail that is stored here", async () => {
    const server = await scripted({ capabilities: QRESYNC, answer: selecting("* VANISHED (EARLIER) 3:9,4000:9000") });
    server.fill("INBOX", 2);
    expect((await changes(await signIn(server), [1, 2, 3, 5])).vanished).toEqual([3, 5]);
    expect(server.names()).not.toContain("UID SEARCH");
  });

  it("that is malformed removes nothing", async () => {
    const server = await scripted({
      capabilities: QRESYNC,
      answer: selecting("* VANISHED (EARLIER) foo", "* VANISHED"),
    });
    server.fill("INBOX", 3);
    expect((await changes(await signIn(server), [1, 2, 3])).vanished).toEqual([]);
  });

  it("of another UIDVALIDITY is dropped: what was announced before the answer does not count", async () => {
    const lines = ["* VANISHED (EARLIER) 1:3", "* 1 FETCH (UID 1 FLAGS (\\Seen) MODSEQ (45))"];
    const server = await scripted({ capabilities: QRESYNC, answer: selecting(...lines) });
    server.uidValidity = 8;
    server.fill("INBOX", 3);
    const news = await changes(await signIn(server), [1, 2, 3]);
    expect(news).toMatchObject({ uidValidityChanged: true, vanished: [], flags: [] });
    expect(news.cursor.uidValidity).toBe(8n);
  });

  it("tells flags of known messages alone, whatever else arrives meanwhile", async () => {
    const lines = ["* 1 FETCH (UID 1 FLAGS (\\Seen \\Recent) MODSEQ (45))", "* 2 FETCH (UID 201 FLAGS () MODSEQ (46))"];
    const server = await scripted({ capabilities: QRESYNC, answer: selecting(...lines) });
    server.fill("INBOX", 1);
    expect((await changes(await signIn(server), [1])).flags).toEqual([{ uid: 1, flags: ["\\Seen"], modseq: 45n }]);
  });

  it("without UIDs in its flags is asked the other way", async () => {
    const server = await scripted({ capabilities: QRESYNC, answer: selecting("* 1 FETCH (FLAGS (\\Seen))") });
    server.fill("INBOX", 1, { flags: ["\\Seen"] });
    const news = await changes(await signIn(server), [1]);
    expect(news).toMatchObject({ method: "condstore", vanished: undefined, flags: [{ uid: 1, flags: ["\\Seen"] }] });
  });
});

describe("CONDSTORE", () => {
  it("that ignores CHANGEDSINCE and answers everything is read by its mod-sequences", async () => {
    const server = await scripted();
    server.fill("INBOX", 20);
    const news = await changes(await signIn(server), range(1, 20), { ...CURSOR, uidNext: 21, highestModseq: 55n });
    expect(news.flags.map(({ uid }) => uid)).toEqual([16, 17, 18, 19, 20]);
  });

  it("asks nothing when the mod-sequence is the same", async () => {
    const server = await scripted();
    server.fill("INBOX", 2);
    await changes(await signIn(server), [1, 2], { ...CURSOR, highestModseq: 50n });
    expect(server.names()).not.toContain("UID FETCH");
  });
});

describe("numbers that are missing", () => {
  const without = (word: string) => ({
    answer: ({ name, words }: { name: string; words: string }, server: ScriptedImap) =>
      name === "SELECT" ? server.usual({ name, words }).filter((line) => !line.includes(word)) : undefined,
  });

  it("UIDNEXT is told by the last message", async () => {
    const server = await scripted(without("UIDNEXT"));
    server.fill("INBOX", 5);
    const news = await (await signIn(server)).changes("INBOX", undefined, () => [], never);
    expect(news.cursor.uidNext).toBe(6);
  });

  it("without UIDVALIDITY nothing is taken in", async () => {
    const connection = await signIn(await scripted(without("UIDVALIDITY")));
    expect(await reasonOf(connection.changes("INBOX", undefined, () => [], never))).toBe("bad-answer");
  });

  it("a folder that is listed and refuses to open is forbidden, even when the session ends with it", async () => {
    const server = await scripted({
      answer: ({ name, words }) =>
        name === "SELECT" && words.includes("Other") ? ["TAG NO cannot open", HANG_UP] : undefined,
    });
    const connection = await signIn(server);
    expect(["forbidden", "connection-lost"]).toContain(
      await reasonOf(connection.changes("Other", undefined, () => [], never)),
    );
    expect(await connection.uids("INBOX", never)).toEqual([]);
  });
});

describe("a fetch", () => {
  it("asks once more for what is missing from the answer, from a fresh view; then it is gone", async () => {
    const server = await scripted({
      answer: ({ name, times, words }, self) => {
        if (name !== "UID FETCH") return undefined;
        const usual = self.usual({ name, words });
        // Uid 2 comes at the second asking, 3 never.
        return usual.filter((line) => !line.includes("(UID 3 ") && !(times === 0 && line.includes("(UID 2 ")));
      },
    });
    server.fill("INBOX", 3);
    const connection = await signIn(server);
    const messages = await allOf(connection.fetch("INBOX", [3, 2, 1], SOURCE, "ops", never));
    expect(messages.map(({ uid }) => uid)).toEqual([2, 1]);
    expect(server.names().filter((name) => name === "UID FETCH")).toHaveLength(2);
    expect(server.names().filter((name) => name === "SELECT")).toHaveLength(2);
  });

  it("takes no news of others, and no flags alone, for a message", async () => {
    const server = await scripted({
      answer: ({ name, words }, self) =>
        name === "UID FETCH"
          ? [
              "* 1 FETCH (UID 1 FLAGS (\\Seen))",
              "* 9 FETCH (UID 99 FLAGS (\\Seen) RFC822.SIZE 3 BODY[]<0> {3}\r\nabc)",
              ...self.usual({ name, words }),
            ]
          : undefined,
    });
    server.fill("INBOX", 1);
    const messages = await allOf((await signIn(server)).fetch("INBOX", [1], SOURCE, "ops", never));
    expect(messages.map(({ uid }) => uid)).toEqual([1]);
    expect(Buffer.from(messages[0]?.source ?? []).toString()).toContain("Body 1");
  });

  it("that is throttled waits as long as the server asks, and brings everything once", async () => {
    const server = await scripted({
      answer: ({ name, times }) =>
        name === "UID FETCH" && times === 0
          ? ["TAG NO [THROTTLED] Request is throttled. Suggested Backoff Time: 50 milliseconds"]
          : undefined,
    });
    server.fill("INBOX", 3);
    const connection = await signIn(server, {}, { silenceMs: 400 });
    const messages = await allOf(connection.fetch("INBOX", [3, 2, 1], HEAD, "bulk", never));
    expect(messages.map(({ uid }) => uid)).toEqual([3, 2, 1]);
  });

  it("cuts what it asks into lines that servers take", async () => {
    const server = await scripted();
    const connection = await signIn(server);
    const scattered = range(1, 3_000).map((n) => n * 1_001);
    await connection.flags("INBOX", scattered, "bulk", never);
    await allOf(connection.fetch("INBOX", scattered, HEAD, "bulk", never));
    await connection.flag("INBOX", scattered, { add: ["\\Seen"], remove: [] }, never);
    expect(Math.max(...server.commands.map((line) => line.length))).toBeLessThan(8_000);
    expect(server.commands.filter((line) => line.includes("UID STORE")).length).toBeGreaterThan(2);
  });

  it("measures first where the last batch had many that were too large", async () => {
    const server = await scripted();
    server.fill("INBOX", 250, { source: `Subject: big\r\n\r\n${"x".repeat(5_000)}` });
    const messages = await allOf((await signIn(server)).fetch("INBOX", range(1, 250), SOURCE, "bulk", never));
    expect(messages).toHaveLength(250);
    expect(messages.every(({ source, parts }) => source === undefined && parts?.length === 1)).toBe(true);
    const bodies = server.commands.filter((line) => line.includes("BODY.PEEK[]"));
    expect(bodies).toHaveLength(1);
  });

  it("of Gmail brings labels and its ids", async () => {
    const server = await scripted({ capabilities: "IMAP4rev1 UIDPLUS MOVE ENABLE CONDSTORE X-GM-EXT-1" });
    server.fill("INBOX", 1, { labels: ["\\Inbox", "Work"] });
    const connection = await signIn(server);
    expect(connection.traits).toMatchObject({ labels: true, method: "condstore" });
    const [message] = await allOf(connection.fetch("INBOX", [1], SOURCE, "ops", never));
    expect(message).toMatchObject({ emailId: "1001", threadId: "2001", labels: ["\\Inbox", "Work"] });
    expect((await connection.flags("INBOX", [1], "ops", never))[0]?.labels).toEqual(["\\Inbox", "Work"]);
    const news = await changes(connection, [1], { ...CURSOR, uidNext: 2 });
    expect(news.flags[0]?.labels).toEqual(["\\Inbox", "Work"]);
  });
});

describe("a server that says goodbye in the middle of an answer", () => {
  it.each(["SELECT", "UID FETCH", "UID SEARCH"])("to %s has hung up: no fault of ours", async (name) => {
    const server = await scripted({
      answer: (command, self) => (command.name === name ? ["* BYE going", ...self.usual(command)] : undefined),
    });
    server.fill("INBOX", 2);
    const connection = await signIn(server);
    const looks = [
      () => connection.changes("INBOX", undefined, () => [], never),
      () => connection.uids("INBOX", never),
      () => allOf(connection.fetch("INBOX", [1, 2], HEAD, "ops", never)),
    ];
    for (const look of looks) {
      const reason = await look().then(
        () => "answered",
        (error: unknown) => (error as { reason?: string }).reason,
      );
      expect(["answered", "connection-lost"]).toContain(reason);
    }
  });
});
