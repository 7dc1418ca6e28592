// Which messages make one conversation (mail rules 49, 50; the algorithm is that of J. Zawinski, by sets of Message-IDs).
import { fold } from "../fold.ts";

/** Parsed at most (mail rule 50). */
const MAX_REFERENCES = 100;
const MIN_SUBJECT = 4;
/** Messages further apart than this do not meet by their subject. */
export const SUBJECT_REACH_MS = 90 * 86_400_000;

// Answer and forward marks as mail programs of many languages write them: `Re:`, `RE[2]:`, `Réf. :`, `回复：`.
const MARKS =
  "re|r|fw|fwd|aw|antw|sv|vs|tr|wg|ref|rif|ynt|odp|vb|atb|rep|res|enc|i|rv|doorst|vl|vá|továbbítás|pd|απ|ηα|σχετ|πρθ|回复|答复|转发|回覆|轉寄|返信|転送|회신|전달|تحويل|رد|השב|הועבר";
const MARK = new RegExp(`^(?:${MARKS})\\.?\\s?(?:[[(]\\d{1,3}[\\])]|\\^\\d{1,3})?\\s?[:：]\\s*`, "iu");
// What gateways put before the subject of every message from outside.
const GATE = /^\[(?:ext|extern|external|externe|externo|spam\??)\]\s*/iu;

/** A subject without the marks before it, folded, and whether there were any. */
export function baseSubject(subject: string): { readonly base: string; readonly answers: boolean } {
  let rest = subject.normalize("NFC").trim();
  let answers = false;
  for (let n = 0; n < 20; n += 1) {
    // `Réf :` and `Rép :` lose their accent for the comparison alone.
    const plain = rest.replace(/^ré/iu, "re");
    const mark = MARK.exec(plain);
    const gate = GATE.exec(rest);
    if (!mark && !gate) break;
    rest = mark ? plain.slice(mark[0].length) : rest.slice(gate?.[0].length);
    answers ||= mark !== null;
  }
  const forwarded = /\(fwd?\)\s*$/iu;
  if (forwarded.test(rest)) {
    rest = rest.replace(forwarded, "");
    answers = true;
  }
  return { base: fold(rest), answers };
}

/** Message-IDs that a message refers to, each once: of References, then of In-Reply-To. A message is no ancestor of its own. */
export function ancestorsOf(message: {
  readonly messageId?: string;
  readonly inReplyTo?: string;
  readonly references: readonly string[];
}): string[] {
  const named = [...message.references.slice(0, MAX_REFERENCES), ...idsIn(message.inReplyTo ?? "")];
  const ids = new Set(named.map(plainId).filter(Boolean));
  if (message.messageId !== undefined) ids.delete(plainId(message.messageId));
  return [...ids];
}

/** In-Reply-To of old programs holds sentences around the id. */
function idsIn(text: string): string[] {
  return (text.match(/<[^<>\s]{1,900}>/g) ?? []).slice(0, 5);
}

/** A Message-ID as it is compared: without brackets and space. */
export function plainId(id: string): string {
  return id.replace(/^[\s<]+|[\s>]+$/g, "").slice(0, 900);
}

/** What the subject of a message may be compared by; undefined: its subject says nothing. */
export function subjectToThreadBy(message: {
  readonly subject: string;
  readonly listId?: string;
  readonly autoSubmitted: boolean;
  readonly hasAncestors: boolean;
}): { readonly base: string; readonly answers: boolean } | undefined {
  if (message.hasAncestors || message.listId !== undefined || message.autoSubmitted) return undefined;
  const found = baseSubject(message.subject);
  return [...found.base].length >= MIN_SUBJECT ? found : undefined;
}

/** A message that may meet another by its subject. */
export interface SubjectMate {
  readonly dateMs: number;
  /** Its subject has an answer mark. */
  readonly answers: boolean;
  /** Lower case; the user's own left out: everything in an inbox is to the user. */
  readonly people: ReadonlySet<string>;
}

/** Do two messages of one base subject belong together? One of them answers, they are near in time, and somebody is in both. */
export function meetBySubject(a: SubjectMate, b: SubjectMate): boolean {
  if (!a.answers && !b.answers) return false;
  if (Math.abs(a.dateMs - b.dateMs) > SUBJECT_REACH_MS) return false;
  return [...a.people].some((address) => b.people.has(address));
}

/** A thread that a message could be of. */
export interface ThreadChoice {
  readonly id: number;
  /** The server's own id of it. */
  readonly remoteId: string | null;
  readonly size: number;
}

/** Which thread a message joins, and which others it shows to be the same (R50). The server's threads are never merged with each
 *  other (R49).
 *  @param remoteId the server's thread of the message
 *  @param byIds threads met by Message-IDs, @param bySubject those met by subject */
export function chooseThread(
  remoteId: string | undefined,
  byRemoteId: ThreadChoice | undefined,
  byIds: readonly ThreadChoice[],
  bySubject: readonly ThreadChoice[],
): { readonly join: number | undefined; readonly merge: readonly number[] } {
  const free = unique([...byIds, ...bySubject]).filter((thread) => thread.remoteId === null);
  if (remoteId !== undefined) {
    const join = byRemoteId ?? largest(free);
    return { join: join?.id, merge: others(free, join) };
  }
  // The server's thread of an ancestor stands above threads of ours.
  const join = byIds.find((thread) => thread.remoteId !== null) ?? largest(free);
  return { join: join?.id, merge: others(free, join) };
}

const unique = (threads: readonly ThreadChoice[]) => [...new Map(threads.map((one) => [one.id, one])).values()];
const others = (threads: readonly ThreadChoice[], join: ThreadChoice | undefined) =>
  threads.filter(({ id }) => id !== join?.id).map(({ id }) => id);

/** Fewer rows are rewritten that way. */
function largest(threads: readonly ThreadChoice[]): ThreadChoice | undefined {
  return threads.reduce<ThreadChoice | undefined>(
    (best, one) =>
      best === undefined || one.size > best.size || (one.size === best.size && one.id < best.id) ? one : best,
    undefined,
  );
}
