// The demo's first mail: the letters and notices as messages (RFC 5322) of the weeks before now.
import type { FolderRole } from "../../../src-preload/contract/mail.ts";
import { CONVERSATIONS, type Conversation, type Letter, type Writer } from "./mailbox-letters.ts";
import { composed, type Piece } from "./mailbox-message.ts";
import { NOTICES, type Notice } from "./mailbox-notices.ts";
import type { SeedMessage } from "./mailbox-server.ts";
import { DEMO_ADDRESS } from "./seed.ts";
import type { Words } from "./seed-data.ts";

const HOUR_MS = 3_600_000;
const ARCHIVED_HOURS = 240;

const PEOPLE: Readonly<Record<Writer, string>> = {
  me: `Alex Morel <${DEMO_ADDRESS}>`,
  camille: "Camille Rochat <camille.rochat@example.org>",
  lucas: "Lucas Meier <lucas.meier@example.org>",
  ines: "Inês Ferreira <ines.ferreira@example.org>",
  nora: "Nora Keller <nora.keller@example.org>",
};

interface SeedFolder {
  readonly role: FolderRole;
  /** Oldest first. */
  readonly messages: readonly SeedMessage[];
}

interface Placed extends SeedMessage {
  readonly role: FolderRole;
  readonly internalDateMs: number;
}

interface Around {
  readonly nowMs: number;
  readonly say: (words: Words) => string;
}

/** Some sixty messages in six folders. The same for the same moment and language. */
export function seedMailbox(locale: "fr" | "en", nowMs: number): readonly SeedFolder[] {
  const around: Around = { nowMs, say: ([fr, en]) => (locale === "fr" ? fr : en) };
  const all: readonly Placed[] = [
    ...CONVERSATIONS.flatMap((conversation, n) => lettersOf(conversation, n, around)),
    ...NOTICES.flatMap((notice, n) => noticesOf(notice, n, around)),
  ].sort((a, b) => a.internalDateMs - b.internalDateMs);
  const roles = [...new Set(all.map(({ role }) => role))];
  return roles.map((role) => ({ role, messages: all.filter((message) => message.role === role) }));
}

function lettersOf(conversation: Conversation, n: number, around: Around): readonly Placed[] {
  const { letters, draft, also = [] } = conversation;
  const people = [...new Set([...letters.map(({ from }) => from), ...also, "me" as const])];
  const idOf = (at: number) => `<letter-${n}-${at}@demo.cadran>`;
  const build = (letter: Letter, at: number, isDraft: boolean): Placed => {
    const others = people.filter((person) => person !== letter.from);
    const references = letters.slice(0, at).map((_, before) => idOf(before));
    const atMs = around.nowMs - letter.ago * HOUR_MS;
    const source = composed({
      from: PEOPLE[letter.from],
      to: (letter.from === "me" ? others : ["me" as const, ...others.filter((one) => one !== "me")]).map(
        (one) => PEOPLE[one],
      ),
      subject: `${at > 0 ? "Re: " : ""}${around.say(conversation.subject)}`,
      messageId: idOf(at),
      dateMs: atMs,
      references,
      text: around.say(letter.text),
      pieces: piecesOf(letter, conversation, people, around),
    });
    const flags = [
      ...(letter.unread ? [] : ["\\Seen"]),
      ...(letter.flagged ? ["\\Flagged"] : []),
      ...(letters[at + 1]?.from === "me" ? ["\\Answered"] : []),
      ...(isDraft ? ["\\Draft"] : []),
    ];
    const kept = letter.ago > ARCHIVED_HOURS ? "archive" : "inbox";
    const role = isDraft ? "drafts" : letter.from === "me" ? "sent" : kept;
    return { role, source, flags, internalDateMs: atMs };
  };
  return [
    ...letters.map((letter, at) => build(letter, at, false)),
    ...(draft ? [build({ from: "me", ago: 1, text: draft }, letters.length, true)] : []),
  ];
}

function piecesOf(
  { attach, invites }: Letter,
  conversation: Conversation,
  people: readonly Writer[],
  around: Around,
): readonly Piece[] {
  const title = around.say(conversation.subject);
  if (invites)
    return [
      { kind: "invitation", title, startMs: nextThursdayMs(around.nowMs), people: people.map((one) => PEOPLE[one]) },
    ];
  return attach === undefined ? [] : [{ kind: attach, title }];
}

/** Ten o'clock UTC, at least a day from now. */
function nextThursdayMs(nowMs: number): number {
  const day = new Date(nowMs + 24 * HOUR_MS);
  const ahead = (4 - day.getUTCDay() + 7) % 7;
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + ahead, 10);
}

function noticesOf(notice: Notice, n: number, around: Around): readonly Placed[] {
  const { count = 1, every = 0, unread = 0, role, ago, attach, news } = notice;
  return Array.from({ length: count }, (_, at): Placed => {
    const atMs = around.nowMs - (ago + at * every) * HOUR_MS;
    const title = around.say(notice.subject);
    const source = composed({
      from: notice.from,
      to: [PEOPLE.me],
      subject: title,
      messageId: `<notice-${n}-${at}@demo.cadran>`,
      dateMs: atMs,
      references: [],
      text: around.say(notice.text),
      pieces: attach ? [{ kind: attach, title }] : [],
      ...(news && { news: `${n}-${at}` }),
    });
    return { role, source, flags: at < unread ? [] : ["\\Seen"], internalDateMs: atMs };
  });
}
