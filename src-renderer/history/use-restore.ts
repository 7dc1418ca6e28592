// Brings versions back: one, or several as one step that can be taken back whole.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Failure, toFailure } from "../../src-preload/contract/failure.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useCall } from "../live.tsx";
import { toast } from "../ui/toast.tsx";
import { useUndo } from "../undo.tsx";

/** @returns brings versions back and says so; the busy flag; what is restored first is the oldest given last */
export function useRestore() {
  const { t } = useTranslation();
  const call = useCall();
  const undo = useUndo();
  const [busy, setBusy] = useState(false);

  /** @param said what to say of the `count` that came back */
  async function restore(ids: readonly string[], said: (count: number) => string): Promise<void> {
    setBusy(true);
    const undoIds: (string | undefined)[] = [];
    const failures: Failure[] = [];
    for (const id of ids) {
      try {
        undoIds.push((await call("history.restore", { id })).undoId);
      } catch (error) {
        // One that cannot come back must not keep the others away.
        failures.push(toFailure(error));
      }
    }
    setBusy(false);
    if (undoIds.length > 0) undo.offer(said(undoIds.length), ...undoIds);
    const [failure] = failures;
    if (!failure) return;
    const why = sayFailure(t, failure);
    const text = ids.length === 1 ? why : t("trash.notAll", { count: failures.length, why });
    toast({ text, tone: "failed" });
  }
  return { restore, busy };
}
