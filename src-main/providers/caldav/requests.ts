// Request bodies. Every one is a constant with slots; hrefs and tokens go back exactly as the server spelled them.
import type { TimeRange } from "../provider.ts";
import { escapeXml } from "./xml.ts";

const NAMESPACES =
  'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:S="http://calendarserver.org/ns/" xmlns:A="http://apple.com/ns/ical/"';

const document = (root: string, content: string) =>
  `<?xml version="1.0" encoding="utf-8"?>\n<${root} ${NAMESPACES}>${content}</${root}>`;

const propfind = (properties: string) => document("D:propfind", `<D:prop>${properties}</D:prop>`);

const CALENDAR_PROPERTIES =
  "<D:resourcetype/><D:displayname/><D:current-user-privilege-set/><C:supported-calendar-component-set/><C:calendar-description/><A:calendar-color/><A:calendar-order/>";

const LIMITS = "<C:max-resource-size/><C:min-date-time/><C:max-date-time/><C:max-attendees-per-instance/>";

/** Who am I and where are my calendars (RFC 5397, RFC 4791 §6.2.1, RFC 6638 §2.4.1). */
export const FIND_HOME = propfind(
  "<D:resourcetype/><D:current-user-principal/><C:calendar-home-set/><C:calendar-user-address-set/>",
);

/** Where one asks when others are free (RFC 6638 §2.1.1). */
export const FIND_OUTBOX = propfind("<D:current-user-principal/><C:schedule-outbox-URL/>");

/** What a calendar list shows. */
export const LIST_CALENDARS = propfind(CALENDAR_PROPERTIES + LIMITS);

/** What a calendar accepts (RFC 4791 §5.2.5-5.2.9). */
export const READ_LIMITS = propfind(LIMITS);

/** Whether there is something, and of what kind. */
export const READ_TYPE = propfind("<D:resourcetype/>");

/** Where a collection stands (RFC 6578 §4, caldav-ctag). */
export const READ_STATE = propfind("<D:resourcetype/><D:sync-token/><S:getctag/>");

/** Entity tags of all items. */
export const LIST_ITEMS = propfind("<D:resourcetype/><D:getetag/><D:getcontenttype/>");

/** RFC 6578 §3.2; an empty token asks for everything. */
export function syncCollection(token: string): string {
  return document(
    "D:sync-collection",
    `<D:sync-token>${escapeXml(token)}</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:getetag/><D:resourcetype/></D:prop>`,
  );
}

/** RFC 4791 §7.9. */
export function multiget(hrefs: readonly string[]): string {
  const wanted = hrefs.map((href) => `<D:href>${escapeXml(href)}</D:href>`).join("");
  return document("C:calendar-multiget", `<D:prop><D:getetag/><C:schedule-tag/><C:calendar-data/></D:prop>${wanted}`);
}

/** Items that hold this UID (RFC 4791 §7.8.6). */
export function findUid(uid: string): string {
  const match = `<C:prop-filter name="UID"><C:text-match collation="i;octet">${escapeXml(uid)}</C:text-match></C:prop-filter>`;
  const filter = `<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">${match}</C:comp-filter></C:comp-filter>`;
  return document("C:calendar-query", `<D:prop><D:getetag/></D:prop><C:filter>${filter}</C:filter>`);
}

/** Entity tags of the events that touch a range (RFC 4791 §7.8, §9.9). */
export function findWithin({ fromMs, toMs }: TimeRange): string {
  const range = `<C:time-range start="${utc(fromMs)}" end="${utc(toMs)}"/>`;
  const filter = `<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">${range}</C:comp-filter></C:comp-filter>`;
  return document("C:calendar-query", `<D:prop><D:getetag/></D:prop><C:filter>${filter}</C:filter>`);
}

/** `20261123T090000Z`; years beyond four digits have no form. */
function utc(ms: number): string {
  const kept = Math.min(Math.max(ms, Date.UTC(1000, 0)), Date.UTC(9999, 11, 31));
  return `${new Date(kept).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

interface CalendarProperties {
  readonly name?: string;
  readonly color?: string;
}

const settings = ({ name, color }: CalendarProperties) =>
  (name === undefined ? "" : `<D:displayname>${escapeXml(name)}</D:displayname>`) +
  (color === undefined ? "" : `<A:calendar-color>${escapeXml(color)}</A:calendar-color>`);

const EVENTS_ONLY = '<C:supported-calendar-component-set><C:comp name="VEVENT"/></C:supported-calendar-component-set>';

/** RFC 4791 §5.3.1. */
export function makeCalendar(properties: CalendarProperties): string {
  return document("C:mkcalendar", `<D:set><D:prop>${settings(properties)}${EVENTS_ONLY}</D:prop></D:set>`);
}

/** The same as an extended MKCOL (RFC 5689 §3). */
export function makeCollection(properties: CalendarProperties): string {
  const type = "<D:resourcetype><D:collection/><C:calendar/></D:resourcetype>";
  return document("D:mkcol", `<D:set><D:prop>${type}${settings(properties)}${EVENTS_ONLY}</D:prop></D:set>`);
}

/** RFC 4918 §9.2. */
export function setProperties(properties: CalendarProperties): string {
  return document("D:propertyupdate", `<D:set><D:prop>${settings(properties)}</D:prop></D:set>`);
}
