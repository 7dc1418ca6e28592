import { expect, test } from "vitest";
import { Failure, type FailureReason } from "../../src-preload/contract/failure.ts";
import { en, fr } from "../../src-renderer/i18n/words.ts";

type Tree = { readonly [key: string]: string | Tree };

function sentences(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[`${path}${key}`, value]] : sentences(value, `${path}${key}.`),
  );
}

const french = sentences(fr);
const english = sentences(en);
const holes = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name).sort();

test("French and English have the same keys, none empty", () => {
  expect(french.map(([key]) => key)).toEqual(english.map(([key]) => key));
  expect([...french, ...english].filter(([, text]) => text.trim() === "")).toEqual([]);
});

test("both languages fill the same holes in a sentence", () => {
  const other = new Map(english);
  for (const [key, text] of french) expect([key, holes(text)]).toEqual([key, holes(other.get(key) ?? "")]);
});

test("French puts a narrow no-break space before its double punctuation and inside guillemets", () => {
  const wrong = french.filter(([, text]) => /(?<!\u202f)([;!?»]|:\s)|«(?!\u202f)/u.test(text));
  expect(wrong).toEqual([]);
});

test("no sentence is typed like on a typewriter: real apostrophes, quotation marks and ellipses", () => {
  expect([...french, ...english].filter(([, text]) => /[\p{L}]'|'[\p{L}]|"|\.\.\./u.test(text))).toEqual([]);
  expect(french.filter(([, text]) => /[“”]/.test(text))).toEqual([]);
});

test("no sentence shouts, and none shows a word of the protocol", () => {
  const words = /!|\b(etag|outbox|sync-collection|uid)\b/i;
  // The place where mail waits is called so in every mail program.
  expect([...french, ...english].filter(([, text]) => text !== "Outbox" && words.test(text))).toEqual([]);
});

test("every reason a failure can have is said in both languages, and no other", () => {
  // A missing one does not compile here.
  const said: Record<FailureReason, string>[] = [fr.failure, en.failure];
  for (const reasons of said) {
    // `…_one` is the same reason, said of one.
    const keys = Object.keys(reasons).map((key) => key.replace(/_one$/, ""));
    for (const reason of keys) expect(new Failure(reason as FailureReason).reason).toBe(reason);
  }
});
