// A mailbox made up, the same every time: ten years of one person's mail in the order in which it came, with threads,
// newsletters, files, invitations and some messages that are broken.

import { numbers } from "./mail-store-fill.ts";
import {
  attached,
  type Broken,
  brokenSource,
  htmlOf,
  invitationOf,
  newsletterOf,
  type Written,
} from "./mailbox-bodies.ts";
import { type Language, prose, type Random, words } from "./mailbox-words.ts";

export interface Letter {
  /** As IMAP names it. */
  readonly folder: string;
  readonly dateMs: number;
  readonly flags: readonly ("seen" | "flagged" | "answered")[];
  /** With LF, as a Maildir has it. */
  readonly source: Buffer;
}

const FIRST_MS = Date.UTC(2016, 0, 4);
const LAST_MS = Date.UTC(2026, 9, 1);
const OWNER: Person = { name: "Alice Martin", address: "alice@example.test" };
const PEOPLE = 2000;
const OPEN_THREADS = 400;
const NAMES =
  "Alma Basile Camille Daniel Élise Fanny Gaël Hugo Inès Jules Karim Léa Marc Nina Oscar Paula Rémi Sara Théo Zoé";
const PLACES =
  "Projects Clients Suppliers Family Travel Music School Invoices Newsletters Lists Bank House Club Health";

interface Person {
  readonly name: string;
  readonly address: string;
}

interface Thread {
  readonly subject: string;
  readonly language: Language;
  readonly people: readonly Person[];
  readonly folder: string;
  readonly ids: readonly string[];
  /** What an answer quotes. */
  readonly last: string;
}

/** The 50 folders: INBOX, the five that Dovecot makes, and 44 of the person's own. */
export const FOLDERS: readonly string[] = [
  ...["INBOX", "Drafts", "Sent", "Trash", "Junk", "Archive"],
  ...Array.from({ length: 44 }, (_, n) => {
    const places = PLACES.split(" ");
    const round = Math.floor(n / places.length);
    return `${places[n % places.length]}${round === 0 ? "" : ` ${2015 + round * 3}`}`;
  }),
];

/** @param count messages in all */
export function* letters(count: number, seed = 1): Generator<Letter> {
  const random = numbers(seed);
  const people = Array.from({ length: PEOPLE }, (_, n) => person(random, n));
  const threads: Thread[] = [];
  for (let n = 0; n < count; n++) {
    const dateMs = Math.floor(FIRST_MS + ((LAST_MS - FIRST_MS) * (n + random() * 0.9)) / count);
    yield letter({ random, people, threads, n, dateMs });
  }
}

interface Moment {
  readonly random: Random;
  readonly people: readonly Person[];
  readonly threads: Thread[];
  readonly n: number;
  readonly dateMs: number;
}

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
/** A few write most of the mail. */
const often = <T>(random: Random, from: readonly T[]): T => from[Math.floor(from.length ** random()) - 1] as T;

function letter(at: Moment): Letter {
  const { random, n } = at;
  if (random() < 0.01) return broken(at);
  const kind = random();
  if (kind < 0.16) return newsletter(at);
  const at2 = random();
  const known = at2 < 0.55 && at.threads.length > 0 ? Math.floor(random() * at.threads.length) : undefined;
  const thread = known === undefined ? newThread(at) : (at.threads[known] as Thread);
  const isOwn = known !== undefined ? random() < 0.35 : random() < 0.1;
  const from = isOwn ? OWNER : pick(random, thread.people);
  const to = isOwn ? thread.people : [OWNER, ...thread.people.filter((one) => one !== from).slice(0, 2)];
  const id = `<${n.toString(36)}.${Math.floor(random() * 1e12).toString(36)}@${from.address.split("@")[1]}>`;
  const text = written(random, thread);
  const next = { ...thread, ids: [...thread.ids, id].slice(-12), last: text };
  if (known === undefined) at.threads.push(next);
  else at.threads[known] = next;
  if (at.threads.length > OPEN_THREADS) at.threads.splice(Math.floor(random() * OPEN_THREADS), 1);
  const isAnswer = thread.ids.length > 0;
  const headers = [
    ...(isOwn ? [] : trace(random, at.dateMs, from)),
    ...addressed({ from, to, subject: `${isAnswer ? "Re: " : ""}${thread.subject}`, dateMs: at.dateMs, id }),
    ...(isAnswer ? [`In-Reply-To: ${thread.ids.at(-1)}`, `References: ${thread.ids.join("\n ")}`] : []),
  ];
  return {
    folder: isOwn ? "Sent" : folderOf(random, thread),
    dateMs: at.dateMs,
    flags: isOwn ? ["seen"] : flags(random),
    source: assemble(headers, bodyOf(random, { text, language: thread.language, n, dateMs: at.dateMs, from })),
  };
}

function newThread({ random, people }: Moment): Thread {
  const language = random() < 0.6 ? "fr" : "en";
  const subject = words(random, language, 3 + Math.floor(random() * 5)).join(" ");
  const some = Array.from({ length: 1 + Math.floor(random() ** 3 * 4) }, () => often(random, people));
  return {
    subject: subject.charAt(0).toUpperCase() + subject.slice(1),
    language,
    people: [...new Set(some)],
    folder: random() < 0.2 ? pick(random, FOLDERS.slice(6)) : "INBOX",
    ids: [],
    last: "",
  };
}

/** An answer quotes the beginning of what it answers. */
function written(random: Random, { language, last, people }: Thread): string {
  const own = prose(random, language, 20 + Math.floor(random() ** 2 * 260));
  const greeting = language === "fr" ? "Bonjour" : "Hello";
  const quoted = last
    .split("\n")
    .slice(0, 14)
    .map((line) => `> ${line}`)
    .join("\n");
  return `${greeting} ${people[0]?.name.split(" ")[0]},\n\n${own}\n${last === "" ? "" : `\n${quoted}\n`}`;
}

function bodyOf(
  random: Random,
  of: { text: string; language: Language; n: number; dateMs: number; from: Person },
): Written {
  const kind = random();
  const plain: Written = { headers: ["Content-Type: text/plain; charset=utf-8"], body: of.text };
  if (kind < 0.45) return plain;
  const html = htmlOf(of.text, of.n);
  if (kind < 0.89) return html;
  if (kind < 0.91) return invitationOf(of.text, { n: of.n, dateMs: of.dateMs, organizer: of.from.address });
  return attached(random, kind < 0.95 ? plain : html, words(random, of.language, 2).join("-"));
}

function newsletter({ random, people, n, dateMs }: Moment): Letter {
  const language = random() < 0.6 ? "fr" : "en";
  const from = often(random, people.slice(0, 60));
  const host = from.address.split("@")[1] as string;
  const subject = words(random, language, 6).join(" ");
  const id = `<news.${n}@${host}>`;
  const headers = [
    ...trace(random, dateMs, from),
    ...addressed({ from, to: [OWNER], subject, dateMs, id }),
    `List-Id: <news.${host}>`,
    `List-Unsubscribe: <https://${host}/leave?m=${n}>, <mailto:leave@${host}>`,
    "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
  ];
  const text = prose(random, language, 120 + Math.floor(random() * 320));
  return {
    folder: random() < 0.15 ? "Newsletters" : random() < 0.08 ? "Junk" : "INBOX",
    dateMs,
    flags: flags(random),
    source: assemble(headers, newsletterOf(text, { n, host })),
  };
}

function broken({ random, people, n, dateMs }: Moment): Letter {
  const from = often(random, people);
  const text = prose(random, "en", 30 + Math.floor(random() * 80));
  const fields: Broken = {
    from: `From: ${from.name} <${from.address}>`,
    date: `Date: ${new Date(dateMs).toUTCString().replace("GMT", "+0000")}`,
    subject: `Subject: ${words(random, "en", 4).join(" ")}`,
    id: `Message-ID: <broken.${n}@example.com>`,
    text,
  };
  return { folder: "INBOX", dateMs, flags: flags(random), source: brokenSource(n, fields) };
}

function folderOf(random: Random, thread: Thread): string {
  const at = random();
  if (thread.folder !== "INBOX") return at < 0.7 ? thread.folder : "INBOX";
  return at < 0.8 ? "INBOX" : at < 0.94 ? "Archive" : at < 0.97 ? "Trash" : "Junk";
}

function flags(random: Random): Letter["flags"] {
  if (random() < 0.08) return [];
  return [
    "seen",
    ...(random() < 0.03 ? (["flagged"] as const) : []),
    ...(random() < 0.15 ? (["answered"] as const) : []),
  ];
}

function person(random: Random, n: number): Person {
  const first = pick(random, NAMES.split(" "));
  const last = words(random, "fr", 1)[0] as string;
  const name = `${first} ${last.charAt(0).toUpperCase()}${last.slice(1)}`;
  return {
    name,
    address: `${first.normalize("NFD").replace(/\W/g, "").toLowerCase()}.${n}@host${n % 150}.example.com`,
  };
}

function addressed(of: { from: Person; to: readonly Person[]; subject: string; dateMs: number; id: string }): string[] {
  return [
    `From: ${mailbox(of.from)}`,
    `To: ${of.to.map(mailbox).join(",\n ")}`,
    `Subject: ${encoded(of.subject)}`,
    `Date: ${new Date(of.dateMs).toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: ${of.id}`,
    "MIME-Version: 1.0",
  ];
}

const mailbox = ({ name, address }: Person) => `${encoded(name)} <${address}>`;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what needs no encoding is what ASCII has (RFC 2047 §2).
const ASCII = /^[\x00-\x7f]*$/;
const encoded = (text: string) => (ASCII.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString("base64")}?=`);

/** What servers on the way add: more than half of a short message. */
function trace(random: Random, dateMs: number, { address }: Person): string[] {
  const host = address.split("@")[1];
  const at = new Date(dateMs).toUTCString().replace("GMT", "+0000");
  const key = () => Math.floor(random() * 2 ** 52).toString(36);
  const signature = Array.from(
    { length: 4 },
    () => ` ${`${key()}${key()}${key()}${key()}${key()}${key()}`.slice(0, 60)}`,
  );
  return [
    `Return-Path: <${address}>`,
    `Received: from mx.example.test by store.example.test with LMTP id ${key()}; ${at}`,
    `Received: from ${host} (192.0.2.${Math.floor(random() * 250)}) by mx.example.test\n with ESMTPS id ${key()} for <alice@example.test>; ${at}`,
    `Authentication-Results: mx.example.test; dkim=pass header.d=${host}; spf=pass smtp.mailfrom=${address}`,
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${host}; s=one;\n h=from:to:subject:date:message-id:list-unsubscribe:list-unsubscribe-post;\n b=${signature.join("\n").trimStart()}`,
  ];
}

const assemble = (headers: readonly string[], { headers: more, body }: Written) =>
  Buffer.from(`${[...headers, ...more].join("\n")}\n\n${body}`);
