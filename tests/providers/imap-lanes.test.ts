// Sockets: one for what the user does, one for what takes long; lost, stalled and refused ones (mail rules 3–9).
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { handshakeGate } from "../../src-main/providers/imap/gate.ts";
import { quirksOf } from "../../src-main/providers/imap/quirks.ts";
import { reasonOf } from "../contracts/calendar-manage.ts";
import { FaultProxy } from "../servers/fault-proxy.ts";
import { HANG_UP } from "../servers/imap-scripted.ts";
import { until } from "../support/until.ts";
import { allOf, never, scripted, signIn } from "./imap-scripted-setup.ts";

const HEAD = { kind: "head" } as const;

describe("lanes", () => {
  it("let a deed pass while a long fetch is under way, where the server allows three connections", async () => {
    const server = await scripted({
      answer: ({ name, connection }) => (name === "UID FETCH" && connection === 2 ? [] : undefined),
    });
    server.fill("INBOX", 3);
    const connection = await signIn(server, {}, { connections: 3 });
    const stop = new AbortController();
    const fetching = allOf(connection.fetch("INBOX", [1, 2, 3], HEAD, "bulk", stop.signal));
    fetching.catch(() => {});
    await until(() => expect(server.names()).toContain("UID FETCH"));
    await connection.flag("INBOX", [1], { add: ["\\Seen"], remove: [] }, never);
    expect(server.folders.get("INBOX")?.[0]?.flags).toEqual(["\\Seen"]);
    stop.abort();
    expect(await reasonOf(fetching)).toBe("cancelled");
  });

  it("share a socket where the server allows two", async () => {
    const server = await scripted();
    const connection = await signIn(server, {}, { connections: 2 });
    await connection.uids("INBOX", never);
    await connection.folders(never);
    await connection.flag("INBOX", [1], { add: ["\\Seen"], remove: [] }, never);
    expect(server.connections).toBe(1);
  });

  it("share one when the server hangs up on the second without a word", async () => {
    const server = await scripted({
      answer: ({ name, connection }) => (name === "LOGIN" && connection > 1 ? [HANG_UP] : undefined),
    });
    const connection = await signIn(server, {}, { connections: 3 });
    for (let n = 0; n < 3; n++) expect(await connection.uids("INBOX", never)).toEqual([]);
    expect(server.connections).toBe(3);
    expect(connection.traits.quirks).toEqual([]);
  });

  it("go on after a fetch that was left in the middle, and after one that was cut", async () => {
    const server = await scripted();
    server.fill("INBOX", 400);
    const proxy = await FaultProxy.start(server.port);
    onTestFinished(() => proxy.close());
    const connection = await signIn(proxy, {}, { connections: 3 });
    const uids = Array.from({ length: 400 }, (_, n) => 400 - n);
    for await (const batch of connection.fetch("INBOX", uids, HEAD, "bulk", never)) {
      expect(batch[0]?.uid).toBe(400);
      break;
    }
    expect(await connection.uids("INBOX", never)).toHaveLength(400);
    await connection.close();
    const again = await signIn(proxy, {}, { connections: 2 });
    // The answers to signing in and the first batch pass, the second batch is cut.
    proxy.set({ cutAfterBytes: 45_000 });
    const seen: number[] = [];
    const reading = (async () => {
      for await (const batch of again.fetch("INBOX", uids, HEAD, "bulk", never))
        seen.push(...batch.map(({ uid }) => uid));
    })();
    expect(await reasonOf(reading)).toBe("connection-lost");
    expect(seen).toEqual(uids.slice(0, 100));
    proxy.set({});
    expect(await again.uids("INBOX", never)).toHaveLength(400);
  });

  it("open a new socket when the old one was closed, without a word", async () => {
    const server = await scripted();
    const connection = await signIn(server);
    server.hangUp();
    await until(() => expect(server.sockets.size).toBe(0));
    await pause(20);
    expect(await connection.uids("INBOX", never)).toEqual([]);
    expect(server.connections).toBe(2);
  });

  it("are left when nobody uses them", async () => {
    const server = await scripted();
    const connection = await signIn(server, {}, { opsRestMs: 30 });
    await connection.quota(never);
    await until(() => expect(server.names()).toContain("LOGOUT"));
    expect(await connection.uids("INBOX", never)).toEqual([]);
  });

  it("end a command that stays silent, and go on with the next", async () => {
    const server = await scripted({
      answer: ({ name, times }) => (name === "UID SEARCH" && times === 0 ? [] : undefined),
    });
    const connection = await signIn(server, {}, { silenceMs: 80 });
    expect(await reasonOf(connection.uids("INBOX", never))).toBe("timeout");
    expect(await connection.uids("INBOX", never)).toEqual([]);
  });

  it.each([
    ["* BYE server going down for maintenance", "server-error"],
    ["* BYE Too many commands", "rate-limited"],
    ["* BYE see you", "connection-lost"],
  ])("tell what a server said when it hung up in the middle: %s", async (bye, reason) => {
    const server = await scripted({ answer: ({ name }) => (name === "UID SEARCH" ? [bye, HANG_UP] : undefined) });
    const connection = await signIn(server);
    expect(await reasonOf(connection.uids("INBOX", never))).toBe(reason);
  });

  it("let the caller go at once when it cancels, and keep the socket", async () => {
    const server = await scripted({
      answer: ({ name, times, tag }, { sockets }) => {
        if (name !== "UID SEARCH" || times > 0) return undefined;
        setTimeout(() => {
          for (const socket of sockets) socket.write(`* SEARCH 1\r\n${tag} OK late\r\n`);
        }, 100);
        return [];
      },
    });
    const connection = await signIn(server);
    const stop = new AbortController();
    const asked = connection.uids("INBOX", stop.signal);
    await until(() => expect(server.names()).toContain("UID SEARCH"));
    stop.abort();
    expect(await reasonOf(asked)).toBe("cancelled");
    expect(await reasonOf(connection.uids("INBOX", AbortSignal.abort()))).toBe("cancelled");
    expect(await connection.uids("INBOX", never)).toEqual([]);
    expect(server.connections).toBe(1);
  });

  it("write down what was asked, and never a secret", async () => {
    const server = await scripted({
      answer: ({ name }) => (name === "UID SEARCH" ? ["TAG NO what is s3cret-Pass?"] : undefined),
    });
    const connection = await signIn(server);
    await connection.folders(never);
    const failure = await connection.uids("INBOX", never).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: "server-error", params: { status: "NO what is •••?" } });
    expect(connection.requests()).toMatchObject([
      { method: "LIST", path: "" },
      { method: "UID SEARCH", path: "INBOX", note: "server-error" },
    ]);
    expect(JSON.stringify(connection.requests())).not.toContain("s3cret");
  });

  it("end with the connection", async () => {
    const server = await scripted();
    const connection = await signIn(server);
    await connection.close();
    await until(() => expect(server.sockets.size).toBe(0));
    expect(await reasonOf(connection.uids("INBOX", never))).toBe("cancelled");
  });
});

describe("handshakes at one host", () => {
  it("are three at a time, in turn, and other hosts do not wait", async () => {
    const gate = handshakeGate();
    let [inside, most] = [0, 0];
    const releases: (() => void)[] = [];
    const enter = (host: string, signal = never) =>
      gate(
        host,
        async () => {
          most = Math.max(most, ++inside);
          await new Promise<void>((resolve) => releases.push(resolve));
          inside--;
        },
        signal,
      );
    const stop = new AbortController();
    const all = [enter("a"), enter("a"), enter("a"), enter("a"), enter("a", stop.signal), enter("b")];
    await pause(0);
    expect([inside, most]).toEqual([4, 4]);
    stop.abort();
    expect(await reasonOf(all[4] ?? Promise.resolve())).toBe("cancelled");
    while (releases.length > 0) {
      releases.shift()?.();
      await pause(0);
    }
    await Promise.all(all.filter((_, n) => n !== 4));
    expect(most).toBe(4);
  });
});

describe("what is known of servers", () => {
  it.each([
    ["imap.gmail.com", "", { connections: 3, qresync: true }],
    ["p42-imap.mail.me.com", "", { connections: 2, qresync: false, condstore: false }],
    ["imap.mail.yahoo.com", "", { connections: 2, idleMs: 180_000 }],
    ["imap.163.com", "", { idleMs: 55_000, pollWith: "STATUS" }],
    ["imap.naver.com", "", { pollWith: "SELECT" }],
    ["127.0.0.1", "Gluon Proton Mail Bridge", { connections: 1, renumbers: true }],
    ["mail.example.test", "Courier-IMAP ready", { connections: 2, notes: ["shows appended mail after opening anew"] }],
    ["mail.infomaniak.com", "Dovecot", { connections: 3, renumbers: false }],
    ["mail.example.test", "", { connections: 2, idleMs: 240_000, qresync: true, notes: [] }],
  ])("%s %s", (host, server, expected) => expect(quirksOf(host, server)).toMatchObject(expected));
});
