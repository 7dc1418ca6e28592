// Who would get which message, and what is in it, before anything is sent.
import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { onEscape } from "../../ui/keys.ts";
import { endOf, instantsOf, startOf } from "../draft.ts";
import { sayWhen } from "../occurrence.ts";
import { nameOf } from "./guest-table.tsx";
import type { EditorModel } from "./model.ts";
import { keyOf, kindOf } from "./read-addresses.ts";

interface Props {
  readonly editor: EditorModel;
  readonly mails: readonly string[];
  readonly onClose: () => void;
}

function Facts({ editor }: Pick<Props, "editor">) {
  const { t, i18n } = useTranslation();
  const { draft, screen } = editor;
  const times = {
    allDay: draft.allDay,
    start: startOf(draft),
    end: endOf(draft),
    zone: draft.zone,
    ...instantsOf(draft, screen.zone),
  };
  const zone = draft.zone === "floating" ? screen.zone : draft.zone;
  return (
    <div className="ed-message">
      <span className="t14 w6">{draft.title || t("event.untitled")}</span>
      <span className="t13 i2 tn">{sayWhen(times, { t, language: i18n.language, zone })}</span>
      {draft.location && <span className="t13 i2">{draft.location}</span>}
      {draft.description && <span className="t13 i3 ed-message-text">{draft.description}</span>}
    </div>
  );
}

/** The dialog. */
export function Message({ editor, mails, onClose }: Props) {
  const { t } = useTranslation();
  const { opened, draft, calendar } = editor;
  const people = [...draft.guests, ...opened.guests];
  const isCancelled = draft.status === "cancelled";
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnEscape={false}
      onKeyDown={onEscape(onClose)}
      title={t("editor.message.title")}
      size={440}
      zIndex={300}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <p className="t13 i2">{t("editor.message.text", { calendar: calendar?.name ?? "" })}</p>
      <ul className="plain ed-mails" aria-label={t("guests.label")}>
        {mails.map((address) => {
          const one = people.find((other) => keyOf(other) === address.toLowerCase());
          return (
            <li key={address} className="row g8">
              <span className="col sp">
                <span className="t13 el">{one ? nameOf(one) : address}</span>
                {one?.name && <span className="t12 i3 el">{address}</span>}
              </span>
              <span className="chip">
                {t(`editor.message.${isCancelled ? "cancellation" : kindOf(address, opened.guests, draft.guests)}`)}
              </span>
            </li>
          );
        })}
      </ul>
      <Facts editor={editor} />
    </Modal>
  );
}
