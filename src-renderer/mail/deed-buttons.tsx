// The deeds as buttons: over the list for what is chosen, over the reader for what is open.
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArchive, IconMail, IconMailOpened, IconStar, IconStarOff, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { STROKE } from "../ui/hue.ts";
import { MoveMenu } from "./move-menu.tsx";
import { SnoozeMenu } from "./snooze-menu.tsx";
import { useDeedRuns } from "./use-deed-runs.ts";
import { type MailKey, useKeyHint } from "./use-key-hint.ts";
import type { ListMoves } from "./use-list-moves.ts";

interface Props {
  readonly moves: ListMoves;
  /** For what is chosen: the star is there as well. */
  readonly isBulk?: boolean;
}

interface ButtonProps {
  readonly Icon: typeof IconTrash;
  readonly label: string;
  readonly id: MailKey;
  readonly onClick: () => void;
}

function Deed({ Icon, label, id, onClick }: ButtonProps) {
  const { hint } = useKeyHint();
  return (
    <Tooltip label={hint(label, id)}>
      <ActionIcon aria-label={label} onClick={onClick}>
        <Icon size={18} stroke={STROKE} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}

/** The buttons. */
export function DeedButtons({ moves, isBulk = false }: Props) {
  const { t } = useTranslation();
  const runs = useDeedRuns(moves);
  const { isUnread, isStarred } = runs;
  return (
    <div className="row g2">
      <Deed Icon={IconArchive} label={t("mail.deed.archive")} id="mail.archive" onClick={runs.archive} />
      <Deed Icon={IconTrash} label={t("mail.deed.delete")} id="mail.delete" onClick={runs.remove} />
      <Deed
        Icon={isUnread ? IconMailOpened : IconMail}
        label={t(isUnread ? "mail.deed.read" : "mail.deed.unread")}
        id="mail.unread"
        onClick={runs.toggleRead}
      />
      {isBulk && (
        <Deed
          Icon={isStarred ? IconStarOff : IconStar}
          label={t(isStarred ? "mail.deed.unstar" : "mail.deed.star")}
          id="mail.star"
          onClick={runs.toggleStar}
        />
      )}
      <SnoozeMenu onPick={runs.snooze} id={isBulk ? "bulk" : "reader"} />
      <MoveMenu onPick={runs.moveTo} accountIds={runs.accountIds} id={isBulk ? "bulk" : "reader"} />
    </div>
  );
}
