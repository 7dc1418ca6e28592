// Habits of real servers as switches, and the servers themselves as sets of them (knowledge §2.11). The quirk server plays them.

import type { Outbox } from "./quirk-outbox.ts";

/** The next `times` matching requests are answered with this instead (default: every one). */
export interface Refusal {
  readonly times?: number;
  readonly methods?: RegExp;
  /** Matches the request's body, e.g. one kind of REPORT. */
  readonly body?: RegExp;
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly text?: string;
}

/** All off: a server that does everything as the RFCs say. */
interface AllQuirks {
  // Finding calendars
  /** No current-user-principal anywhere (Synology). */
  noPrincipal: boolean;
  /** Only the home's own path leads anywhere (Infomaniak). */
  bareHostFails: boolean;
  /** The well-known path redirects GET alone, or does not exist (sabre). */
  wellKnown: "get-only" | "none";
  /** The first address only redirects to a second host, where everything is (iCloud). */
  shard: boolean;
  secondHome: boolean;
  noCalendarAccess: boolean;
  /** The calendar is the scheduling inbox as well (SOGo). */
  inboxIsCalendar: boolean;
  auth: "digest-md5" | "digest-sha256" | "digest-and-basic";
  /** No current-user-privilege-set (Google). */
  noPrivileges: boolean;
  // Finding changes
  /** sync-collection is answered with this status although a sync-token is shown (Posteo: 403). */
  syncRefusal: number;
  noSyncToken: boolean;
  noCtag: boolean;
  /** Rows per sync-collection answer; the rest behind a 507 row, or with 507 as the HTTP status. */
  pageSize: number;
  pageStatus: 507;
  /** Rows per depth-1 listing; what is cut is told by a 507 row. */
  listingSize: number;
  /** Any token is accepted; one of the future is echoed with no changes (sabre). */
  acceptsAnyToken: boolean;
  /** How an unknown token is refused. */
  tokenRefusal: "409" | "412" | "410" | "400-text" | "500";
  /** Always hands out token 0: every poll replays all (rustical). */
  tokenZero: boolean;
  /** Listings and reports hold no rows at all. */
  emptyAnswers: boolean;
  /** New objects are found by GET only, until this is switched off (Purelymail). */
  lag: boolean;
  directoryRows: boolean;
  duplicateRows: boolean;
  /** Hrefs come back lower-cased and half decoded: `%20d@e%2bf` (sabre). */
  respellsHrefs: boolean;
  /** Listed, but nowhere to be had (Google). */
  ghosts: readonly string[];
  /** Items without an entity tag: all, or by name; or only weak ones. */
  noEtags: boolean | RegExp;
  weakEtags: boolean;
  contentType: "none" | "text/vtodo" | "message/rfc822";
  wrongMime: boolean;
  controlCharacters: boolean;
  /** Years around today that a REPORT without a time range finds (OX). */
  unboundedYears: number;
  rangeQuery: "fails" | "no-recurring" | "returns-all";
  // Fetching
  /** Answers every href with an empty one and no data (iCloud). */
  brokenMultiget: boolean;
  /** Lists `%40`, but knows items only under `@` (iCloud). */
  plainAtOnly: boolean;
  /** More hrefs than this are answered with `multigetStatus`. */
  multigetLimit: number;
  multigetStatus: number;
  /** 403 inside the multiget, and to GET, for these. */
  secret: RegExp;
  /** What is gone is left out of the multiget instead of told (sabre). */
  multigetOmits: boolean;
  // Writing
  ignoresIfNoneMatch: boolean;
  noEtagOnPut: boolean;
  weakEtagOnPut: boolean;
  /** Stores another DTSTAMP than was sent. */
  rewrites: boolean;
  /** Drops X- lines (mail.ru). */
  stripsUnknown: boolean;
  /** Stores, then answers 500 (Outlook gateways), so many times. */
  failAfterSaving: number;
  /** Refusals of a PUT are hidden in a 207 (Xandikos). */
  refusesIn207: boolean;
  uniqueUid: "calendar" | "user";
  uidRefusal: "409-href" | "403" | "403-scheduling" | "412";
  /** Deleted UIDs stay in a trash bin: 400 (Nextcloud). */
  trash: boolean;
  /** Refuses METHOD, two UIDs and dates without VALUE=DATE with 415 (sabre). */
  strictData: boolean;
  noMove: number;
  noMkcalendar: number;
  noMkcol: number;
  /** PROPPATCH of these is refused inside the 207. */
  protects: RegExp;
  noCalendarDelete: number;
  limits: { readonly size?: number; readonly from?: string; readonly to?: string; readonly attendees?: number };
  /** A PUT with attendees mails them; the answer then has no ETag (sabre, Cyrus). */
  autoSchedule: boolean;
  scheduleTags: boolean;
  /** Where the scheduling outbox is named, if there is one. */
  outbox: Outbox;
  refuse: Refusal;
}

export type Quirks = { readonly [K in keyof AllQuirks]?: AllQuirks[K] | undefined };

const SABRE: Quirks = {
  wellKnown: "none",
  acceptsAnyToken: true,
  multigetOmits: true,
  strictData: true,
  respellsHrefs: true,
  noEtagOnPut: true,
  autoSchedule: true,
};

/** Every row of the quirk sheet. */
export const VENDORS = {
  infomaniak: { bareHostFails: true, wellKnown: "none" },
  sabre: SABRE,
  baikal: { ...SABRE, auth: "digest-md5" },
  nextcloud: { ...SABRE, trash: true },
  google: {
    ignoresIfNoneMatch: true,
    noMove: 501,
    noMkcalendar: 501,
    noMkcol: 501,
    noPrivileges: true,
    ghosts: ["ghost.ics"],
  },
  icloud: {
    shard: true,
    brokenMultiget: true,
    plainAtOnly: true,
    directoryRows: true,
    contentType: "none",
    uniqueUid: "user",
    uidRefusal: "412",
  },
  radicale: {},
  cyrus: { autoSchedule: true, scheduleTags: true, uniqueUid: "user", uidRefusal: "403-scheduling" },
  davical: { uniqueUid: "calendar", uidRefusal: "412" },
  sogo: { inboxIsCalendar: true, rangeQuery: "fails" },
  zimbra: { duplicateRows: true, uniqueUid: "user", uidRefusal: "409-href" },
  ox: { unboundedYears: 1, protects: /displayname/ },
  posteo: { syncRefusal: 403, noMkcalendar: 403, noMkcol: 405 },
  purelymail: { lag: true },
  synology: { noPrincipal: true, noCalendarDelete: 403 },
  davmail: { noSyncToken: true, duplicateRows: true, contentType: "message/rfc822" },
  stalwart: { rangeQuery: "no-recurring" },
  xandikos: { refusesIn207: true, tokenRefusal: "500", noMove: 405 },
  mailru: { stripsUnknown: true, rewrites: true },
} satisfies Readonly<Record<string, Quirks>>;
