// Addresses as people type and paste them (RFC 5322 §3.4, RFC 6532), and as they are shown again. Ours, not a library's:
// what a parser misreads goes to a stranger (mail §3.12).
import { normalizeDomain } from "nodemailer/lib/shared";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Mailbox } from "../../../src-preload/contract/mail.ts";
import { type AddressToken, addressTokens } from "./address-tokens.ts";

/** More than anybody pastes; keeps the work bounded. */
const MOST_CHARACTERS = 200_000;

// RFC 5322 atext with the letters of RFC 6532.
const ATOM = "[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+";
const DOT_ATOM = new RegExp(`^${ATOM}(?:\\.${ATOM})*$`, "u");
const QUOTED = /^"(?:[^"\\\p{Cc}]|\\[^\p{Cc}])+"$/u;
const LITERAL = /^\[(?:\d{1,3}(?:\.\d{1,3}){3}|IPv6:[0-9A-Fa-f:.]+)\]$/;
// Also what domainToASCII leaves of a label that is none.
const ASCII_DOMAIN =
  /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
// Pasted along from web pages, seen by nobody: zero width and direction marks.
const UNSEEN = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]/g;

/** One recipient: `a@b.example`, `Name <a@b.example>`, `"Last, First" <a@b.example>`, `a@b.example (Name)`.
 *  @throws Failure invalid-input when it is none, or more than one */
export function parseRecipient(text: string): Mailbox {
  const { mailboxes, refused } = /[\r\n]/.test(text.trim())
    ? { mailboxes: [], refused: [text] }
    : parseRecipients(text);
  const [mailbox] = mailboxes;
  if (mailbox === undefined || mailboxes.length > 1 || refused.length > 0)
    throw new Failure("invalid-input", { detail: `not one address: ${text.trim().slice(0, 100)}` });
  return mailbox;
}

/** A list as pasted: commas, semicolons or line breaks between, groups opened up, each address once.
 *  @returns what could be read, and the pieces that could not, as written */
export function parseRecipients(text: string): { readonly mailboxes: Mailbox[]; readonly refused: string[] } {
  const found = new Map<string, Mailbox>();
  const refused: string[] = text.length > MOST_CHARACTERS ? [text.slice(MOST_CHARACTERS)] : [];
  for (const piece of joinedNames(piecesOf(text.slice(0, MOST_CHARACTERS).replace(UNSEEN, "")))) {
    const mailboxes = readPiece(piece.tokens);
    if (mailboxes === undefined) refused.push(rawOf(piece.tokens).trim());
    for (const mailbox of mailboxes ?? []) {
      const key = addressKey(mailbox.address);
      if (!found.has(key)) found.set(key, mailbox);
    }
  }
  return { mailboxes: [...found.values()], refused };
}

/** Recipients as calls give them, parsed where they are text. @throws Failure invalid-input */
export function mailboxesOf(list: readonly (Mailbox | string)[]): Mailbox[] {
  return list.map((one) => (typeof one === "string" ? parseRecipient(one) : one));
}

/** As a person reads and `parseRecipient` understands it: quoted where it has to be. */
export function formatMailbox({ address, name }: Mailbox): string {
  if (name === undefined || name.trim() === "" || name === address) return address;
  const quoted = /["(),:;<>@[\]\\\p{Cc}]/u.test(name) || name !== name.trim();
  return `${quoted ? `"${name.replace(/\p{Cc}/gu, " ").replace(/["\\]/g, "\\$&")}"` : name} <${address}>`;
}

/** Under which two spellings are one address: lower case, domain as A-labels. */
export function addressKey(address: string): string {
  return asciiDomain(address).toLowerCase();
}

/** The address with its domain as A-labels (RFC 5890) in lower case, the local part untouched. */
export function asciiDomain(address: string): string {
  const at = domainStart(address);
  return at < 0 ? address : `${address.slice(0, at)}@${asciiOf(address.slice(at + 1))}`;
}

/** The address as the wire has it: the domain as A-labels, or as letters where SMTPUTF8 carries the local part anyway. */
export function wireAddress(address: string): string {
  const at = domainStart(address);
  if (!needsSmtpUtf8(address) || address.endsWith("]")) return asciiDomain(address);
  return `${address.slice(0, at)}@${normalizeDomain(address.slice(at + 1), true)}`;
}

/** Has the local part letters that only SMTPUTF8 (RFC 6531) can carry? */
export function needsSmtpUtf8(address: string): boolean {
  const at = domainStart(address);
  return /[^\p{ASCII}]/u.test(at < 0 ? address : address.slice(0, at));
}

/** Is this an addr-spec (RFC 5321 §4.1.2), within its lengths? */
export function isAddress(address: string): boolean {
  const at = domainStart(address);
  if (at <= 0) return false;
  const local = address.slice(0, at);
  if (utf8Length(local) > 64 || !(DOT_ATOM.test(local) || QUOTED.test(local))) return false;
  const domain = address.slice(at + 1);
  if (domain.startsWith("[")) return LITERAL.test(domain);
  // No top-level domain is a number: that is an address of a computer without its brackets.
  const ascii = /[\s\p{Cc}]/u.test(domain) ? "" : asciiOf(domain);
  return ASCII_DOMAIN.test(ascii) && !/(?:^|\.)\d+$/.test(ascii) && ascii.length + local.length < 320;
}

function utf8Length(text: string): number {
  let length = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}

function asciiOf(domain: string): string {
  return domain.startsWith("[") ? domain : normalizeDomain(domain, false).toLowerCase();
}

/** Where the @ of the domain is: the last one, since only a quoted local part holds another. */
function domainStart(address: string): number {
  return address.lastIndexOf("@");
}

interface Piece {
  readonly tokens: readonly AddressToken[];
  /** What ended it. */
  readonly end: string;
}

/** Cut at separators and after each `<address>`; the name of a group and its end mark are dropped. */
function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let tokens: AddressToken[] = [];
  const cut = (end: string) => {
    if (tokens.some(({ raw }) => raw.trim() !== "")) pieces.push({ tokens, end });
    tokens = [];
  };
  let afterAngle = false;
  for (const token of addressTokens(text)) {
    // `Name <a@b> Other <c@d>`, as copied from a line of people; a comment still belongs to what stands before it.
    if (afterAngle && (token.kind === "text" ? token.raw.trim() !== "" : token.kind !== "comment")) cut("");
    if (token.kind === "separator") cut(token.raw);
    else if (token.kind === "colon") tokens = [];
    else tokens.push(token);
    afterAngle = token.kind === "angle" || (afterAngle && token.kind !== "separator" && tokens.length > 1);
  }
  cut("");
  return pieces;
}

/** `Last, First <a@b>` without quotes: a capitalised piece without address belongs to the name after it. */
function joinedNames(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const before = joined.at(-1);
    const isNameOfNext =
      before?.end === "," &&
      /^\s*\p{Lu}[^@<]*$/u.test(rawOf(before.tokens)) &&
      piece.tokens.some(({ kind }) => kind === "angle");
    const named = piece.tokens.some(({ kind, raw }) => kind === "text" && raw.trim() !== "");
    if (!isNameOfNext || !named) joined.push(piece);
    else
      joined.splice(-1, 1, { tokens: [...before.tokens, { kind: "text", raw: "," }, ...piece.tokens], end: piece.end });
  }
  return joined;
}

/** The addresses of a piece; undefined when it cannot be understood. */
function readPiece(tokens: readonly AddressToken[]): Mailbox[] | undefined {
  const angles = tokens.filter(({ kind }) => kind === "angle");
  const comments = tokens.filter(({ kind }) => kind === "comment").map(({ raw }) => raw.slice(1, -1).trim());
  const words = tokens.filter(({ kind }) => kind === "text" || kind === "quoted");
  if (angles.length === 1) {
    const one = mailboxOf(angles[0]?.raw.slice(1, -1) ?? "", nameOf(words) || comments.join(" "));
    return one && [one];
  }
  const raw = rawOf(words).trim();
  const whole = mailboxOf(raw, comments.join(" "));
  if (whole !== undefined) return [whole];
  // A column of addresses that lost its line breaks.
  const each = raw.split(/\s+/).map((word) => mailboxOf(word, ""));
  return each.every((one) => one !== undefined) ? each : undefined;
}

function mailboxOf(text: string, name: string): Mailbox | undefined {
  const address = text.trim().replace(/^mailto:/i, "");
  if (!isAddress(address)) return undefined;
  const clean = name.replace(/[\s\p{Cc}]+/gu, " ").trim();
  const bare = /^'.*'$/.test(clean) ? clean.slice(1, -1).trim() : clean;
  return bare === "" || bare.toLowerCase() === address.toLowerCase() ? { address } : { address, name: bare };
}

function nameOf(tokens: readonly AddressToken[]): string {
  const parts = tokens.map(({ kind, raw }) => (kind === "quoted" ? raw.slice(1, -1).replace(/\\(.)/gu, "$1") : raw));
  return parts.join("").trim();
}

function rawOf(tokens: readonly AddressToken[]): string {
  return tokens.map(({ raw }) => raw).join("");
}
