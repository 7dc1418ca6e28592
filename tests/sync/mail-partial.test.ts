// A large message in small: what is kept of it reads like the whole, but for the bytes of its files.
import { expect, test } from "vitest";
import { readMessage } from "../../src-main/domain/mime/read.ts";
import type { RemotePart } from "../../src-main/providers/mail-provider.ts";
import { partialSource } from "../../src-main/sync/mail/partial-source.ts";

const HEADER = Buffer.from(
  [
    "From: Bob <bob@example.test>",
    "Subject: =?utf-8?q?Gr=C3=B6=C3=9Fe?=",
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed;\r\n boundary="original"',
    "Message-ID: <large@example.test>",
    "",
    "",
  ].join("\r\n"),
);
const part = (number: string, type: string, more: Partial<RemotePart> = {}): RemotePart => ({
  ...{ part: number, type, parameters: {}, encoding: "base64", size: 7_800 },
  ...more,
});
const UTF8 = { charset: "utf-8" };

test("texts, alternatives and pictures keep their places, files their names, sizes and numbers", () => {
  const parts = [
    part("1.1", "text/plain", { parameters: UTF8, encoding: "quoted-printable" }),
    part("1.2.1", "text/html", { parameters: UTF8 }),
    part("1.2.2", "image/png", { contentId: "<pic@x>", disposition: "inline", name: "pic.png" }),
    part("2", "application/pdf", { disposition: "attachment", name: 'Bericht "3" (ü).pdf' }),
    part("4", "message/rfc822", { name: "forwarded.eml" }),
  ];
  const contents = new Map([
    ["1.1", Buffer.from("Grüße, plain")],
    ["1.2.1", Buffer.from("<p>Grüße, <img src='cid:pic@x'></p>")],
  ]);
  const read = readMessage(partialSource(HEADER, parts, contents));
  expect(read).toMatchObject({ subject: "Größe", messageId: "<large@example.test>" });
  expect(read.text.trim()).toBe("Grüße, plain");
  expect(read.html).toContain("Grüße");
  expect(read.parts.map(({ id, mediaType, contentId }) => ({ id, mediaType, contentId }))).toEqual([
    { id: "1.2.2", mediaType: "image/png", contentId: "pic@x" },
    { id: "2", mediaType: "application/pdf", contentId: undefined },
    { id: "4", mediaType: "message/rfc822", contentId: undefined },
  ]);
  expect(read.parts[1]?.name).toContain("ü");
  expect(read.fault).toBeUndefined();
});

test("a message of one part stays one, and hostile structures do no harm", () => {
  const one = readMessage(
    partialSource(HEADER, [part("1", "text/plain", { parameters: UTF8 })], new Map([["1", Buffer.from("Alone")]])),
  );
  expect(one.text.trim()).toBe("Alone");
  expect(one.parts).toEqual([]);
  const hostile = [
    part("9999999", "text/plain"),
    part("0", "text/plain"),
    part("1", 'text/x"\r\nEvil: yes', {
      name: "a\r\nEvil: yes",
      contentId: "x\r\nEvil: yes",
      disposition: "attachment\r\nEvil: yes",
    }),
  ];
  const source = Buffer.from(partialSource(HEADER, hostile, new Map())).toString();
  expect(source).not.toMatch(/^Evil:/m);
});

test("a file that is not here is as large as the server says", () => {
  const parts = [
    part("1", "text/plain", { parameters: UTF8 }),
    part("2", "application/zip", { disposition: "attachment", name: "a.zip", size: 7_800_000 }),
  ];
  const read = readMessage(partialSource(HEADER, parts, new Map([["1", Buffer.from("See file")]])));
  expect(read.parts[0]).toMatchObject({ name: "a.zip", size: 5_700_000 });
});
