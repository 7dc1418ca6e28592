// One quiet line about a draft that was kept: after a reload or a change of mind nobody has to look for its event.
import { Button } from "@mantine/core";
import { IconNotes } from "@tabler/icons-react";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { sayMoment } from "../time/say-when.ts";
import { STROKE } from "../ui/hue.ts";
import { useUndo } from "../undo.tsx";
import { draftText, keptFacts, putDraft, watchDraft } from "./editor/kept-draft.ts";

interface Props {
  readonly zone: string;
  readonly onResume: () => void;
}

/** The line, or nothing. */
export function KeptLine({ zone, onResume }: Props) {
  const { t, i18n } = useTranslation();
  const undo = useUndo();
  const text = useSyncExternalStore(watchDraft, draftText);
  const kept = keptFacts(text, Date.now());
  if (!kept) return null;
  const forget = () => {
    putDraft(null);
    undo.offer(t("editor.forgotten"), { undo: async () => putDraft(text), redo: async () => putDraft(null) });
  };
  const title = kept.title || t("event.untitled");
  return (
    <div className="banner kept-line" role="status">
      <IconNotes size={17} stroke={STROKE} className="ic" aria-hidden="true" />
      <span className="sp">
        {t("editor.unsaved", { title, when: sayMoment(kept.atMs, Date.now(), i18n.language, zone) })}
      </span>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={forget}>
        {t("editor.forget")}
      </Button>
      <Button size="compact-sm" variant="default" onClick={onResume}>
        {t("editor.resume")}
      </Button>
    </div>
  );
}
