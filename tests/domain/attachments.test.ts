import { describe, expect, it } from "vitest";
import { newEventText } from "../../src-main/domain/edit.ts";
import { readResource } from "../../src-main/domain/resource.ts";

const text = newEventText({
  ...{ uid: "u", nowMs: 0, title: "T", start: "2026-11-20", end: "2026-11-21", zone: "floating", allDay: true },
});
const read = (...lines: string[]) =>
  readResource(text.replace("SUMMARY:", `${lines.join("\r\n")}\r\nSUMMARY:`)).master?.attachments;

describe("attachments", () => {
  it("have the name, type and size that a server manages them by (RFC 8607)", () => {
    const line =
      "ATTACH;MANAGED-ID=97S;FILENAME=ordre du jour.pdf;FMTTYPE=application/PDF;SIZE=10231:https://files.example.com/97S";
    expect(read(line)).toEqual([
      {
        name: "ordre du jour.pdf",
        url: "https://files.example.com/97S",
        mediaType: "application/pdf",
        sizeBytes: 10231,
        inline: false,
      },
    ]);
  });

  it("without a name are called by the end of their address", () => {
    expect(read("ATTACH:https://files.example.com/a/Compte%20rendu.odt?dl=1#x")).toMatchObject([
      { name: "Compte rendu.odt" },
    ]);
    expect(read("ATTACH:https://files.example.com/%E0%A4%A", "ATTACH:CID:part1@example.com")).toMatchObject([
      { name: "%E0%A4%A" },
      { name: "CID:part1@example.com" },
    ]);
  });

  it("inside the event are named and measured, and stay there", () => {
    const found = read(
      "ATTACH;VALUE=BINARY;ENCODING=BASE64;X-FILENAME=logo.png;FMTTYPE=image/png:aGVsbG8=",
      "ATTACH:data:text/plain;base64,aGk=",
    );
    expect(found).toEqual([
      { name: "logo.png", mediaType: "image/png", sizeBytes: 5, inline: true },
      { name: "attachment", sizeBytes: 2, inline: true },
    ]);
  });

  it.each([
    "javascript:alert(1)",
    "file:///etc/passwd",
    "ftp://example.com/x",
    "https://example.com/<script>",
    "//example.com/x",
  ])("at %s have no link", (address) => expect(read(`ATTACH:${address}`)?.[0]?.url).toBeUndefined());

  it("cannot name a folder", () => {
    expect(read("ATTACH;FILENAME=../../etc/passwd:https://example.com/x")?.[0]?.name).toBe("passwd");
  });
});
