// Where servers depart from the standard or set limits of their own: data, no code (mail rules 3, 13, 14, 17, 22, 63).

/** Every server has all of these: the usual ones where nothing else is known. */
export interface Quirks {
  /** Sockets an account may have open. */
  readonly connections: number;
  /** IDLE is renewed this often. */
  readonly idleMs: number;
  /** What shows news where IDLE is missing. */
  readonly pollWith: "NOOP" | "STATUS" | "SELECT";
  readonly qresync: boolean;
  /** False: CHANGEDSINCE is not to be trusted. */
  readonly condstore: boolean;
  /** Uids were seen to change under the same UIDVALIDITY (mail rule 31). */
  readonly renumbers: boolean;
  /** Folders that only repeat what lies in others. */
  readonly hides?: RegExp;
  /** Short English phrases for the doctor. */
  readonly notes: readonly string[];
}

interface Vendor {
  /** Matched against the host name. */
  readonly host?: RegExp;
  /** Matched against ID (RFC 2971) and greeting. */
  readonly server?: RegExp;
  readonly quirks: Partial<Quirks>;
}

const STANDARD: Quirks = {
  connections: 2,
  idleMs: 4 * 60_000,
  pollWith: "NOOP",
  qresync: true,
  condstore: true,
  renumbers: false,
  notes: [],
};

const VENDORS: readonly Vendor[] = [
  { server: /dovecot|cyrus|stalwart|zimbra/i, quirks: { connections: 3 } },
  { host: /(^|\.)(gmail|googlemail|google)\.com$/, quirks: { connections: 3 } },
  { host: /(^|\.)(infomaniak\.(com|ch)|ik\.me|fastmail\.com|ovh\.net|gmx\.\w+|web\.de)$/, quirks: { connections: 3 } },
  {
    host: /(^|\.)(office365|outlook|hotmail)\.com$/,
    quirks: { connections: 3, notes: ["no CONDSTORE: flags are compared"] },
  },
  {
    host: /(^|\.)(yahoo|aol)\.\w+$|(^|\.)yahoodns\.net$/,
    quirks: { idleMs: 3 * 60_000, notes: ["limits connections and commands"] },
  },
  { host: /(^|\.)zoho\.\w+$/, quirks: { notes: ["about three connections"] } },
  {
    host: /(^|\.)(mail\.me|icloud)\.com$/,
    quirks: {
      qresync: false,
      condstore: false,
      notes: ["VANISHED is malformed", "CHANGEDSINCE is ignored"],
    },
  },
  { host: /(^|\.)yandex\.\w+$/, quirks: { notes: ["drops IDLE now and then"] } },
  { host: /(^|\.)purelymail\.com$/, quirks: { notes: ["half-open sockets after long IDLE"] } },
  { host: /(^|\.)rambler\.ru$/, quirks: { idleMs: 55_000, notes: ["short IDLE"] } },
  {
    host: /(^|\.)(163|126|yeah)\.(com|net)$/,
    quirks: { idleMs: 55_000, pollWith: "STATUS", notes: ["NOOP does not keep it awake"] },
  },
  { host: /(^|\.)naver\.com$/, quirks: { pollWith: "SELECT", notes: ["NOOP shows nothing new"] } },
  { server: /james/i, quirks: { qresync: false, notes: ["VANISHED may name mail that is there"] } },
  { server: /courier/i, quirks: { notes: ["shows appended mail after opening anew"] } },
  {
    server: /gluon|proton|hydroxide/i,
    quirks: {
      connections: 1,
      renumbers: true,
      hides: /^(All Mail|Labels|Folders)$/,
      notes: ["one connection", "All Mail repeats the other folders", "uids may change"],
    },
  },
];

/** What is known of a server.
 *  @param server what it says of itself: ID and greeting, as far as heard */
export function quirksOf(host: string, server = ""): Quirks {
  const fitting = VENDORS.filter(
    (vendor) => vendor.host?.test(host.toLowerCase()) || (server !== "" && vendor.server?.test(server)),
  );
  const merged: Quirks = Object.assign({}, STANDARD, ...fitting.map(({ quirks }) => quirks));
  return { ...merged, notes: fitting.flatMap(({ quirks }) => quirks.notes ?? []) };
}
