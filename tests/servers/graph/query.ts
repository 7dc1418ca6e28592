// OData query options as Outlook entities take them (learn.microsoft.com/graph/query-parameters).
import { badRequest, Refusal, type Reply } from "./answer.ts";
import { isProperty, type SHAPES } from "./schema.ts";
import type { Context } from "./state.ts";

type TypeName = keyof typeof SHAPES;
type Row = Readonly<Record<string, unknown>>;

const MAX_ROWS = 1000;
const parse = (message: string) => new Refusal(400, "RequestBroker--ParseUri", message);

/** @throws Refusal 400 for an option the endpoint does not take */
export function checkOptions({ asked }: Context, allowed: readonly string[]): void {
  for (const name of asked.query.keys()) {
    if (allowed.includes(name)) continue;
    throw badRequest(`The query parameter '${name}' is not supported for this request.`);
  }
}

/** Names in a `$select`; undefined when there is none. @throws Refusal 400 for a name the type does not have */
export function selected(type: TypeName, text: string | null | undefined): readonly string[] | undefined {
  if (text === null || text === undefined) return undefined;
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.find((name) => name !== "*" && !isProperty(type, name.split("/")[0] ?? ""));
  if (unknown !== undefined)
    throw parse(`Could not find a property named '${unknown}' on type 'microsoft.graph.${type}'.`);
  return names.includes("*") ? undefined : names.map((name) => name.split("/")[0] ?? "");
}

/** What a selection leaves; annotations and the id stay. */
export function pick(row: object, names: readonly string[] | undefined): Row {
  if (!names) return { ...row };
  const keep = new Set(["id", ...names]);
  return Object.fromEntries(Object.entries(row).filter(([name]) => name.startsWith("@") || keep.has(name)));
}

/** One navigation in an `$expand` with its own options. */
export interface Expansion {
  readonly name: string;
  readonly select?: string;
  readonly filter?: string;
  readonly expand?: string;
}

const NAVIGATIONS = [
  "exceptionOccurrences",
  "singleValueExtendedProperties",
  "attachments",
  "calendar",
  "extensions",
  "instances",
];

/** @throws Refusal 400 for what an event does not lead to */
export function expansions(text: string | null | undefined): readonly Expansion[] {
  return split(text ?? "", ",").map((part) => {
    const [, name = "", inner = ""] = /^([^(]*)(?:\((.*)\))?$/s.exec(part.trim()) ?? [];
    if (!NAVIGATIONS.includes(name)) throw parse(`Could not find a property named '${name}' on type 'event'.`);
    const options = split(inner, ";").map((option) => option.split(/=(.*)/s, 2) as [string, string?]);
    const own = Object.fromEntries(options.map(([key, value]) => [key.trim().replace(/^\$/, ""), value ?? ""]));
    const unknown = Object.keys(own).find((key) => !["select", "filter", "expand"].includes(key));
    if (unknown !== undefined) throw parse(`The query option '${unknown}' is not supported inside $expand.`);
    return { name, ...own };
  });
}

/** Cuts at a sign that stands outside of parentheses and quotes. */
function split(text: string, sign: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let part = "";
  for (const letter of text) {
    if (letter === "'") isQuoted = !isQuoted;
    if (!isQuoted) depth += { "(": 1, ")": -1 }[letter] ?? 0;
    if (letter === sign && depth === 0 && !isQuoted) {
      parts.push(part);
      part = "";
    } else part += letter;
  }
  return part.trim() === "" ? parts : [...parts, part];
}

const CONDITION = /^\(?\s*([\w/]+)\s+(eq|ne|ge|gt|le|lt)\s+('(?:[^']|'')*'|[^\s)]+)\s*\)?$/s;
const EXTENDED =
  /^singleValueExtendedProperties\/any\(\s*ep:\s*ep\/id eq '((?:[^']|'')*)' and ep\/value eq '((?:[^']|'')*)'\s*\)$/is;
const FILTERED = [
  "createdDateTime",
  "lastModifiedDateTime",
  "start/dateTime",
  "end/dateTime",
  "uid",
  "iCalUId",
  "subject",
  "type",
  "seriesMasterId",
  "isCancelled",
  "name",
];

/** A test for rows. @param extendedOf the row's extended properties
 *  @throws Refusal 400 for what cannot be filtered by */
export function filtered<T>(
  text: string | null,
  rowOf: (one: T) => object,
  extendedOf: (one: T) => ReadonlyMap<string, string> = () => new Map(),
): (one: T) => boolean {
  if (text === null) return () => true;
  const whole = EXTENDED.test(text) ? [text] : text.split(/\s+and\s+/i);
  const tests = whole.map((part) => condition(part.trim(), rowOf, extendedOf));
  return (one) => tests.every((test) => test(one));
}

function condition<T>(
  part: string,
  rowOf: (one: T) => object,
  extendedOf: (one: T) => ReadonlyMap<string, string>,
): (one: T) => boolean {
  const [, id, wanted] = EXTENDED.exec(part) ?? [];
  if (id !== undefined) return (one) => extendedOf(one).get(id) === wanted;
  const [, name = "", operator = "", literal = ""] = CONDITION.exec(part) ?? [];
  if (!FILTERED.includes(name))
    throw new Refusal(400, "ErrorInvalidUrlQueryFilter", "The query filter contains one or more invalid nodes.");
  const value = literal.startsWith("'") ? literal.slice(1, -1).replaceAll("''", "'") : literal;
  return (one) => compares(textAt(rowOf(one), name), operator, value);
}

function textAt(row: object, path: string): string {
  const found = path.split("/").reduce<unknown>((at, name) => (at as Row | undefined)?.[name], row);
  return found === undefined || found === null ? "" : String(found);
}

function compares(one: string, operator: string, other: string): boolean {
  const isTime = /^\d{4}-\d\d-\d\dT/.test(other);
  const zoned = (text: string) => Date.parse(/Z$|[+-]\d\d:\d\d$/.test(text) ? text : `${text}Z`);
  const order = isTime ? zoned(one) - zoned(other) : one < other ? -1 : Number(one > other);
  return (
    { eq: order === 0, ne: order !== 0, ge: order >= 0, gt: order > 0, le: order <= 0, lt: order < 0 }[operator] ??
    false
  );
}

const ORDERED = ["start/dateTime", "end/dateTime", "createdDateTime", "lastModifiedDateTime", "subject"];

/** Rows in the order of `$orderby`. @throws Refusal 400 for what cannot be ordered by */
export function ordered<T>(all: readonly T[], text: string | null, rowOf: (one: T) => object): readonly T[] {
  if (text === null) return all;
  const [name = "", direction = "asc"] = text.trim().split(/\s+/);
  if (!ORDERED.includes(name)) throw badRequest(`The property '${name}' cannot be ordered by.`);
  const sign = direction === "desc" ? -1 : 1;
  const keyed = all.map((one) => ({ one, key: textAt(rowOf(one), name) }));
  return keyed.sort((a, b) => sign * (a.key < b.key ? -1 : Number(a.key > b.key))).map(({ one }) => one);
}

/** One page of a list, with a link to the next.
 *  @param rowOf is asked for rows of the page alone */
export function page<T>(context: Context, all: readonly T[], rowOf: (one: T) => object, metadata: string): Reply {
  const { asked, preferences, state } = context;
  const top = count(asked.query.get("$top"), MAX_ROWS) ?? preferences.pageSize ?? state.pageSize;
  const skip = count(asked.query.get("$skip"), Number.MAX_SAFE_INTEGER) ?? 0;
  const next = new URLSearchParams(asked.query);
  next.set("$skip", String(skip + top));
  const path = asked.target.replace(/\?.*$/s, "");
  return {
    status: 200,
    body: {
      "@odata.context": `${asked.origin}/v1.0/$metadata#${metadata}`,
      ...(asked.query.get("$count") === "true" && { "@odata.count": all.length }),
      value: all.slice(skip, skip + top).map(rowOf),
      ...(skip + top < all.length && { "@odata.nextLink": `${asked.origin}${path}?${plain(next)}` }),
    },
  };
}

/** A query with its dollar signs as they are, as the service writes it. */
export const plain = (query: URLSearchParams) => query.toString().replaceAll("%24", "$");

function count(text: string | null, most: number): number | undefined {
  if (text === null) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw badRequest(`Invalid value '${text}' for $top or $skip query option found.`);
}
