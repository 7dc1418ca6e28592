// What becomes of a draft: the question when one leaves it, the strip when one comes back to it.
import { Button, Modal } from "@mantine/core";
import { IconNotes } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { sayMoment } from "../../time/say-when.ts";
import { STROKE } from "../../ui/hue.ts";
import { onEscape } from "../../ui/keys.ts";
import { focusField } from "./focus-field.ts";
import type { EditorModel } from "./model.ts";

/** Asked when an edited form is left. Esc goes on editing. */
export function KeepDraft({ editor }: { readonly editor: EditorModel }) {
  const { t } = useTranslation();
  const goOn = () => editor.setAsking(false);
  return (
    <Modal
      opened={editor.asking}
      onClose={goOn}
      closeOnEscape={false}
      onKeyDown={onEscape(goOn)}
      title={t("editor.keepTitle")}
      size={420}
      zIndex={300}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <p className="t13 i2">{t("editor.keepText")}</p>
      <div className="dialog-foot">
        <Button variant="subtle" className="danger" onClick={editor.discard}>
          {t("editor.discard")}
        </Button>
        <span className="sp" />
        <Button variant="default" onClick={goOn}>
          {t("editor.goOn")}
        </Button>
        <Button data-autofocus onClick={editor.keepAndClose}>
          {t("editor.keep")}
        </Button>
      </div>
    </Modal>
  );
}

/** Offers the draft that was kept. */
export function KeptStrip({ editor }: { readonly editor: EditorModel }) {
  const { t, i18n } = useTranslation();
  const { kept, screen } = editor;
  if (!kept) return null;
  const then = (act: () => void) => () => {
    focusField(".ed-title input");
    act();
  };
  return (
    <div className="ed-kept t13 i2" role="status">
      <IconNotes size={16} stroke={STROKE} className="ic" aria-hidden="true" />
      <span className="sp">
        {t("editor.kept", { when: sayMoment(kept.atMs, Date.now(), i18n.language, screen.zone) })}
      </span>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={then(kept.forget)}>
        {t("editor.forget")}
      </Button>
      <Button size="compact-sm" variant="light" onClick={then(kept.resume)}>
        {t("editor.resume")}
      </Button>
    </div>
  );
}
