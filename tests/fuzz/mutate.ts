// Texts and JSON that were good, broken in the ways in which what comes from elsewhere is broken: cut, flipped, spliced, nested,
// repeated, with counts that nobody means. As arbitraries of fast-check, so that what fails is made small.
import fc from "fast-check";

/** What strings of any format trip over. */
const ODD_STRINGS: readonly string[] = [
  "",
  " ",
  "\u0000",
  "\ufeff",
  "\ud800",
  "\u202e",
  "é",
  "%",
  "%zz",
  "%00",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "9999999999999999999999",
  "-1",
  "0",
  "NaN",
  "1e400",
  "2026-02-30T25:61:61Z",
  "+275760-09-13T00:00:00.001Z",
  "https://[::1",
  "//",
  "..",
  "\r\n",
];
const MAX_LENGTH = 120_000;
const MAX_EDITS = 5;

type Edit =
  | { readonly do: "cut"; readonly at: number }
  | { readonly do: "drop" | "double"; readonly at: number; readonly length: number }
  | { readonly do: "put"; readonly at: number; readonly text: string; readonly over: number }
  | {
      readonly do: "splice";
      readonly at: number;
      readonly other: number;
      readonly from: number;
      readonly length: number;
    }
  | { readonly do: "repeat"; readonly at: number; readonly length: number; readonly times: number }
  | { readonly do: "nest"; readonly pair: number; readonly times: number; readonly isClosed: boolean }
  | { readonly do: "number"; readonly nth: number; readonly text: string };

/** What a format is made of. */
export interface Format {
  /** Whole and good documents. */
  readonly seeds: readonly string[];
  /** Words of it, to be put anywhere. */
  readonly words: readonly string[];
  /** What opens and closes a level of it. */
  readonly pairs?: readonly (readonly [string, string])[];
}

const place = fc.nat(0xffff);
const few = fc.integer({ min: 1, max: 60 });
const NUMBERS = ["0", "-1", "1e9", "99999999999999999999", "2147483648", "0.5", "007", ""];

function edits(words: readonly string[]): fc.Arbitrary<Edit> {
  const word = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...words) },
    { weight: 1, arbitrary: fc.constantFrom(...ODD_STRINGS) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 4 }) },
  );
  return fc.oneof(
    fc.record({ do: fc.constant("cut" as const), at: place }),
    fc.record({ do: fc.constantFrom("drop" as const, "double" as const), at: place, length: few }),
    fc.record({ do: fc.constant("put" as const), at: place, text: word, over: fc.nat(3) }),
    fc.record({ do: fc.constant("splice" as const), at: place, other: place, from: place, length: fc.nat(2_000) }),
    fc.record({
      do: fc.constant("repeat" as const),
      at: place,
      length: few,
      times: fc.oneof(
        { weight: 9, arbitrary: fc.nat(8) },
        { weight: 1, arbitrary: fc.integer({ min: 9, max: 3_000 }) },
      ),
    }),
    fc.record({
      do: fc.constant("nest" as const),
      pair: place,
      times: fc.oneof({ weight: 9, arbitrary: fc.nat(6) }, { weight: 1, arbitrary: fc.nat(3_000) }),
      isClosed: fc.boolean(),
    }),
    fc.record({ do: fc.constant("number" as const), nth: place, text: fc.constantFrom(...NUMBERS) }),
  );
}

function edited(text: string, edit: Edit, { seeds, pairs = [] }: Format): string {
  const at = "at" in edit ? edit.at % (text.length + 1) : 0;
  switch (edit.do) {
    case "cut":
      return text.slice(0, at);
    case "drop":
      return text.slice(0, at) + text.slice(at + edit.length);
    case "double":
      return text.slice(0, at + edit.length) + text.slice(at);
    case "put":
      return text.slice(0, at) + edit.text + text.slice(at + edit.over);
    case "splice": {
      const other = seeds[edit.other % seeds.length] ?? "";
      const from = edit.from % (other.length + 1);
      return text.slice(0, at) + other.slice(from, from + edit.length) + text.slice(at);
    }
    case "repeat":
      return text.slice(0, at) + text.slice(at, at + edit.length).repeat(edit.times) + text.slice(at);
    case "nest": {
      const [open, close] = pairs[edit.pair % Math.max(pairs.length, 1)] ?? ["(", ")"];
      return open.repeat(edit.times) + text + (edit.isClosed ? close.repeat(edit.times) : "");
    }
    case "number": {
      const found = [...text.matchAll(/\d+/g)];
      const one = found[edit.nth % Math.max(found.length, 1)];
      return one ? text.slice(0, one.index) + edit.text + text.slice(one.index + one[0].length) : text;
    }
  }
}

/** Documents of a format, some whole, most broken. */
export function broken(format: Format): fc.Arbitrary<string> {
  const list = fc.array(edits(format.words), { maxLength: MAX_EDITS });
  const mutated = fc
    .tuple(fc.constantFrom(...format.seeds), list)
    .map(([seed, all]) => all.reduce((text, edit) => edited(text, edit, format), seed).slice(0, MAX_LENGTH));
  const heaped = fc.array(fc.constantFrom(...format.words), { maxLength: 30 }).map((words) => words.join(""));
  return fc.oneof({ weight: 6, arbitrary: mutated }, { weight: 1, arbitrary: heaped });
}

/** The same as bytes: every character of the text one byte. The seeds are bytes read as latin1. */
export function brokenBytes(format: Format): fc.Arbitrary<Uint8Array> {
  return broken(format).map((text) => Buffer.from(text, "latin1"));
}

const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  0.5,
  1e308,
  2 ** 53,
  [],
  {},
  [[[[]]]],
  [null],
  { constructor: 1 },
  "x".repeat(5_000),
  ...ODD_STRINGS,
];

type JsonEdit = {
  readonly path: readonly number[];
  readonly how: "replace" | "remove" | "double" | "other" | "key" | "deep";
  readonly value: number;
};

const jsonEdit: fc.Arbitrary<JsonEdit> = fc.record({
  path: fc.array(fc.nat(40), { minLength: 1, maxLength: 8 }),
  how: fc.constantFrom("replace", "replace", "remove", "double", "other", "key", "deep"),
  value: place,
});

type Bag = Record<string, unknown>;
const isBag = (value: unknown): value is Bag => typeof value === "object" && value !== null;

function changeJson(value: unknown, { path, how, value: pick }: JsonEdit, seeds: readonly unknown[]): unknown {
  const [step = 0, ...rest] = path;
  const keys = isBag(value) ? Object.keys(value) : [];
  const key = keys[step % Math.max(keys.length, 1)];
  if (!isBag(value) || key === undefined) return ODD_VALUES[pick % ODD_VALUES.length];
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Bag;
  if (rest.length > 0 && isBag(copy[key])) {
    copy[key] = changeJson(copy[key], { path: rest, how, value: pick }, seeds);
    return copy;
  }
  if (how === "remove") {
    if (Array.isArray(copy)) copy.splice(Number(key), 1);
    else delete copy[key];
  } else if (how === "double" && Array.isArray(copy))
    copy.push(...Array.from({ length: pick % 50 }, () => copy[Number(key)]));
  else if (how === "other") copy[key] = seeds[pick % seeds.length];
  else if (how === "key" && !Array.isArray(copy)) copy[ODD_STRINGS[pick % ODD_STRINGS.length] ?? "x"] = copy[key];
  else if (how === "deep") copy[key] = nested(copy[key], pick % 200);
  else copy[key] = ODD_VALUES[pick % ODD_VALUES.length];
  return copy;
}

function nested(value: unknown, levels: number): unknown {
  let all = value;
  for (let level = 0; level < levels; level++) all = level % 2 === 0 ? [all] : { value: all };
  return all;
}

/** JSON that was good, with some of its values gone, odd, doubled or in another's place. */
export function brokenJson(good: fc.Arbitrary<unknown>, others: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc
    .tuple(good, fc.array(jsonEdit, { maxLength: MAX_EDITS }))
    .map(([seed, all]) => all.reduce<unknown>((value, edit) => changeJson(value, edit, others), seed));
}
