// Files within a message that is itself a file.
import { UnstyledButton } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Attachment } from "../../src-preload/contract/mail.ts";
import type { FileMessage } from "../../src-preload/contract/mail-file.ts";
import { useCall } from "../live.tsx";
import { useTold } from "../told.ts";
import { STROKE } from "../ui/hue.ts";
import { saySize } from "../ui/say-size.ts";
import { iconOf, maySave } from "./file-look.ts";
import { saveBytes } from "./save-bytes.ts";

interface Props {
  readonly letter: { readonly base64: string };
  readonly message: FileMessage;
}

/** The list. A click saves. */
export function LetterFiles({ letter, message }: Props) {
  const { t, i18n } = useTranslation();
  const call = useCall();
  const told = useTold();
  const files = message.attachments.filter(({ contentId }) => contentId === undefined || message.html === undefined);
  if (files.length === 0) return null;
  const save = async (attachment: Attachment) => {
    if (!(await maySave(t, attachment, message))) return;
    const { name, mediaType, base64 } = await call("mail.fileAttachment", { base64: letter.base64, id: attachment.id });
    saveBytes(name, mediaType, base64);
  };
  return (
    <section className="msg-files" aria-label={t("reader.file.title", { count: files.length })}>
      <ul className="plain row g8">
        {files.map((one) => {
          const Icon = iconOf(one);
          return (
            <li key={one.id} className={one.risky ? "msg-file risky" : "msg-file"}>
              <UnstyledButton className="row g8 sp" onClick={() => told(save(one))}>
                <Icon size={20} stroke={STROKE} className="ic" aria-hidden="true" />
                <span className="col sp">
                  <span className="t12 w5 el">{one.name}</span>
                  <span className="t11 i3 tn row g4">
                    {saySize(one.size, i18n.language)}
                    {one.risky && (
                      <IconAlertTriangle
                        size={12}
                        stroke={2}
                        className="err"
                        role="img"
                        aria-label={t("reader.file.risky")}
                      />
                    )}
                  </span>
                </span>
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
