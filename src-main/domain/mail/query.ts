// What is typed into the search of mail, as a tree. Everything has a meaning: what is no operator is words.
import { entryOf } from "../entry-of.ts";
import {
  ageOf,
  bytesOf,
  type DayStart,
  daysOf,
  isAnywhere,
  type MessagePart,
  type MessageState,
  partNamed,
  type Span,
  stateNamed,
} from "./query-values.ts";
import { searchWords } from "./words.ts";

/** Where words are looked for. `any`: everywhere, the text included. */
export type WordField = "any" | "subject" | "sender" | "receivers" | "copies" | "files" | "body";

/** A node of the tree. Sizes are bytes. */
export type MailQuery =
  | { readonly kind: "and" | "or"; readonly parts: readonly MailQuery[] }
  | { readonly kind: "not"; readonly part: MailQuery }
  /** One after the other; `isPrefix`: the last may go on. */
  | {
      readonly kind: "words";
      readonly field: WordField;
      readonly words: readonly string[];
      readonly isPrefix: boolean;
    }
  /** A folder's role, name or path. */
  | { readonly kind: "folder"; readonly value: string }
  | { readonly kind: "anywhere" }
  | { readonly kind: "label"; readonly value: string }
  | { readonly kind: "account"; readonly value: string }
  | { readonly kind: "has"; readonly part: MessagePart }
  | { readonly kind: "is"; readonly state: MessageState }
  | ({ readonly kind: "date" } & Span)
  | { readonly kind: "size"; readonly min?: number; readonly max?: number };

interface ParsedQuery {
  /** Undefined: nothing was asked for. */
  readonly query: MailQuery | undefined;
  /** What was not understood, as typed. */
  readonly ignored: readonly string[];
}

const MAX_TOKENS = 100;
const MAX_DEPTH = 20;

const FIELDS: Readonly<Record<string, WordField>> = {
  from: "sender",
  de: "sender",
  to: "receivers",
  à: "receivers",
  a: "receivers",
  cc: "copies",
  bcc: "copies",
  subject: "subject",
  objet: "subject",
  sujet: "subject",
  filename: "files",
  fichier: "files",
  body: "body",
  texte: "body",
};
type Operator =
  | "in"
  | "is"
  | "has"
  | "before"
  | "after"
  | "on"
  | "older"
  | "newer"
  | "larger"
  | "smaller"
  | "account"
  | "label";
const OPERATORS: Readonly<Record<string, Operator>> = {
  in: "in",
  dans: "in",
  folder: "in",
  dossier: "in",
  is: "is",
  est: "is",
  has: "has",
  contient: "has",
  before: "before",
  avant: "before",
  after: "after",
  après: "after",
  apres: "after",
  since: "after",
  depuis: "after",
  on: "on",
  le: "on",
  date: "on",
  older_than: "older",
  newer_than: "newer",
  larger: "larger",
  smaller: "smaller",
  taille: "larger",
  account: "account",
  compte: "account",
  label: "label",
  libellé: "label",
  tag: "label",
};

interface Token {
  readonly kind: "open" | "close" | "or" | "and" | "not" | "term";
  /** As typed. */
  readonly raw: string;
  readonly name?: string;
  readonly value: string;
  readonly isQuoted: boolean;
  /** Nothing follows it, not even a space: it is still being typed. */
  readonly isLast: boolean;
}

// A parenthesis, an operator with its value, a phrase, or what stands between spaces. A minus before it says not.
const TOKEN = /\s*(?:([()])|(-?)(?:([\p{L}_-]+):)?(?:"([^"]*)("|$)|([^\s()"]*)))/gu;

/** Reads what was typed. Never throws. @param nowMs for ages and `today` */
export function parseMailQuery(text: string, nowMs: number, dayStart: DayStart): ParsedQuery {
  const ignored: string[] = [];
  const tokens = tokensOf(text.normalize("NFC"));
  const parser = new Parser(tokens, (token) => termOf(token, nowMs, dayStart, ignored), ignored);
  return { query: parser.all(), ignored };
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const end = text.length;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, parenthesis, minus = "", name, phrase, closing, bare = ""] = match;
    if (whole === "" || tokens.length >= MAX_TOKENS) break;
    const raw = whole.trim();
    const isLast = match.index + whole.length === end && closing !== '"';
    const plain = { raw, value: "", isQuoted: false, isLast };
    if (parenthesis) tokens.push({ ...plain, kind: parenthesis === "(" ? "open" : "close" });
    else {
      // Alone it says nothing, before a parenthesis it turns all of that.
      const isAlone = raw === "-" && text[match.index + whole.length] !== "(";
      if (minus && !isAlone) tokens.push({ ...plain, kind: "not" });
      if (raw === "-") continue;
      const value = phrase ?? bare;
      if (name === undefined && value === "" && !minus) continue;
      const kind = phrase === undefined && name === undefined && !minus ? wordKind(bare) : "term";
      tokens.push({ ...plain, kind, value, isQuoted: phrase !== undefined, ...(name !== undefined && { name }) });
    }
  }
  return tokens;
}

function wordKind(word: string): Token["kind"] {
  if (word === "OR" || word === "OU" || word === "|" || word === "||") return "or";
  if (word === "AND" || word === "ET" || word === "&&") return "and";
  return word === "NOT" || word === "SAUF" ? "not" : "term";
}

/** or = and { OR and }; and = not { not }; not = [ - ] ( term | "(" or ")" ). */
class Parser {
  readonly #tokens: readonly Token[];
  readonly #term: (token: Token) => MailQuery | undefined;
  readonly #ignored: string[];
  #at = 0;

  constructor(tokens: readonly Token[], term: (token: Token) => MailQuery | undefined, ignored: string[]) {
    this.#tokens = tokens;
    this.#term = term;
    this.#ignored = ignored;
  }

  all(): MailQuery | undefined {
    const parts: MailQuery[] = [];
    while (this.#at < this.#tokens.length) {
      const part = this.#or(0);
      if (part) parts.push(part);
      // A parenthesis that closes nothing.
      if (this.#tokens[this.#at]?.kind === "close") this.#at += 1;
    }
    return join("and", parts);
  }

  #or(depth: number): MailQuery | undefined {
    const parts: MailQuery[] = [];
    for (;;) {
      const part = this.#and(depth);
      if (part) parts.push(part);
      const token = this.#tokens[this.#at];
      if (token?.kind !== "or") break;
      this.#at += 1;
      const next = this.#tokens[this.#at];
      if (!part || !next || next.kind === "close") this.#ignored.push(token.raw);
    }
    return join("or", parts);
  }

  #and(depth: number): MailQuery | undefined {
    const parts: MailQuery[] = [];
    for (;;) {
      const token = this.#tokens[this.#at];
      if (!token || token.kind === "or" || token.kind === "close") break;
      const part = this.#not(depth);
      if (part) parts.push(part);
    }
    return join("and", parts);
  }

  #not(depth: number): MailQuery | undefined {
    const token = this.#tokens[this.#at];
    if (!token) return undefined;
    this.#at += 1;
    if (token.kind === "and") return undefined;
    if (token.kind === "not") {
      const next = this.#tokens[this.#at]?.kind;
      if (next !== "term" && next !== "open" && next !== "not") return undefined;
      const part = this.#not(depth);
      return part && { kind: "not", part };
    }
    if (token.kind !== "open" || depth >= MAX_DEPTH) return token.kind === "term" ? this.#term(token) : undefined;
    const inner = this.#or(depth + 1);
    if (this.#tokens[this.#at]?.kind === "close") this.#at += 1;
    return inner;
  }
}

function join(kind: "and" | "or", parts: readonly MailQuery[]): MailQuery | undefined {
  return parts.length > 1 ? { kind, parts } : parts[0];
}

function termOf(token: Token, nowMs: number, dayStart: DayStart, ignored: string[]): MailQuery | undefined {
  const name = token.name?.toLowerCase() ?? "";
  const field = entryOf(FIELDS, name);
  const operator = entryOf(OPERATORS, name) ?? (/^pi[eè]ce-jointe$/.test(name) ? "file" : undefined);
  if (field) return wordsOf(field, token.value, token);
  if (operator === "file") return { kind: "has", part: "attachment" };
  if (!operator) return wordsOf("any", token.name === undefined ? token.value : `${token.name} ${token.value}`, token);
  const found = token.value === "" ? undefined : operated(operator, token.value, nowMs, dayStart);
  if (!found) ignored.push(token.raw);
  return found;
}

function wordsOf(field: WordField, text: string, { isLast, isQuoted }: Token): MailQuery | undefined {
  const words = searchWords(text);
  if (words.length === 0) return undefined;
  // The word that is being typed goes on.
  const isPrefix = (isLast && !isQuoted && /[\p{L}\p{N}\p{M}]$/u.test(text)) || text.endsWith("*");
  return { kind: "words", field, words, isPrefix };
}

function operated(operator: Operator, value: string, nowMs: number, dayStart: DayStart): MailQuery | undefined {
  switch (operator) {
    case "in":
      return isAnywhere(value) ? { kind: "anywhere" } : { kind: "folder", value };
    case "label":
      return { kind: "label", value };
    case "account":
      return { kind: "account", value };
    case "is": {
      const state = stateNamed(value);
      return state && { kind: "is", state };
    }
    case "has": {
      const part = partNamed(value);
      return part && { kind: "has", part };
    }
    case "larger":
    case "smaller": {
      const bytes = bytesOf(value);
      if (bytes === undefined) return undefined;
      return operator === "larger" ? { kind: "size", min: bytes } : { kind: "size", max: bytes };
    }
    case "older":
    case "newer": {
      const age = ageOf(value);
      if (age === undefined) return undefined;
      return operator === "older" ? { kind: "date", toMs: nowMs - age } : { kind: "date", fromMs: nowMs - age };
    }
    case "before":
    case "after":
    case "on": {
      const days = daysOf(value, nowMs, dayStart);
      if (!days) return undefined;
      if (operator === "on") return { kind: "date", ...days };
      return operator === "before" ? { kind: "date", toMs: days.fromMs } : { kind: "date", fromMs: days.fromMs };
    }
  }
}
