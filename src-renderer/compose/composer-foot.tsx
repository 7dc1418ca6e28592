// Under the text: send at the left, the tools beside it, throwing away at the right.
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconPaperclip, IconTrash } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { STROKE } from "../ui/hue.ts";
import { Toolbar } from "../ui/rich-text/toolbar.tsx";
import type { SendOptions } from "./form.ts";
import { MoreMenu } from "./more-menu.tsx";
import { SendButton } from "./send-button.tsx";
import type { ComposerModel } from "./use-composer.ts";

interface Props {
  readonly composer: ComposerModel;
  readonly zone: string;
  readonly busy: boolean;
  /** Is there a way to the server? */
  readonly online: boolean;
  readonly problem: string | undefined;
  /** Days after which to be reminded. */
  readonly remindDays: number | undefined;
  readonly onRemind: (days: number | undefined) => void;
  readonly onSend: (options: SendOptions) => void;
}

/** What was chosen besides, in words: it must not be forgotten that it was. */
function Chosen({ online, composer, remindDays }: Pick<Props, "online" | "composer" | "remindDays">) {
  const { t } = useTranslation();
  const { importance, readReceipt, deliveryReceipt } = composer.form;
  const said = [
    !online && t("compose.offline"),
    importance === "high" && t("compose.important"),
    readReceipt && t("compose.readReceipt"),
    deliveryReceipt && t("compose.deliveryReceipt"),
    remindDays !== undefined && t("compose.reminded", { count: remindDays }),
  ].filter(Boolean);
  if (said.length === 0) return null;
  return <p className="mf-chosen t12 i3">{said.join(" · ")}</p>;
}

/** The foot. */
export function ComposerFoot(props: Props) {
  const { composer, zone, busy, problem, remindDays, onRemind, onSend } = props;
  const { t } = useTranslation();
  const { editor, files, form, discard } = composer;
  const picker = useRef<HTMLInputElement>(null);
  const inText = useRef(false);
  const pick = (pictures: boolean) => {
    const { current } = picker;
    if (!current) return;
    inText.current = pictures;
    current.accept = pictures ? "image/png,image/jpeg,image/gif,image/webp" : "";
    current.click();
  };
  return (
    <>
      <Chosen {...props} />
      {problem && (
        <p className="mf-problem t12 err" role="alert">
          {problem}
        </p>
      )}
      <div className="mf-foot">
        <SendButton {...{ busy, zone, remindDays, onRemind, onSend }} />
        {editor && form.mode === "html" && <Toolbar editor={editor} onPicture={() => pick(true)} />}
        <Tooltip label={t("compose.attach")}>
          <ActionIcon aria-label={t("compose.attach")} onClick={() => pick(false)}>
            <IconPaperclip size={17} stroke={STROKE} />
          </ActionIcon>
        </Tooltip>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label={t("compose.attach")}
          onChange={({ currentTarget }) => {
            files.add([...(currentTarget.files ?? [])], inText.current);
            currentTarget.value = "";
          }}
        />
        <div className="sp" />
        <MoreMenu composer={composer} zone={zone} />
        <Tooltip label={t("compose.discard")}>
          <ActionIcon aria-label={t("compose.discard")} onClick={() => void discard()}>
            <IconTrash size={17} stroke={STROKE} />
          </ActionIcon>
        </Tooltip>
      </div>
    </>
  );
}
