// The list without lines: on its way, empty, nothing found, or not to be had (look.md §7).
import { Button } from "@mantine/core";
import { IconCircleCheck, IconCloudOff, IconInbox, IconMailbox, IconSearchOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { sayFailure } from "../i18n/say-failure.ts";
import { Problem } from "../ui/error-boundary.tsx";
import { STROKE } from "../ui/hue.ts";
import { Skeleton } from "../ui/loading.tsx";
import { useMailFacts } from "./facts.tsx";
import type { Lines } from "./use-lines.ts";
import type { MailPageState } from "./use-mail-page.ts";

function Quiet({
  Icon,
  text,
  hint,
  action,
}: {
  Icon: typeof IconInbox;
  text: string;
  hint?: string;
  action?: ReactNode;
}) {
  return (
    <div className="empty mail-empty" role="status">
      <Icon size={28} stroke={STROKE} className="ic" aria-hidden="true" />
      <span className="t13 i2">{text}</span>
      {hint && <span className="t12 i3">{hint}</span>}
      {action && <div className="mt12">{action}</div>}
    </div>
  );
}

/** Why a place is empty. */
function Empty({ state }: { state: MailPageState }) {
  const { t } = useTranslation();
  const { folders } = useMailFacts();
  const { place, only, setOnly } = state;
  if (only !== "all") {
    return (
      <Quiet
        Icon={only === "unread" ? IconCircleCheck : IconInbox}
        text={t(`mail.empty.${only}`)}
        action={
          <Button variant="default" onClick={() => setOnly("all")}>
            {t("mail.empty.showAll")}
          </Button>
        }
      />
    );
  }
  const meant = folders.filter(({ id, role }) =>
    place.kind === "folder" ? id === place.folderId : place.kind === "role" && role === place.role,
  );
  const coming = meant.reduce((sum, { sync }) => sum + Math.max(0, (sync.onServer ?? 0) - sync.stored), 0);
  if (coming > 0) return <Quiet Icon={IconMailbox} text={t("mail.empty.coming", { count: coming })} />;
  const failure = meant.find(({ sync }) => sync.failure)?.sync.failure;
  if (failure?.code === "offline") {
    return <Quiet Icon={IconCloudOff} text={t("mail.empty.offline")} hint={t("mail.empty.offlineHint")} />;
  }
  const role = place.kind === "role" ? place.role : meant[0]?.role;
  if (role === "inbox")
    return <Quiet Icon={IconCircleCheck} text={t("mail.empty.inbox")} hint={t("mail.empty.inboxHint")} />;
  return <Quiet Icon={IconInbox} text={t("mail.empty.folder")} />;
}

/** What stands in place of the lines. */
export function ListState({ state, lines }: { state: MailPageState; lines: Lines }) {
  const { t } = useTranslation();
  if (lines.failure && !lines.isReady) {
    return (
      <Problem
        title={t("mail.problem")}
        text={sayFailure(t, lines.failure)}
        action={<Button onClick={() => lines.again()}>{t("shell.retry")}</Button>}
      />
    );
  }
  if (!lines.isReady) return <Skeleton />;
  if (lines.found) {
    return <Quiet Icon={IconSearchOff} text={t("mail.search.none")} hint={t("mail.search.noneHint")} />;
  }
  return <Empty state={state} />;
}
