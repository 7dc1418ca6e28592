// The keys of the mail page, and how they are shown: the person's own where there are some.
import { sayKeys } from "../ui/say-keys.ts";
import { useMailFacts } from "./facts.tsx";

/** By the name of the command; the first of each is the one shown. */
export const MAIL_KEYS = {
  "mail.write": ["c"],
  "mail.search": ["/"],
  "mail.next": ["j"],
  "mail.previous": ["k"],
  "mail.open": ["Enter"],
  "mail.choose": ["x"],
  "mail.escape": ["Escape"],
  "mail.reply": ["r"],
  "mail.replyAll": ["a"],
  "mail.forward": ["f"],
  "mail.images": ["i"],
  "mail.full": ["o"],
  "mail.archive": ["e"],
  "mail.delete": ["#", "Delete"],
  "mail.unread": ["u"],
  "mail.star": ["s"],
  "mail.junk": ["!"],
  "mail.move": ["v"],
  "mail.snooze": ["h"],
} as const satisfies Record<string, readonly string[]>;

/** A command of the page that has keys. */
export type MailKey = keyof typeof MAIL_KEYS;

/** @returns `cap`: the keys of a command, undefined where there are none; `hint`: a label with them */
export function useKeyHint() {
  const { settings } = useMailFacts();
  const cap = (id: MailKey): string | undefined => {
    const keys: string = settings.keys?.[id] ?? MAIL_KEYS[id][0];
    const isOff = settings.lettersOff && keys.split(" ").every((key) => key.length === 1);
    return keys === "" || isOff ? undefined : sayKeys(keys);
  };
  return { cap, hint: (label: string, id: MailKey) => [label, cap(id)].filter(Boolean).join(" · ") };
}
