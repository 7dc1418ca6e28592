// PUT, DELETE, MOVE, MKCALENDAR, MKCOL and PROPPATCH at the quirk server.
import { type Asked, davError, multistatus, type Reply, statusRow } from "./fake-dav.ts";
import { hrefOf, shownTag, type View } from "./quirk-read.ts";
import { momentMs, type Store, uidIn } from "./quirk-store.ts";

/** Somewhere on the server: a calendar, and the name of an object in it. */
export interface Place {
  readonly view: View;
  readonly name: string;
}

export interface Written {
  readonly reply: Reply;
  /** Mails that scheduling sent because of it. */
  readonly mails?: number;
}

/** The object alone. */
export function get({ view, name }: Place): Reply {
  const object = view.collection.objects.get(name);
  if (view.quirks.secret?.test(name)) return { status: 403 };
  if (!object) return { status: 404 };
  const tag = shownTag(view, name, object);
  const headers: Record<string, string> = { "content-type": "text/calendar; charset=utf-8" };
  if (view.quirks.scheduleTags) headers["schedule-tag"] = object.scheduleTag;
  if (tag) headers.etag = tag;
  return { status: 200, headers, body: object.text };
}

/** Does the request name the version that is there? */
function failed({ view, name }: Place, { headers }: Asked): boolean {
  const object = view.collection.objects.get(name);
  const match = headers["if-match"];
  if (match !== undefined && (!object || (match !== "*" && match !== object.etag))) return true;
  const schedule = headers["if-schedule-tag-match"];
  if (view.quirks.scheduleTags && schedule !== undefined && schedule !== object?.scheduleTag) return true;
  return headers["if-none-match"] === "*" && object !== undefined && !view.quirks.ignoresIfNoneMatch;
}

function denied({ view }: Place): Reply | undefined {
  if (view.collection.readOnly) return davError(403, "<D:need-privileges/>");
  return view.collection.hidesWrites ? { status: 404 } : undefined;
}

function badData({ view }: Place, text: string): Reply | undefined {
  const { limits, strictData } = view.quirks;
  if (Buffer.byteLength(text) > (limits?.size ?? Number.POSITIVE_INFINITY))
    return davError(403, "<C:max-resource-size/>");
  const start = momentMs(/BEGIN:VEVENT[\s\S]*?^DTSTART(?:;[^:\r\n]*)?:(\S+)/m.exec(text)?.[1] ?? "");
  if (limits?.from && start < momentMs(limits.from)) return davError(403, "<C:min-date-time/>");
  if (limits?.to && start > momentMs(limits.to)) return davError(403, "<C:max-date-time/>");
  if ((text.match(/^ATTENDEE/gm)?.length ?? 0) > (limits?.attendees ?? Number.POSITIVE_INFINITY))
    return davError(403, "<C:max-attendees-per-instance/>");
  const uids = new Set(text.match(/^UID:.*$/gm));
  if (strictData && (/^METHOD:/m.test(text) || uids.size > 1 || /^DTSTART:\d{8}\r?$/m.test(text)))
    return davError(415, "<C:valid-calendar-object-resource/>");
  return undefined;
}

function takenUid({ view, name }: Place, store: Store, text: string): Reply | undefined {
  const { uniqueUid, uidRefusal, trash } = view.quirks;
  const uid = uidIn(text) ?? "";
  if (trash && store.trash.has(uid) && !view.collection.objects.has(name)) {
    const said =
      "<s:message xmlns:s='http://sabredav.org/ns'>Deleted calendar object with uid already exists in this calendar collection.</s:message>";
    return davError(
      400,
      `<s:exception xmlns:s='http://sabredav.org/ns'>Sabre\\DAV\\Exception\\BadRequest</s:exception>${said}`,
    );
  }
  const twin = uniqueUid && store.twin(view.collection, name, uid, uniqueUid);
  if (!twin) return undefined;
  if (uidRefusal === "412") return { status: 412 };
  const path = view.path.replace(/[^/]+\/$/, `${twin.collection.id}/`);
  const href = uidRefusal === "409-href" ? `<D:href>${path}${encodeURIComponent(twin.name)}</D:href>` : "";
  if (uidRefusal === "403-scheduling") {
    const where = `<D:href>${path}${encodeURIComponent(twin.name)}</D:href>`;
    return davError(403, `<C:unique-scheduling-object-resource>${where}</C:unique-scheduling-object-resource>`);
  }
  return davError(uidRefusal === "409-href" ? 409 : 403, `<C:no-uid-conflict>${href}</C:no-uid-conflict>`);
}

/** PUT of an object. */
export function put(place: Place, store: Store, asked: Asked): Written {
  const { view, name } = place;
  const { quirks, collection } = view;
  const bad =
    denied(place) ??
    (failed(place, asked) ? { status: 412 } : undefined) ??
    badData(place, asked.body) ??
    takenUid(place, store, asked.body);
  if (bad) {
    const error = /<D:error[^>]*>.*<\/D:error>/s.exec(bad.body ?? "")?.[0] ?? "";
    const hidden = statusRow(hrefOf(view, name), `${bad.status} Refused`).replace(
      "</D:response>",
      `${error}</D:response>`,
    );
    return { reply: quirks.refusesIn207 ? multistatus([hidden]) : bad };
  }
  const invites = quirks.autoSchedule && /^ATTENDEE/m.test(asked.body);
  const isNew = !collection.objects.has(name);
  const stored = store.put(collection, name, kept(view, asked.body, invites === true));
  const hides = quirks.noEtagOnPut || invites || stored.text !== asked.body;
  const tag = quirks.weakEtagOnPut ? `W/${stored.etag}` : stored.etag;
  const headers = { ...(!hides && { etag: tag }), ...(quirks.scheduleTags && { "schedule-tag": stored.scheduleTag }) };
  return { reply: { status: isNew ? 201 : 204, headers }, mails: invites ? 1 : 0 };
}

/** What the server makes of a text. */
function kept({ quirks }: View, sent: string, invites: boolean): string {
  let text = sent;
  if (quirks.rewrites) text = text.replace(/^DTSTAMP:.*$/gm, "DTSTAMP:20261123T120000Z\r").replaceAll("\r\r", "\r");
  if (quirks.stripsUnknown) text = text.replace(/^X-[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*/gm, "");
  if (invites) text = text.replace(/^ATTENDEE(?!.*SCHEDULE-STATUS)/gm, 'ATTENDEE;SCHEDULE-STATUS="1.2"');
  return text;
}

/** DELETE of an object. */
export function remove(place: Place, store: Store, asked: Asked): Written {
  const { view, name } = place;
  const object = view.collection.objects.get(name);
  const refused = denied(place);
  if (refused) return { reply: refused };
  if (!object) return { reply: { status: asked.headers["if-match"] ? 412 : 404 } };
  if (failed(place, asked)) return { reply: { status: 412 } };
  store.remove(view.collection, name);
  const tells = view.quirks.autoSchedule && /^ATTENDEE/m.test(object.text) && asked.headers["schedule-reply"] !== "F";
  return { reply: { status: 204 }, mails: tells ? 1 : 0 };
}

/** MOVE of an object (RFC 4918 §9.9). */
export function move(place: Place, to: Place | undefined, store: Store, asked: Asked): Reply {
  const { view, name } = place;
  if (view.quirks.noMove !== undefined) return { status: view.quirks.noMove };
  const object = view.collection.objects.get(name);
  if (!object) return { status: 404 };
  if (!to) return { status: 409 };
  const refused = denied(place) ?? denied(to);
  if (refused) return refused;
  const isTaken = to.view.collection.objects.has(to.name);
  if (failed(place, asked) || (isTaken && asked.headers.overwrite === "F")) return { status: 412 };
  store.remove(view.collection, name);
  store.trash.delete(uidIn(object.text) ?? "");
  store.put(to.view.collection, to.name, object.text);
  return { status: isTaken ? 204 : 201 };
}

const textIn = (body: string, name: string) =>
  new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)<`)
    .exec(body)?.[1]
    ?.replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

/** MKCALENDAR, and MKCOL as RFC 5689 extends it. */
export function makeCalendar(store: Store, id: string, asked: Asked, status: number | undefined): Reply {
  if (status !== undefined) return status === 403 ? davError(403, "<C:calendar-collection-location-ok/>") : { status };
  if (store.collections.has(id)) return { status: 405, body: "already there" };
  const components = [...asked.body.matchAll(/comp name="(\w+)"/g)].map((match) => match[1] ?? "");
  store.make(id, {
    displayName: textIn(asked.body, "displayname") ?? id,
    color: textIn(asked.body, "calendar-color") ?? "",
    components: components.length > 0 ? components : ["VEVENT", "VTODO"],
  });
  return { status: 201 };
}

/** PROPPATCH of a calendar: all or nothing (RFC 4918 §9.2). */
export function change({ collection, quirks, path }: View, asked: Asked): Reply {
  if (collection.readOnly) return davError(403, "<D:need-privileges/>");
  const wanted = ["displayname", "calendar-color"].filter((name) => textIn(asked.body, name) !== undefined);
  const refused = wanted.filter((name) => quirks.protects?.test(name));
  const stat = (name: string, status: string) =>
    `<D:propstat><D:prop><${name === "displayname" ? "D" : "A"}:${name}/></D:prop><D:status>HTTP/1.1 ${status}</D:status></D:propstat>`;
  const status = (name: string) =>
    refused.includes(name) ? "403 Forbidden" : refused.length > 0 ? "424 Failed Dependency" : "200 OK";
  if (refused.length === 0) {
    collection.displayName = textIn(asked.body, "displayname") ?? collection.displayName;
    collection.color = textIn(asked.body, "calendar-color") ?? collection.color;
  }
  const stats = wanted.map((name) => stat(name, status(name))).join("");
  return multistatus([`<D:response><D:href>${path}</D:href>${stats}</D:response>`]);
}
