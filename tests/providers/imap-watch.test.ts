// Watching a folder: IDLE that is renewed, heard, and looked after (mail rules 13–18).
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { reasonOf } from "../contracts/calendar-manage.ts";
import { until } from "../support/until.ts";
import { never, scripted, signIn } from "./imap-scripted-setup.ts";

const watching = (connection: Awaited<ReturnType<typeof signIn>>, onAlert?: (text: string) => void) => {
  const stop = new AbortController();
  const onDirty = vi.fn();
  const ended = connection.watch("INBOX", { onDirty, ...(onAlert && { onAlert }) }, stop.signal);
  ended.catch(() => {});
  onTestFinished(() => stop.abort());
  return { stop, onDirty, ended };
};
const began = (onDirty: ReturnType<typeof vi.fn>) => until(() => expect(onDirty).toHaveBeenCalledTimes(1));

describe("a watched folder", () => {
  it("is opened for reading only on a socket of its own, and IDLE is renewed", async () => {
    const server = await scripted();
    const { onDirty, stop, ended } = watching(await signIn(server, {}, { idleMs: 60, debounceMs: 5 }));
    await began(onDirty);
    expect(server.connections).toBe(2);
    expect(server.names()).toContain("EXAMINE");
    expect(server.names()).not.toContain("SELECT");
    await until(() => expect(server.names().filter((name) => name === "IDLE").length).toBeGreaterThan(2));
    stop.abort();
    await ended;
    await until(() => expect(server.sockets.size).toBe(1));
  });

  it("is told of once for news that come together, and again for those that come later", async () => {
    const server = await scripted();
    const { onDirty } = watching(await signIn(server, {}, { debounceMs: 60 }));
    await began(onDirty);
    await until(() => expect(server.names()).toContain("IDLE"));
    for (const line of ["* 1 EXISTS", "* 2 EXISTS", "* 1 FETCH (FLAGS (\\Seen))", "* 1 EXPUNGE"]) server.say(line);
    await until(() => expect(onDirty).toHaveBeenCalledTimes(2));
    server.say("* 3 EXISTS");
    await until(() => expect(onDirty).toHaveBeenCalledTimes(3));
  });

  it("ends with a failure when the server hangs up, and the caller decides", async () => {
    const server = await scripted();
    const { onDirty, ended } = watching(await signIn(server, {}, { debounceMs: 5 }));
    await began(onDirty);
    await until(() => expect(server.names()).toContain("IDLE"));
    server.say("* BYE idle for too long");
    server.hangUp();
    expect(await reasonOf(ended)).toBe("connection-lost");
  });

  it("whose session went deaf is noticed from another socket", async () => {
    const server = await scripted();
    const connection = await signIn(server, {}, { debounceMs: 5, deafCheckMs: 40, deafGraceMs: 40 });
    const { onDirty, ended } = watching(connection);
    await began(onDirty);
    await until(() => expect(server.names()).toContain("STATUS"));
    // It arrives, and nobody says so.
    server.fill("INBOX", 1);
    expect(await reasonOf(ended)).toBe("connection-lost");
    expect(onDirty).toHaveBeenCalledTimes(2);
  });

  it("that hears what arrives is left alone by those looking after it", async () => {
    const server = await scripted();
    const { onDirty } = watching(await signIn(server, {}, { debounceMs: 5, deafCheckMs: 30, deafGraceMs: 60 }));
    await began(onDirty);
    await until(() => expect(server.names()).toContain("IDLE"));
    for (let n = 1; n <= 3; n++) {
      server.fill("INBOX", 1);
      server.say(`* ${n} EXISTS`);
      await until(() => expect(onDirty).toHaveBeenCalledTimes(n + 1));
      const looks = server.names().filter((name) => name === "STATUS").length;
      await until(() => expect(server.names().filter((name) => name === "STATUS").length).toBeGreaterThan(looks + 1));
    }
    expect(server.sockets.size).toBe(2);
  });

  it("passes on what the server has to say to the user", async () => {
    const server = await scripted();
    const onAlert = vi.fn();
    const { onDirty } = watching(await signIn(server, {}, { debounceMs: 5 }), onAlert);
    await began(onDirty);
    await until(() => expect(server.names()).toContain("IDLE"));
    server.say("* OK [ALERT] Maintenance tonight");
    await until(() => expect(onAlert).toHaveBeenCalledWith("Maintenance tonight"));
  });

  it("is polled where the server has no IDLE, or refuses it", async () => {
    const server = await scripted({ capabilities: "IMAP4rev1" });
    const { onDirty } = watching(await signIn(server, {}, { debounceMs: 5, idleMs: 40 }));
    await began(onDirty);
    await until(() => expect(server.names().filter((name) => name === "NOOP").length).toBeGreaterThan(1));
    server.say("* 1 EXISTS");
    await until(() => expect(onDirty).toHaveBeenCalledTimes(2));
  });

  it("is looked at now and then where no socket can be spared", async () => {
    const server = await scripted();
    const { onDirty, stop, ended } = watching(await signIn(server, {}, { connections: 1, pollMs: 20 }));
    await began(onDirty);
    server.fill("INBOX", 1);
    await until(() => expect(onDirty).toHaveBeenCalledTimes(2));
    expect(server.connections).toBe(1);
    stop.abort();
    await ended;
  });

  it("is looked at now and then where the server refuses another connection", async () => {
    const server = await scripted({
      answer: ({ name, connection }) => (name === "LOGIN" && connection > 1 ? ["TAG NO [LIMIT] too many"] : undefined),
    });
    const connection = await signIn(server, {}, { pollMs: 20 });
    const { onDirty } = watching(connection);
    await began(onDirty);
    expect(connection.traits.quirks).toContain("takes fewer connections than usual");
    expect(await connection.uids("INBOX", never)).toEqual([]);
  });

  it("that does not exist fails", async () => {
    const connection = await signIn(await scripted());
    const stop = new AbortController();
    onTestFinished(() => stop.abort());
    expect(await reasonOf(connection.watch("Nowhere", { onDirty: () => {} }, stop.signal))).toBe("missing");
  });

  it("ends without a complaint when the account is closed", async () => {
    const server = await scripted();
    const connection = await signIn(server, {}, { debounceMs: 5 });
    const { onDirty, ended } = watching(connection);
    await began(onDirty);
    await connection.close();
    expect(await reasonOf(ended)).toBe("cancelled");
  });
});
