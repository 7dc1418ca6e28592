// Deeds that a server refused for good: how many, why, what became of the messages, and both ways out.
import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { MailFolder } from "../../src-preload/contract/mail.ts";
import { sayRefusal } from "../i18n/say-refusal.ts";
import { useCall } from "../live.tsx";
import { useTold } from "../told.ts";
import { STROKE } from "../ui/hue.ts";
import { toast } from "../ui/toast.tsx";
import { refusedOf } from "./account-state.ts";

/** The note; nothing where nothing was refused. @param folders the account's own */
export function RefusedDeeds({ account, folders }: { account: Account; folders: readonly MailFolder[] }) {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const { count, failure } = refusedOf(folders);
  if (count === 0) return null;
  const accountId = account.id;
  const again = () =>
    told(call("mail.retryDeeds", { accountId }).then((done) => toast({ text: t("mail.refused.again", done) })));
  const forget = () =>
    told(
      call("mail.retryDeeds", { accountId, forget: true }).then((done) =>
        toast({ text: t("mail.refused.forgotten", done) }),
      ),
    );
  return (
    <div className="mf-refused" role="status">
      <p className="row g6 top t12 w5">
        <IconAlertTriangle size={14} stroke={STROKE} className="err" aria-hidden="true" />
        <span>{t("mail.refused.title", { count })}</span>
      </p>
      <p className="t12 i2">{[sayRefusal(t, failure), t("mail.refused.kept")].filter(Boolean).join(" ")}</p>
      <div className="row g4 mf-ways">
        <Button size="compact-sm" variant="default" onClick={again}>
          {t("shell.retry")}
        </Button>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={forget}>
          {t("mail.refused.forget")}
        </Button>
      </div>
    </div>
  );
}
