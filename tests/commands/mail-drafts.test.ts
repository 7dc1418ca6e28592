// Writing: on disk before the answer, asked about before it goes; and what one writes with.
import { describe, expect, it } from "vitest";
import { readMessage } from "../../src-main/domain/mime/read.ts";
import { mailWorld } from "./mail-world.ts";

const BOB = { address: "bob@example.test", name: "Bob" };
const base64 = (text: string) => Buffer.from(text).toString("base64");
const read = (source: string) => readMessage(Buffer.from(source, "latin1"));

describe("drafts", () => {
  it("keep what is half typed, and their copy on the server follows", async () => {
    const { call, accountId, sync, mailbox, clock } = await mailWorld();
    const { draft } = await call("mail.draft", { accountId, to: ["Bob <bob@exa"], subject: "Half", html: "<p>Dear" });
    expect(draft).toMatchObject({ synced: false, to: [{ address: "Bob <bob@exa" }] });
    clock.advance(120_000);
    await sync();
    expect(mailbox.contents("Drafts").size).toBe(1);
    await call("mail.draft", { id: draft.id, accountId, to: [BOB], subject: "Whole", text: "Dear Bob" });
    clock.advance(120_000);
    await sync();
    const [copy] = [...mailbox.contents("Drafts").values()];
    expect([mailbox.contents("Drafts").size, read(Buffer.from(copy?.source ?? []).toString("latin1")).subject]).toEqual(
      [1, "Whole"],
    );
    await call("mail.discardDraft", { id: draft.id });
    await sync();
    expect([mailbox.contents("Drafts").size, (await call("mail.drafts", {})).drafts]).toEqual([0, []]);
  });

  it("thrown away come back for some seconds with their files; then they are gone, here and on the server", async () => {
    const { call, accountId, sync, mailbox, clock } = await mailWorld();
    const files = [{ name: "plan.txt", mediaType: "text/plain", base64: base64("the plan") }];
    const { draft } = await call("mail.draft", {
      accountId,
      to: [BOB],
      subject: "Oh",
      text: "x",
      addAttachments: files,
    });
    clock.advance(120_000);
    await sync();
    await call("mail.discardDraft", { id: draft.id, undoable: true });
    await sync();
    expect((await call("mail.drafts", {})).drafts).toEqual([]);
    const { draft: back } = await call("mail.restoreDraft", { id: draft.id });
    expect(back).toMatchObject({ id: draft.id, subject: "Oh", attachments: [{ name: "plan.txt", size: 8 }] });
    expect((await call("mail.drafts", {})).drafts).toHaveLength(1);
    await call("mail.discardDraft", { id: draft.id, undoable: true });
    clock.advance(60_000);
    await sync();
    expect(mailbox.contents("Drafts").size).toBe(0);
    await expect(call("mail.restoreDraft", { id: draft.id })).rejects.toMatchObject({ reason: "missing" });
  });

  it("are asked about before they go", async () => {
    const { call, accountId } = await mailWorld();
    const { draft } = await call("mail.draft", {
      accountId,
      to: ["x@elsewhere.example"],
      subject: "",
      text: "see attached",
    });
    const { warnings } = await call("mail.check", { draftId: draft.id });
    expect(warnings.map(({ kind }) => kind)).toEqual(["forgotten-attachment", "first-time-external", "no-subject"]);
  });
});

describe("what one writes with", () => {
  it("has a sender from the start; others follow, and the last one stays", async () => {
    const { call, accountId } = await mailWorld();
    const [own] = (await call("mail.identities", { accountId })).identities;
    expect(own).toMatchObject({ address: "alice@example.test", name: "Alice", isDefault: true });
    const signature = '<p onclick="x()">Best<script>y()</script></p>';
    const { identity } = await call("mail.addIdentity", { accountId, address: "sales@example.test", signature });
    expect(identity).toMatchObject({ isDefault: false, signature: "<p>Best</p>" });
    const changed = await call("mail.changeIdentity", { id: identity.id, isDefault: true, name: "Sales" });
    expect(changed.identity).toMatchObject({ isDefault: true, name: "Sales" });
    await call("mail.removeIdentity", { id: identity.id });
    if (own)
      await expect(call("mail.removeIdentity", { id: own.id })).rejects.toMatchObject({ reason: "invalid-input" });
    await expect(call("mail.addIdentity", { accountId, address: "nobody" })).rejects.toMatchObject({
      reason: "invalid-input",
    });
  });

  it("has templates", async () => {
    const { call } = await mailWorld();
    const { template } = await call("mail.saveTemplate", {
      name: "Thanks",
      subject: "Thanks",
      html: "<p>Hi</p>",
    });
    await call("mail.saveTemplate", { ...template, subject: "Thank you" });
    expect((await call("mail.templates", {})).templates).toMatchObject([{ name: "Thanks", subject: "Thank you" }]);
    const me = (await call("mail.identities", {})).identities[0];
    const asked = { id: template.id, zone: "Europe/Zurich", locale: "en" as const, ...(me && { identityId: me.id }) };
    await call("mail.saveTemplate", {
      ...template,
      subject: "Thanks {{name}}",
      html: "<p>{{first name}}, {{what}}: {{my name}}</p>",
    });
    const bob = { address: "bob@example.test", name: "Bob <b>Stone</b>" };
    expect(await call("mail.fillTemplate", { ...asked, to: [bob] })).toEqual({
      subject: "Thanks Bob <b>Stone</b>",
      html: "<p>Bob, {{what}}: Alice</p>",
      missing: ["what"],
    });
    expect((await call("mail.fillTemplate", { ...asked, to: [bob, { address: "c@example.test" }] })).missing).toEqual([
      "name",
      "first name",
      "what",
    ]);
    for (const zone of ["", "Nowhere/Land"])
      await expect(call("mail.fillTemplate", { ...asked, to: [], zone })).rejects.toMatchObject({
        reason: "invalid-input",
      });
    await call("mail.removeTemplate", { id: template.id });
    expect((await call("mail.templates", {})).templates).toEqual([]);
  });
});
