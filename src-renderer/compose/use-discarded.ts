// A message that was thrown away comes back while its draft is still there (mail rule 60: the row here is the truth).
import { useTranslation } from "react-i18next";
import type { DraftId } from "../../src-preload/contract/shapes.ts";
import { useCall } from "../live.tsx";
import { useUndo } from "../undo.tsx";
import type { Write } from "./write.ts";

/** @param write opens what is brought back @param close closes the window of a draft
 *  @returns tells of a draft that was thrown away */
export function useDiscarded(write: (wish: Write) => void, close: (id: DraftId) => void): (id: DraftId) => void {
  const { t } = useTranslation();
  const call = useCall();
  const undo = useUndo();
  return (id) =>
    undo.offer(t("compose.discarded"), {
      async undo() {
        const { draft } = await call("mail.restoreDraft", { id });
        write({ kind: "edit", draft });
      },
      async redo() {
        close(id);
        await call("mail.discardDraft", { id, undoable: true });
      },
    });
}
