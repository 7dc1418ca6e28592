// What a collection says about itself: where it stands, what it holds, what changed (RFC 6578, caldav-ctag).
import { Failure } from "../../../src-preload/contract/failure.ts";
import { isSamePath, keyOf } from "./href.ts";
import { type Collection, type Listed, toListed } from "./items.ts";
import { CALDAV, DAV, type DavRow, hasType, parseError, parseMultistatus, property } from "./multistatus.ts";
import { LIST_ITEMS, READ_STATE, syncCollection } from "./requests.ts";
import type { DavAnswer } from "./wire.ts";

// Radicale reads 10,000 events it has not in its cache for most of a minute, even to tell the token alone.
const LISTING_TIMEOUT_MS = 180_000;
const LISTING = { method: "PROPFIND", depth: "1", timeoutMs: LISTING_TIMEOUT_MS } as const;
const STATE = { method: "PROPFIND", depth: "0", timeoutMs: LISTING_TIMEOUT_MS } as const;
const CHANGES = { method: "REPORT", depth: "0", timeoutMs: LISTING_TIMEOUT_MS } as const;

const CALENDARSERVER = "http://calendarserver.org/ns/";

export interface State {
  /** Opaque, exactly as the server wrote it (R17). */
  readonly token?: string;
  readonly ctag?: string;
}

/** Reads where the collection stands.
 *  @throws Failure missing when it is no longer there */
export async function readState({ wire, url }: Collection, signal: AbortSignal): Promise<State> {
  const answer = await wire.multistatus({ ...STATE, url, body: READ_STATE }, signal);
  const row = ownRow(answer.rows, answer.url) ?? answer.rows[0];
  // Xandikos reports a removed calendar as a 207 with a 404 inside.
  if (row === undefined || row.status !== undefined) throw new Failure("missing", { what: "calendar" });
  const token = property(row, DAV, "sync-token")?.text;
  const ctag = property(row, CALENDARSERVER, "getctag")?.text;
  return { ...(token && { token }), ...(ctag && { ctag }) };
}

const ownRow = (rows: readonly DavRow[], url: string) => rows.find((row) => isSamePath(row.href, url));

/** A row with a bad status of its own, e.g. 403. */
export interface Refused extends Listed {
  readonly status: number;
}

export interface Listing {
  readonly items: readonly Listed[];
  /** Items that exist although the server shows nothing of them now. */
  readonly refused: readonly Refused[];
  /** False when the server cut the list: absence then means nothing. */
  readonly isWhole: boolean;
}

/** Entity tags of everything in the collection.
 *  @throws Failure missing when it is no longer there, server-error when the answer does not even name the collection */
export async function listItems({ wire, url }: Collection, signal: AbortSignal): Promise<Listing> {
  const answer = await wire.multistatus({ ...LISTING, url, body: LIST_ITEMS }, signal);
  const own = ownRow(answer.rows, answer.url);
  if (own?.status === 404 || own?.status === 410) throw new Failure("missing", { what: "calendar" });
  if (answer.rows.length === 0) throw new Failure("server-error", { host: new URL(url).hostname, status: 207 });
  const isWhole = !answer.rows.some((row) => row.status === 507);
  const rows = answer.rows.filter((row) => row !== own && !isCollection(row) && row.status !== 507);
  const bad = rows.filter((row) => row.status !== undefined && row.status !== 404 && row.status !== 410);
  const good = rows.filter((row) => row.status === undefined && !isOtherComponent(row));
  const items = new Map(good.toReversed().map((row) => [keyOf(row.href), toListed(row, answer.url)] as const));
  return { items: [...items.values()].toReversed(), refused: bad.map((row) => toRefused(row, answer.url)), isWhole };
}

const toRefused = (row: DavRow, base: string): Refused => ({ ...toListed(row, base), status: row.status ?? 0 });

const isCollection = (row: DavRow) => hasType(row, DAV, "collection") || hasType(row, CALDAV, "calendar");

/** sabre, Nextcloud and Radicale name the component in the content type: spares fetching tasks time and again. */
const isOtherComponent = (row: DavRow) =>
  /component=v(todo|journal)/i.test(property(row, DAV, "getcontenttype")?.text ?? "");

/** One answer to sync-collection. */
export interface Changes {
  readonly changed: readonly Listed[];
  readonly gone: readonly string[];
  readonly refused: readonly Refused[];
  readonly token: string;
  /** More is waiting behind the new token (RFC 6578 §3.6). */
  readonly isTruncated: boolean;
}

/** Asks what changed since `token`; "" asks for everything there is.
 *  @returns `unsupported` when this server does not do sync-collection after all
 *  @throws Failure stale-cursor when it does not know the token (R18) */
export async function syncChanges(
  collection: Collection,
  token: string,
  signal: AbortSignal,
): Promise<Changes | "unsupported"> {
  const { wire, url } = collection;
  const answer = await wire.send({ ...CHANGES, url, body: syncCollection(token) }, signal);
  // Some servers put the "more" into the HTTP status (R20).
  const parsed = answer.status === 207 || answer.status === 507 ? parseMultistatus(answer.body) : undefined;
  if (parsed === undefined) return refusal(collection, token, answer, signal);
  if (parsed.token === undefined) return refusal(collection, token, answer, signal);
  const isOwn = (row: DavRow) => isSamePath(row.href, answer.url) || isSamePath(row.href, url);
  const rows = parsed.rows.filter((row) => !isOwn(row) && !isCollection(row) && row.status !== 507);
  const last = new Map(rows.map((row) => [keyOf(row.href), row] as const));
  const isGone = (row: DavRow) => row.status === 404 || row.status === 410;
  const isGood = (row: DavRow) => row.status === undefined || row.status < 300;
  const all = [...last.values()];
  return {
    changed: all.filter(isGood).map((row) => toListed(row, answer.url)),
    gone: all.filter(isGone).map((row) => keyOf(row.href)),
    refused: all.filter((row) => !isGood(row) && !isGone(row)).map((row) => toRefused(row, answer.url)),
    token: parsed.token,
    isTruncated: answer.status === 507 || parsed.rows.some((row) => row.status === 507),
  };
}

async function refusal(
  collection: Collection,
  token: string,
  answer: DavAnswer,
  signal: AbortSignal,
): Promise<"unsupported"> {
  const { status } = answer;
  const { wire, url } = collection;
  const failure = wire.failure(answer);
  if (failure.code === "rate-limited") throw failure;
  // Asked for everything: a listing can tell that too, and why not.
  if (token === "") return "unsupported";
  const conditions = parseError(answer.body) ?? [];
  // tine20 and old sabre say it in words.
  const isSaid = status === 400 && /(invalid|unknown)[\w\s]*sync.token/i.test(answer.body);
  const isNamed = status >= 400 && status < 500 && conditions.some((one) => one.name === "valid-sync-token");
  if (isNamed || isSaid || status === 410) throw new Failure("stale-cursor");
  if (status === 404) throw new Failure("missing", { what: "calendar" });
  // Well-formed, but without a token.
  if (status === 207 && parseMultistatus(answer.body) !== undefined) throw new Failure("stale-cursor");
  if (status === 207) throw new Failure("bad-answer", { host: new URL(url).hostname });
  // Xandikos answers 500 to a token it does not know: it is that when the rest of the collection answers well.
  if (status === 500 && (await readState(collection, signal)).token !== token) throw new Failure("stale-cursor");
  if (status < 500 || status === 501) return "unsupported";
  throw failure;
}
