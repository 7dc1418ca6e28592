// Inputs for every call of the contract, made from its own schemas: a call that is added is tried without a word here.
import fc from "fast-check";
import { z } from "zod";
import { contract } from "../../src-preload/contract/contract.ts";
import { type CallName, COMMANDS, QUERIES } from "../../src-preload/contract/names.ts";
import { broken, brokenJson } from "./mutate.ts";
import { ICS } from "./targets/calendar.ts";
import { QUERY } from "./targets/text.ts";

/** A call as a page sends it. Words like `@event:3` stand for what is there by then. */
export interface Call {
  readonly name: unknown;
  readonly input: unknown;
}

/** What a placeholder may stand for. */
export type Kind =
  | "account"
  | "calendar"
  | "event"
  | "recurrence"
  | "feed"
  | "folder"
  | "message"
  | "thread"
  | "identity"
  | "draft"
  | "undo"
  | "history";

type Schema = Readonly<Record<string, unknown>>;

const KINDS: readonly (readonly [RegExp, Kind])[] = [
  [/\.accountId$|^accounts\.\w+ id$/, "account"],
  [/calendarIds?( \d)?$|^calendars\.\w+ id$/i, "calendar"],
  [/eventId$|^events\.\w+ id$/, "event"],
  [/recurrenceId$/, "recurrence"],
  [/feedIds?$|^feeds\.\w+ id$/, "feed"],
  [/folderId$|parentId$|^mail\.\w*Folder id$/, "folder"],
  [/identityId$|^mail\.\w*Identity id$/, "identity"],
  [/draftId$|^mail\.\w*Draft id$/, "draft"],
  [/threadIds?$|^mail\.thread id$/, "thread"],
  [/undoId$/, "undo"],
  [/^history\.\w+ id$/, "history"],
  [/^mail\.\w+ .*(?:\bid|ids|[mM]essageId|inReplyTo|forwardOf)$/, "message"],
];

const WORDS: readonly (readonly [RegExp, fc.Arbitrary<string>])[] = [
  [/^events\.import text$/, broken(ICS)],
  [/query$|words$|text$/, broken(QUERY)],
  [
    /rrule$/i,
    fc.constantFrom("FREQ=DAILY", "FREQ=SECONDLY", "FREQ=WEEKLY;BYDAY=MO;COUNT=3", "FREQ=YEARLY;BYDAY=53MO", "X"),
  ],
  [
    /zone$/i,
    fc.constantFrom("Europe/Paris", "UTC", "floating", "America/New_York", "Nowhere/Land", "+25:00", "Etc/GMT+12"),
  ],
  [
    /url$/i,
    fc.constantFrom(
      "https://x.example/",
      "http://127.0.0.1:1/",
      "file:///etc/passwd",
      "javascript:alert(1)",
      "https://[::1",
      "webcal://c.example/a.ics",
    ),
  ],
  [
    /address$|\bto\b|\bcc\b/i,
    fc.constantFrom(
      "ann@example.com",
      '"A, B" <a@b.example>',
      "a@b",
      "@",
      "é@é.example",
      "a@b.example\r\nBcc: c@d.example",
    ),
  ],
  [/html$/i, fc.constantFrom("<p>x</p>", "<script>alert(1)</script>", "<img src=cid:a>", "{{name}}", "<")],
  [/base64$/i, fc.constantFrom("aGVsbG8=", "", "not base64", "/9j/4AAQ")],
];

const ANY_TEXT = fc.oneof(
  fc.constantFrom(
    "",
    "x",
    "Déjeuner",
    "a".repeat(300),
    "\u0000",
    "%",
    "__proto__",
    "constructor",
    "'; DROP TABLE events; --",
    "\ud800",
    "NEAR(",
    '"',
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const TIMES = fc.constantFrom(
  0,
  1,
  -1,
  Date.UTC(2026, 10, 18),
  Date.UTC(2026, 10, 25),
  8.64e15,
  -8.64e15,
  Number.MAX_SAFE_INTEGER,
);

/** Every call, with an input that its schema may or may not take. */
export function calls(): fc.Arbitrary<Call> {
  const names = [...Object.keys(QUERIES), ...COMMANDS] as CallName[];
  const known = names.map((name) => {
    const schema = z.toJSONSchema(contract[name].input, { io: "input", unrepresentable: "any" }) as Schema;
    const good = valuesOf(schema, `${name} `);
    return fc.record({
      name: fc.constant<unknown>(name),
      input: fc.oneof({ weight: 5, arbitrary: good }, { weight: 2, arbitrary: brokenJson(good, [{}, [], "x", 7]) }),
    });
  });
  const strange = fc.record({ name: fc.oneof(ANY_TEXT, fc.anything()), input: fc.anything() });
  return fc.oneof({ weight: 40, arbitrary: fc.oneof(...known) }, { weight: 1, arbitrary: strange });
}

function valuesOf(schema: Schema, path: string): fc.Arbitrary<unknown> {
  const choices = (schema.anyOf ?? schema.oneOf) as readonly Schema[] | undefined;
  if (choices) return fc.oneof(...choices.map((one) => valuesOf(one, path)));
  if ("const" in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as readonly unknown[]));
  switch (schema.type) {
    case "object":
      return objectsOf(schema, path);
    case "array":
      return fc.array(valuesOf(schema.items as Schema, path), {
        minLength: Number(schema.minItems ?? 0),
        maxLength: 3,
      });
    case "string":
      return textsOf(schema, path);
    case "integer":
    case "number":
      return numbersOf(schema);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return fc.anything();
  }
}

function objectsOf(schema: Schema, path: string): fc.Arbitrary<unknown> {
  const properties = (schema.properties ?? {}) as Readonly<Record<string, Schema>>;
  const required = (schema.required ?? []) as readonly string[];
  const parts = Object.entries(properties).map(([key, one]) => [key, valuesOf(one, join(path, key))] as const);
  const fixed = fc.record(Object.fromEntries(parts), { requiredKeys: [...required] });
  if (typeof schema.additionalProperties !== "object") return fixed;
  const free = fc.dictionary(ANY_TEXT, valuesOf(schema.additionalProperties as Schema, join(path, "*")), {
    maxKeys: 3,
  });
  return fc.tuple(fixed, free).map(([one, other]) => ({ ...other, ...one }));
}

const join = (path: string, key: string) => (path.endsWith(" ") ? path + key : `${path}.${key}`);

function textsOf(schema: Schema, path: string): fc.Arbitrary<string> {
  const kind = KINDS.find(([pattern]) => pattern.test(path))?.[1];
  const words = WORDS.find(([pattern]) => pattern.test(path))?.[1];
  const matching = typeof schema.pattern === "string" ? matchesOf(schema.pattern) : undefined;
  const parts = [
    ...(kind ? [{ weight: 8, arbitrary: fc.nat(12).map((n) => `@${kind}:${n}`) }] : []),
    ...(words ? [{ weight: 4, arbitrary: words }] : []),
    ...(matching ? [{ weight: 6, arbitrary: matching }] : []),
    { weight: 1, arbitrary: ANY_TEXT },
  ];
  return fc.oneof(...parts);
}

/** Strings of a pattern; undefined for one that fast-check does not know how to meet. */
function matchesOf(pattern: string): fc.Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(new RegExp(pattern));
  } catch {
    return undefined;
  }
}

function numbersOf({ minimum, maximum }: Schema): fc.Arbitrary<number> {
  const [min, max] = [Math.max(Number(minimum ?? -1e9), -1e9), Math.min(Number(maximum ?? 1e9), 1e9)];
  const isTime = Number(maximum ?? Number.MAX_SAFE_INTEGER) === Number.MAX_SAFE_INTEGER;
  const plain = fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max));
  return isTime ? fc.oneof({ weight: 3, arbitrary: TIMES }, { weight: 1, arbitrary: plain }) : plain;
}
