// The operators of the search: which can go on from what is typed, and which are in a query, as chips. Pure. What they mean is
// the engine's business; here they are only words.
import { matchText } from "../ui/match.ts";

/** An operator, by the name each language types. */
interface Operator {
  readonly en: string;
  readonly fr: string;
  /** What its value is: offered where the view knows some. */
  readonly value: "person" | "folder" | "state" | "part" | "date" | "age" | "size" | "text";
}

const OPERATORS: readonly Operator[] = [
  { en: "from", fr: "de", value: "person" },
  { en: "to", fr: "à", value: "person" },
  { en: "subject", fr: "objet", value: "text" },
  { en: "has", fr: "contient", value: "part" },
  { en: "is", fr: "est", value: "state" },
  { en: "in", fr: "dans", value: "folder" },
  { en: "before", fr: "avant", value: "date" },
  { en: "after", fr: "après", value: "date" },
  { en: "filename", fr: "fichier", value: "text" },
  { en: "larger", fr: "taille", value: "size" },
];
const STATES = { en: ["unread", "starred", "answered", "read"], fr: ["nonlu", "suivi", "répondu", "lu"] } as const;
const PARTS = { en: ["attachment", "invitation"], fr: ["pj", "invitation"] } as const;
const SIZES = ["1M", "5M", "10M"] as const;
const NAMES: ReadonlyMap<string, Operator> = new Map(
  OPERATORS.flatMap((one) => [[one.en, one] as const, [one.fr, one]]),
);

type Tongue = "en" | "fr";

/** The word the caret stands at the end of. */
export interface Typed {
  /** Everything before it. */
  readonly before: string;
  readonly word: string;
  readonly operator?: string;
  readonly value?: string;
}

/** @returns what is being typed at the end of a query */
export function typedWord(query: string): Typed {
  const word = /(?:[^\s"]|"[^"]*"?)*$/u.exec(query)?.[0] ?? "";
  const before = query.slice(0, query.length - word.length);
  const [, operator, value] = /^-?([\p{L}_]+):"?([^"]*)"?$/u.exec(word) ?? [];
  return { before, word, ...(operator !== undefined && { operator: operator.toLowerCase(), value: value ?? "" }) };
}

/** Something that the query can go on with. */
export interface Completion {
  /** What stands in the query then. */
  readonly text: string;
  /** Of an operator: which, to say what it does. */
  readonly operator?: string;
}

const quoted = (value: string) => (/[\s()]/u.test(value) ? `"${value}"` : value);

interface Known {
  readonly folders: readonly string[];
  readonly people: readonly string[];
  readonly tongue: Tongue;
}

function values(operator: Operator, { folders, people, tongue }: Known): readonly string[] {
  switch (operator.value) {
    case "person":
      return people;
    case "folder":
      return folders;
    case "state":
      return STATES[tongue];
    case "part":
      return PARTS[tongue];
    case "size":
      return SIZES;
    default:
      return [];
  }
}

/** What could follow, best first, at most seven. */
export function completions(query: string, known: Known): readonly Completion[] {
  const { before, word, operator: name, value = "" } = typedWord(query);
  const operator = name === undefined ? undefined : NAMES.get(name);
  if (operator) {
    return values(operator, known)
      .filter((one) => one.toLowerCase() !== value.toLowerCase() && matchText(value, one))
      .slice(0, 7)
      .map((one) => ({ text: `${before}${name}:${quoted(one)} ` }));
  }
  const offered = word === "" ? OPERATORS : OPERATORS.filter((one) => one[known.tongue].startsWith(word.toLowerCase()));
  return offered.slice(0, 7).map((one) => ({ text: `${before}${one[known.tongue]}:`, operator: one.en }));
}

/** A filter within a query. */
export interface Filter {
  /** As typed. */
  readonly raw: string;
  /** The query without it. */
  readonly without: string;
}

/** The operators in a query that have a value. */
export function filtersOf(query: string): readonly Filter[] {
  return [...query.matchAll(/(?<=^|[\s(])-?([\p{L}_]+):(?:"[^"]+"|[^\s"()]+)/gu)].flatMap((match) => {
    if (!NAMES.has((match[1] ?? "").toLowerCase())) return [];
    const without = `${query.slice(0, match.index)}${query.slice(match.index + match[0].length)}`;
    return [{ raw: match[0], without: without.replace(/\s+/gu, " ").trimStart() }];
  });
}
