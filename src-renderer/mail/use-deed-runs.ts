// The deeds on what is chosen or open, and where the page goes afterwards.
import { useTranslation } from "react-i18next";
import type { MailFolder } from "../../src-preload/contract/mail.ts";
import { confirmLoss } from "../ui/confirm.tsx";
import { useMailFacts } from "./facts.tsx";
import { folderName } from "./role-look.ts";
import { saySnooze } from "./say-snooze.ts";
import type { ListMoves } from "./use-list-moves.ts";
import type { Target } from "./use-mail-deeds.ts";

/** @returns what each key and button does; nothing chosen, nothing done */
export function useDeedRuns(moves: ListMoves) {
  const { t, i18n } = useTranslation();
  const { deeds, folders, nowMs, zone } = useMailFacts();
  const lines = moves.targetLines;
  const isUnread = lines.some(({ unread }) => unread);
  const isStarred = lines.length > 0 && lines.every(({ flagged }) => flagged);
  const inTrash = lines.length > 0 && lines.every((line) => roleOf(folders, line.folderId) === "trash");
  const inJunk = lines.length > 0 && lines.every((line) => roleOf(folders, line.folderId) === "junk");
  const withTarget = (deed: (target: Target) => void) => () => {
    const target = moves.target();
    if (target) deed(target);
  };
  /** For deeds that take the lines out of the list. */
  const leaving = (deed: (target: Target) => void) =>
    withTarget((target) => {
      moves.leave();
      deed(target);
    });
  const removeForGood = withTarget((target) => {
    void confirmLoss({
      title: t("mail.ask.removeTitle", { count: target.count }),
      text: t("mail.ask.removeText"),
      cancel: t("common.cancel"),
      destroy: t("mail.ask.removeAction"),
    }).then((sure) => {
      if (!sure) return;
      moves.leave();
      deeds.remove(target, true);
    });
  });
  return {
    ...{ isUnread, isStarred, inTrash, inJunk },
    hasTarget: lines.length > 0,
    accountIds: [...new Set(lines.map(({ accountId }) => accountId))],
    archive: leaving((target) => deeds.moveToRole(target, "archive")),
    remove: inTrash ? removeForGood : leaving((target) => deeds.remove(target)),
    junk: leaving((target) => deeds.moveToRole(target, inJunk ? "inbox" : "junk")),
    toggleRead: withTarget((target) => (isUnread ? deeds.read(target) : deeds.unread(target))),
    toggleStar: withTarget((target) => deeds.star(target, !isStarred)),
    moveTo: (folder: MailFolder) => leaving((target) => deeds.moveTo(target, folder.id, folderName(t, folder)))(),
    /** As a file: .eml of one message, mbox of several. */
    save: withTarget(({ ids }) => deeds.save(ids)),
    snooze: (untilMs: number | null) =>
      leaving((target) =>
        deeds.snooze(target, untilMs, untilMs === null ? "" : saySnooze(untilMs, nowMs, i18n.language, zone)),
      )(),
  };
}

const roleOf = (folders: readonly MailFolder[], folderId: string) => folders.find(({ id }) => id === folderId)?.role;
