import { describe, expect, test } from "vitest";
import { readHead, readMessage } from "../../src-main/domain/mime/read.ts";
import type { HeadPart } from "../../src-main/domain/mime/read-types.ts";

const encode = (text: string) => new TextEncoder().encode(text.replaceAll("\n", "\r\n"));
const HEADER = encode("From: Alice <alice@example.com>\nSubject: big one\nMessage-ID: <1@example.com>\n\n");
const part = (id: string, type: string, more: Partial<HeadPart> = {}): HeadPart => ({
  part: id,
  type,
  parameters: {},
  encoding: "7bit",
  size: 100,
  ...more,
});

describe("a header with the structure the server told (mail R36–R38)", () => {
  test("gives headers, the text parts that are still to be fetched, and the attachments", () => {
    const read = readHead(HEADER, [
      part("1.1", "text/plain", { parameters: { CHARSET: "iso-8859-1" }, encoding: "QUOTED-PRINTABLE", size: 40 }),
      part("1.2", "TEXT/HTML", { size: 60 }),
      part("2", "application/pdf", { name: "../x.pdf", encoding: "base64", size: 7_800, disposition: "ATTACHMENT" }),
    ]);
    expect(read).toMatchObject({
      subject: "big one",
      messageId: "<1@example.com>",
      text: "",
      snippet: "",
      headerSize: HEADER.length,
    });
    expect(read.fault).toBeUndefined();
    expect(read.textParts).toEqual([
      { id: "1.1", mediaType: "text/plain", charset: "iso-8859-1", encoding: "quoted-printable", size: 40 },
      { id: "1.2", mediaType: "text/html", encoding: "7bit", size: 60 },
    ]);
    expect(read.parts).toEqual([
      { id: "2", name: "x.pdf", mediaType: "application/pdf", size: 5_700, disposition: "attachment" },
    ]);
  });

  test("takes the texts once they are fetched: plain and HTML side by side are the same said twice", () => {
    const contents = new Map([
      ["1.1", encode("plain words")],
      ["1.2", encode("<p>html words</p>")],
    ]);
    const read = readHead(
      HEADER,
      [part("1.1", "text/plain"), part("1.2", "text/html"), part("2", "image/png")],
      contents,
    );
    expect(read).toMatchObject({ text: "plain words", html: "<p>html words</p>", snippet: "plain words" });
    const related = readHead(
      HEADER,
      [part("1", "text/plain"), part("2.1", "text/html"), part("2.2", "image/png", { contentId: "<pic>" })],
      new Map([
        ["1", encode("plain")],
        ["2.1", encode("<img src=cid:pic>")],
      ]),
    );
    expect(related).toMatchObject({ text: "plain", html: "<img src=cid:pic>" });
    expect(related.parts).toEqual([expect.objectContaining({ id: "2.2", contentId: "pic", disposition: "inline" })]);
  });

  test("a message of one part, and texts one after the other", () => {
    expect(readHead(HEADER, [part("1", "text/plain")], new Map([["1", encode("all of it")]])).text).toBe("all of it");
    const two = readHead(
      HEADER,
      [part("1", "text/plain"), part("2", "text/plain")],
      new Map([
        ["1", encode("one")],
        ["2", encode("two")],
      ]),
    );
    expect(two.text).toBe("one\ntwo");
  });

  test("an attached page or a named text is no text of the message", () => {
    const read = readHead(HEADER, [
      part("1", "text/plain"),
      part("2", "text/html", { disposition: "attachment", name: "a.html" }),
      part("3", "text/plain", { name: "notes.txt" }),
    ]);
    expect(read.textParts.map(({ id }) => id)).toEqual(["1"]);
    expect(read.parts.map(({ name }) => name)).toEqual(["a.html", "notes.txt"]);
  });

  test("an invitation is among the parts to fetch, and read once it is here", () => {
    const calendar = part("1.2", "text/calendar", { parameters: { method: "request" } });
    expect(
      readHead(HEADER, [part("1.1", "text/plain"), calendar]).textParts.map(({ mediaType }) => mediaType),
    ).toContain("text/calendar");
    const read = readHead(
      HEADER,
      [part("1.1", "text/plain"), calendar],
      new Map([["1.2", encode("BEGIN:VCALENDAR\nEND:VCALENDAR\n")]]),
    );
    expect(read.calendars).toEqual([{ partId: "1.2", method: "REQUEST", text: expect.stringContaining("VCALENDAR") }]);
  });

  test("numbers that make no sense, too many parts, and none at all", () => {
    expect(() =>
      readHead(HEADER, [
        part("x", "text/plain"),
        part("1..2", "a/b"),
        part("", "c/d"),
        part("1.1.1", "e/f"),
        part("1", "g/h"),
      ]),
    ).not.toThrow();
    expect(
      readHead(
        HEADER,
        Array.from({ length: 1_200 }, (_, n) => part(String(n + 1), "image/png")),
      ).cuts,
    ).toEqual(["parts"]);
    expect(readHead(HEADER, [])).toMatchObject({ subject: "big one", parts: [], textParts: [] });
    expect(readHead(new Uint8Array(), []).fault).toBe("no-header");
  });

  test("names the same parts as the whole message does", () => {
    const source = encode(
      'From: a@example.com\nContent-Type: multipart/mixed; boundary="m"\n\n--m\nContent-Type: multipart/alternative; boundary="a"\n\n--a\nContent-Type: text/plain\n\nx\n--a\nContent-Type: text/html\n\n<p>x</p>\n--a--\n--m\nContent-Type: application/zip; name=z.zip\n\nz\n--m--\n',
    );
    const whole = readMessage(source);
    const head = readHead(HEADER, [
      part("1.1", "text/plain"),
      part("1.2", "text/html"),
      part("2", "application/zip", { name: "z.zip" }),
    ]);
    expect(head.textParts.map(({ id }) => id)).toEqual(whole.textParts.map(({ id }) => id));
    expect(head.parts.map(({ id, name }) => [id, name])).toEqual(whole.parts.map(({ id, name }) => [id, name]));
  });
});
