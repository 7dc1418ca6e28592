import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { createReader } from "../../src-main/engine/mail-reader.ts";
import type { MailReader } from "../../src-main/providers/mail-reader.ts";

const HANGING = join(import.meta.dirname, "hanging-mail-worker.ts");
const message = (subject: string, body = "text") =>
  new TextEncoder().encode(`From: alice@example.com\r\nSubject: ${subject}\r\n\r\n${body}\r\n`);
const never = new AbortController().signal;

let reader: MailReader;
afterEach(() => reader.close());

describe("reading in workers (mail A5)", () => {
  test("gives every message back in its place, with its source compressed and its header's hash", async () => {
    reader = createReader();
    const sources = Array.from({ length: 150 }, (_, n) => message(`number ${n}`, `body ${n} `.repeat(50)));
    const results = await reader.read(sources, { compress: true }, never);
    expect(results.map(({ read }) => read.subject)).toEqual(sources.map((_, n) => `number ${n}`));
    for (const [n, { compressed, headerHash, read }] of results.entries()) {
      const source = sources[n] as Uint8Array;
      expect(new Uint8Array(zstdDecompressSync(compressed as Uint8Array))).toEqual(source);
      expect(headerHash).toBe(createHash("sha256").update(source.subarray(0, read.headerSize)).digest("hex"));
    }
  });

  test("leaves the caller's bytes alone, and sends no more of a large buffer than the message", async () => {
    reader = createReader({ workers: 1 });
    const pool = new Uint8Array(1_000_000).fill(120);
    pool.set(message("in a pool"), 500);
    const source = pool.subarray(500, 500 + message("in a pool").length);
    const [result] = await reader.read([source], {}, never);
    expect(result?.read.subject).toBe("in a pool");
    expect(result?.compressed).toBeUndefined();
    expect(source.length).toBeGreaterThan(0);
  });

  test("keeps the bytes of attachments only for those who ask", async () => {
    reader = createReader({ workers: 1 });
    const source = new Uint8Array(
      readFileSync(join(import.meta.dirname, "../fixtures/mail/inline-texts-in-order.eml")),
    );
    const [without] = await reader.read([source], {}, never);
    const [withBytes] = await reader.read([source], { withContent: true }, never);
    expect(without?.read.parts[0]).toMatchObject({ name: "a.png", size: 8 });
    expect(without?.read.parts[0]?.content).toBeUndefined();
    expect([...(withBytes?.read.parts[0]?.content ?? [])]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  });

  test.each([
    ["hang", "timeout"],
    ["crash", "crash"],
    ["throw", "crash"],
  ])(
    "a message that makes the worker %s is set aside with its header, and all others are read",
    async (kind, fault) => {
      reader = createReader({ workers: 2, limitMs: 3_000, workerFile: HANGING });
      const sources = Array.from({ length: 70 }, (_, n) => message(n === 3 || n === 40 ? `${kind} ${n}` : `fine ${n}`));
      const results = await reader.read(sources, { compress: true }, never);
      for (const [n, { read, compressed }] of results.entries()) {
        const isPoison = n === 3 || n === 40;
        expect(read.subject).toBe(isPoison ? `${kind} ${n}` : `fine ${n}`);
        expect(read.fault).toBe(isPoison ? fault : undefined);
        expect(compressed?.length).toBeGreaterThan(0);
      }
      // And it goes on working.
      expect((await reader.read([message("after")], {}, never))[0]?.read.subject).toBe("after");
    },
  );

  test("several callers are served at once, and one that gives up leaves the others alone", async () => {
    reader = createReader({ workers: 1, limitMs: 3_000, workerFile: HANGING });
    const leaving = new AbortController();
    const left = reader.read([message("hang")], {}, leaving.signal);
    const stays = reader.read([message("stays")], {}, never);
    leaving.abort();
    await expect(left).rejects.toMatchObject({ name: "Failure", reason: "cancelled" });
    expect((await stays)[0]?.read.subject).toBe("stays");
    await expect(reader.read([message("x")], {}, AbortSignal.abort())).rejects.toMatchObject({ reason: "cancelled" });
  });

  test("a worker that cannot start is told as a fault of ours, at once", async () => {
    reader = createReader({ workers: 1, workerFile: join(import.meta.dirname, "no-such-worker.ts") });
    await expect(reader.read([message("x")], {}, never)).rejects.toMatchObject({ reason: "bug" });
  });

  test("nothing to read needs no worker, and a closed reader refuses", async () => {
    reader = createReader();
    expect(await reader.read([], {}, never)).toEqual([]);
    await reader.close();
    await expect(reader.read([message("late")], {}, never)).rejects.toMatchObject({ reason: "cancelled" });
  });

  test("those who wait while it is closed are told", async () => {
    reader = createReader({ workers: 1, limitMs: 60_000, workerFile: HANGING });
    const waiting = reader.read([message("hang")], {}, never);
    const queued = reader.read([message("queued")], {}, never);
    const told = [waiting, queued].map((one) => expect(one).rejects.toMatchObject({ reason: "cancelled" }));
    await reader.close();
    await Promise.all(told);
  });
});
