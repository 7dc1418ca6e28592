// Rows of a multistatus as the port's shapes. Pure.
import { createHash } from "node:crypto";
import { sameMeaning } from "../../domain/edit.ts";
import type { RemoteCalendar } from "../provider.ts";
import { keyOf } from "./href.ts";
import { CALDAV, DAV, type DavRow, hasType, property } from "./multistatus.ts";
import { childrenOf } from "./xml.ts";

const APPLE = "http://apple.com/ns/ical/";
const CALENDARSERVER = "http://calendarserver.org/ns/";
const NEXTCLOUD = "http://nextcloud.com/ns";

/** A calendar that can hold events; undefined for inbox, outbox, trash, task lists and everything else (R8, R9).
 *  @param url the row's href, made absolute
 *  @param schedules whether its server mails attendees */
export function toCalendar(row: DavRow, url: string, schedules: boolean): RemoteCalendar | undefined {
  if (!hasType(row, CALDAV, "calendar") || (row.status ?? 200) >= 300) return undefined;
  // SOGo's first calendar is its inbox as well; an inbox proper is no calendar (RFC 6638 §2.2).
  if (hasType(row, CALDAV, "schedule-outbox") || hasType(row, CALENDARSERVER, "notification")) return undefined;
  if (hasType(row, NEXTCLOUD, "deleted-calendar") || hasType(row, NEXTCLOUD, "trash-bin")) return undefined;
  if (!holdsEvents(row)) return undefined;
  const color = toColor(property(row, APPLE, "calendar-color")?.text);
  const description = property(row, CALDAV, "calendar-description")?.text.trim();
  const order = property(row, APPLE, "calendar-order")?.text.trim() ?? "";
  return {
    url,
    name: property(row, DAV, "displayname")?.text.trim() || keyOf(row.href),
    readOnly: isReadOnly(row),
    ...(color && { color }),
    ...(description && { description }),
    ...(/^-?\d+$/.test(order) && { order: Number(order) }),
    ...(schedules && { schedules }),
  };
}

/** No component set means "anything" (RFC 4791 §5.2.3). */
function holdsEvents(row: DavRow): boolean {
  const kinds = childrenOf(property(row, CALDAV, "supported-calendar-component-set"), CALDAV, "comp");
  return kinds.length === 0 || kinds.some((kind) => kind.attributes.name?.toUpperCase() === "VEVENT");
}

/** Google states no privileges: writable until a 403 says otherwise (R12). The right to change properties is none to
 *  change events; the right to add (`bind`) is. */
function isReadOnly(row: DavRow): boolean {
  const granted = childrenOf(property(row, DAV, "current-user-privilege-set"), DAV, "privilege")
    .flatMap((privilege) => privilege.children)
    .map((element) => element.name);
  return granted.length > 0 && !granted.some((name) => ["write", "write-content", "bind", "all"].includes(name));
}

/** `#RRGGBB` of `#RRGGBBAA`, `#RGB` or `#RRGGBB`. */
function toColor(text: string | undefined): string | undefined {
  const digits = /^#?([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3})$/i.exec(text?.trim() ?? "")?.[1];
  if (digits === undefined) return undefined;
  return `#${digits.length === 3 ? digits.replace(/./g, "$&$&") : digits.slice(0, 6)}`;
}

/** Mail addresses among the user's calendar addresses, without `mailto:` (R10). */
export function mailAddresses(hrefs: readonly string[]): readonly string[] {
  const mails = hrefs.flatMap((href) => /^mailto:(.+)$/i.exec(href.trim())?.[1] ?? []).map(decoded);
  return mails.filter((mail, at) => mails.findIndex((other) => other.toLowerCase() === mail.toLowerCase()) === at);
}

const decoded = (mail: string) => (/%(?![0-9a-f]{2})/i.test(mail) ? mail : mail.replace(/%40/gi, "@").trim());

/** True when an item's text holds an event; tasks and journals live in the same collections (Radicale, Zimbra). */
export function isEvent(text: string): boolean {
  return /^BEGIN:VEVENT\s*$/im.test(text);
}

/** The UID of an item's first component, unfolded. */
export function uidOf(text: string): string | undefined {
  return /^UID(?:;[^:\r\n]*)?:(.*)$/im.exec(text.replace(/\r?\n[ \t]/g, ""))?.[1]?.trim();
}

/** Do two versions say the same? What a server notes about the delivery of its mails does not count (RFC 6638 §7.3). */
export function saysTheSame(one: string, other: string): boolean {
  return sameMeaning(one, other) || sameMeaning(withoutDelivery(one), withoutDelivery(other));
}

const withoutDelivery = (text: string) =>
  text
    .replace(/\r?\n[ \t]/g, "")
    .replace(/^((?:ATTENDEE|ORGANIZER)\b.*?);SCHEDULE-STATUS=(?:"[^"]*"|[^;:\r\n]*)/gim, "$1");

/** The same item under another UID, the same one each time: a retry meets its own result. */
export function withNextUid(text: string): string {
  const old = uidOf(text) ?? "";
  const next = `copy-${createHash("sha256").update(old).digest("hex").slice(0, 32)}`;
  const lines = text.split(/(?<=\n)(?![ \t])/);
  return lines
    .map((line) =>
      /^UID[;:]/i.test(line) && uidOf(line) === old ? `UID:${next}${line.endsWith("\r\n") ? "\r\n" : "\n"}` : line,
    )
    .join("");
}

/** XML turns CRLF into LF; RFC 5545 §3.1 wants it back. */
export function withCrlf(text: string): string {
  return text.includes("\r\n") ? text : text.replaceAll("\n", "\r\n");
}
