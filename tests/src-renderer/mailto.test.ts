import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readMailto } from "../../src-renderer/compose/mailto.ts";
import { readRecipients } from "../../src-renderer/compose/recipients.ts";

const EMPTY = { to: "", cc: "", bcc: "", subject: "", body: "" };

describe("a mailto link (RFC 6068)", () => {
  test.each([
    ["mailto:", {}],
    ["mailto:nora@example.com", { to: "nora@example.com" }],
    ["MAILTO:nora@example.com?SUBJECT=Devis", { to: "nora@example.com", subject: "Devis" }],
    ["mailto:a@example.com,b@example.com", { to: "a@example.com, b@example.com" }],
    ["mailto:?to=a@example.com,%20b@example.com", { to: "a@example.com, b@example.com" }],
    [
      "mailto:a@example.com?to=b@example.com&cc=c@example.com&bcc=d@example.com",
      {
        to: "a@example.com, b@example.com",
        cc: "c@example.com",
        bcc: "d@example.com",
      },
    ],
    ["mailto:gorby%25kremvax@example.com", { to: "gorby%kremvax@example.com" }],
    ["mailto:unlikely%3Faddress@example.com?blat=foop", { to: "unlikely?address@example.com" }],
    ["mailto:Mike%26family@example.org", { to: "Mike&family@example.org" }],
    ["mailto:user@example.org?subject=caf%C3%A9", { to: "user@example.org", subject: "café" }],
    ["mailto:bob+list@example.com?subject=1+1", { to: "bob+list@example.com", subject: "1+1" }],
    [
      "mailto:a@example.com?body=send%20current-issue%0D%0Asend%20index",
      {
        to: "a@example.com",
        body: "send current-issue\nsend index",
      },
    ],
    ["mailto:a@example.com?body=one&body=two", { to: "a@example.com", body: "one\ntwo" }],
    ["mailto:a@example.com?subject=a%3Db%26c#top", { to: "a@example.com", subject: "a=b&c" }],
    ["mailto:a@example.com?subject=100%&body=%zz", { to: "a@example.com", subject: "100%", body: "%zz" }],
  ])("%s", (url, said) => expect(readMailto(url)).toEqual({ ...EMPTY, ...said }));

  test("cannot attach files, set other headers or slip in lines of a header", () => {
    const url =
      "mailto:a@example.com?attach=/etc/passwd&attachment=x&from=boss@example.com&in-reply-to=%3Cx%3E" +
      "&subject=Hi%0D%0ABcc:%20spy@example.com&cc=b@example.com%0D%0ABcc:%20spy@example.com";
    const { subject, cc, ...rest } = readMailto(url) ?? EMPTY;
    expect(rest).toEqual({ to: "a@example.com", bcc: "", body: "" });
    expect(subject).toBe("Hi Bcc: spy@example.com");
    expect(cc).not.toMatch(/[\r\n]/);
  });

  test("of another scheme is none", () => {
    for (const url of ["https://example.com", "javascript:alert(1)//mailto:a@example.com", "a@example.com"])
      expect(readMailto(url)).toBeUndefined();
  });

  test("names people as the composer reads them", () => {
    const { to } = readMailto("mailto:%22Keller%2C%20Nora%22%20%3Cnora@example.com%3E,paul@example.com") ?? EMPTY;
    expect(readRecipients(to)).toEqual([
      { address: "nora@example.com", name: "Keller, Nora" },
      { address: "paul@example.com" },
    ]);
  });

  test("whatever it says, never throws, and no field but the text has more than one line", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        for (const url of [`mailto:${text}`, `mailto:?subject=${text}&cc=${encodeURIComponent(text.toWellFormed())}`]) {
          const { body: _, ...fields } = readMailto(url) ?? { ...EMPTY };
          for (const field of Object.values(fields)) expect(field).not.toMatch(/[\r\n]/);
        }
      }),
    );
  });

  test("a link as long as a book is cut, not refused", () => {
    const read = readMailto(`mailto:a@example.com?body=${"x".repeat(2_000_000)}&subject=${"y".repeat(5000)}`);
    expect(read?.body.length).toBe(100_000);
    expect(read?.subject.length).toBe(1000);
  });
});
