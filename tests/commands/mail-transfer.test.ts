// Messages to files and back: byte by byte, and nothing twice.
import { describe, expect, it } from "vitest";
import { isMbox, mboxEntry, splitMbox } from "../../src-main/domain/mime/mbox.ts";
import type { MessageId } from "../../src-preload/contract/shapes.ts";
import { letter, mailWorld } from "./mail-world.ts";

const bytes = (text: string) => Buffer.from(text, "latin1");
const text = (content: Uint8Array) => Buffer.from(content).toString("latin1");
const base64 = (source: string) => bytes(source).toString("base64");

describe("an mbox file", () => {
  it("gives back every message as it was, lines that look like separators included", () => {
    const sources = [
      "Subject: a\r\n\r\nFrom here on\r\n>From there\r\n>>From afar\r\n\r\nend\r\n",
      "Subject: b\r\n\r\nFrom x@y.z Mon Nov 23 14:05:00 2026\r\n",
      "Subject: c\r\n\r\nno line end",
    ];
    const file = Buffer.concat(
      sources.map((source) => mboxEntry(bytes(source), "bob@example.test", Date.parse("2026-11-23T14:05:00Z"))),
    );
    expect(text(file)).toMatch(/^From bob@example\.test Mon Nov 23 14:05:00 2026\n/);
    expect(isMbox(file)).toBe(true);
    expect(splitMbox(file).map(text)).toEqual([sources[0], sources[1], `${sources[2]}\r\n`]);
  });

  it("is not taken for one when it is a single message", () => {
    expect([
      isMbox(bytes("Subject: From\r\n\r\nx")),
      isMbox(bytes("From: a@b.c\r\n\r\nx")),
      isMbox(new Uint8Array()),
    ]).toEqual([false, false, false]);
    expect(splitMbox(bytes("no separator\n"))).toEqual([]);
  });
});

describe("messages out to files and in again", () => {
  it("one is .eml as it came, several are mbox, and what is there is not filed twice", async () => {
    const { call, receive, folderId, sync, mailbox } = await mailWorld();
    const sources = [letter("One", "caf\xe9"), letter("Two", "From here")];
    const ids = await receive(...sources);
    const one = await call("mail.export", { ids: [ids[0] as MessageId] });
    expect([one.name, text(Buffer.from(one.base64, "base64"))]).toEqual(["One.eml", sources[0]]);
    const both = await call("mail.export", { ids });
    expect([both.name, both.count]).toEqual(["messages.mbox", 2]);
    const archive = await folderId("archive");
    const files = [{ name: "messages.mbox", base64: both.base64 }];
    expect(await call("mail.import", { folderId: archive, files })).toEqual({ imported: 2, skipped: 0 });
    await sync();
    expect([...mailbox.contents("Archive").values()].map(({ source }) => text(source)).toSorted()).toEqual(
      sources.toSorted(),
    );
    expect(await call("mail.import", { folderId: archive, files })).toEqual({ imported: 0, skipped: 2 });
    expect(await call("mail.import", { folderId: archive, files: [{ name: "x", base64: base64("") }] })).toEqual({
      imported: 0,
      skipped: 1,
    });
  });
});
