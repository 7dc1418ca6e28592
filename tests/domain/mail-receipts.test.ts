import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import { buildReadReceipt, type ReadBefore } from "../../src-main/domain/mime/build-receipt.ts";
import { type ReportPart, reportOf } from "../../src-main/domain/mime/receipts.ts";

const part = (mediaType: string, text: string): ReportPart => ({
  mediaType,
  content: Buffer.from(text.replaceAll("\n", "\r\n")),
});
const STATUS = `Reporting-MTA: dns; mail.example.test
Original-Envelope-Id: out+1

Original-Recipient: rfc822;bob@example.test
Final-Recipient: rfc822; bob@mailbox.example.test
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such
 user here

Final-Recipient: rfc822;carol@example.test
Action: DELAYED (retrying)
Status: 4.4.1
`;

describe("delivery reports (RFC 3464)", () => {
  test("say for each recipient what happened, and which message it was", () => {
    const report = reportOf([
      part("text/plain", "Sorry"),
      part("message/delivery-status", STATUS),
      part("text/rfc822-headers", "Subject: x\nMessage-ID:\n <one@example.com>\n\nMessage-ID: <not-this@example.com>"),
    ]);
    expect(report).toEqual({
      kind: "delivery",
      envelopeId: "out+1",
      messageId: "<one@example.com>",
      recipients: [
        { address: "bob@example.test", action: "failed", status: "5.1.1", diagnostic: "550 5.1.1 no such user here" },
        { address: "carol@example.test", action: "delayed", status: "4.4.1" },
      ],
    });
  });

  test("bring back the whole message, or nothing, or leave out the first group", () => {
    const whole = part("message/rfc822", "Message-ID: <two@example.com>\n\nMessage-ID: <no@x>");
    expect(reportOf([part("message/delivery-status", STATUS), whole])).toMatchObject({
      messageId: "<two@example.com>",
    });
    const bare = reportOf([
      part("message/delivery-status", "Final-Recipient: rfc822;a@b.example\nAction: delivered\n"),
    ]);
    expect(bare).toEqual({ kind: "delivery", recipients: [{ address: "a@b.example", action: "delivered" }] });
  });

  test("keep letters outside ASCII", () => {
    const text =
      "X: y\n\nFinal-Recipient: utf-8; jürgen@example.test\nAction: failed\nDiagnostic-Code: smtp; 100 % é\n";
    expect(reportOf([part("message/global-delivery-status", text)])).toMatchObject({
      recipients: [{ address: "jürgen@example.test", diagnostic: "100 % é" }],
    });
  });

  test.each<[string, ReportPart[]]>([
    ["no parts", []],
    ["no report among them", [part("text/plain", STATUS)]],
    ["a part without content", [{ mediaType: "message/delivery-status" }]],
    ["nobody in it", [part("message/delivery-status", "Reporting-MTA: dns; x\n\n\n")]],
    [
      "an action that is none",
      [part("message/delivery-status", "X: y\n\nFinal-Recipient: rfc822;a@b\nAction: exploded\n")],
    ],
    ["noise", [{ mediaType: "message/delivery-status", content: new Uint8Array(5000).map((_, n) => (n * 31) % 256) }]],
    ["a note on nobody", [part("message/disposition-notification", "Disposition: manual-action/x; displayed\n")]],
  ])("with %s are none", (_name, parts) => {
    expect(reportOf(parts)).toBeUndefined();
  });
});

describe("a note that it was read (RFC 8098)", () => {
  const READ: ReadBefore = {
    receiptTo: { address: "bob@Bücher.example", name: "Bob" },
    subject: "Pläne",
    messageId: "<m1@example.test>",
    references: ["<m0@example.test>"],
  };
  const OPTIONS = {
    identity: { address: "alice@example.com", name: "Alice" },
    messageId: "<r1@example.com>",
    dateMs: Date.UTC(2026, 10, 23, 13, 5),
    zone: "Europe/Zurich",
    seed: "0123456789abcdef",
    locale: "fr" as const,
  };

  test("goes to whoever asked, without return path, and says that a person sent it", async () => {
    const { wire, envelope } = await buildReadReceipt(READ, OPTIONS);
    expect(envelope).toEqual({ from: "", to: ["bob@xn--bcher-kva.example"] });
    const text = Buffer.from(wire).toString();
    expect(text).toMatch(/Content-Type: multipart\/report;\s+report-type=disposition-notification/);
    expect(text).toContain("Disposition: manual-action/MDN-sent-manually; displayed\r\n");
    expect(text).not.toMatch(/automatic|auto-submitted/i);
    const mail = await PostalMime.parse(wire);
    expect(mail).toMatchObject({
      subject: "Lu\u00a0: Pläne",
      inReplyTo: "<m1@example.test>",
      messageId: "<r1@example.com>",
    });
    expect(mail.text).toContain("Votre message «\u00a0Pläne\u00a0» a été affiché le Mon, 23 Nov 2026 14:05:00 +0100");
  });

  test("is understood where it arrives, and is the same each time it is built", async () => {
    const [one, two] = [await buildReadReceipt(READ, OPTIONS), await buildReadReceipt(READ, OPTIONS)];
    expect(Buffer.from(one.wire).equals(two.wire)).toBe(true);
    const mail = await PostalMime.parse(one.wire, { forceRfc822Attachments: true });
    const parts = mail.attachments.map(({ mimeType, content }) => ({
      mediaType: mimeType,
      content: typeof content === "string" ? Buffer.from(content) : new Uint8Array(content as ArrayBuffer),
    }));
    expect(reportOf(parts)).toEqual({
      kind: "read",
      messageId: "<m1@example.test>",
      address: "alice@example.com",
      disposition: "displayed",
    });
  });

  test.each([
    { receiptTo: { address: "bob@example.test\r\nBcc: eve@example.test" } },
    { receiptTo: { address: "nobody" } },
    { subject: "x\r\nBcc: eve@example.test" },
    { messageId: "<a@b>\r\nX: y" },
  ])("%j is refused", async (bad) => {
    await expect(buildReadReceipt({ ...READ, ...bad }, OPTIONS)).rejects.toMatchObject({ reason: "invalid-input" });
  });
});
