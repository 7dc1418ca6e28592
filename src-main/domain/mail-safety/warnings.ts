// What a careful reader would want to know about a message.
import type { Mailbox, MailWarning } from "../../../src-preload/contract/mail.ts";
import type { AuthenticationFound } from "./authentication.ts";
import { editDistance, isMixedScript, skeletonOf } from "./confusables.ts";
import { checkLink, registrableDomain } from "./links.ts";
import { trackerOf } from "./trackers.ts";
import { parseUrl, unicodeHost } from "./web-url.ts";

/** What warnings are told by; nothing else of the message is read. */
export interface MessageFacts {
  readonly from: readonly Mailbox[];
  readonly replyTo: readonly Mailbox[];
  readonly links: readonly { readonly href: string; readonly text: string }[];
  readonly authentication: AuthenticationFound;
  /** From a mailing list: answers go elsewhere by design. */
  readonly listId?: string;
}

/** Who the user writes with. */
export interface KnownPeople {
  /** Addresses written to or heard from before, lower case. */
  readonly knows: (address: string) => boolean;
  /** Addresses that go with a display name (see foldName). */
  readonly addressesOfName: (name: string) => readonly string[];
  /** Registrable domains the user writes to, own domains included. */
  readonly domains: readonly string[];
}

/** A display name as KnownPeople looks it up: lower case, no accents, one space between words. */
export const foldName = (name: string) =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** At most one of a kind, the gravest first. Never throws. */
export function warningsOf(facts: MessageFacts, people: KnownPeople): readonly MailWarning[] {
  const [sender] = facts.from;
  const warnings: (MailWarning | undefined)[] = [
    facts.authentication.verdict === "fail" ? { kind: "not-authentic", detail: domainOf(sender?.address) } : undefined,
    sender && lookAlike(sender, people),
    sender && namePretends(sender),
    severalSenders(facts),
    linkPretends(facts),
    sender && knownName(sender, people),
    sender && replyElsewhere(sender, facts),
  ];
  return warnings.filter((one) => one !== undefined);
}

const domainOf = (address: string | undefined) =>
  (address ?? "").slice((address ?? "").lastIndexOf("@") + 1).toLowerCase();
const ownDomain = (address: string) => registrableDomain(domainOf(address)) ?? domainOf(address);

/** The name holds an address that is not the sender's: many programs show the name alone. */
function namePretends({ name, address }: Mailbox): MailWarning | undefined {
  const found = /[\p{L}\p{N}._%+-]{1,64}\s?@\s?((?:[\p{L}\p{N}-]{1,63}\.){1,6}\p{L}{2,24})/u.exec(
    name?.slice(0, 500) ?? "",
  );
  if (!found) return undefined;
  const shown = found[0].replace(/\s/g, "").toLowerCase();
  // The same firm under another address is an everyday thing.
  return ownDomain(shown) === ownDomain(address) ? undefined : { kind: "name-pretends", detail: shown };
}

/** The sender's domain looks like one the user writes to: same look, or one letter off. */
function lookAlike({ address }: Mailbox, people: KnownPeople): MailWarning | undefined {
  const domain = ownDomain(address);
  if (domain === "" || people.domains.includes(domain) || people.knows(address.toLowerCase())) return undefined;
  const letters = unicodeHost(domain);
  const look = skeletonOf(letters);
  for (const known of people.domains) {
    const knownLetters = unicodeHost(known);
    if (knownLetters === letters) continue;
    if (skeletonOf(knownLetters) === look || isNear(letters, knownLetters))
      return { kind: "look-alike", detail: known };
  }
  return letters.split(".").some(isMixedScript) ? { kind: "look-alike", detail: domain } : undefined;
}

/** One edit apart in the name, or the same name under an end that anybody can buy: firms have one of each country's.
 *  Short names are near to everything. */
function isNear(domain: string, known: string): boolean {
  const [name, knownName] = [nameOf(domain), nameOf(known)];
  if (knownName.length < 5) return false;
  if (name === knownName) return !/\.(?:com|net|org|eu|[a-z]{2})$/.test(domain);
  if (editDistance(name, knownName, 1) <= 1) return true;
  return (
    knownName.length >= 7 &&
    (name.replaceAll("-", "") === knownName.replaceAll("-", "") || name.split("-").includes(knownName))
  );
}

const nameOf = (domain: string) => domain.split(".")[0] ?? "";

function severalSenders({ from }: MessageFacts): MailWarning | undefined {
  return from.length > 1
    ? {
        kind: "several-senders",
        detail: from
          .slice(0, 3)
          .map(({ address }) => address)
          .join(", "),
      }
    : undefined;
}

/** Answers go to another firm than the one that wrote. */
function replyElsewhere(
  { address }: Mailbox,
  { replyTo, listId, authentication }: MessageFacts,
): MailWarning | undefined {
  if (listId !== undefined) return undefined;
  const elsewhere = replyTo.find((one) => ownDomain(one.address) !== ownDomain(address));
  if (!elsewhere) return undefined;
  // The domain answers go to has signed the message: it is its own doing.
  const isSigned = authentication.signedBy.some((domain) => registrableDomain(domain) === ownDomain(elsewhere.address));
  return isSigned ? undefined : { kind: "reply-elsewhere", detail: elsewhere.address };
}

/** The first link that shows another firm's address. Redirects of mailing services are everywhere and lead where they say. */
function linkPretends({ from, links, authentication }: MessageFacts): MailWarning | undefined {
  const own = new Set([
    ...from.map(({ address }) => ownDomain(address)),
    ...authentication.signedBy.map((domain) => registrableDomain(domain)),
  ]);
  for (const { href, text } of links.slice(0, 500)) {
    if (!checkLink(href, text)?.concerns.includes("pretends")) continue;
    const host = parseUrl(href)?.hostname ?? "";
    const isExpected =
      authentication.verdict === "pass" && (own.has(registrableDomain(host)) || trackerOf(host) !== undefined);
    if (!isExpected) return { kind: "link-pretends", detail: host };
  }
  return undefined;
}

/** Somebody of this name is known, under other addresses alone. */
function knownName({ name, address }: Mailbox, people: KnownPeople): MailWarning | undefined {
  const folded = foldName(name ?? "");
  // One word is a first name, and there are many of each.
  if (!folded.includes(" ") || people.knows(address.toLowerCase())) return undefined;
  const known = people.addressesOfName(folded);
  const isOther = known.length > 0 && known.every((one) => one.toLowerCase() !== address.toLowerCase());
  return isOther && !known.some((one) => ownDomain(one) === ownDomain(address) && !isShared(ownDomain(address)))
    ? { kind: "known-name-new-address", detail: known[0] ?? "" }
    : undefined;
}

/** Domains under which everybody can have an address. */
const SHARED = new Set(
  (
    "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com yahoo.fr icloud.com me.com aol.com gmx.com gmx.net gmx.ch gmx.de " +
    "bluewin.ch ik.me etik.com proton.me protonmail.com free.fr orange.fr wanadoo.fr laposte.net sfr.fr mail.com zoho.com"
  ).split(" "),
);
const isShared = (domain: string) => SHARED.has(domain);
