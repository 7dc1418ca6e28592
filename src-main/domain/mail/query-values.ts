// What the operators of a search take: dates, ages, sizes, names of folders and states; English and French.

import type { FolderRole } from "../../../src-preload/contract/mail.ts";
import { entryOf } from "../entry-of.ts";
import { fold } from "../fold.ts";

/** Where a day begins, ms. @param month 1 to 12 */
export type DayStart = (year: number, month: number, day: number) => number;

/** From `fromMs` up to and without `toMs`. */
export interface Span {
  readonly fromMs?: number;
  readonly toMs?: number;
}

const DAY_MS = 86_400_000;
const AGES: Readonly<Record<string, number>> = {
  h: DAY_MS / 24,
  d: DAY_MS,
  j: DAY_MS,
  w: 7 * DAY_MS,
  s: 7 * DAY_MS,
  m: 30 * DAY_MS,
  y: 365 * DAY_MS,
  a: 365 * DAY_MS,
};

/** `2d`, `3w`, `1m`, `1y` (in French `j`, `s`, `a`) in ms. */
export function ageOf(text: string): number | undefined {
  const match = /^(\d{1,4})\s?([hdjwsmya])$/i.exec(text);
  return match ? Number(match[1]) * (AGES[(match[2] ?? "").toLowerCase()] ?? 0) : undefined;
}

/** `2026`, `2026-10`, `2026-10-05`, `05/10/2026`, `today`, `hier`: the day, month or year meant. */
export function daysOf(text: string, nowMs: number, dayStart: DayStart): Required<Span> | undefined {
  const named: Readonly<Record<string, number>> = { today: 0, "aujourd hui": 0, yesterday: 1, hier: 1 };
  const ago = named[fold(text)];
  if (ago !== undefined) {
    const day = new Date(nowMs - ago * DAY_MS);
    return spanOf([day.getFullYear(), day.getMonth() + 1, day.getDate()], dayStart);
  }
  const iso = /^(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?$/.exec(text);
  if (iso) return spanOf(iso.slice(1).filter(Boolean).map(Number), dayStart);
  const written = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  return written ? spanOf([written[3], written[2], written[1]].map(Number), dayStart) : undefined;
}

/** Of a year, month and day, the last ones left out where they were not said. */
function spanOf([year = 0, month, day]: readonly number[], dayStart: DayStart): Required<Span> | undefined {
  if (year < 1900 || year > 9999 || (month !== undefined && (month < 1 || month > 12))) return undefined;
  if (month === undefined) return { fromMs: dayStart(year, 1, 1), toMs: dayStart(year + 1, 1, 1) };
  if (day === undefined) return { fromMs: dayStart(year, month, 1), toMs: dayStart(year, month + 1, 1) };
  if (day < 1 || day > 31) return undefined;
  return { fromMs: dayStart(year, month, day), toMs: dayStart(year, month, day + 1) };
}

/** `500`, `20k`, `10M`, `1.5mo`, `1g`: bytes. */
export function bytesOf(text: string): number | undefined {
  const match = /^(\d{1,9}(?:[.,]\d{1,3})?)\s?(k|m|g)?(?:o|b|io|ib)?$/i.exec(text);
  if (!match) return undefined;
  const unit = { k: 1e3, m: 1e6, g: 1e9 }[(match[2] ?? "").toLowerCase()] ?? 1;
  return Math.round(Number((match[1] ?? "").replace(",", ".")) * unit);
}

const ROLES: Readonly<Record<string, FolderRole>> = {
  inbox: "inbox",
  reception: "inbox",
  "boite de reception": "inbox",
  sent: "sent",
  envoyes: "sent",
  drafts: "drafts",
  draft: "drafts",
  brouillons: "drafts",
  trash: "trash",
  bin: "trash",
  corbeille: "trash",
  junk: "junk",
  spam: "junk",
  indesirables: "junk",
  pourriels: "junk",
  archive: "archive",
  archives: "archive",
  all: "all",
  starred: "flagged",
  snoozed: "snoozed",
  "mis en attente": "snoozed",
  reportes: "snoozed",
  important: "important",
};

/** The role that a word stands for. */
export const roleNamed = (text: string): FolderRole | undefined => entryOf(ROLES, fold(text));

/** Everywhere, trash and junk included. */
export const isAnywhere = (text: string) => ["anywhere", "partout"].includes(fold(text));

/** What can be asked of a message by `is:`. */
export type MessageState = "read" | "unread" | "starred" | "answered" | "forwarded" | "draft" | "snoozed" | "pending";
const STATES: Readonly<Record<string, MessageState>> = {
  read: "read",
  seen: "read",
  lu: "read",
  unread: "unread",
  unseen: "unread",
  new: "unread",
  "non lu": "unread",
  nonlu: "unread",
  starred: "starred",
  flagged: "starred",
  suivi: "starred",
  etoile: "starred",
  answered: "answered",
  replied: "answered",
  repondu: "answered",
  forwarded: "forwarded",
  transfere: "forwarded",
  draft: "draft",
  brouillon: "draft",
  snoozed: "snoozed",
  reporte: "snoozed",
  pending: "pending",
};

/** English or French, accents and case aside; undefined: no state is called so. */
export const stateNamed = (text: string): MessageState | undefined => entryOf(STATES, fold(text));

/** What can be asked of a message by `has:`. */
export type MessagePart = "attachment" | "invitation";
const PARTS: Readonly<Record<string, MessagePart>> = {
  attachment: "attachment",
  attachments: "attachment",
  file: "attachment",
  "piece jointe": "attachment",
  pj: "attachment",
  fichier: "attachment",
  invitation: "invitation",
  invite: "invitation",
};

/** English or French, accents and case aside; undefined: no such part. */
export const partNamed = (text: string): MessagePart | undefined => entryOf(PARTS, fold(text));
