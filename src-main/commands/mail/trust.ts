// Whose word on a sender is believed (mail rule T6), and who counts as known.

import type { MailWarning } from "../../../src-preload/contract/mail.ts";
import type { AccountId, MessageId } from "../../../src-preload/contract/shapes.ts";
import { entryOf } from "../../domain/entry-of.ts";
import { type AuthenticationFound, authenticationOf } from "../../domain/mail-safety/authentication.ts";
import { registrableDomain } from "../../domain/mail-safety/links.ts";
import { type KnownPeople, warningsOf } from "../../domain/mail-safety/warnings.ts";
import type { ReadMessage } from "../../domain/mime/read-types.ts";
import type { Database } from "../../store/database.ts";
import { addressesNamed, isKnownAddress } from "../../store/mail/known-people.ts";
import { findMailAccount } from "../../store/mail/mail-accounts.ts";
import { isRemoteAllowedHere } from "../../store/mail/members.ts";
import { ownAddresses, peopleWrittenTo } from "../../store/mail/people.ts";
import { isRemoteAllowed } from "../../store/mail/rules.ts";

/** Providers whose checks are done under another name than that of their mailboxes. */
const CHECKED_BY: Readonly<Record<string, readonly string[]>> = {
  "gmail.com": ["google.com"],
  "googlemail.com": ["google.com"],
  "office365.com": ["outlook.com", "microsoft.com"],
  "mail.me.com": ["icloud.com", "apple.com"],
  "me.com": ["icloud.com", "apple.com"],
  "gmx.com": ["gmx.net"],
  "yahoo.com": ["yahoo.com", "yahoodns.net"],
};

/** What the account's own server found out about the sender. */
export function authenticationIn(db: Database, accountId: AccountId, read: ReadMessage): AuthenticationFound {
  const trusted = trustedDomains(db, accountId);
  const ids = read.authenticationResults.map((value) => /^\s*([\w.:-]+)/.exec(value)?.[1] ?? "");
  const own = ids.filter((id) => trusted.has(registrableDomain(id) ?? id.toLowerCase()));
  return authenticationOf(read.authenticationResults, own, domainOf(read.from[0]?.address));
}

/** May its pictures be fetched? What was allowed to a sender is not for those who only say that they are it. */
export function mayFetchPictures(db: Database, id: MessageId, { verdict }: AuthenticationFound): boolean {
  return isRemoteAllowed(db, id) && (verdict !== "fail" || isRemoteAllowedHere(db, id));
}

/** Registrable domains of the account's mailbox server and of its address. */
function trustedDomains(db: Database, accountId: AccountId): ReadonlySet<string> {
  const host = findMailAccount(db, accountId)?.imap.host;
  const names = [host, ...[...ownAddresses(db, accountId)].map(domainOf)].filter((name) => name !== undefined);
  const domains = names.map((name) => registrableDomain(name) ?? name.toLowerCase());
  return new Set(domains.flatMap((domain) => [domain, ...(entryOf(CHECKED_BY, domain) ?? [])]));
}

/** What a careful reader would want to know of it. */
export function warningsFor(
  db: Database,
  read: ReadMessage,
  authentication: AuthenticationFound,
  links: readonly { readonly href: string; readonly text: string }[],
): MailWarning[] {
  const { from, replyTo, listId } = read;
  const own = ownAddresses(db);
  // What one wrote oneself needs no warning.
  if (from[0] && own.has(from[0].address.toLowerCase()) && authentication.verdict !== "fail") return [];
  const facts = { from, replyTo, links, authentication, ...(listId !== undefined && { listId }) };
  return [...warningsOf(facts, knownPeople(db, own))];
}

function knownPeople(db: Database, own: ReadonlySet<string>): KnownPeople {
  const addresses = [...own, ...peopleWrittenTo(db).map(({ address }) => address)];
  const domains = addresses
    .map((address) => registrableDomain(domainOf(address) ?? ""))
    .filter((one) => one !== undefined);
  return {
    knows: (address) => own.has(address) || isKnownAddress(db, address),
    addressesOfName: (name) => addressesNamed(db, name),
    domains: [...new Set(domains)],
  };
}

const domainOf = (address: string | undefined) => address?.slice(address.lastIndexOf("@") + 1).toLowerCase();
