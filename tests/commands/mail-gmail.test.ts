// A mailbox of labels (mail rule 58, ADR 24): archiving and deleting are moves, and nothing is expunged.
import { expect, it } from "vitest";
import type { MessageId } from "../../src-preload/contract/shapes.ts";
import { letter, mailWorld } from "./mail-world.ts";

it("archives into the folder of everything, and deletes by a move to the trash", async () => {
  const methods: string[] = [];
  const { call, receive, sync, mailbox, ids, folders } = await mailWorld({
    before: (method) => void methods.push(method),
  });
  mailbox.removeFolder("Archive");
  mailbox.makeFolder("[Gmail]/All Mail", "all");
  await sync();
  expect((await folders()).map(({ role }) => role)).not.toContain("archive");
  const [kept, thrown] = (await receive(letter("Kept"), letter("Thrown"))) as [MessageId, MessageId];
  await call("mail.move", { ids: [kept], role: "archive" });
  await call("mail.remove", { ids: [thrown] });
  expect([await ids("inbox"), await ids("all"), await ids("trash")]).toEqual([[], [kept], [thrown]]);
  await sync();
  const subjects = (path: string) =>
    [...mailbox.contents(path).values()].map(({ source }) =>
      /^Subject: (.*)$/m.exec(Buffer.from(source).toString())?.[1]?.trim(),
    );
  expect(["INBOX", "[Gmail]/All Mail", "Trash"].map(subjects)).toEqual([[], ["Kept"], ["Thrown"]]);
  expect(methods).not.toContain("expunge");
});
