import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newMessageId } from "../../src-main/domain/mime/build.ts";
import { build, field, headOf, OPTIONS, read, textOf } from "./mail-build-setup.ts";

describe("bytes", () => {
  test("the same input gives the same bytes; another seed other boundaries", async () => {
    const draft = {
      html: "<p>x</p>",
      attachments: [{ name: "a.bin", mediaType: "application/x-a", content: new Uint8Array(9) }],
    };
    const [one, two, other] = [
      await build(draft),
      await build(draft),
      await build(draft, { seed: "fedcba9876543210" }),
    ];
    expect(Buffer.from(one.wire).equals(two.wire)).toBe(true);
    expect(textOf(other.wire).replaceAll("fedcba9876543210", OPTIONS.seed)).toBe(textOf(one.wire));
  });

  test("Message-ID and Date are those given, on the clock of the zone given", async () => {
    const { wire } = await build({});
    expect(field(wire, "message-id")).toEqual(["<one@example.com>"]);
    expect(field(wire, "date")).toEqual(["Mon, 23 Nov 2026 13:55:07 +0100"]);
    const west = await build({}, { zone: "America/St_Johns" });
    expect(field(west.wire, "date")).toEqual(["Mon, 23 Nov 2026 09:25:07 -0330"]);
  });

  test("no line is longer than 998 and none ends otherwise than in CRLF, whatever is written", async () => {
    const words = fc.string({ unit: "grapheme", maxLength: 300 }).map((text) => text.replace(/[\r\n\0]/g, ""));
    await fc.assert(
      fc.asyncProperty(words, fc.string({ unit: "grapheme", maxLength: 3000 }), words, async (subject, text, name) => {
        const attachments = [{ name: `${name}.txt`, mediaType: "text/plain", content: Buffer.from(text) }];
        const { wire } = await build({ subject, text, html: `<p>${text}</p>`, attachments });
        const raw = textOf(wire);
        expect(raw.split("\r\n").every((line) => line.length <= 998)).toBe(true);
        expect(raw.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 40, seed: 6 },
    );
  });

  test("nothing tells which program made it, and nothing calls it automatic", async () => {
    const { wire } = await build({ html: "<p>x</p>" });
    expect(headOf(wire)).not.toMatch(/nodemailer|user-agent|x-mailer|auto-submitted/i);
    expect(textOf(wire)).not.toMatch(/nodemailer|_NmP/i);
  });
});

describe("hidden recipients", () => {
  test("go into the envelope and the copy that is kept, never onto the wire; all else is the same", async () => {
    const { wire, filed, envelope } = await build({ bcc: [{ address: "carol@example.test", name: "Carol" }] });
    expect(envelope.to).toEqual(["bob@example.test", "carol@example.test"]);
    expect(textOf(wire)).not.toMatch(/carol|bcc/i);
    expect(field(filed, "bcc")).toEqual(["Carol <carol@example.test>"]);
    expect(textOf(filed).replace(/Bcc: .*\r\n/, "")).toBe(textOf(wire));
  });

  test("nobody but hidden ones: the message says so", async () => {
    const { wire } = await build({ to: [], bcc: [{ address: "carol@example.test" }] });
    expect(field(wire, "to")).toEqual(['"undisclosed-recipients":;']);
  });
});

describe("structure", () => {
  test("plain text alone is one part, flowed", async () => {
    const { wire } = await build({});
    expect(field(wire, "content-type")).toEqual(["text/plain; charset=utf-8; format=flowed"]);
  });

  test("a message without a word is one all the same; an empty text is no alternative to HTML", async () => {
    expect((await read((await build({ text: undefined })).wire)).text ?? "").toMatch(/^\s*$/);
    expect((await read((await build({ text: " ", html: "<p>Words</p>" })).wire)).text?.trim()).toBe("Words");
    expect((await read((await build({ text: "Mine", html: "<p>Words</p>" })).wire)).text?.trim()).toBe("Mine");
  });

  test("files outside, alternatives inside, pictures beside the HTML that shows them", async () => {
    const picture = { name: "p.png", mediaType: "image/png", content: new Uint8Array(9), contentId: "pic@1" };
    const { wire } = await build({
      text: undefined,
      html: '<p>See <a href="https://example.com/a">this</a></p><img src="cid:pic@1">',
      attachments: [
        picture,
        { ...picture, contentId: "unused@1" },
        { name: "a.pdf", mediaType: "application/pdf", content: new Uint8Array(9) },
      ],
    });
    const types = [...textOf(wire).matchAll(/^Content-Type: ([^;\r]*)/gm)].map(([, type]) => type);
    expect(types).toEqual([
      "multipart/mixed",
      "multipart/alternative",
      "text/plain",
      "multipart/related",
      "text/html",
      "image/png",
      "image/png",
      "application/pdf",
    ]);
    const mail = await read(wire);
    expect(mail.text?.trim()).toBe("See this [1]\n\n[1] https://example.com/a");
    expect(mail.html).toContain("<p>See <a");
    expect(mail.attachments.map(({ disposition, contentId }) => [disposition, contentId])).toEqual([
      ["inline", "<pic@1>"],
      ["attachment", undefined],
      ["attachment", undefined],
    ]);
  });

  test("pictures pasted into the text become parts that it shows, each once", async () => {
    const png = `data:image/png;base64,${Buffer.from("picture one").toString("base64")}`;
    const jpg = `data:image/jpg;base64,${Buffer.from("picture two").toString("base64")}`;
    const html = `<p>a<img alt="x" src="${png}"><img src='${jpg}'><img src="${png}"></p><p>data:image/png;base64,AAAA</p>`;
    const mail = await read((await build({ html })).wire);
    expect(mail.attachments.map(({ mimeType, contentId, filename }) => [mimeType, contentId, filename])).toEqual([
      ["image/png", "<picture1.one@example.com>", "image-1.png"],
      ["image/jpeg", "<picture2.one@example.com>", "image-2.jpg"],
    ]);
    expect(Buffer.from(mail.attachments[0]?.content as ArrayBuffer).toString()).toBe("picture one");
    expect(mail.html).toContain(
      `<p>a<img alt="x" src="cid:picture1.one@example.com"><img src='cid:picture2.one@example.com'><img src="cid:picture1.one@example.com"></p>` +
        "<p>data:image/png;base64,AAAA</p>",
    );
  });

  test("an invitation is the richest alternative and a file (RFC 6047)", async () => {
    const ics = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n";
    const { wire } = await build({ html: "<p>Come</p>", calendar: { method: "request", text: ics } });
    const types = [...textOf(wire).matchAll(/^Content-Type: (.*(?:\r\n[ \t].*)*)/gm)].map(([, type]) =>
      type?.replace(/\s+/g, " "),
    );
    expect(types.slice(1)).toEqual([
      expect.stringMatching(/^multipart\/alternative/),
      "text/plain; charset=utf-8; format=flowed",
      "text/html; charset=utf-8",
      "text/calendar; charset=utf-8; method=REQUEST",
      "application/ics; name=invite.ics",
    ]);
    // The reader turns CRLF of calendars into LF: looked at as sent.
    const [, file = ""] = /application\/ics;[\s\S]*?\r\n\r\n([^-]*)/.exec(textOf(wire)) ?? [];
    expect(Buffer.from(file, "base64").toString()).toBe(ics.replaceAll("\n", "\r\n"));
  });

  test("a message that is attached is not encoded, and its letters survive", async () => {
    const inner = Buffer.from("From: a@example.test\r\nSubject: é\r\n\r\nÜber\r\n");
    const { wire } = await build({ attachments: [{ name: "m.eml", mediaType: "message/rfc822", content: inner }] });
    expect(Buffer.from(wire).includes(inner)).toBe(true);
    expect(textOf(wire)).toMatch(/Content-Type: message\/rfc822[\s\S]*?Content-Transfer-Encoding: 8bit/);
  });
});

describe("words in every script", () => {
  test("arrive as they were written: subject, names, file names, both texts", async () => {
    const name = 'très longue pièce jointe numéro 5 – Überraschung 日本語 🎉 ; "x".pdf';
    const { wire } = await build({
      subject: "Réunion 🎉 日本語 ".repeat(10).trim(),
      to: [{ address: "bob@example.test", name: 'Bob "the" Builder, Ünal' }],
      text: "Grüße – 日本語 🎉",
      html: "<p>Grüße – 日本語 🎉</p>",
      attachments: [{ name, mediaType: "application/pdf", content: new Uint8Array([1, 2, 3]) }],
    });
    expect(textOf(wire)).toMatch(/filename\*0\*=utf-8''/i);
    expect(wire.every((byte) => byte < 0x80)).toBe(true);
    const mail = await read(wire);
    expect(mail.subject).toBe("Réunion 🎉 日本語 ".repeat(10).trim());
    expect(mail.to).toEqual([{ address: "bob@example.test", name: 'Bob "the" Builder, Ünal' }]);
    expect(mail.text?.trim()).toBe("Grüße – 日本語 🎉");
    expect(mail.html).toContain("Grüße – 日本語 🎉");
    expect(mail.attachments[0]?.filename).toBe(name);
  });

  test("flowed text is joined again by its reader, quotes and signature kept apart", async () => {
    const long = "a word ".repeat(30).trim();
    const { wire } = await build({ text: `${long}\n\n> ${long}\n>> deeper\n From me\n>\n-- \nAlice  \n` });
    const body = textOf(wire).split("\r\n\r\n").slice(1).join("\r\n\r\n");
    const lines = body.split("\r\n");
    expect(lines.every((line) => line.length <= 78)).toBe(true);
    expect(lines.filter((line) => line.startsWith("> a word") && line.endsWith(" "))).not.toHaveLength(0);
    expect(lines).toContain(">> deeper");
    expect(lines).toContain("  From me");
    expect(lines).toContain("-- ");
    expect(lines).toContain("Alice");
    const joined = body.replace(/^(>*) ?(.*) $/gm, "$1$2 ").replace(/ \r\n(?:> )?/g, " ");
    expect(joined).toContain(long);
  });
});

describe("threads", () => {
  const ids = Array.from({ length: 50 }, (_, n) => `<m${n}@example.test>`);

  test("the parent and its chain, the first and the last twenty, each once", async () => {
    const { wire } = await build({ inReplyTo: "<m49@example.test>", references: [...ids, "<m3@example.test>"] });
    expect(field(wire, "in-reply-to")).toEqual(["<m49@example.test>"]);
    expect(field(wire, "references")[0]?.split(" ")).toEqual([ids[0], ...ids.slice(30)]);
  });

  test("a broken id of somebody else's is left out, not sent on", async () => {
    const { wire } = await build({
      inReplyTo: "not an id",
      references: ["<ok@example.test>", "<a b@x>", `<${"x".repeat(2000)}@y>`, "<é@x>"],
    });
    expect(field(wire, "in-reply-to")).toEqual([]);
    expect(field(wire, "references")).toEqual(["<ok@example.test>"]);
  });
});

describe("wishes", () => {
  test("importance, a note that it was read, answers elsewhere", async () => {
    const identity = { ...OPTIONS.identity, replyTo: "office@bücher.example" };
    const { wire } = await build({ importance: "high", readReceipt: true }, { identity });
    expect(field(wire, "importance")).toEqual(["High"]);
    expect(field(wire, "x-priority")).toEqual(["1 (Highest)"]);
    expect(field(wire, "disposition-notification-to")).toEqual(["alice@example.com"]);
    expect(field(wire, "reply-to")).toEqual(["office@xn--bcher-kva.example"]);
  });

  test("none of it unasked", async () => {
    expect(headOf((await build({})).wire)).not.toMatch(/importance|priority|disposition|reply-to/i);
  });

  test("a draft has its mark, and may be for nobody yet", async () => {
    const { filed, envelope } = await build({ to: [] }, { draftId: "17" });
    expect(field(filed, "x-cadran-draft-id")).toEqual(["17"]);
    expect(envelope.to).toEqual([]);
    const typing = await build({ to: [{ address: "bob@example.test" }, { address: "car" }] }, { draftId: "17" });
    expect(field(typing.filed, "to")).toEqual(["bob@example.test"]);
  });
});

test("a Message-ID has the identity's domain and nothing of this computer", () => {
  const id = newMessageId(new Uint8Array(16).fill(171), "alice@Bücher.example");
  expect(id).toBe("<abababab-abab-abab-abab-abababababab@xn--bcher-kva.example>");
  expect(newMessageId(new Uint8Array(16), "alice@[1.2.3.4]")).toMatch(/@localhost>$/);
});
