// The head of the popover: the day, what is unread, the way to the window.
import { ActionIcon, UnstyledButton } from "@mantine/core";
import { IconArrowsDiagonal, IconMail } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { STROKE } from "../ui/hue.ts";
import { Mark } from "../ui/mark.tsx";

interface Props {
  /** `Mercredi 18 novembre` */
  readonly date: string;
  readonly unread: number;
  readonly onMail: () => void;
  readonly onMain: () => void;
}

/** The head. */
export function Head({ date, unread, onMail, onMain }: Props) {
  const { t } = useTranslation();
  return (
    <header className="row g8 wg-head">
      <Mark size={20} />
      <h1 className="t13 w6 sp el">{date}</h1>
      {unread > 0 && (
        <UnstyledButton
          className="chip brand-chip tn wg-mail"
          aria-label={t("widget.openMail", { count: unread })}
          onClick={onMail}
        >
          <IconMail size={14} stroke={1.8} aria-hidden="true" />
          {t("widget.unread", { count: unread })}
        </UnstyledButton>
      )}
      <ActionIcon aria-label={t("widget.open")} title={t("widget.open")} onClick={onMain}>
        <IconArrowsDiagonal size={17} stroke={STROKE} aria-hidden="true" />
      </ActionIcon>
    </header>
  );
}
