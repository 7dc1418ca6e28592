// Settles a conflict, says how, and offers the way back.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conflict } from "../../src-preload/contract/conflicts.ts";
import type { Input } from "../../src-preload/contract/contract.ts";
import { useCall } from "../live.tsx";
import { useTold } from "../told.ts";
import { useUndo } from "../undo.tsx";

/** @returns the command, and whether one is on its way */
export function useResolve() {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const undo = useUndo();
  const [busy, setBusy] = useState(false);
  async function run({ kind }: Conflict, input: Input<"conflicts.resolve">) {
    const { undoId } = await call("conflicts.resolve", input);
    const removed = kind !== "edited-both" && input.choice === (kind === "removed-there" ? "theirs" : "mine");
    undo.offer(removed ? t("conflict.done.removed") : t(`conflict.done.${input.choice}`), undoId);
  }
  return {
    busy,
    resolve(conflict: Conflict, input: Input<"conflicts.resolve">) {
      setBusy(true);
      told(run(conflict, input).finally(() => setBusy(false)));
    },
  };
}
