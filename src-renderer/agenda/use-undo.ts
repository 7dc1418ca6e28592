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

/** Undo for the changes made in this window; each can be taken back once. */
export function useUndo(): Undo {
  const { t } = useTranslation();
  const last = useRef<() => void>(undefined);
  return {
    offer(text, undo) {
      const run = () => {
        hide();
        if (last.current === run) last.current = undefined;
        undo().then(
          () => toast({ text: t("common.undone") }),
          (error: unknown) => toast({ text: sayFailure(t, toFailure(error)), tone: "failed" }),
        );
      };
      const hide = toast({ text, action: { label: t("common.undo"), keys: "Ctrl Z", run } });
      last.current = run;
    },
    undoLast: () => last.current?.(),
  };
}
