// To whom an answer goes, and as whom (RFC 5322 §3.6.3, RFC 2369 §3.4, Mail-Followup-To).
import type { Mailbox } from "../../../src-preload/contract/mail.ts";
import type { Identity } from "../../../src-preload/contract/mail-send.ts";
import { addressKey } from "./addresses.ts";

/** What of a message decides who is answered. */
export interface AnsweredPeople {
  readonly from?: Mailbox;
  readonly replyTo?: readonly Mailbox[];
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly bcc?: readonly Mailbox[];
  readonly followupTo?: readonly Mailbox[];
  readonly listPost?: string;
}

/** Who may answer: the senders there are, and the account that the message came to. */
export interface Answerers {
  readonly identities: readonly Identity[];
  readonly accountId: string;
  readonly ownAddresses: readonly string[];
}

interface Recipients {
  readonly to: Mailbox[];
  readonly cc: Mailbox[];
}

/** Recipients of an answer: never oneself, nobody twice. */
export function replyRecipients(message: AnsweredPeople, kind: "reply" | "reply-all", own: Answerers): Recipients {
  const isOwn = ownTest(own);
  const others = (people: readonly Mailbox[] = []) => people.filter(({ address }) => !isOwn(address));
  // An answer to what one wrote oneself goes on to those it went to.
  if (message.from !== undefined && isOwn(message.from.address)) {
    const to = each(others(message.to), []);
    const cc = kind === "reply-all" ? each(others(message.cc), to) : [];
    return to.length + cc.length > 0 ? { to, cc } : { to: [message.from], cc: [] };
  }
  const author = authorOf(message, isOwn);
  if (kind === "reply") return { to: each(author, []), cc: [] };
  const wished = others(message.followupTo);
  if (wished.length > 0) return { to: each(wished, []), cc: [] };
  const to = each([...author, ...others(message.to)], []);
  const list = message.listPost === undefined ? [] : [{ address: message.listPost }];
  return { to, cc: each([...others(message.cc), ...list], to) };
}

/** Reply-To where there is one; but a list that put itself there did not write the message, and a private answer is not
 *  for it. */
function authorOf({ from, replyTo = [], listPost }: AnsweredPeople, isOwn: (address: string) => boolean): Mailbox[] {
  const isList = ({ address }: Mailbox) => listPost !== undefined && addressKey(address) === addressKey(listPost);
  const wished = replyTo.filter((one) => !isList(one) && !isOwn(one.address));
  if (wished.length > 0) return wished;
  return from === undefined ? [...replyTo] : [from];
}

/** Each once, and none of those already there; a name is kept from whichever has one. */
function each(people: readonly Mailbox[], before: readonly Mailbox[]): Mailbox[] {
  const known = new Set(before.map(({ address }) => addressKey(address)));
  const found = new Map<string, Mailbox>();
  for (const one of people) {
    const key = addressKey(one.address);
    const earlier = found.get(key);
    if (!known.has(key) && (earlier === undefined || (earlier.name === undefined && one.name !== undefined)))
      found.set(key, one);
  }
  return [...found.values()];
}

/** Is this an address of the user's? `alice+shop@…` is, where alice@… is. */
function ownTest({ identities, ownAddresses }: Answerers): (address: string) => boolean {
  const keys = new Set([...identities.map(({ address }) => address), ...ownAddresses].map(addressKey));
  return (address) => keys.has(addressKey(address)) || keys.has(withoutTag(addressKey(address)));
}

function withoutTag(key: string): string {
  return key.replace(/\+[^@]*@/, "@");
}

/** As whom to answer: the identity it was sent to, or that wrote it; of the message's own account first. */
export function answeringIdentity(message: AnsweredPeople, own: Answerers): Identity | undefined {
  const { identities, accountId } = own;
  const ranked = identities.toSorted((a, b) => rank(b, accountId) - rank(a, accountId));
  const addresses = [message.from, ...message.to, ...message.cc, ...(message.bcc ?? [])].flatMap((one) =>
    one === undefined ? [] : [addressKey(one.address)],
  );
  const fits = (match: (key: string, identity: Identity) => boolean) => {
    for (const inAccount of [true, false])
      for (const key of addresses) {
        const found = ranked.find((one) => (one.accountId === accountId) === inAccount && match(key, one));
        if (found !== undefined) return found;
      }
    return undefined;
  };
  return (
    fits((key, { address }) => addressKey(address) === key) ??
    fits((key, { address }) => addressKey(address) === withoutTag(key)) ??
    ranked[0]
  );
}

function rank(identity: Identity, accountId: string): number {
  return (identity.accountId === accountId ? 2 : 0) + (identity.isDefault ? 1 : 0);
}
