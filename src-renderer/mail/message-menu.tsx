// What else can be done with a message.
import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArrowForwardUp,
  IconBan,
  IconCalendarPlus,
  IconCode,
  IconDots,
  IconDownload,
  IconFileText,
  IconMailMinus,
  IconMailOpened,
  IconMessages,
  IconMoon,
  IconPrinter,
  IconSun,
  IconTag,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Message } from "../../src-preload/contract/mail.ts";
import { STROKE } from "../ui/hue.ts";
import { printPage } from "../ui/print.ts";
import { useMailFacts } from "./facts.tsx";
import { useMessageDeeds } from "./use-message-deeds.ts";
import type { MessageView } from "./use-message-view.ts";

const icon = { size: 16, stroke: STROKE, "aria-hidden": true } as const;

/** Keywords with a meaning that many programs share. */
const LABELS = ["$label1", "$label2", "$label3", "$label4", "$label5"] as const;

function LabelMenu({ message }: { message: Message }) {
  const { t } = useTranslation();
  const { deeds } = useMailFacts();
  const { addLabel } = useMessageDeeds(message);
  const { keywords } = message.flags;
  const own = keywords.filter((one) => !one.startsWith("$") && !one.startsWith("\\"));
  const target = { ids: [message.id], count: 1 };
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={<IconTag {...icon} />}>{t("reader.menu.labels")}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        {[...LABELS, ...own].map((keyword) => {
          const isOn = keywords.some((one) => one.toLowerCase() === keyword.toLowerCase());
          const known = LABELS.find((one) => one === keyword);
          return (
            <Menu.CheckboxItem
              key={keyword}
              checked={isOn}
              closeMenuOnClick
              onChange={() => deeds.label(target, keyword, !isOn)}
            >
              {known ? t(`reader.label.${known}`) : keyword}
            </Menu.CheckboxItem>
          );
        })}
        <Menu.Divider />
        <Menu.Item onClick={addLabel}>{t("reader.label.new")}</Menu.Item>
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}

function Ways({ message, view }: { message: Message; view: MessageView }) {
  const { t } = useTranslation();
  const { shape, setShape } = view;
  return (
    <>
      <Menu.Label>{t("reader.menu.look")}</Menu.Label>
      {view.canTurn && (
        <Menu.Item
          leftSection={view.isPaper ? <IconMoon {...icon} /> : <IconSun {...icon} />}
          onClick={view.turnScheme}
        >
          {t(view.isPaper ? "reader.menu.dark" : "reader.menu.asSent")}
        </Menu.Item>
      )}
      {message.html !== undefined && (
        <Menu.Item
          leftSection={<IconFileText {...icon} />}
          onClick={() => setShape(shape === "text" ? "html" : "text")}
        >
          {t(shape === "text" ? "reader.menu.formatted" : "reader.menu.text")}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconCode {...icon} />} onClick={() => setShape(shape === "source" ? "html" : "source")}>
        {t(shape === "source" ? "reader.menu.message" : "reader.menu.source")}
      </Menu.Item>
      <Menu.Item leftSection={<IconPrinter {...icon} />} onClick={printPage}>
        {t("reader.menu.print")}
      </Menu.Item>
    </>
  );
}

/** The button and its menu. */
export function MessageMenu({ message, view }: { message: Message; view: MessageView }) {
  const { t } = useTranslation();
  const { deeds, onWrite } = useMailFacts();
  const own = useMessageDeeds(message);
  const { id, unsubscribe, from } = message;
  return (
    <Menu position="bottom-end" width={270}>
      <Menu.Target>
        <ActionIcon aria-label={t("reader.menu.more")}>
          <IconDots size={16} stroke={STROKE} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconMessages {...icon} />}
          onClick={() => onWrite({ kind: "reply-all", messageId: id })}
        >
          {t("reader.replyAll")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowForwardUp {...icon} />}
          onClick={() => onWrite({ kind: "forward", messageId: id })}
        >
          {t("reader.forward")}
        </Menu.Item>
        <Menu.Item leftSection={<IconCalendarPlus {...icon} />} onClick={own.createEvent}>
          {t("reader.menu.event")}
        </Menu.Item>
        <Menu.Item leftSection={<IconMailOpened {...icon} />} onClick={() => deeds.unread({ ids: [id], count: 1 })}>
          {t("reader.menu.unreadFromHere")}
        </Menu.Item>
        <LabelMenu message={message} />
        <Menu.Divider />
        <Ways message={message} view={view} />
        <Menu.Item leftSection={<IconDownload {...icon} />} onClick={own.save}>
          {t("reader.menu.save")}
        </Menu.Item>
        <Menu.Divider />
        {unsubscribe && (
          <Menu.Item leftSection={<IconMailMinus {...icon} />} onClick={own.unsubscribe}>
            {t("reader.menu.unsubscribe")}
          </Menu.Item>
        )}
        {from && (
          <Menu.Item className="danger" leftSection={<IconBan {...icon} />} onClick={own.block}>
            {t("reader.menu.block", { address: from.address })}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
