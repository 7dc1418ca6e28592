// The page before there is any mail account.
import { Button } from "@mantine/core";
import { IconMail, IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { STROKE } from "../ui/hue.ts";
import { useMailFacts } from "./facts.tsx";

/** One sentence, one action. */
export function MailWelcome({ banner }: { banner: ReactNode }) {
  const { t } = useTranslation();
  const { onAddAccount } = useMailFacts();
  return (
    <main className="panel mail-alone" aria-label={t("mail.title")} data-pane="content" tabIndex={-1}>
      {banner}
      <div className="empty">
        <IconMail size={28} stroke={STROKE} className="ic" aria-hidden="true" />
        <h1 className="t16 w6">{t("mail.welcome.title")}</h1>
        <p className="t13 i3">{t("mail.welcome.text")}</p>
        <Button className="mt12" leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={onAddAccount}>
          {t("mail.account.add")}
        </Button>
      </div>
    </main>
  );
}
