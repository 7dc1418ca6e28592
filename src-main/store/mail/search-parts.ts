// Each part of a query as a stream of message numbers, by the index that fits it.
import type { AccountId } from "../../../src-preload/contract/shapes.ts";
import { fold } from "../../domain/fold.ts";
import { ANSWERED, DRAFT, FORWARDED } from "../../domain/mail/flags.ts";
import type { MailQuery, WordField } from "../../domain/mail/query.ts";
import { type MessageState, roleNamed } from "../../domain/mail/query-values.ts";
import type { Database, Statement } from "../database.ts";
import { perDatabase } from "../prepared.ts";
import { folderRows } from "./folders.ts";
import { firstNumber } from "./numbers.ts";
import { allOf, anyOf, type BatchSizes, fetched, type Stream, within } from "./streams.ts";

interface Id {
  readonly id: number;
}
type Words = Extract<MailQuery, { kind: "words" }>;

/** A shorter beginning of a word is looked for in heads alone, which have an index of beginnings. */
const MIN_BODY_PREFIX = 4;
/** More than a page, so that one fetch is enough for most. */
const SHORT: BatchSizes = { first: 64, least: 4 };
/** A full-text table has to walk to where it is asked from: seldom, then. */
const LONG: BatchSizes = { first: 64, least: 64 };
/** Forms of searches whose statements are kept. */
const MAX_PREPARED = 100;

/** Beyond every message. */
const END = Number.MAX_SAFE_INTEGER;

/** A select of message numbers up to @max that an index has in their order, so that only as much is read as is asked for. */
interface Source {
  readonly select: string;
  readonly parameters?: Readonly<Record<string, string | number>>;
}

const entries = (where: string) => `SELECT message_id AS id FROM entries WHERE ${where} AND message_id <= @max`;
const messages = (where: string) => `SELECT id FROM messages WHERE ${where} AND id <= @max`;
const SHOWN: Source = {
  select: "SELECT message_id AS id FROM entries INDEXED BY entries_message WHERE message_id <= @max",
};
const SELECTS = {
  heads: "SELECT rowid AS id FROM message_words WHERE message_words MATCH @match AND rowid <= @max",
  bodies: "SELECT rowid AS id FROM body_words WHERE body_words MATCH @match AND rowid <= @max",
  ofAccount: messages("account_id = @accountId"),
  files: messages("has_attachments = 1"),
  invitations: messages("invitation = 1"),
  huge: messages("size >= 1000000 AND size >= @min"),
  sized: messages("size >= @min AND size <= @least"),
  inFolder: entries("folder_id = @folderId"),
  unread: entries("flags & 1 = 0"),
  read: entries("flags & 1 = 1"),
  starred: entries("flags & 2 = 2"),
  marked: entries("flags & @bit <> 0"),
  pending: entries("pending = 1"),
  labelled: entries("keywords <> '' AND instr(' ' || lower(keywords) || ' ', @word) > 0"),
  snoozed: "SELECT message_id AS id FROM snoozes WHERE message_id <= @max",
} as const;

const prepared = perDatabase(() => new Map<string, Statement<Id>>());

/** The messages that a query asks for; or those that it does not. A negation is carried down to the parts. */
export function streamOf(db: Database, query: MailQuery, isNegated = false): Stream {
  switch (query.kind) {
    case "and":
    case "or":
      return (query.kind === "and") === isNegated
        ? anyOf(query.parts.map((part) => streamOf(db, part, isNegated)))
        : meeting(db, query.parts, isNegated);
    case "not":
      return streamOf(db, query.part, !isNegated);
    case "anywhere":
      return isNegated ? anyOf([]) : within(0, END);
    case "date": {
      const [low, high] = [firstNumber(query.fromMs ?? 0), query.toMs === undefined ? END : firstNumber(query.toMs)];
      return isNegated ? anyOf([within(high, END), within(0, low)]) : within(low, high);
    }
    default:
      return meeting(db, [query], isNegated);
  }
}

type Leaf = Exclude<MailQuery, { kind: "and" | "or" | "not" | "anywhere" | "date" }>;

/** Messages that all parts ask for. Parts that have a place of their own are one statement, in which SQLite walks them in step:
 *  what is left out never comes here. */
function meeting(db: Database, parts: readonly MailQuery[], isNegated: boolean): Stream {
  const having: Source[][] = [];
  const lacking: Source[] = [];
  const others: Stream[] = [];
  for (const part of parts) {
    const [inner, isLacking] = part.kind === "not" ? [part.part, !isNegated] : [part, isNegated];
    if (!isLeaf(inner)) others.push(streamOf(db, part, isNegated));
    else if (isLacking) lacking.push(...leaf(db, inner));
    else having.push(leaf(db, inner));
  }
  if (having.some((sources) => sources.length === 0)) return anyOf([]);
  // Only the first term of such a statement can be a union.
  const [first = [SHOWN], ...more] = having.sort((a, b) => b.length - a.length);
  const single = more.filter((sources) => sources.length === 1).flat();
  const unions = more.filter((sources) => sources.length > 1);
  const walked = having.length + lacking.length > 0 ? [walk(db, first, single, lacking)] : [];
  return allOf([...walked, ...unions.map((sources) => walk(db, sources, [], [])), ...others]);
}

function isLeaf(query: MailQuery): query is Leaf {
  const { kind } = query;
  return kind !== "and" && kind !== "or" && kind !== "not" && kind !== "anywhere" && kind !== "date";
}

/** Where the messages of a part come from: any of these. */
function leaf(db: Database, query: Leaf): Source[] {
  switch (query.kind) {
    case "words":
      return wordSources(query);
    case "folder":
      return folderSources(db, query.value);
    case "label": {
      const word = ` ${query.value.toLowerCase()} `;
      return [{ select: SELECTS.labelled, parameters: { word } }, ...folderSources(db, query.value)];
    }
    case "account":
      return namedAccounts(db, query.value);
    case "has":
      return [{ select: query.part === "attachment" ? SELECTS.files : SELECTS.invitations }];
    case "is":
      return [stateSource(query.state)];
    case "size": {
      const { min = 0, max = END } = query;
      return min >= 1_000_000 && query.max === undefined
        ? [{ select: SELECTS.huge, parameters: { min } }]
        : [{ select: SELECTS.sized, parameters: { min, least: max } }];
    }
  }
}

/** Those that some folder shows, each once; trash and junk too. */
export function everyMessage(db: Database): Stream {
  return walk(db, [{ select: SHOWN.select.replace("SELECT", "SELECT DISTINCT") }], [], []);
}

/** All that is stored of the account, shown by a folder or not: only fit to narrow another stream. */
export function accountStream(db: Database, accountId: AccountId): Stream {
  return walk(db, [ofAccount(accountId)], [], []);
}

const ofAccount = (accountId: AccountId): Source => ({ select: SELECTS.ofAccount, parameters: { accountId } });

/** What takes most away is asked first: where nothing is left of it, the others are not walked at all. */
const bodiesFirst = (a: Source, b: Source) => Number(b.select === SELECTS.bodies) - Number(a.select === SELECTS.bodies);

/** Messages that any of the first sources has, every one of the second, and none of the third. */
function walk(db: Database, any: readonly Source[], all: readonly Source[], none: readonly Source[]): Stream {
  const terms = [
    ...any.map((source) => ["UNION", source] as const),
    ...all.map((source) => ["INTERSECT", source] as const),
    ...none.toSorted(bodiesFirst).map((source) => ["EXCEPT", source] as const),
  ];
  const parameters: Record<string, string | number> = {};
  const text = terms.map(([operator, { select, parameters: own = {} }], n) => {
    for (const [name, value] of Object.entries(own)) parameters[`${name}${n}`] = value;
    return `${n === 0 ? "" : operator} ${select.replace(/@(?!max\b)\w+/g, `$&${n}`)}`;
  });
  const statement = statementOf(db, `${text.join(" ")} ORDER BY id DESC LIMIT @n`);
  const isWords = terms.some(([, { select }]) => select.includes("MATCH"));
  return fetched((max, n) => statement.all({ ...parameters, max, n }).map(({ id }) => id), isWords ? LONG : SHORT);
}

function statementOf(db: Database, text: string): Statement<Id> {
  const made = prepared(db);
  const statement = made.get(text) ?? db.prepare<Id>(text);
  if (made.size >= MAX_PREPARED) made.clear();
  made.set(text, statement);
  return statement;
}

const COLUMNS: Readonly<Record<Exclude<WordField, "body" | "any">, string>> = {
  subject: "subject :",
  sender: "sender :",
  receivers: "receivers :",
  copies: "copies :",
  files: "files :",
};

function wordSources({ field, words, isPrefix }: Words): Source[] {
  // Only letters and digits are in a word: nothing of the match language gets through.
  const phrase = `"${words.join(" ")}"`;
  const match = isPrefix ? `${phrase} *` : phrase;
  const goesOn = isPrefix && [...(words.at(-1) ?? "")].length >= MIN_BODY_PREFIX;
  const body: Source = { select: SELECTS.bodies, parameters: { match: goesOn ? match : phrase } };
  if (field === "body") return [body];
  if (field === "any") return [{ select: SELECTS.heads, parameters: { match } }, body];
  return [{ select: SELECTS.heads, parameters: { match: `${COLUMNS[field]} ${match}` } }];
}

/** By role, by name or path, else by a part of the path. */
function folderSources(db: Database, value: string): Source[] {
  const named = fold(value);
  const role = roleNamed(value);
  const all = folderRows(db);
  const same = all.filter(
    (row) => (role !== undefined && row.role === role) || fold(row.name) === named || fold(row.path) === named,
  );
  const chosen = same.length > 0 ? same : all.filter((row) => named !== "" && fold(row.path).includes(named));
  return chosen.map(({ id }) => ({ select: SELECTS.inFolder, parameters: { folderId: id } }));
}

function namedAccounts(db: Database, value: string): Source[] {
  const named = fold(value);
  return accountRows(db)
    .all()
    .filter(({ label, address }) => named !== "" && fold(`${label} ${address ?? ""}`).includes(named))
    .map(({ id }) => ofAccount(id));
}

const accountRows = perDatabase((db) =>
  db.prepare<{ readonly id: AccountId; readonly label: string; readonly address: string | null }>(
    "SELECT id, label, address FROM accounts",
  ),
);

function stateSource(state: MessageState): Source {
  switch (state) {
    case "answered":
      return { select: SELECTS.marked, parameters: { bit: ANSWERED } };
    case "forwarded":
      return { select: SELECTS.marked, parameters: { bit: FORWARDED } };
    case "draft":
      return { select: SELECTS.marked, parameters: { bit: DRAFT } };
    default:
      return { select: SELECTS[state] };
  }
}
