// The bar over a conversation: the deeds on the left, answers on the right.
import { ActionIcon, Tooltip } from "@mantine/core";
import {
  IconAlertOctagon,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowLeft,
  IconArrowsDiagonal,
  IconArrowsDiagonalMinimize2,
  type IconX,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { MessageLine } from "../../src-preload/contract/mail.ts";
import { STROKE } from "../ui/hue.ts";
import { DeedButtons } from "./deed-buttons.tsx";
import { useMailFacts } from "./facts.tsx";
import { useDeedRuns } from "./use-deed-runs.ts";
import { type MailKey, useKeyHint } from "./use-key-hint.ts";
import type { ListMoves } from "./use-list-moves.ts";
import type { MailPageState } from "./use-mail-page.ts";

interface Props {
  readonly state: MailPageState;
  readonly moves: ListMoves;
  readonly last: MessageLine | undefined;
}

interface ButtonProps {
  readonly Icon: typeof IconX;
  readonly label: string;
  readonly id: MailKey;
  readonly className?: string;
  readonly onClick: () => void;
}

function Act({ Icon, label, id, className, onClick }: ButtonProps) {
  const { hint } = useKeyHint();
  return (
    <Tooltip label={hint(label, id)}>
      <ActionIcon aria-label={label} className={className} onClick={onClick}>
        <Icon size={18} stroke={STROKE} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}

/** The bar. */
export function ReaderBar({ state, moves, last }: Props) {
  const { t } = useTranslation();
  const { onWrite } = useMailFacts();
  const { junk, inJunk } = useDeedRuns(moves);
  const { isFull, setFull, close } = state;
  const messageId = last?.id;
  return (
    <div className="bar reader-bar" role="toolbar" aria-label={t("reader.bar")}>
      <Act Icon={IconArrowLeft} label={t("reader.back")} id="mail.escape" className="reader-back" onClick={close} />
      <DeedButtons moves={moves} />
      <Act
        Icon={IconAlertOctagon}
        label={t(inJunk ? "mail.deed.notJunk" : "mail.deed.junk")}
        id="mail.junk"
        onClick={junk}
      />
      <span className="sp" />
      {messageId && (
        <>
          <Act
            Icon={IconArrowBackUp}
            label={t("reader.reply")}
            id="mail.reply"
            onClick={() => onWrite({ kind: "reply", messageId })}
          />
          <Act
            Icon={IconArrowForwardUp}
            label={t("reader.forward")}
            id="mail.forward"
            onClick={() => onWrite({ kind: "forward", messageId })}
          />
        </>
      )}
      <Act
        Icon={isFull ? IconArrowsDiagonalMinimize2 : IconArrowsDiagonal}
        label={t(isFull ? "reader.small" : "reader.full")}
        id="mail.full"
        className="reader-full"
        onClick={() => setFull(!isFull)}
      />
    </div>
  );
}
