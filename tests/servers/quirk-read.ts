// PROPFIND and REPORT at the quirk server.
import { type Asked, davError, multistatus, type Reply, statusRow } from "./fake-dav.ts";
import { type Collection, momentMs, type StoredObject, touches, uidIn } from "./quirk-store.ts";
import type { Quirks } from "./quirk-traits.ts";

/** One calendar as a request sees it. */
export interface View {
  readonly collection: Collection;
  readonly quirks: Quirks;
  /** Path of the calendar, slash at the end. */
  readonly path: string;
  readonly nowMs: number;
}

const xmlText = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("\r", "&#13;");

/** A row with what is there under 200 and what is not under 404. */
export function answered(href: string, asked: Asked, known: Readonly<Record<string, string | undefined>>): string {
  const wanted = wantedIn(asked.body);
  const has = wanted.filter((name) => known[name] !== undefined).map((name) => known[name]);
  const lacks = wanted.filter((name) => known[name] === undefined).map((name) => `<D:${name}/>`);
  const stat = (props: readonly (string | undefined)[], status: string) =>
    props.length === 0
      ? ""
      : `<D:propstat><D:prop>${props.join("")}</D:prop><D:status>HTTP/1.1 ${status}</D:status></D:propstat>`;
  const body = stat(has, "200 OK") + stat(lacks, "404 Not Found");
  return `<D:response><D:href>${href}</D:href>${body || "<D:status>HTTP/1.1 200 OK</D:status>"}</D:response>`;
}

function wantedIn(body: string): readonly string[] {
  const block = /<(?:\w+:)?prop>(.*?)<\/(?:\w+:)?prop>/s.exec(body)?.[1] ?? "";
  return [...block.matchAll(/<(?:\w+:)?([\w-]+)/g)].map((match) => match[1] ?? "");
}

/** An object's href as this server spells it. */
export function hrefOf({ path, quirks }: View, name: string): string {
  const encoded = encodeURIComponent(name);
  if (!quirks.respellsHrefs) return path + encoded;
  return path + encoded.replaceAll("%40", "@").replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());
}

const visible = ({ collection }: View) =>
  [...collection.objects].filter(([, { revision }]) => revision <= collection.indexed);

export const tokenOf = (revision: number) => `http://quirk.test/sync/${revision}`;

const shownRevision = ({ collection }: View) => Math.min(collection.revision, collection.indexed);

/** Properties of the calendar itself. */
export function collectionProps(view: View): Record<string, string | undefined> {
  const { collection, quirks } = view;
  const { limits } = quirks;
  const may = collection.readOnly ? ["read"] : ["read", "write", "write-content", "bind", "unbind"];
  const privileges = may.map((name) => `<D:privilege><D:${name}/></D:privilege>`).join("");
  const inbox = quirks.inboxIsCalendar ? "<C:schedule-inbox/>" : "";
  const limit = (name: string, value: string | number | undefined) =>
    value === undefined ? undefined : `<C:${name}>${value}</C:${name}>`;
  const revision = quirks.tokenZero ? 0 : shownRevision(view);
  return {
    resourcetype: `<D:resourcetype><D:collection/><C:calendar/>${inbox}</D:resourcetype>`,
    displayname: `<D:displayname>${xmlText(collection.displayName)}</D:displayname>`,
    "calendar-color": collection.color ? `<A:calendar-color>${collection.color}</A:calendar-color>` : undefined,
    "current-user-privilege-set": quirks.noPrivileges
      ? undefined
      : `<D:current-user-privilege-set>${privileges}</D:current-user-privilege-set>`,
    "supported-calendar-component-set": `<C:supported-calendar-component-set>${collection.components.map((name) => `<C:comp name="${name}"/>`).join("")}</C:supported-calendar-component-set>`,
    "sync-token": quirks.noSyncToken ? undefined : `<D:sync-token>${tokenOf(revision)}</D:sync-token>`,
    getctag: quirks.noCtag ? undefined : `<S:getctag>c${shownRevision(view)}</S:getctag>`,
    "max-resource-size": limit("max-resource-size", limits?.size),
    "min-date-time": limit("min-date-time", limits?.from),
    "max-date-time": limit("max-date-time", limits?.to),
    "max-attendees-per-instance": limit("max-attendees-per-instance", limits?.attendees),
  };
}

/** Entity tag as it is shown, if at all. */
export function shownTag({ quirks }: View, name: string, { etag }: StoredObject): string | undefined {
  const { noEtags } = quirks;
  if (noEtags === true || (noEtags instanceof RegExp && noEtags.test(name))) return undefined;
  return quirks.weakEtags ? `W/${etag}` : etag;
}

function itemRow(view: View, asked: Asked, name: string, object: StoredObject): string {
  const { quirks } = view;
  const tag = shownTag(view, name, object);
  const type = quirks.contentType === "none" ? undefined : (quirks.contentType ?? "text/calendar");
  const bell = quirks.controlCharacters ? "\u0007" : "";
  return answered(hrefOf(view, name), asked, {
    getetag: tag && `<D:getetag>${tag}</D:getetag>`,
    resourcetype: "<D:resourcetype/>",
    getcontenttype: type && `<D:getcontenttype>${type}${bell}</D:getcontenttype>`,
    "schedule-tag": quirks.scheduleTags ? `<C:schedule-tag>${object.scheduleTag}</C:schedule-tag>` : undefined,
    "calendar-data": `<C:calendar-data>${xmlText(object.text)}${bell}</C:calendar-data>`,
  });
}

/** What a directory of the server's own looks like between the items. */
const directory = ({ path }: View, asked: Asked) => answered(`${path}.folder/`, asked, { displayname: "" });

const extras = (view: View, asked: Asked, rows: readonly string[]): string[] => [
  ...rows.flatMap((row) => (view.quirks.duplicateRows ? [row, row.replace(/"e\d+"/, '"other"')] : [row])),
  ...(view.quirks.directoryRows ? [directory(view, asked)] : []),
];

function ghostRows(view: View, asked: Asked): string[] {
  const ghost = { text: "", etag: '"ghost"', scheduleTag: "", revision: 0 };
  return (view.quirks.ghosts ?? []).map((name) => itemRow(view, asked, name, ghost));
}

/** PROPFIND of depth 0 or 1 on a calendar. */
export function propfind(view: View, asked: Asked): Reply {
  const { quirks, path } = view;
  const own = answered(path, asked, collectionProps(view));
  if (asked.headers.depth !== "1") return multistatus([own]);
  if (quirks.emptyAnswers) return multistatus([own]);
  const items = visible(view).map(([name, object]) => itemRow(view, asked, name, object));
  const shown = items.slice(0, quirks.listingSize ?? items.length);
  const cut = shown.length < items.length ? [statusRow(path, "507 Insufficient Storage")] : [];
  return multistatus([own, ...extras(view, asked, [...shown, ...ghostRows(view, asked)]), ...cut]);
}

/** Every REPORT we know. */
export function report(view: View, asked: Asked): Reply {
  if (/:?sync-collection/.test(asked.body)) return syncCollection(view, asked);
  if (/:?calendar-multiget/.test(asked.body)) return multiget(view, asked);
  if (/:?calendar-query/.test(asked.body)) return query(view, asked);
  return davError(403, "<D:supported-report/>");
}

function badToken({ tokenRefusal }: Quirks): Reply {
  if (tokenRefusal === "410" || tokenRefusal === "500") return { status: Number(tokenRefusal) };
  if (tokenRefusal === "400-text") return { status: 400, body: "Invalid or unknown sync token" };
  return davError(Number(tokenRefusal ?? 403), "<D:valid-sync-token/>");
}

function syncCollection(view: View, asked: Asked): Reply {
  const { collection, quirks, path } = view;
  if (quirks.syncRefusal !== undefined) return { status: quirks.syncRefusal, body: "no" };
  if (quirks.noSyncToken) return davError(403, "<D:supported-report/>");
  const token = /<(?:\w+:)?sync-token>([^<]*)</.exec(asked.body)?.[1] ?? "";
  const since = token === "" ? 0 : Number(/^http:\/\/quirk\.test\/sync\/(\d+)$/.exec(token)?.[1] ?? Number.NaN);
  const isKnown = since >= collection.floor && since <= collection.revision;
  if (since > collection.revision && quirks.acceptsAnyToken) return multistatus([], token);
  if (token !== "" && !isKnown && !quirks.tokenZero) return badToken(quirks);
  if (quirks.emptyAnswers) return multistatus([], tokenOf(collection.revision));
  const isNew = ({ at }: { readonly at: number }) => at > (quirks.tokenZero ? 0 : since);
  // Rows are written for what is new alone: benchmarks take this for a server that is quick itself.
  const rows = [
    ...visible(view)
      .map(([name, object]) => ({ at: object.revision, name, object }))
      .filter(isNew)
      .map(({ at, name, object }) => ({ at, row: itemRow(view, asked, name, object) })),
    ...[...collection.graves]
      .map(([name, at]) => ({ at: token === "" ? 0 : at, row: statusRow(hrefOf(view, name), "404 Not Found") }))
      .filter(isNew),
  ].toSorted((a, b) => a.at - b.at);
  const page = rows.slice(0, quirks.pageSize ?? rows.length);
  const isCut = page.length < rows.length;
  const end = isCut ? (page.at(-1)?.at ?? since) : shownRevision(view);
  const cut = isCut && quirks.pageStatus !== 507 ? [statusRow(path, "507 Insufficient Storage")] : [];
  const all = extras(view, asked, [...page.map(({ row }) => row), ...(isCut ? [] : ghostRows(view, asked))]);
  return multistatus([...all, ...cut], tokenOf(quirks.tokenZero ? 0 : end), isCut ? quirks.pageStatus : undefined);
}

function multiget(view: View, asked: Asked): Reply {
  const { quirks } = view;
  const hrefs = [...asked.body.matchAll(/<(?:\w+:)?href>([^<]*)</g)].map((match) => match[1] ?? "");
  if (hrefs.length > (quirks.multigetLimit ?? hrefs.length)) return { status: quirks.multigetStatus ?? 413 };
  if (quirks.brokenMultiget) return multistatus(hrefs.map(() => statusRow("", "200 OK")));
  const objects = new Map(visible(view));
  const rows = hrefs.flatMap((href) => {
    const name = decodeURIComponent(href.replaceAll("&amp;", "&").split("/").at(-1) ?? "");
    const object = objects.get(name);
    if (quirks.secret?.test(name)) return [statusRow(href, "403 Forbidden")];
    if (object) return [itemRow(view, asked, name, object)];
    return quirks.multigetOmits ? [] : [statusRow(href, "404 Not Found")];
  });
  return multistatus(extras(view, asked, rows));
}

const YEAR_MS = 365 * 86_400_000;

function query(view: View, asked: Asked): Reply {
  const { quirks, nowMs } = view;
  const uid = /<(?:\w+:)?text-match[^>]*>([^<]*)</.exec(asked.body)?.[1];
  const range = /<(?:\w+:)?time-range([^>]*)>/.exec(asked.body)?.[1];
  if (range !== undefined && quirks.rangeQuery === "fails") return { status: 500 };
  const bound = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(range ?? "")?.[1];
  const years = quirks.unboundedYears === undefined ? 1000 : quirks.unboundedYears;
  const [fromMs, toMs] =
    range === undefined
      ? [nowMs - years * YEAR_MS, nowMs + years * YEAR_MS]
      : [momentMs(bound("start") ?? "00010101"), momentMs(bound("end") ?? "99990101")];
  const seesAll = range !== undefined && quirks.rangeQuery === "returns-all";
  const found = visible(view).filter(
    ([, { text }]) =>
      (uid === undefined || uidIn(text) === uid) &&
      (seesAll || touches(text, fromMs, toMs, quirks.rangeQuery !== "no-recurring")),
  );
  return multistatus(found.map(([name, object]) => itemRow(view, asked, name, object)));
}
