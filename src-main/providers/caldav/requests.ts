// Request bodies. Every one is a constant with slots; hrefs and tokens go back exactly as the server spelled them.
import { escapeXml } from "./xml.ts";

const NAMESPACES =
  'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:S="http://calendarserver.org/ns/" xmlns:A="http://apple.com/ns/ical/"';

const document = (root: string, content: string) =>
  `<?xml version="1.0" encoding="utf-8"?>\n<${root} ${NAMESPACES}>${content}</${root}>`;

const propfind = (properties: string) => document("D:propfind", `<D:prop>${properties}</D:prop>`);

const CALENDAR_PROPERTIES =
  "<D:resourcetype/><D:displayname/><D:current-user-privilege-set/><C:supported-calendar-component-set/><C:calendar-description/><A:calendar-color/><A:calendar-order/>";

/** Who am I and where are my calendars (RFC 5397, RFC 4791 §6.2.1, RFC 6638 §2.4.1). */
export const FIND_HOME = propfind(
  "<D:resourcetype/><D:current-user-principal/><C:calendar-home-set/><C:calendar-user-address-set/>",
);

/** What a calendar list shows. */
export const LIST_CALENDARS = propfind(CALENDAR_PROPERTIES);

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
  return document("C:calendar-multiget", `<D:prop><D:getetag/><C:calendar-data/></D:prop>${wanted}`);
}

/** Items that hold this UID (RFC 4791 §7.8.6). */
export function findUid(uid: string): string {
  const match = `<C:prop-filter name="UID"><C:text-match collation="i;octet">${escapeXml(uid)}</C:text-match></C:prop-filter>`;
  const filter = `<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">${match}</C:comp-filter></C:comp-filter>`;
  return document("C:calendar-query", `<D:prop><D:getetag/></D:prop><C:filter>${filter}</C:filter>`);
}
