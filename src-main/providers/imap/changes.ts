// What changed in a folder since a cursor: QRESYNC, CONDSTORE (RFC 7162), or nothing but numbers (mail rules 19–28).
import type { ExpungeEvent, FlagsEvent, MailboxObject } from "imapflow";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { FolderChanges, FolderCursor, MailChangeMethod, RemoteFlags } from "../mail-provider.ts";
import type { Client } from "./client.ts";
import { openFolder, permanentFlags, searchUids } from "./open.ts";
import type { Quirks } from "./quirks.ts";

/** More than this many, and more than this share of what is stored, is checked before it is believed (mail rule 23). */
const MANY = { count: 50, share: 0.2 };

/** The best way this server can tell what changed. */
export function changeMethod({ flow }: Client, quirks: Quirks): MailChangeMethod {
  if (quirks.qresync && flow.enabled.has("QRESYNC")) return "qresync";
  return quirks.condstore && flow.enabled.has("CONDSTORE") ? "condstore" : "plain";
}

/** @param method at most this one
 *  @throws Failure missing, forbidden, bad-answer */
export async function readChanges(
  client: Client,
  path: string,
  cursor: FolderCursor | undefined,
  knownUids: () => readonly number[],
  method: MailChangeMethod,
): Promise<FolderChanges> {
  const since = method === "plain" ? undefined : cursor?.highestModseq;
  const resync = method === "qresync" && since !== undefined && cursor !== undefined ? { since, cursor } : undefined;
  const { mailbox, news } = await openAndHear(client, path, resync);
  // Read before anything else is asked: what arrives from now on is news next time (R19).
  const now = await cursorOf(client, mailbox, cursor);
  const base = {
    cursor: now,
    exists: mailbox.exists,
    permanentFlags: permanentFlags(mailbox),
    uidValidityChanged: cursor !== undefined && cursor.uidValidity !== now.uidValidity,
  };
  const usable: MailChangeMethod = now.highestModseq === undefined ? "plain" : method;
  if (cursor === undefined || base.uidValidityChanged) return { ...base, method: usable, flags: [], vanished: [] };
  if (news !== undefined) {
    const known = knownUids();
    const vanished = await confirmed(client, news.vanished, known);
    return { ...base, method: "qresync", flags: belowOf(cursor, news.flags), vanished };
  }
  if (usable === "plain" || since === undefined) return { ...base, method: "plain", flags: [], vanished: undefined };
  const flags = now.highestModseq === since ? [] : await changedFlags(client, cursor, since);
  return { ...base, method: "condstore", flags, vanished: undefined };
}

interface News {
  readonly flags: readonly RemoteFlags[];
  readonly vanished: readonly number[];
}

/** Selects the folder. With QRESYNC the changes come as events before the answer, and count only when the answer says
 *  that they do: `mailbox.qresync` (R20). Because the folder is selected with the stored cursor every time, nothing heard
 *  at other times is needed (R21). */
async function openAndHear(
  client: Client,
  path: string,
  resync: { readonly since: bigint; readonly cursor: FolderCursor } | undefined,
): Promise<{ mailbox: MailboxObject; news: News | undefined }> {
  if (resync === undefined) return { mailbox: await openFolder(client, path, {}), news: undefined };
  const flags = new Map<number, RemoteFlags>();
  const vanished = new Set<number>();
  let isWhole = true;
  const onFlags = (event: FlagsEvent) => {
    if (event.path !== path) return;
    if (event.uid === undefined) isWhole = false;
    else flags.set(event.uid, flagsOf(event.uid, event.flags, event.modseq));
  };
  const onExpunge = (event: ExpungeEvent) => {
    if (event.path !== path) return;
    if (event.uid === undefined) isWhole = false;
    else vanished.add(event.uid);
  };
  client.flow.on("flags", onFlags).on("expunge", onExpunge);
  try {
    const { since, cursor } = resync;
    const mailbox = await openFolder(client, path, { changedSince: since, uidValidity: cursor.uidValidity });
    const isResync = (mailbox as { qresync?: unknown }).qresync === true && isWhole;
    return { mailbox, news: isResync ? { flags: [...flags.values()], vanished: [...vanished] } : undefined };
  } finally {
    client.flow.off("flags", onFlags).off("expunge", onExpunge);
  }
}

/** Without \Recent, which belongs to a session and not to the message (RFC 3501 §2.3.2). */
export function flagsOf(uid: number, flags: Iterable<string>, modseq: bigint | undefined): RemoteFlags {
  return { uid, flags: [...flags].filter((flag) => flag !== "\\Recent"), ...(modseq !== undefined && { modseq }) };
}

async function cursorOf(
  client: Client,
  mailbox: MailboxObject,
  before: FolderCursor | undefined,
): Promise<FolderCursor> {
  const { uidValidity, uidNext, highestModseq, noModseq } = mailbox;
  // Without UIDVALIDITY no UID could be trusted tomorrow.
  if (!uidValidity) throw new Failure("bad-answer", { host: client.flow.host });
  const modseq = noModseq || !highestModseq ? {} : { highestModseq };
  if (uidNext) return { uidValidity, uidNext, ...modseq };
  const known = before?.uidValidity === uidValidity ? before.uidNext : 1;
  const top = mailbox.exists === 0 ? 0 : Math.max(0, ...(await searchUids(client, { uid: "*" })));
  return { uidValidity, uidNext: Math.max(known, top + 1), ...modseq };
}

const belowOf = (cursor: FolderCursor, flags: readonly RemoteFlags[]) =>
  flags.filter(({ uid }) => uid < cursor.uidNext).sort((a, b) => a.uid - b.uid);

/** Gone, of those stored here. A server may list everything that ever went, and some name mail that is there (R22). */
async function confirmed(client: Client, vanished: readonly number[], known: readonly number[]): Promise<number[]> {
  const stored = new Set(known);
  const gone = vanished.filter((uid) => stored.has(uid)).sort((a, b) => a - b);
  if (gone.length <= MANY.count || gone.length <= MANY.share * known.length) return gone;
  const there = new Set(await searchUids(client, { all: true }));
  return gone.filter((uid) => !there.has(uid));
}

/** Flags of known messages that changed. Servers that ignore CHANGEDSINCE answer all of them: the modseq tells. */
async function changedFlags(client: Client, cursor: FolderCursor, since: bigint): Promise<readonly RemoteFlags[]> {
  if (cursor.uidNext <= 1) return [];
  const hasLabels = client.flow.capabilities.has("X-GM-EXT-1");
  const range = `1:${cursor.uidNext - 1}`;
  const found: RemoteFlags[] = [];
  const query = { uid: true, flags: true, ...(hasLabels && { labels: true }) };
  for await (const row of client.flow.fetch(range, query, { uid: true, changedSince: since })) {
    if (row.flags === undefined || row.uid >= cursor.uidNext) continue;
    if (row.modseq !== undefined && row.modseq <= since) continue;
    found.push({ ...flagsOf(row.uid, row.flags, row.modseq), ...(row.labels && { labels: [...row.labels] }) });
  }
  return found.sort((a, b) => a.uid - b.uid);
}
