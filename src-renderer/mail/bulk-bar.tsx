// What can be done with what is chosen, with how many conversations and messages that is.
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { STROKE } from "../ui/hue.ts";
import { DeedButtons } from "./deed-buttons.tsx";
import { useKeyHint } from "./use-key-hint.ts";
import type { Lines } from "./use-lines.ts";
import type { ListMoves } from "./use-list-moves.ts";
import type { MailPageState } from "./use-mail-page.ts";

interface Props {
  readonly state: MailPageState;
  readonly lines: Lines;
  readonly moves: ListMoves;
}

/** The bar. */
export function BulkBar({ state, moves }: Props) {
  const { t } = useTranslation();
  const { hint } = useKeyHint();
  const target = moves.target();
  const messages = target?.ids.length ?? 0;
  const count = state.selection.ids.size;
  return (
    <div className="bar ml-bar bulk" role="toolbar" aria-label={t("mail.bulk.title")}>
      <Tooltip label={hint(t("mail.bulk.none"), "mail.escape")}>
        <ActionIcon aria-label={t("mail.bulk.none")} onClick={moves.none}>
          <IconX size={18} stroke={STROKE} aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
      <span className="t13 w6 tn el" role="status" title={t("mail.messages", { count: messages })}>
        {t("mail.bulk.count", { count })}
      </span>
      <span className="sp" />
      <DeedButtons moves={moves} isBulk />
    </div>
  );
}
