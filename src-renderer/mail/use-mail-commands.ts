// The keys of the mail page (look.md §6), and what the palette offers there.
import { useTranslation } from "react-i18next";
import { useCall, useLive } from "../live.tsx";
import { useTold } from "../told.ts";
import { type Command, useCommands } from "../ui/commands.tsx";
import { useMailFacts } from "./facts.tsx";
import { useDeedRuns } from "./use-deed-runs.ts";
import { MAIL_KEYS } from "./use-key-hint.ts";
import type { Lines } from "./use-lines.ts";
import type { ListMoves } from "./use-list-moves.ts";
import type { MailPageState } from "./use-mail-page.ts";
import type { Write } from "./write.ts";

/** Presses a button of a bar: over the list while something is chosen, else over the reader. */
function press(deed: "snooze" | "move"): boolean {
  const button =
    document.querySelector<HTMLElement>(`[data-deed="${deed}-bulk"]`) ??
    document.querySelector<HTMLElement>(`[data-deed="${deed}-reader"]`);
  button?.click();
  return button !== null;
}

/** The newest message of what is open. */
function useNewest(state: MailPageState) {
  const { open } = state;
  const { data } = useLive(
    "mail.thread",
    open ? { id: open.threadId, folderId: open.folderId } : { id: "0" as never },
    { enabled: open !== undefined },
  );
  return open ? data?.messages.at(-1) : undefined;
}

function useReading(state: MailPageState): readonly Omit<Command, "group">[] {
  const { t } = useTranslation();
  const { onWrite } = useMailFacts();
  const call = useCall();
  const told = useTold();
  const newest = useNewest(state);
  const write = (kind: Write["kind"]) => () => {
    if (!newest) return false;
    onWrite({ kind, messageId: newest.id });
    return true;
  };
  if (!newest) return [];
  return [
    { id: "mail.reply", label: t("reader.reply"), keys: MAIL_KEYS["mail.reply"], run: write("reply") },
    { id: "mail.replyAll", label: t("reader.replyAll"), keys: MAIL_KEYS["mail.replyAll"], run: write("reply-all") },
    { id: "mail.forward", label: t("reader.forward"), keys: MAIL_KEYS["mail.forward"], run: write("forward") },
    {
      id: "mail.images",
      label: t("reader.remote.show"),
      keys: MAIL_KEYS["mail.images"],
      run: () => told(call("mail.allowRemote", { messageId: newest.id, scope: "message" })),
    },
    {
      id: "mail.full",
      label: t(state.isFull ? "reader.small" : "reader.full"),
      keys: MAIL_KEYS["mail.full"],
      run: () => state.setFull(!state.isFull),
    },
  ];
}

function useDeedCommands(moves: ListMoves): readonly Omit<Command, "group">[] {
  const { t } = useTranslation();
  const runs = useDeedRuns(moves);
  if (!runs.hasTarget) return [];
  return [
    { id: "mail.archive", label: t("mail.deed.archive"), keys: MAIL_KEYS["mail.archive"], run: runs.archive },
    { id: "mail.delete", label: t("mail.deed.delete"), keys: MAIL_KEYS["mail.delete"], run: runs.remove },
    {
      id: "mail.unread",
      label: t(runs.isUnread ? "mail.deed.read" : "mail.deed.unread"),
      keys: MAIL_KEYS["mail.unread"],
      run: runs.toggleRead,
    },
    {
      id: "mail.star",
      label: t(runs.isStarred ? "mail.deed.unstar" : "mail.deed.star"),
      keys: MAIL_KEYS["mail.star"],
      run: runs.toggleStar,
    },
    {
      id: "mail.junk",
      label: t(runs.inJunk ? "mail.deed.notJunk" : "mail.deed.junk"),
      keys: MAIL_KEYS["mail.junk"],
      run: runs.junk,
    },
    { id: "mail.save", label: t("mail.deed.save"), words: "mbox eml export", run: runs.save },
    { id: "mail.move", label: t("mail.deed.move"), keys: MAIL_KEYS["mail.move"], run: () => press("move") },
    { id: "mail.snooze", label: t("mail.deed.snooze"), keys: MAIL_KEYS["mail.snooze"], run: () => press("snooze") },
  ];
}

/** Offers them. */
export function useMailCommands(state: MailPageState, lines: Lines, moves: ListMoves): void {
  const { t } = useTranslation();
  const group = t("mail.title");
  const reading = useReading(state);
  const deeds = useDeedCommands(moves);
  const mark = () => {
    const id = state.cursor ?? state.open?.lineId;
    const line = lines.lines[moves.indexOf(id)];
    if (line) moves.check(line, { shiftKey: false } as never);
  };
  const leave = () => {
    // That key closes what is open over the page, and no more.
    if (document.querySelector(".mantine-Popover-dropdown")) return false;
    if (state.selection.ids.size > 0) moves.none();
    else if (state.isFull) state.setFull(false);
    else if (state.open) state.close();
    else if (state.query !== undefined) state.search(undefined);
    else return false;
    return true;
  };
  const open = () => {
    const line = lines.lines[moves.indexOf(state.cursor)] ?? lines.lines[0];
    if (line) state.show(line, lines.found !== undefined);
  };
  const list: readonly Omit<Command, "group">[] = [
    {
      id: "mail.search",
      label: t("mail.search.open"),
      keys: MAIL_KEYS["mail.search"],
      run: () => state.search(state.query ?? ""),
    },
    {
      id: "mail.next",
      label: t("mail.keys.next"),
      keys: MAIL_KEYS["mail.next"],
      keysOnly: true,
      run: () => moves.turn("next"),
    },
    {
      id: "mail.previous",
      label: t("mail.keys.previous"),
      keys: MAIL_KEYS["mail.previous"],
      keysOnly: true,
      run: () => moves.turn("previous"),
    },
    { id: "mail.open", label: t("mail.keys.open"), keys: MAIL_KEYS["mail.open"], keysOnly: true, run: onEnter(open) },
    { id: "mail.choose", label: t("mail.keys.choose"), keys: MAIL_KEYS["mail.choose"], keysOnly: true, run: mark },
    { id: "mail.all", label: t("mail.keys.all"), run: moves.all },
    { id: "mail.unreadOnly", label: t("mail.keys.unreadOnly"), run: () => state.setOnly("unread") },
    { id: "mail.escape", label: t("mail.keys.escape"), keys: MAIL_KEYS["mail.escape"], keysOnly: true, run: leave },
  ];
  useCommands([...list, ...reading, ...deeds].map((one) => ({ ...one, group })));
}

/** Enter belongs to whatever button has the focus. */
const onEnter = (open: () => void) => (event?: KeyboardEvent) => {
  if ((event?.target as HTMLElement | null)?.closest("button, a, summary")) return false;
  open();
  return true;
};
