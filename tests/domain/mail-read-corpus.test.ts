import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import { readMessage } from "../../src-main/domain/mime/read.ts";

const FOLDER = join(import.meta.dirname, "../fixtures/mail");

/** What a file must give, beyond not throwing; only what is named is looked at. `null`: must be absent. */
interface Expected {
  readonly text?: string;
  readonly html?: string | null;
  readonly subject?: string;
  readonly messageId?: string | null;
  readonly dateMs?: number | null;
  readonly from_?: readonly unknown[];
  readonly fromAddress?: string;
  readonly fromEndsWith?: string;
  readonly to?: readonly unknown[];
  readonly cc?: readonly unknown[];
  readonly references?: readonly string[];
  readonly referencesCount?: number;
  readonly referencesFirst?: string;
  readonly referencesLast?: string;
  readonly inReplyTo?: string;
  readonly names?: readonly string[];
  readonly ids?: readonly string[];
  readonly cids?: readonly string[];
  readonly calendars?: readonly string[];
  readonly protection?: readonly string[];
  readonly cuts?: readonly string[];
  readonly partsAtMost?: number;
  readonly fault?: string;
  readonly listId?: string;
  readonly autoSubmitted?: boolean;
  readonly importance?: string;
  readonly receiptTo?: unknown;
  readonly snippet?: string;
}

const expected: Readonly<Record<string, Expected>> = JSON.parse(readFileSync(join(FOLDER, "expected.json"), "utf8"));
const sourceOf = (name: string) => new Uint8Array(readFileSync(join(FOLDER, `${name}.eml`)));

test("every file of the corpus is expected to give something, and there are enough of them", () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".eml"));
  expect(files.map((name) => name.replace(/\.eml$/, "")).sort()).toEqual(Object.keys(expected).sort());
  expect(files.length).toBeGreaterThanOrEqual(80);
});

describe("a message of the corpus is read as a person would read it", () => {
  test.each(Object.entries(expected))("%s", (name, want) => {
    const read = readMessage(sourceOf(name));
    const got: Record<string, unknown> = {
      text: read.text.trimEnd(),
      html: read.html?.trimEnd() ?? null,
      subject: read.subject,
      messageId: read.messageId ?? null,
      dateMs: read.dateMs ?? null,
      from_: read.from,
      fromAddress: read.from[0]?.address,
      to: read.to,
      cc: read.cc,
      references: read.references,
      referencesCount: read.references.length,
      referencesFirst: read.references[0],
      referencesLast: read.references.at(-1),
      inReplyTo: read.inReplyTo,
      names: read.parts.map((part) => part.name),
      ids: read.parts.map((part) => part.id),
      cids: read.parts.map((part) => part.contentId),
      calendars: read.calendars.map((calendar) => calendar.method),
      protection: read.protection,
      cuts: read.cuts,
      fault: read.fault,
      listId: read.listId,
      autoSubmitted: read.autoSubmitted,
      importance: read.importance,
      receiptTo: read.receiptTo,
      snippet: read.snippet,
    };
    const { fromEndsWith, partsAtMost, ...rest } = want;
    expect(Object.fromEntries(Object.keys(rest).map((key) => [key, got[key]]))).toEqual(rest);
    if (fromEndsWith) expect(read.from[0]?.address.endsWith(fromEndsWith), read.from[0]?.address).toBe(true);
    if (partsAtMost) expect(read.parts.length).toBeLessThanOrEqual(partsAtMost);
    expect(read.snippet.length).toBeLessThanOrEqual(200);
  });
});

test("whatever end of a message is missing, what is left is read", () => {
  for (const name of ["alternative", "inline-texts-in-order", "flowed", "signed-pgp", "name-rfc2231", "qp-broken"]) {
    const source = sourceOf(name);
    for (let end = 0; end <= source.length; end += 3) expect(() => readMessage(source.subarray(0, end))).not.toThrow();
  }
});

describe("a second reader, postal-mime, agrees on well-formed messages", () => {
  const WELL_FORMED = [
    "plain",
    "folded-inside-word",
    "group-addresses",
    "comma-in-encoded-name",
    "comment-in-address",
    "word-in-quotes",
    "word-gb18030",
    "word-iso-2022-jp",
    "word-koi8-r",
    "latin1-is-windows-1252",
    "gb18030-body",
    "big5-body",
    "iso-2022-jp-body",
    "koi8-body",
    "utf-16-base64",
    "qp-lower-case",
    "alternative",
    "boundary-trailing-space",
    "preamble-and-epilogue",
    "name-rfc2231",
    "name-encoded-word",
    "name-parens",
    "name-semicolon-in-quotes",
  ];
  test.each(WELL_FORMED)("%s", async (name) => {
    const source = sourceOf(name);
    const [ours, theirs] = [readMessage(source), await PostalMime.parse(source)];
    expect(ours.subject).toBe(theirs.subject ?? "");
    expect(ours.text.trim()).toBe((theirs.text ?? "").trim());
    expect(ours.html?.trim()).toBe(theirs.html?.trim());
    expect(ours.parts.map((part) => part.name)).toEqual(theirs.attachments.map((part) => part.filename));
    expect(ours.from[0]?.address).toBe(theirs.from?.address);
  });
});
