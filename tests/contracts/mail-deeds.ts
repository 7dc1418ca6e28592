// What the user does: flags, moves, removals, drafts put on the server. Strangers' mail is never touched.
import { describe, expect, it } from "vitest";
import { reasonOf } from "./calendar-manage.ts";
import { type Bench, mail, never } from "./mail-bench.ts";

export function mailDeedCases(bench: Bench): void {
  const { move: canMove, uidPlus } = bench.can;
  const withMail = async (count: number) => {
    const path = await bench.folder();
    const messages = Array.from({ length: count }, (_, n) => ({ source: mail(`Deed ${n}`) }));
    return { path, uids: await bench.other().deliver(path, messages) };
  };
  const flagsIn = async (path: string) =>
    Object.fromEntries([...(await bench.other().list(path))].map(([uid, flags]) => [uid, flags.toSorted()]));

  describe("flags", () => {
    it("are added and removed, others stay, and messages that are gone do not matter", async () => {
      const { path, uids } = await withMail(3);
      const [a = 0, b = 0, c = 0] = uids;
      await bench.other().flag(path, a, { add: ["\\Answered", "\\Flagged"] });
      await bench.other().expunge(path, [c]);
      const left = await bench
        .connection()
        .flag(path, [a, b, c, 999], { add: ["\\Seen", "$Forwarded"], remove: ["\\Flagged"] }, never);
      expect(left).toEqual([]);
      expect(await flagsIn(path)).toEqual({
        [a]: ["$Forwarded", "\\Answered", "\\Seen"].sort(),
        [b]: ["$Forwarded", "\\Seen"].sort(),
      });
    });

    it("of many scattered messages are changed, and of no neighbour", async () => {
      const { path, uids } = await withMail(60);
      const even = uids.filter((uid) => uid % 2 === 0);
      await bench.connection().flag(path, even, { add: ["\\Seen"], remove: [] }, never);
      const seen = Object.entries(await flagsIn(path)).flatMap(([uid, flags]) =>
        flags.length > 0 ? [Number(uid)] : [],
      );
      expect(seen).toEqual(even);
    });
  });

  describe("a move", () => {
    it("takes exactly the messages named, and leaves alone what others marked for deletion", async () => {
      const { path, uids } = await withMail(4);
      const target = await bench.folder();
      const [a = 0, b = 0, c = 0, stranger = 0] = uids;
      await bench.other().flag(path, stranger, { add: ["\\Deleted"] });
      await bench.other().flag(path, a, { add: ["\\Seen"] });
      await bench.other().expunge(path, [c]);
      const result = await bench.connection().move(path, [a, b, c], target, never);
      expect([...result.moved.keys()]).toEqual([a, b]);
      expect(result.missing).toEqual([c]);
      expect(result.leftMarked).toBe(!canMove && !uidPlus);
      const [here, there] = [await flagsIn(path), await flagsIn(target)];
      expect(here[stranger]).toEqual(["\\Deleted"]);
      if (result.leftMarked) expect(here[a]).toEqual(["\\Deleted", "\\Seen"]);
      else expect(Object.keys(here)).toEqual([`${stranger}`]);
      expect(Object.keys(there)).toHaveLength(2);
      expect(Object.values(there).flat()).toEqual(["\\Seen"]);
      if (uidPlus) {
        expect(result.uidValidity).toBeGreaterThan(0n);
        expect(there[result.moved.get(a) ?? 0]).toEqual(["\\Seen"]);
      } else
        for (const uid of result.moved.values()) expect([undefined, ...Object.keys(there).map(Number)]).toContain(uid);
    });

    it("of messages that are all gone moves nothing", async () => {
      const { path, uids } = await withMail(1);
      const target = await bench.folder();
      await bench.other().expunge(path, uids);
      const result = await bench.connection().move(path, uids, target, never);
      expect(result).toMatchObject({ missing: uids, moved: new Map() });
    });

    it("to a folder that is not there says so, and everything stays", async () => {
      const { path, uids } = await withMail(2);
      expect(await reasonOf(bench.connection().move(path, uids, "Nowhere", never))).toBe("missing");
      expect(Object.keys(await flagsIn(path))).toHaveLength(2);
    });
  });

  describe("a removal", () => {
    it("removes exactly the messages named, or marks them where the server cannot", async () => {
      const { path, uids } = await withMail(3);
      const [a = 0, b = 0, stranger = 0] = uids;
      await bench.other().flag(path, stranger, { add: ["\\Deleted"] });
      expect(await bench.connection().expunge(path, [a, b, 999], never)).toBe(uidPlus);
      const left = await flagsIn(path);
      expect(left[stranger]).toEqual(["\\Deleted"]);
      expect(Object.keys(left)).toHaveLength(uidPlus ? 1 : 3);
    });
  });

  describe("a message put on the server", () => {
    it("keeps its bytes, flags and date, and is found by its Message-ID alone", async () => {
      const path = await bench.folder();
      const source = mail("Filed", "Naïve ☕\r\n");
      const [wrong = 0] = await bench
        .other()
        .deliver(path, [{ source: mail("Xfiled").replace("<xfiled", "<x<filed") }]);
      const bytes = new TextEncoder().encode(source);
      const options = { flags: ["\\Seen", "\\Draft"], internalDateMs: Date.UTC(2026, 8, 1, 12, 0, 0) };
      const { uid, uidValidity } = await bench.connection().append(path, bytes, options, never);
      const found = await bench.connection().findMessageId(path, "<filed@example.test>", never);
      expect(found).toHaveLength(1);
      expect(found).not.toContain(wrong);
      if (uidPlus) {
        expect(found).toEqual([uid]);
        expect(uidValidity).toBe(
          (await bench.connection().changes(path, undefined, () => [], never)).cursor.uidValidity,
        );
      } else expect([undefined, found[0]]).toContain(uid);
      for await (const [message] of bench
        .connection()
        .fetch(path, found, { kind: "source", maxBytes: 1e6 }, "ops", never)) {
        expect(Buffer.from(message?.source ?? []).toString()).toBe(source);
        expect(message?.internalDateMs).toBe(options.internalDateMs);
        expect(message?.flags.toSorted()).toEqual(["\\Draft", "\\Seen"]);
      }
      expect(await bench.connection().findMessageId(path, "<nobody@example.test>", never)).toEqual([]);
    });

    it("is not put into a folder that is not there", async () => {
      const options = { flags: [], internalDateMs: 0 };
      const put = bench.connection().append("Nowhere", new TextEncoder().encode(mail("Lost")), options, never);
      expect(await reasonOf(put)).toBe("missing");
    });
  });
}
