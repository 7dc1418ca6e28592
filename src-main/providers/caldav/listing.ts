// What a collection says about itself: where it stands, what it holds, what changed (RFC 6578, caldav-ctag).
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { TimeRange } from "../provider.ts";
import { absolutePath, isSamePath, keyOf, newHref, pathOf, placeIn } from "./href.ts";
import { type Collection, type Listed, toListed } from "./items.ts";
import { CALDAV, DAV, type DavRow, hasType, parseError, parseMultistatus, property } from "./multistatus.ts";
import type { DavAnswer } from "./refusals.ts";
import { findWithin, LIST_ITEMS, READ_STATE, syncCollection } from "./requests.ts";
import { attempt } from "./wire.ts";

// Radicale reads 10,000 events it has not in its cache for most of a minute, even to tell the token alone.
const LISTING_TIMEOUT_MS = 180_000;
const LISTING = { method: "PROPFIND", depth: "1", timeoutMs: LISTING_TIMEOUT_MS } as const;
const STATE = { method: "PROPFIND", depth: "0", timeoutMs: LISTING_TIMEOUT_MS } as const;
const CHANGES = { method: "REPORT", depth: "0", timeoutMs: LISTING_TIMEOUT_MS } as const;
const QUERY = { method: "REPORT", depth: "1", timeoutMs: LISTING_TIMEOUT_MS } as const;

const CALENDARSERVER = "http://calendarserver.org/ns/";

/** What changes when anything in the collection does: sync-token (RFC 6578 §4), getctag (caldav-ctag). */
export interface State {
  /** Opaque, exactly as the server wrote it (R17). */
  readonly token?: string;
  readonly ctag?: string;
}

/** Reads where the collection stands.
 *  @throws Failure missing when it is no longer there */
export async function readState({ wire, url }: Collection, signal: AbortSignal): Promise<State> {
  const answer = await attempt(wire.multistatus({ ...STATE, url, body: READ_STATE }, signal));
  if (answer instanceof Failure)
    throw answer.code === "missing" ? new Failure("missing", { what: "calendar" }) : answer;
  const row = ownRow(answer.rows, answer.url) ?? answer.rows[0];
  // Xandikos reports a removed calendar as a 207 with a 404 inside.
  if (row === undefined || !isGood(row)) throw new Failure("missing", { what: "calendar" });
  const token = property(row, DAV, "sync-token")?.text;
  const ctag = property(row, CALENDARSERVER, "getctag")?.text;
  return { ...(token && { token }), ...(ctag && { ctag }) };
}

const ownRow = (rows: readonly DavRow[], url: string) => rows.find((row) => isSamePath(row.href, url));
const isGone = ({ status }: DavRow) => status === 404 || status === 410;
/** iCloud gives rows that are fine a 200 of their own. */
const isGood = ({ status }: DavRow) => status === undefined || (status >= 200 && status < 300);

/** A row with a bad status of its own, e.g. 403. */
export interface Refused extends Listed {
  readonly status: number;
}

interface Listing {
  readonly items: readonly Listed[];
  /** Items that exist although the server shows nothing of them now. */
  readonly refused: readonly Refused[];
  /** False when the server cut the list: absence then means nothing. */
  readonly isWhole: boolean;
}

/** Entity tags of everything in the collection.
 *  @throws Failure missing when it is no longer there, server-error when the answer does not even name the collection */
export async function listItems(collection: Collection, signal: AbortSignal): Promise<Listing> {
  const { wire, url, traits } = collection;
  const answer = await wire.multistatus({ ...LISTING, url, body: LIST_ITEMS }, signal);
  const own = ownRow(answer.rows, answer.url);
  if (own !== undefined && isGone(own)) throw new Failure("missing", { what: "calendar" });
  if (answer.rows.length === 0) throw new Failure("server-error", { host: new URL(url).hostname, status: 207 });
  const isWhole = !answer.rows.some((row) => row.status === 507);
  if (!isWhole) traits.note("cut-listing", url);
  const rows = answer.rows.filter((row) => row !== own && isItem(row, url));
  const good = rows.filter((row) => isGood(row) && !isOtherComponent(row));
  const bad = rows.filter((row) => !isGood(row) && !isGone(row));
  return {
    items: unique(collection, good, answer.url),
    refused: bad.map((row) => toRefused(row, answer.url)),
    isWhole,
  };
}

/** Zimbra and DavMail repeat hrefs: the first one counts (R36). */
function unique({ traits }: Collection, rows: readonly DavRow[], base: string): readonly Listed[] {
  const items = new Map<string, Listed>();
  for (const item of rows.map((row) => toListed(row, base))) {
    if (items.has(item.key)) traits.note("duplicate-rows");
    else items.set(item.key, item);
  }
  return [...items.values()];
}

const toRefused = (row: DavRow, base: string): Refused => ({ ...toListed(row, base), status: row.status ?? 0 });

/** Neither the collection, nor one inside it or what that holds, nor the row that tells of a cut (R25). iCloud's folders
 *  name no type. */
function isItem(row: DavRow, url: string): boolean {
  const isFolder =
    hasType(row, DAV, "collection") || hasType(row, CALDAV, "calendar") || pathOf(row.href).endsWith("/");
  const isOwn = !isSamePath(row.href, url) && placeIn(url, row.href) !== "deeper";
  return row.href !== "" && !isFolder && row.status !== 507 && isOwn;
}

/** sabre, Nextcloud and Radicale name the component in the content type: spares fetching tasks time and again. */
const isOtherComponent = (row: DavRow) =>
  /component=v(todo|journal)/i.test(property(row, DAV, "getcontenttype")?.text ?? "");

/** Events that touch a range. Says nothing about what lies outside, and nothing about absence (R29, R30).
 *  @returns undefined when this server cannot tell, which is remembered */
export async function listWithin(
  collection: Collection,
  range: TimeRange,
  signal: AbortSignal,
): Promise<readonly Listed[] | undefined> {
  const { wire, url, traits } = collection;
  if (traits.has("no-range-query", url)) return undefined;
  const answer = await attempt(wire.multistatus({ ...QUERY, url, body: findWithin(range) }, signal));
  if (answer instanceof Failure) {
    const isOnTheWay = ["auth", "offline", "rate-limited"].includes(answer.code) || answer.reason === "login-page";
    if (isOnTheWay) throw answer;
  } else if (!answer.rows.some((row) => row.status === 507)) {
    const rows = answer.rows.filter((row) => isItem(row, url) && isGood(row) && !isOtherComponent(row));
    return unique(collection, rows, answer.url);
  }
  traits.note("no-range-query", url);
  return undefined;
}

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
 *  @returns `unsupported` when this server does not do sync-collection after all, which is remembered
 *  @throws Failure stale-cursor when it does not know the token (R18) */
export async function syncChanges(
  collection: Collection,
  token: string,
  signal: AbortSignal,
): Promise<Changes | "unsupported"> {
  const { wire, url, traits } = collection;
  const ask = (depth: "0" | "1") => wire.send({ ...CHANGES, depth, url, body: syncCollection(token) }, signal);
  let answer = await ask(traits.has("sync-depth-1", url) ? "1" : "0");
  // RFC 6578 wants depth 0; drafts before it, and servers of that time, depth 1 (R16).
  if (answer.status === 400 && /depth/i.test(answer.body) && !traits.has("sync-depth-1", url)) {
    traits.note("sync-depth-1", url);
    answer = await ask("1");
  }
  // Some servers put the "more" into the HTTP status (R20).
  const parsed = answer.status === 207 || answer.status === 507 ? parseMultistatus(answer.body) : undefined;
  if (parsed?.token === undefined) return refusal(collection, token, answer, signal);
  const rows = parsed.rows.filter((row) => isItem(row, answer.url) && isItem(row, url));
  const good = unique(collection, rows.filter(isGood), answer.url);
  const present = new Set(good.map((item) => item.key));
  // Told both ways: looked at again rather than removed.
  const gone = rows.filter((row) => isGone(row) && !present.has(keyOf(row.href)));
  // Of another place, or of ours by another path: an item of ours that has the same name is looked at, not removed.
  const isOurs = ({ href }: DavRow) =>
    [url, answer.url].some((one) => placeIn(one, absolutePath(href, one)) === "inside");
  const foreign = new Set(gone.filter((row) => !isOurs(row)).map((row) => keyOf(row.href)));
  const removed = new Set(gone.filter(isOurs).map((row) => keyOf(row.href)));
  return {
    changed: [
      ...good,
      ...[...foreign].filter((key) => !removed.has(key)).map((key) => ({ key, href: newHref(url, key) })),
    ],
    gone: [...removed],
    refused: rows.filter((row) => !isGood(row) && !isGone(row)).map((row) => toRefused(row, answer.url)),
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
  const { wire, url, traits } = collection;
  const failure = wire.failure(answer);
  if (failure.code === "rate-limited") throw failure;
  // Asked for everything: a listing can tell that too, and why not.
  if (token === "") {
    if ([403, 405, 501].includes(status)) traits.note("no-sync-collection", url);
    return "unsupported";
  }
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
  if (status < 500 || status === 501) {
    traits.note("no-sync-collection", url);
    return "unsupported";
  }
  throw failure;
}
