// What is never built, and for whom a message is (mail §3.12).
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BuildOptions, DraftMessage } from "../../src-main/domain/mime/build.ts";
import { refuseOtherEnvelope } from "../../src-main/domain/mime/build-envelope.ts";
import { build, field, read } from "./mail-build-setup.ts";

describe("refused", () => {
  const evil = "x\r\nBcc: eve@example.test";
  test.each<[string, Partial<DraftMessage>, Partial<BuildOptions>]>([
    ["a subject", { subject: evil }, {}],
    ["a name", { to: [{ address: "bob@example.test", name: evil }] }, {}],
    ["an address", { to: [{ address: `bob@example.test\r\nBcc: eve` }] }, {}],
    ["a parent's id", { inReplyTo: `<a@b>${evil}` }, {}],
    ["a chain", { references: [`<a@b>${evil}`] }, {}],
    ["a file's name", { attachments: [{ name: evil, mediaType: "text/plain", content: new Uint8Array(1) }] }, {}],
    ["a media type", { attachments: [{ name: "a", mediaType: `text/plain${evil}`, content: new Uint8Array(1) }] }, {}],
    [
      "a content id",
      { attachments: [{ name: "a", mediaType: "a/b", content: new Uint8Array(1), contentId: evil }] },
      {},
    ],
    ["a method", { calendar: { method: evil, text: "" } }, {}],
    ["the Message-ID", {}, { messageId: `<a@b>${evil}` }],
    ["the sender's name", {}, { identity: { address: "alice@example.com", name: evil } }],
    ["where answers go", {}, { identity: { address: "alice@example.com", replyTo: `b@example.test${evil}` } }],
  ])("line breaks in %s", async (_what, draft, options) => {
    await expect(build(draft, options)).rejects.toMatchObject({ reason: "invalid-input" });
  });

  test.each([
    "bob",
    "bob@",
    "@example.test",
    "bob@exa mple.test",
    "a@b@c.example",
    "bob@example.test, eve@example.test",
  ])("%s as a recipient", async (address) => {
    await expect(build({ to: [{ address }] })).rejects.toMatchObject({ reason: "invalid-input" });
  });

  test("nobody to send to", async () => {
    await expect(build({ to: [] })).rejects.toMatchObject({ reason: "invalid-input" });
  });

  test("letters before the @ that the server does not take, before anything is queued", async () => {
    const to = [{ address: "jürgen@bücher.example" }];
    await expect(build({ to })).rejects.toMatchObject({
      reason: "no-smtputf8",
      params: { address: "jürgen@bücher.example" },
    });
    const { envelope } = await build({ to }, { smtpUtf8: true });
    expect(envelope.to).toEqual(["jürgen@bücher.example"]);
  });
});

describe("the envelope", () => {
  test("has each recipient once, domains as A-labels", async () => {
    const { envelope, wire } = await build({
      to: [{ address: "bob@Bücher.example" }, { address: "bob@xn--bcher-kva.example", name: "Bob" }],
      cc: [{ address: "carol@example.test" }],
      bcc: [{ address: "carol@EXAMPLE.test" }],
    });
    expect(envelope).toEqual({ from: "alice@example.com", to: ["bob@xn--bcher-kva.example", "carol@example.test"] });
    expect(field(wire, "to")[0]).toContain("bob@xn--bcher-kva.example");
  });

  test("a quoted local part that looks like another address stays one (CVE-2025-13033)", async () => {
    const address = '"eve@evil.example x"@internal.example';
    const { envelope, wire } = await build({ to: [{ address }] });
    expect(envelope.to).toEqual([address]);
    expect(field(wire, "to")).toEqual([`<${address}>`]);
  });

  test("is those who were chosen, whatever their names look like", async () => {
    const names = fc.string({ unit: "grapheme", maxLength: 60 }).map((name) => name.replace(/[\r\n\0]/g, ""));
    const tricky = fc.constantFrom(
      "a <b@c.example>",
      "x, y@z.example",
      "group: a@b.example;",
      '"',
      "\\",
      "=?utf-8?q?a?=",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(names, tricky), { minLength: 1, maxLength: 4 }), async (list) => {
        const to = list.map((name, index) => ({ address: `p${index}@example.test`, name }));
        const { envelope, wire } = await build({ to });
        expect(envelope.to).toEqual(to.map(({ address }) => address));
        expect((await read(wire)).to?.map(({ address }) => address)).toEqual(envelope.to);
      }),
      { numRuns: 60, seed: 6 },
    );
  });

  test("is the library's too: where it would send to others, nothing is built", () => {
    const chosen = { from: "a@b.example", to: ["c@d.example", "e@f.example"] };
    refuseOtherEnvelope({ from: "a@b.example", to: ["e@f.example", "c@d.example"] }, chosen);
    for (const to of [["c@d.example"], ["c@d.example", "x@f.example"], [...chosen.to, "x@f.example"]])
      expect(() => refuseOtherEnvelope({ from: "a@b.example", to }, chosen)).toThrow(/others than those chosen/);
    expect(() => refuseOtherEnvelope({ ...chosen, from: false }, chosen)).toThrow(/others than those chosen/);
  });

  test("has letters in the domain only beside letters before the @", async () => {
    const to = [{ address: "jürgen@XN--bcher-kva.example" }, { address: "jo@BÜCHER.example" }];
    const { envelope } = await build({ to }, { smtpUtf8: true });
    expect(envelope.to).toEqual(["jürgen@bücher.example", "jo@xn--bcher-kva.example"]);
  });
});
