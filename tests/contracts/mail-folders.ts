// Folders and messages: what every mailbox lists and brings.
import { describe, expect, it } from "vitest";
import type { FetchWhat, RemoteMessage } from "../../src-main/providers/mail-provider.ts";
import { reasonOf } from "./calendar-manage.ts";
import { type Bench, mail, never } from "./mail-bench.ts";

const HEAD: FetchWhat = { kind: "head" };
const SOURCE: FetchWhat = { kind: "source", maxBytes: 50_000 };

export function mailFolderCases(bench: Bench): void {
  const fetchAll = async (path: string, uids: readonly number[], what: FetchWhat, lane: "ops" | "bulk" = "bulk") => {
    const messages: RemoteMessage[] = [];
    for await (const batch of bench.connection().fetch(path, uids, what, lane, never)) messages.push(...batch);
    return messages;
  };
  const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();

  describe("folders", () => {
    it("are listed with their roles, and their numbers where one question gives them", async () => {
      const path = await bench.folder();
      await bench.other().deliver(path, [{ source: mail("One") }, { source: mail("Two"), flags: ["\\Seen"] }]);
      const folders = await bench.connection().folders(never);
      const roles = Object.fromEntries(folders.flatMap(({ role, path: of }) => (role ? [[role, of]] : [])));
      expect(roles.inbox).toBe("INBOX");
      expect(Object.keys(roles).sort()).toEqual(["archive", "drafts", "inbox", "junk", "sent", "trash"]);
      const sent = folders.find(({ role }) => role === "sent");
      expect(sent).toMatchObject({ selectable: true, roleSource: bench.can.roles });
      const mine = folders.find((folder) => folder.path === path);
      if (bench.can.listStatus) expect(mine?.status).toMatchObject({ messages: 2, unseen: 1, uidNext: 3 });
      else expect(mine?.status).toBeUndefined();
    });

    it("tell their numbers, few or many asked for, and leave out what is not there", async () => {
      const paths = await Promise.all([bench.folder(), bench.folder(), bench.folder(), bench.folder(), bench.folder()]);
      await bench.other().deliver(paths[0] ?? "", [{ source: mail("Number") }]);
      const one = await bench.connection().status([paths[0] ?? "", "Nowhere"], never);
      expect([...one.keys()]).toEqual([paths[0]]);
      expect(one.get(paths[0] ?? "")).toMatchObject({ messages: 1, uidNext: 2 });
      const many = await bench.connection().status(paths, never);
      expect(many.size).toBe(5);
      expect(many.get(paths[4] ?? "")).toMatchObject({ messages: 0, uidNext: 1 });
    });

    it("can be made inside others under names in any script, and made again without harm", async () => {
      const parent = await bench.folder();
      const child = await bench.connection().createFolder("Été & 猫", parent, never);
      expect(await bench.connection().createFolder("Été & 猫", parent, never)).toBe(child);
      const listed = (await bench.connection().folders(never)).find(({ path }) => path === child);
      expect(listed).toMatchObject({ selectable: true });
      expect(child.startsWith(parent)).toBe(true);
    });

    it("keep their mail when they are renamed, even while open with mail that others marked", async () => {
      const path = await bench.folder();
      const uids = await bench.other().deliver(path, [{ source: mail("Stays") }, { source: mail("Marked") }]);
      await bench.other().flag(path, uids[1] ?? 0, { add: ["\\Deleted"] });
      // Opens it on the socket that renames.
      await bench.connection().flag(path, [uids[0] ?? 0], { add: ["\\Seen"], remove: [] }, never);
      const renamed = await bench.connection().renameFolder(path, "Renamed", undefined, never);
      expect((await bench.other().list(renamed)).size).toBe(2);
      const paths = (await bench.connection().folders(never)).map((folder) => folder.path);
      expect(paths).toContain(renamed);
      expect(paths).not.toContain(path);
      await bench.connection().removeFolder(renamed, never);
    });

    it("can be removed, once and again", async () => {
      const path = await bench.folder();
      await bench.connection().removeFolder(path, never);
      await bench.connection().removeFolder(path, never);
      expect((await bench.connection().folders(never)).map((folder) => folder.path)).not.toContain(path);
      const gone = bench.connection().changes(path, undefined, () => [], never);
      expect(await reasonOf(gone)).toBe("missing");
    });

    it.each(["", "a\u0007b", "INBOX"])("are not made under the name %j", async (name) => {
      expect(await reasonOf(bench.connection().createFolder(name, undefined, never))).toBe("invalid-input");
    });
  });

  describe("messages", () => {
    it("come whole when they are small, byte for byte, and as head and structure when they are large", async () => {
      const path = await bench.folder();
      const small = mail("Small", "Grüße\r\n.\r\n..dot\r\n");
      const boundary = "=_b";
      const large = mail(
        "Large",
        [
          `--${boundary}`,
          "Content-Type: text/plain; charset=utf-8",
          "",
          "See attached",
          `--${boundary}`,
          'Content-Type: application/pdf; name="r.pdf"',
          'Content-Disposition: attachment; filename="r.pdf"',
          "Content-Transfer-Encoding: base64",
          "",
          Buffer.alloc(60_000, "x").toString("base64").replace(/.{76}/g, "$&\r\n"),
          `--${boundary}--`,
          "",
        ].join("\r\n"),
        ["MIME-Version: 1.0", `Content-Type: multipart/mixed; boundary="${boundary}"`],
      );
      const internalDateMs = Date.UTC(2026, 9, 5, 8, 30, 0);
      const uids = await bench
        .other()
        .deliver(path, [{ source: small, flags: ["\\Seen", "Work"], internalDateMs }, { source: large }]);
      const [first, second] = await fetchAll(path, uids, SOURCE);
      expect(text(first?.source)).toBe(small);
      expect(first).toMatchObject({ uid: uids[0], internalDateMs, size: Buffer.byteLength(small) });
      expect(first?.flags.toSorted()).toEqual(["Work", "\\Seen"].sort());
      expect(first?.parts).toBeUndefined();
      expect(second?.source).toBeUndefined();
      expect(text(second?.header)).toContain("Subject: Large\r\n");
      expect(second?.size).toBe(large.length);
      expect(second?.parts).toMatchObject([
        { part: "1", type: "text/plain", parameters: { charset: "utf-8" } },
        { part: "2", type: "application/pdf", name: "r.pdf", disposition: "attachment", encoding: "base64" },
      ]);
      const pdf = await bench.connection().download(path, uids[1] ?? 0, "2", never);
      expect(Buffer.from(pdf ?? []).equals(Buffer.alloc(60_000, "x"))).toBe(true);
      const plain = await bench.connection().download(path, uids[1] ?? 0, "1", never);
      expect(text(plain).trimEnd()).toBe("See attached");
      expect(text(await bench.connection().download(path, uids[1] ?? 0, "", never))).toBe(large);
      expect(await bench.connection().download(path, 999, "1", never)).toBeUndefined();
    });

    it("come as heads, in the order asked for, and those that are gone are left out", async () => {
      const path = await bench.folder();
      const uids = await bench.other().deliver(
        path,
        ["A", "B", "C", "D"].map((of) => ({ source: mail(of) })),
      );
      await bench.other().expunge(path, [uids[1] ?? 0]);
      const asked = [...uids.toReversed(), 4711];
      const heads = await fetchAll(path, asked, HEAD, "ops");
      expect(heads.map(({ uid }) => uid)).toEqual([uids[3], uids[2], uids[0]]);
      expect(text(heads[0]?.header)).toMatch(/^From: Bob <bob@example.test>\r\n[\s\S]*Subject: D\r\n/);
      expect(heads[0]?.parts).toMatchObject([{ part: "1", type: "text/plain" }]);
    });

    it("come in batches that another question may interrupt", async () => {
      const path = await bench.folder();
      const uids = await bench.other().deliver(
        path,
        Array.from({ length: 130 }, (_, n) => ({ source: mail(`Batch ${n}`) })),
      );
      const seen: number[] = [];
      for await (const batch of bench.connection().fetch(path, uids.toReversed(), SOURCE, "bulk", never)) {
        seen.push(...batch.map(({ uid }) => uid));
        await bench.connection().flag(path, [uids[0] ?? 0], { add: ["\\Flagged"], remove: [] }, never);
        await bench.connection().uids(path, never);
        expect(batch.length).toBeLessThan(130);
      }
      expect(seen).toEqual(uids.toReversed());
    });

    it("are brought although they arrived after the folder was opened", async () => {
      const path = await bench.folder();
      await bench.connection().uids(path, never);
      await bench.connection().flags(path, [1], "ops", never);
      const [uid = 0] = await bench.other().deliver(path, [{ source: mail("Late") }]);
      expect((await fetchAll(path, [uid], HEAD)).map((one) => one.uid)).toEqual([uid]);
      expect((await fetchAll(path, [uid], HEAD, "ops")).map((one) => one.uid)).toEqual([uid]);
    });

    it("are listed by uid, all or from one on", async () => {
      const path = await bench.folder();
      expect(await bench.connection().uids(path, never)).toEqual([]);
      const uids = await bench.other().deliver(
        path,
        ["A", "B", "C"].map((of) => ({ source: mail(of) })),
      );
      expect(await bench.connection().uids(path, never)).toEqual(uids);
      expect(await bench.connection().uids(path, never, (uids[1] ?? 0) + 1)).toEqual([uids[2]]);
      expect(await bench.connection().uids(path, never, 1_000)).toEqual([]);
    });

    it("tell their flags; the missing are gone", async () => {
      const path = await bench.folder();
      const uids = await bench
        .other()
        .deliver(path, [{ source: mail("A"), flags: ["\\Answered"] }, { source: mail("B") }]);
      const flags = await bench.connection().flags(path, [...uids, 99], "bulk", never);
      expect(flags.map(({ uid, flags: of }) => [uid, of])).toEqual([
        [uids[0], ["\\Answered"]],
        [uids[1], []],
      ]);
    });
  });
}
