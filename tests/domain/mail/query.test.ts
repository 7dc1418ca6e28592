import fc from "fast-check";
import { expect, test } from "vitest";
import { parseMailQuery } from "../../../src-main/domain/mail/query.ts";

const NOW = Date.UTC(2026, 9, 20, 12);
const DAY = 86_400_000;
const utc = (year: number, month: number, day: number) => Date.UTC(year, month - 1, day);
const parse = (text: string) => parseMailQuery(text, NOW, utc);
const asked = (text: string) => parse(text).query;
const words = (field: string, ...list: string[]) => ({ kind: "words", field, words: list, isPrefix: false });

test("the last word goes on while it is typed, and ends with a space", () => {
  expect(asked("hello wor")).toEqual({
    kind: "and",
    parts: [words("any", "hello"), { ...words("any", "wor"), isPrefix: true }],
  });
  expect(asked("hello ")).toEqual(words("any", "hello"));
  expect(asked('"hello wor')).toMatchObject({ words: ["hello", "wor"] });
  expect(asked('"hello wor"')).toEqual(words("any", "hello", "wor"));
});

test.each([
  ["from:bob ", words("sender", "bob")],
  ["de:bob ", words("sender", "bob")],
  ["à:bob@example.com ", words("receivers", "bob", "example", "com")],
  ['objet:"à demain" ', words("subject", "à", "demain")],
  ["filename:report.pdf ", words("files", "report", "pdf")],
  ["in:inbox ", { kind: "folder", value: "inbox" }],
  ['dans:"Boîte de réception" ', { kind: "folder", value: "Boîte de réception" }],
  ["has:attachment ", { kind: "has", part: "attachment" }],
  ["pièce-jointe: ", { kind: "has", part: "attachment" }],
  ["has:invitation ", { kind: "has", part: "invitation" }],
  ["is:unread ", { kind: "is", state: "unread" }],
  ['est:"non lu" ', { kind: "is", state: "unread" }],
  ["before:2026-10-01 ", { kind: "date", toMs: utc(2026, 10, 1) }],
  ["avant:01/10/2026 ", { kind: "date", toMs: utc(2026, 10, 1) }],
  ["après:2026-10 ", { kind: "date", fromMs: utc(2026, 10, 1) }],
  ["on:2026-10-05 ", { kind: "date", fromMs: utc(2026, 10, 5), toMs: utc(2026, 10, 6) }],
  ["older_than:2w ", { kind: "date", toMs: NOW - 14 * DAY }],
  ["newer_than:1y ", { kind: "date", fromMs: NOW - 365 * DAY }],
  ["larger:10M ", { kind: "size", min: 10_000_000 }],
  ["smaller:1,5k ", { kind: "size", max: 1500 }],
  ["account:work ", { kind: "account", value: "work" }],
  ["label:$Later ", { kind: "label", value: "$Later" }],
])("%s", (text, query) => {
  expect(parse(text)).toEqual({ query, ignored: [] });
});

test("OR, parentheses and negation nest; a negation alone is a query", () => {
  expect(asked("(a OR b ) -c ")).toEqual({
    kind: "and",
    parts: [
      { kind: "or", parts: [words("any", "a"), words("any", "b")] },
      { kind: "not", part: words("any", "c") },
    ],
  });
  expect(asked("-is:read ")).toEqual({ kind: "not", part: { kind: "is", state: "read" } });
  expect(asked("NOT (a b )")).toMatchObject({ kind: "not", part: { kind: "and" } });
});

test("what is no operator is words: an address of the web, a word with a hyphen, a colon", () => {
  expect(asked("https://example.com/x ")).toMatchObject({ words: ["https", "example", "com", "x"] });
  expect(asked("rendez-vous ")).toEqual(words("any", "rendez", "vous"));
});

test("what was not understood is told as it was typed, and the rest is looked for", () => {
  expect(parse("before:soon is:blue hello ")).toEqual({
    query: words("any", "hello"),
    ignored: ["before:soon", "is:blue"],
  });
  expect(parse("hello OR ")).toEqual({ query: words("any", "hello"), ignored: ["OR"] });
  expect(parse('  ()-"" ')).toEqual({ query: undefined, ignored: [] });
});

test("nothing that can be typed makes it throw", () => {
  const piece = fc.constantFrom(
    "(",
    ")",
    '"',
    "-",
    "OR",
    "NOT",
    "from:",
    "in:",
    "before:",
    "x",
    " ",
    ":",
    "*",
    "é",
    "\u0000",
    "a:b:c",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece, { maxLength: 40 }).map((list) => list.join("")),
      ),
      (text) => {
        parse(text);
      },
    ),
  );
  expect(() => parse("(".repeat(1000))).not.toThrow();
});
