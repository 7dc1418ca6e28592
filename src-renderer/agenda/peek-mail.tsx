// The message an event was made from, and the way back to it.
import { UnstyledButton } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { EventId, FolderId, MessageId, ThreadId } from "../../src-preload/contract/shapes.ts";
import { useLive } from "../live.tsx";
import { STROKE } from "../ui/hue.ts";

/** Names a message in its conversation. */
export interface MailLink {
  readonly threadId: ThreadId;
  readonly folderId: FolderId;
  readonly messageId: MessageId;
}

interface Props {
  readonly eventId: EventId;
  readonly onMail: (message: MailLink) => void;
}

/** A line for each message; nothing where there are none. */
export function LinkedMail({ eventId, onMail }: Props) {
  const { t } = useTranslation();
  const { data } = useLive("mail.ofEvent", { eventId });
  return data?.messages.map(({ id, threadId, folderId, subject, from }) => (
    <UnstyledButton
      key={id}
      className="row g8 peek-facts"
      aria-label={`${t("peek.mail")}: ${subject || t("mail.noSubject")}`}
      onClick={() => onMail({ threadId, folderId, messageId: id })}
    >
      <IconMail size={16} stroke={STROKE} className="ic" aria-hidden="true" />
      <span className="col sp">
        <span className="t13 br el">{subject || t("mail.noSubject")}</span>
        <span className="t12 i3 el">
          {[t("peek.mail"), from && (from.name ?? from.address)].filter(Boolean).join(" · ")}
        </span>
      </span>
    </UnstyledButton>
  ));
}
