// What a careful friend would ask before a message goes out. Pure: the composer shows them, nothing is refused here.
import type { Mailbox } from "../../../src-preload/contract/mail.ts";
import type { ComposeWarning } from "../../../src-preload/contract/mail-send.ts";
import { addressKey } from "./addresses.ts";
import { plainOfHtml } from "./build-plain.ts";

/** To and Cc together from here on: everybody sees everybody's address. */
const MANY_PUBLIC = 15;

/** What the checks look at; sizes in bytes. */
export interface ComposedMessage {
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly bcc: readonly Mailbox[];
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  readonly attachments: readonly { readonly size: number; readonly contentId?: string }[];
  /** The address it is from. */
  readonly from: string;
}

interface ComposeFacts {
  /** Was this address ever written to, or did it ever write? */
  readonly isKnown: (address: string) => boolean;
  readonly ownAddresses: readonly string[];
  /** Largest message the server takes, encoded. */
  readonly maxSize?: number;
  readonly maxRecipients?: number;
}

/** Everything worth asking about, the gravest first. */
export function composeWarnings(message: ComposedMessage, facts: ComposeFacts): ComposeWarning[] {
  const everybody = [...message.to, ...message.cc, ...message.bcc];
  const seen = new Set([...message.to, ...message.cc].map(({ address }) => addressKey(address))).size;
  const bytes = encodedSize(message);
  const strangers = strangersOf(everybody, message.from, facts);
  const word = forgottenAttachment(message);
  const { maxSize, maxRecipients } = facts;
  return [
    ...(everybody.length === 0 ? [{ kind: "no-recipient" } as const] : []),
    ...(maxSize !== undefined && bytes > maxSize ? [{ kind: "too-large", bytes, limit: maxSize } as const] : []),
    ...(maxRecipients !== undefined && everybody.length > maxRecipients
      ? [{ kind: "too-many", count: everybody.length, limit: maxRecipients } as const]
      : []),
    ...(word === undefined ? [] : [{ kind: "forgotten-attachment", word } as const]),
    ...(seen >= MANY_PUBLIC ? [{ kind: "many-public", count: seen } as const] : []),
    ...(strangers.length > 0 ? [{ kind: "first-time-external", addresses: strangers } as const] : []),
    ...(message.subject.trim() === "" ? [{ kind: "no-subject" } as const] : []),
  ];
}

/** Bytes on the wire: base64 with its line ends takes 78 for each 57 (RFC 2045 §6.8); text may need quoting. */
export function encodedSize({
  text = "",
  html = "",
  attachments,
}: Pick<ComposedMessage, "text" | "html" | "attachments">): number {
  const files = attachments.reduce((sum, { size }) => sum + Math.ceil(size / 57) * 78 + 500, 0);
  return Math.ceil((text.length + html.length) * 1.2) + files + 2000;
}

function strangersOf(everybody: readonly Mailbox[], from: string, { isKnown, ownAddresses }: ComposeFacts): string[] {
  const domainOf = (address: string) => addressKey(address).split("@").at(-1) ?? "";
  // A domain that anybody can have an address at makes nobody a colleague.
  const own = new Set([from, ...ownAddresses].map(domainOf).filter((domain) => !PUBLIC_DOMAINS.has(domain)));
  const strangers = everybody.filter(({ address }) => !own.has(domainOf(address)) && !isKnown(address));
  return [...new Set(strangers.map(({ address }) => address))];
}

const PUBLIC_DOMAINS = new Set(
  (
    "gmail.com googlemail.com outlook.com hotmail.com hotmail.fr live.com msn.com yahoo.com yahoo.fr ymail.com icloud.com me.com " +
    "mac.com aol.com gmx.net gmx.de gmx.ch gmx.com web.de t-online.de orange.fr wanadoo.fr free.fr sfr.fr laposte.net " +
    "bluewin.ch ik.me etik.com proton.me protonmail.com pm.me posteo.de mailbox.org fastmail.com zoho.com yandex.com mail.com"
  ).split(" "),
);

// Words that announce a file, in the languages of the view. Whole words; `attached` may be followed by anything.
const WORDS: readonly RegExp[] = [
  /\b(?:i(?:['’]ve| have)? attach(?:ed)?|(?:see|find|please find|is|are|the|as) attached|attached (?:is|are|you|please|file|document|to (?:this|my) (?:e-?mail|mail|message))|attachments?|enclosed|enclosure)\b/iu,
  /(?<![\p{L}\p{N}])(?:pi[èe]ces?[ -]jointes?|ci[ -]joint(?:e|s|es)?|je (?:vous |te )?joins (?:le|la|les|un|une|mon|ma|mes|ci|à (?:ce|mon))|joint(?:e|s|es)? (?:à ce|au pr[ée]sent|en annexe)|en pi[èe]ces?[ -]jointe|fichiers? joints?|documents? joints?|en annexe|en PJ|la PJ|les PJ|annex[ée]e?s?)(?![\p{L}\p{N}])/iu,
];

/** The words by which the writer promised a file that is not there; pictures in the text are no attachments. */
function forgottenAttachment({ text, html, subject, attachments }: ComposedMessage): string | undefined {
  if (attachments.some(({ contentId }) => contentId === undefined)) return undefined;
  const own = withoutQuotation(html === undefined ? (text ?? "") : plainOfHtml(html));
  for (const words of [subject.replace(/^\s*(?:re|fwd?|tr)\s*:.*/i, ""), own])
    for (const pattern of WORDS) {
      const found = pattern.exec(words)?.[0];
      if (found !== undefined) return found;
    }
  return undefined;
}

/** What the writer wrote: without quoted lines, the lines over them, and what was forwarded. */
function withoutQuotation(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const forwarded = lines.findIndex((line) =>
    /^-{5,} ?(?:Forwarded message|Message transféré) ?-{5,}$/.test(line.trim()),
  );
  const own = forwarded < 0 ? lines : lines.slice(0, forwarded);
  return own
    .filter(
      (line, index) => !line.startsWith(">") && !(/[:\u00a0]$/.test(line) && nextWords(own, index).startsWith(">")),
    )
    .filter((line) => !/^\[\d+\] /.test(line))
    .join("\n");
}

function nextWords(lines: readonly string[], index: number): string {
  return lines.slice(index + 1).find((line) => line.trim() !== "") ?? "";
}
