// The last change can be taken back: from its message, or with Ctrl Z.
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { toFailure } from "../../src-preload/contract/failure.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { toast } from "../ui/toast.tsx";

/** Offers and performs undo. */
export interface Undo {
  /** Says what was done and offers to take it back. */
  offer(text: string, undo: () => Promise<unknown>): void;
  undoLast(): void;
}

/** Undo for the changes made in this window. */
export function useUndo(): Undo {
  const { t } = useTranslation();
  const last = useRef<() => Promise<unknown>>(undefined);
  const run = (undo: () => Promise<unknown>) => {
    if (last.current === undo) last.current = undefined;
    undo().then(
      () => toast({ text: t("common.undone") }),
      (error: unknown) => toast({ text: sayFailure(t, toFailure(error)), tone: "failed" }),
    );
  };
  return {
    offer(text, undo) {
      last.current = undo;
      toast({ text, action: { label: t("common.undo"), keys: "Ctrl Z", run: () => run(undo) } });
    },
    undoLast() {
      if (last.current) run(last.current);
    },
  };
}
