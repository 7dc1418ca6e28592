// Files that came with a message: their true names and sizes, a look at pictures, saving; what could run something asks first.
import { ActionIcon, Button, Modal, Tooltip, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconDownload } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Attachment, Message } from "../../src-preload/contract/mail.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useCall, useLive, usePrefetch } from "../live.tsx";
import { useTold } from "../told.ts";
import { STROKE } from "../ui/hue.ts";
import { Skeleton } from "../ui/loading.tsx";
import { saySize } from "../ui/say-size.ts";
import { iconOf, maySave } from "./file-look.ts";
import { saveBytes } from "./save-bytes.ts";

/** Pictures that a browser draws without running anything. */
const isPicture = ({ mediaType, risky }: Attachment) => !risky && /^image\/(?:png|gif|jpe?g|webp)$/i.test(mediaType);

const CALENDAR = /^(?:text\/calendar|application\/ics)$/i;

interface OneProps {
  readonly message: Message;
  readonly attachment: Attachment;
  readonly onShow: () => void;
  readonly onSave: () => void;
}

function One({ message, attachment, onShow, onSave }: OneProps) {
  const { t, i18n } = useTranslation();
  const { name, size, mediaType, risky, stored, id } = attachment;
  const prefetch = usePrefetch();
  const { data } = useLive("mail.attachment", { messageId: message.id, id }, { enabled: false });
  const Icon = iconOf(attachment);
  // A file can be dragged out to the desktop once its bytes are here: they are asked for when the pointer comes near.
  const drag = (event: DragEvent) => {
    if (data && !risky)
      event.dataTransfer.setData("DownloadURL", `${mediaType}:${name}:data:${mediaType};base64,${data.base64}`);
    else event.preventDefault();
  };
  return (
    <li
      className={risky ? "msg-file risky" : "msg-file"}
      draggable={!risky}
      onDragStart={drag}
      onPointerEnter={() => stored && !risky && prefetch("mail.attachment", { messageId: message.id, id })}
    >
      <UnstyledButton className="row g8 sp" onClick={isPicture(attachment) ? onShow : onSave}>
        <Icon size={20} stroke={STROKE} className={mediaType === "application/pdf" ? "err" : "ic"} aria-hidden="true" />
        <span className="col sp">
          <span className="t12 w5 el">{name}</span>
          <span className="t11 i3 tn row g4">
            {saySize(size, i18n.language)}
            {risky && (
              <IconAlertTriangle size={12} stroke={2} className="err" role="img" aria-label={t("reader.file.risky")} />
            )}
            {!stored && ` · ${t("reader.file.onServer")}`}
          </span>
        </span>
      </UnstyledButton>
      <Tooltip label={t("reader.file.save")}>
        <ActionIcon size={24} aria-label={t("reader.file.saveName", { name })} onClick={onSave}>
          <IconDownload size={16} stroke={STROKE} aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}

interface PreviewProps {
  readonly message: Message;
  readonly attachment: Attachment;
  readonly onClose: () => void;
  readonly onSave: () => void;
}

function Preview({ message, attachment, onClose, onSave }: PreviewProps) {
  const { t } = useTranslation();
  const { data, failure } = useLive("mail.attachment", { messageId: message.id, id: attachment.id });
  return (
    <Modal
      opened
      onClose={onClose}
      title={attachment.name}
      size="auto"
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {failure && <p role="alert">{sayFailure(t, failure)}</p>}
      {!data && !failure && <Skeleton />}
      {data && (
        <img className="msg-picture" src={`data:${attachment.mediaType};base64,${data.base64}`} alt={attachment.name} />
      )}
      <div className="dialog-foot">
        <Button variant="default" onClick={onSave}>
          {t("reader.file.save")}
        </Button>
      </div>
    </Modal>
  );
}

/** The files. */
export function Attachments({ message }: { message: Message }) {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const [shown, setShown] = useState<Attachment>();
  // Pictures that the text shows are not files that were sent along, nor is the invitation whose card stands above.
  const isCard = ({ mediaType }: Attachment) => message.invitation && CALENDAR.test(mediaType);
  const files = message.attachments.filter(
    (one) => !isCard(one) && (one.contentId === undefined || message.html === undefined),
  );
  if (files.length === 0) return null;
  const save = async (attachment: Attachment) => {
    if (!(await maySave(t, attachment, message))) return;
    const { name, mediaType, base64 } = await call("mail.attachment", { messageId: message.id, id: attachment.id });
    saveBytes(name, mediaType, base64);
  };
  const saveAll = async () => {
    for (const one of files.filter(({ risky }) => !risky)) await save(one);
  };
  return (
    <section className="msg-files" aria-label={t("reader.file.title", { count: files.length })}>
      <ul className="plain row g8">
        {files.map((one) => (
          <One
            key={one.id}
            message={message}
            attachment={one}
            onShow={() => setShown(one)}
            onSave={() => told(save(one))}
          />
        ))}
      </ul>
      {files.filter(({ risky }) => !risky).length > 1 && (
        <Button size="compact-sm" variant="subtle" onClick={() => told(saveAll())}>
          {t("reader.file.saveAll")}
        </Button>
      )}
      {shown && (
        <Preview
          message={message}
          attachment={shown}
          onClose={() => setShown(undefined)}
          onSave={() => told(save(shown))}
        />
      )}
    </section>
  );
}
