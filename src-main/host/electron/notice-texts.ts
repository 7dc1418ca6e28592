// Notices as the system shows them: which become one notification, its words, and what its parts lead to. Pure.
import type { HostAsk } from "../../../src-preload/contract/bridge.ts";
import type { Notice } from "../../../src-preload/contract/notices.ts";
import type { MessageId } from "../../../src-preload/contract/shapes.ts";
import { DESKTOP_TEXTS } from "./texts-desktop.ts";
import { sayNearness, sayPeriod, type Words } from "./when-texts.ts";

type Mail = Extract<Notice, { kind: "mail" }>;
type Reminder = Extract<Notice, { kind: "reminder" }>;
type Trouble = Extract<Notice, { kind: "trouble" }>;

/** More new mails than this at once are told as one. */
const MAILS_APART = 3;
const SNOOZES = [5, 10] as const;

/** What a click or a button of a notification leads to. */
export type NoticeDeed =
  | { readonly deed: "ask"; readonly ask: HostAsk }
  | { readonly deed: "join"; readonly url: string }
  | { readonly deed: "snooze"; readonly minutes: number }
  | { readonly deed: "archive"; readonly messageId: MessageId };

/** One notification. */
export interface Telling {
  /** The notices it tells of. */
  readonly ids: readonly string[];
  readonly title: string;
  readonly body: string;
  /** It stays until somebody sees it, where the system can do that. */
  readonly stays: boolean;
  readonly click: NoticeDeed;
  readonly actions: readonly { readonly text: string; readonly deed: NoticeDeed }[];
  /** It can be answered in place, where the system can do that. */
  readonly replyTo?: MessageId;
}

/** @param notices oldest first, as the engine hands them out */
export function tellings(notices: readonly Notice[], words: Words): readonly Telling[] {
  const mails = notices.filter((notice): notice is Mail => notice.kind === "mail");
  const others = notices.filter((notice) => notice.kind !== "mail");
  const ofMail = mails.length > MAILS_APART ? [together(mails, words)] : mails.map((mail) => ofOneMail(mail, words));
  return [
    ...others.map((one) => (one.kind === "reminder" ? ofReminder(one, words) : ofTrouble(one, words))),
    ...ofMail,
  ];
}

function ofReminder(reminder: Reminder, words: Words): Telling {
  const say = DESKTOP_TEXTS[words.language];
  const { id, eventId, recurrenceId, conferenceUrl, location } = reminder;
  const place = location?.split("\n", 1)[0]?.trim();
  const near = sayNearness(reminder, words);
  const period = sayPeriod(reminder, words);
  // Tomorrow's `tomorrow, 09:00` is in `tomorrow, 09:00 – 10:00` already.
  const facts = [period.startsWith(near) ? undefined : near, period, place].filter(Boolean);
  const join = conferenceUrl ? [{ text: say.join, deed: { deed: "join", url: conferenceUrl } as const }] : [];
  const snoozes = SNOOZES.map((minutes) => ({ text: say.snooze(minutes), deed: { deed: "snooze", minutes } as const }));
  return {
    ids: [id],
    title: reminder.title || say.untitled,
    body: facts.join(" · "),
    stays: true,
    click: { deed: "ask", ask: { ask: "openEvent", eventId, ...(recurrenceId && { recurrenceId }) } },
    actions: [...join, ...snoozes],
  };
}

const senderOf = ({ from }: Mail, { language }: Words) =>
  from?.name || from?.address || DESKTOP_TEXTS[language].unknownSender;

function ofOneMail(mail: Mail, words: Words): Telling {
  const say = DESKTOP_TEXTS[words.language];
  const { id, messageId, subject, snippet } = mail;
  return {
    ids: [id],
    title: senderOf(mail, words),
    body: [subject || say.noSubject, snippet].filter(Boolean).join("\n"),
    stays: false,
    click: { deed: "ask", ask: { ask: "openMessage", messageId } },
    actions: [
      { text: say.archive, deed: { deed: "archive", messageId } },
      { text: say.reply, deed: { deed: "ask", ask: { ask: "compose", replyTo: messageId } } },
    ],
    replyTo: messageId,
  };
}

/** `Ada, Grace, Alan and 2 more`; who wrote twice is named once. */
function together(mails: readonly Mail[], words: Words): Telling {
  const say = DESKTOP_TEXTS[words.language];
  const senders = [...new Set(mails.map((mail) => senderOf(mail, words)))];
  const named = senders.slice(0, 3).join(", ");
  const others = senders.length - 3;
  return {
    ids: mails.map(({ id }) => id),
    title: say.newMails(mails.length),
    body: others > 0 ? say.andOthers(named, others) : named,
    stays: false,
    click: { deed: "ask", ask: { ask: "page", page: "mail" } },
    actions: [],
  };
}

function ofTrouble({ id, what, subject }: Trouble, { language }: Words): Telling {
  const say = DESKTOP_TEXTS[language];
  const title = { "sign-in": say.signIn, unsent: say.unsent, "held-back": say.heldBack }[what](
    subject || say.noSubject,
  );
  const open: NoticeDeed = { deed: "ask", ask: { ask: "page", page: what === "unsent" ? "mail" : "sync" } };
  return {
    ids: [id],
    title,
    body: say.troubleText,
    stays: true,
    click: open,
    actions: [{ text: say.view, deed: open }],
  };
}

/** Was it the person who closed it? Linux says no reason, and closes by itself after a while. */
export function isDismissal(platform: NodeJS.Platform, reason: string | undefined): boolean {
  return platform === "darwin" || (platform === "win32" && reason === "userCanceled");
}
