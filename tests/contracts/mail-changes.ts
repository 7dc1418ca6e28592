// What changed in a folder: the same truth by QRESYNC, by CONDSTORE and by numbers alone.
import { describe, expect, it, vi } from "vitest";
import type { FolderCursor } from "../../src-main/providers/mail-provider.ts";
import { until } from "../support/until.ts";
import { type Bench, mail, never } from "./mail-bench.ts";

export function mailChangeCases(bench: Bench): void {
  const { method } = bench.can;
  const changes = (path: string, cursor?: FolderCursor, known: readonly number[] = []) =>
    bench.connection().changes(path, cursor, () => known, never);
  const withMail = async (count: number) => {
    const path = await bench.folder();
    const messages = Array.from({ length: count }, (_, n) => ({ source: mail(`Change ${n}`) }));
    const uids = await bench.other().deliver(path, messages);
    return { path, uids, first: await changes(path) };
  };

  describe("changes", () => {
    it("begin with the folder as it is", async () => {
      const { uids, first } = await withMail(3);
      expect(first).toMatchObject({ exists: 3, uidValidityChanged: false, flags: [], vanished: [] });
      expect(first.cursor.uidNext).toBe((uids[2] ?? 0) + 1);
      expect(first.cursor.uidValidity).toBeGreaterThan(0n);
      if (method !== "plain") expect(first.cursor.highestModseq).toBeGreaterThan(0n);
      expect(first.permanentFlags).toContain("\\*");
    });

    it("are none when nothing happened", async () => {
      const { path, uids, first } = await withMail(2);
      const again = await changes(path, first.cursor, uids);
      expect(again).toMatchObject({ method, exists: 2, flags: [], cursor: first.cursor, uidValidityChanged: false });
      expect(again.vanished ?? []).toEqual([]);
    });

    it("name the flags that changed, and what is gone, as far as the server tells", async () => {
      const { path, uids, first } = await withMail(5);
      await bench.other().flag(path, uids[1] ?? 0, { add: ["\\Seen", "Later"] });
      await bench.other().expunge(path, [uids[2] ?? 0, uids[3] ?? 0]);
      await bench.other().deliver(path, [{ source: mail("New") }]);
      const news = await changes(path, first.cursor, uids);
      expect(news).toMatchObject({ method, exists: 4, uidValidityChanged: false });
      expect(news.cursor.uidNext).toBe(first.cursor.uidNext + 1);
      // The new message is no change of a known one.
      const flags = news.flags.map(({ uid, flags: of }) => [uid, of.toSorted()]);
      expect(flags).toEqual(method === "plain" ? [] : [[uids[1], ["Later", "\\Seen"].sort()]]);
      expect(news.vanished).toEqual(method === "qresync" ? [uids[2], uids[3]] : undefined);
      // The next question starts where this one stood.
      const next = await changes(path, news.cursor, uids);
      expect(next).toMatchObject({ flags: [], exists: 4 });
      expect(next.vanished ?? []).toEqual([]);
    });

    it("are told again from an old cursor: nothing is lost with what another command heard", async () => {
      const { path, uids, first } = await withMail(4);
      await bench.connection().flags(path, uids, "bulk", never);
      await bench.other().expunge(path, [uids[0] ?? 0]);
      // These hear of it on the way.
      await bench.connection().flags(path, uids, "bulk", never);
      await bench.connection().uids(path, never);
      const news = await changes(path, first.cursor, uids);
      expect(news.exists).toBe(3);
      expect(news.vanished).toEqual(method === "qresync" ? [uids[0]] : undefined);
    });

    it("of a folder that was made anew tell that uids mean nothing any more", async () => {
      const { path, uids, first } = await withMail(2);
      const other = { ...first.cursor, uidValidity: first.cursor.uidValidity + 1n };
      const news = await changes(path, other, uids);
      expect(news).toMatchObject({ uidValidityChanged: true, flags: [], vanished: [], cursor: first.cursor });
    });
  });

  describe("a watched folder", () => {
    it("is told of once for news that come together, and its watch ends with the signal", async () => {
      const { path } = await withMail(1);
      const stop = new AbortController();
      const onDirty = vi.fn();
      const watching = bench.connection().watch(path, { onDirty }, stop.signal);
      // What happened before the watch began was not heard: it begins with one word.
      await until(() => expect(onDirty).toHaveBeenCalledTimes(1));
      await bench.other().deliver(path, [{ source: mail("Ping") }, { source: mail("Pong") }, { source: mail("Pang") }]);
      await until(() => expect(onDirty.mock.calls.length).toBeGreaterThan(1));
      expect(onDirty.mock.calls.length).toBeLessThan(4);
      stop.abort();
      await watching;
    });
  });
}
