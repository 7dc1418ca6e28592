// Random and hostile bytes: nothing throws, nothing takes more than its share. MAIL_FUZZ=20 runs twenty times as many.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linkify } from "../../src-main/domain/mail-html/linkify.ts";
import { quoteStartOfText } from "../../src-main/domain/mail-html/quotes.ts";
import { safeHtml } from "../../src-main/domain/mail-html/safe.ts";
import { textOfHtml } from "../../src-main/domain/mail-html/text.ts";
import { authenticationOf } from "../../src-main/domain/mail-safety/authentication.ts";
import { checkLink } from "../../src-main/domain/mail-safety/links.ts";
import { riskOf, safeName } from "../../src-main/domain/mail-safety/names.ts";
import { unsubscribeOf } from "../../src-main/domain/mail-safety/unsubscribe.ts";
import { readHead, readMessage } from "../../src-main/domain/mime/read.ts";
import { HOSTILE_HTML } from "../fixtures/hostile-html.ts";
import { cleanSafely } from "../support/safe-html.ts";

const TIMES = Number(process.env.MAIL_FUZZ ?? 1);
const runs = (count: number) => ({ seed: 20_261_123, numRuns: count * TIMES });
const encode = (text: string) => new TextEncoder().encode(text);

/** Pieces of messages, in any order: more likely to reach the odd corners than letters are. */
const HEADER_PIECES = [
  "From: a@example.com",
  'From: "a',
  "Subject: =?utf-8?Q?=C3=A9?=",
  "Subject: =?x?B?",
  "Date: Fri, 21 Nov 1997 09:55:06 -0600",
  "Date: ",
  "Content-Type: multipart/mixed; boundary=b",
  'Content-Type: multipart/alternative; boundary="b',
  "Content-Type: text/html; charset=utf-7",
  "Content-Type: text/plain; format=flowed; delsp=yes",
  "Content-Type: message/rfc822",
  "Content-Type: text/calendar; method=REQUEST",
  "Content-Transfer-Encoding: base64",
  "Content-Transfer-Encoding: quoted-printable",
  "Content-Disposition: attachment; filename*0*=utf-8''%",
  'Content-Disposition: inline; filename="../x"',
  " folded",
  "\tfolded",
  ":",
  "no colon",
  "\u0000",
  "To: a:b,c;d",
  "References: <a><b>",
  "Content-ID: <",
];
const BODY_PIECES = [
  "--b",
  "--b--",
  "--",
  "",
  "=",
  "=C3",
  "=\r",
  "aGVsbG8=",
  "begin 644 x",
  "%:&5L;&\\",
  "end",
  "> quoted",
  "-- ",
  "text é",
  "<p>x</p>",
  "+AOk-",
  "\u001b$B",
  "~{",
  "On x wrote:",
];
const lines = fc
  .tuple(
    fc.array(fc.constantFrom(...HEADER_PIECES), { maxLength: 8 }),
    fc.array(fc.constantFrom(...HEADER_PIECES, ...BODY_PIECES), { maxLength: 24 }),
    fc.constantFrom("\r\n", "\n", "\r"),
  )
  .map(([head, body, end]) => encode([...head, "", ...body].join(end)));

/** What every answer must be, whatever it was of. */
function checkMessage(source: Uint8Array): void {
  const read = readMessage(source);
  // What it says when a fault of ours was caught.
  expect(read.fault).not.toBe("crash");
  expect(read.snippet.length).toBeLessThanOrEqual(200);
  expect(read.text).not.toContain("\0");
  expect(read.text.isWellFormed()).toBe(true);
  expect(read.headerSize).toBeLessThanOrEqual(source.length);
  expect(new Set(read.parts.map(({ id }) => id)).size).toBe(read.parts.length);
  for (const { name, content, size } of read.parts) {
    expect(name).not.toMatch(/[/\\\p{Cc}]/u);
    expect(content?.length ?? size).toBe(size);
  }
  expect(() => structuredClone(read)).not.toThrow();
}

describe("reading never throws", () => {
  test("pieces of messages in any order", () => fc.assert(fc.property(lines, checkMessage), runs(4_000)));
  test("bytes of any kind", () => fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), checkMessage), runs(2_000)));
  test("a head with any structure", () =>
    fc.assert(
      fc.property(
        lines,
        fc.array(
          fc.record({
            part: fc.stringMatching(/^[0-9.]{0,8}$/),
            type: fc.constantFrom(
              "text/plain",
              "text/html",
              "image/png",
              "message/rfc822",
              "multipart/alternative",
              "x",
            ),
            parameters: fc.dictionary(fc.string({ maxLength: 6 }), fc.string({ maxLength: 6 })),
            encoding: fc.constantFrom("base64", "7bit", ""),
            size: fc.nat(),
          }),
          { maxLength: 8 },
        ),
        (header, parts) => void readHead(header, parts),
      ),
      runs(1_500),
    ));
});

const HTML_PIECES = [
  // Deep ones by themselves: mixed, they would only take time.
  ...HOSTILE_HTML.map(([, html]) => html).filter(({ length }) => length < 500),
  "<",
  ">",
  "</",
  "<!--",
  "-->",
  '"',
  "'",
  "<p>",
  "</p>",
  "<table><tr><td>",
  "</table>",
  "<a href='https://x.example'>",
  "</a>",
  "&lt;",
  "&#x",
  "<style>",
  "</style>",
  "x",
  "\u0000",
  "<b ",
  " style='color:red'",
];
const html = fc.array(fc.constantFrom(...HTML_PIECES), { maxLength: 12 }).map((pieces) => pieces.join(""));
const options = { cidUrls: new Map([["a", "blob:x"]]), remote: "blocked" as const };

describe("what safeHtml gives is safe", () => {
  test("whatever pieces it is made of; and made safe again it is the same", () =>
    fc.assert(
      fc.property(html, (text) => void cleanSafely(text)),
      runs(3_000),
    ));
  test("letters of any kind", () =>
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        safeHtml(text, options);
        textOfHtml(text);
        quoteStartOfText(text);
        expect(
          linkify(text)
            .map((segment) => segment.text)
            .join(""),
        ).toBe(text);
      }),
      runs(2_000),
    ));
});

const RESULT_PIECES = [
  "mx.example.org",
  "; ",
  "dkim=pass",
  "dmarc=pass",
  "spf=fail",
  " header.d=",
  "example.com",
  "(",
  ")",
  '"',
  "\\",
  " 1",
  "=",
  "header.b=x",
  ".",
  "\u0000",
];
const results = fc.array(fc.constantFrom(...RESULT_PIECES), { maxLength: 16 }).map((pieces) => pieces.join(""));

describe("headers of strangers", () => {
  test("are believed only with a trusted name first", () =>
    fc.assert(
      fc.property(fc.array(results, { maxLength: 4 }), (values) => {
        const { verdict } = authenticationOf(values, ["mx.example.org"], "example.com");
        if (verdict !== "none")
          expect(values.some((value) => /^\s*mx\.example\.org(?:\s|;|\()/.test(value))).toBe(true);
        expect(authenticationOf(values, [], "example.com").verdict).toBe("none");
        const headers = { listUnsubscribe: values, listUnsubscribePost: values, dkimSignatures: values };
        unsubscribeOf(headers, authenticationOf(values, ["mx.example.org"]));
      }),
      runs(4_000),
    ));
  test("links of any kind", () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.string().map((text) => `https://${text}`),
          fc.string().map((text) => `mailto:${text}`),
        ),
        fc.string(),
        (href, text) => {
          const link = checkLink(href, text);
          if (link) expect(link.href).toMatch(/^(?:https?:\/\/|mailto:|tel:)/);
          if (link) expect(checkLink(link.href, text)?.href).toBe(link.href);
        },
      ),
      runs(2_000),
    ));
  test("names of files", () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: "binary", maxLength: 40 }),
            fc.constantFrom("..", "/", "\\", "\u202e", ".exe", "CON", " ", "é".repeat(90), ":"),
          ),
          { maxLength: 6 },
        ),
        fc.constantFrom("application/pdf", "x/y", "text/html", ""),
        (pieces, type) => {
          const name = safeName(pieces.join(""), type);
          expect(encode(name).length).toBeLessThanOrEqual(150);
          expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}\u202a-\u202e\u2066-\u2069\u200b-\u200f]|^\.|[. ]$|^$/u);
          expect(name).toBe(name.normalize("NFC"));
          expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i);
          expect(safeName(name, type)).toBe(name);
          riskOf(pieces.join(""), type);
        },
      ),
      runs(4_000),
    ));
});
