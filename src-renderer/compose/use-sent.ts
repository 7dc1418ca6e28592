// After sending: the way back while there is one, and what to say when there is none.
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { toFailure } from "../../src-preload/contract/failure.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useCall } from "../live.tsx";
import { sayMoment } from "../time/say-when.ts";
import { useCommands } from "../ui/commands.tsx";
import { toast } from "../ui/toast.tsx";
import { hideUndoSend, showUndoSend } from "./undo-send.tsx";
import type { Sent } from "./use-sending.ts";
import type { Write } from "./write.ts";

/** Longer is not a moment of grace but a time that was chosen. */
const GRACE_MS = 65_000;

/** @param write opens what was taken back
 *  @returns tells of a message that was sent */
export function useSent(write: (wish: Write) => void, zone: string, online: boolean): (sent: Sent) => void {
  const { t, i18n } = useTranslation();
  const call = useCall();
  const held = useRef<{ readonly id: string; readonly dueMs: number }[]>([]);

  async function undo(id: string) {
    held.current = held.current.filter((one) => one.id !== id);
    hideUndoSend(id);
    try {
      const { draft } = await call("mail.unsend", { id });
      write({ kind: "edit", draft });
    } catch (error) {
      toast({ text: sayFailure(t, toFailure(error)), tone: "failed" });
    }
  }

  useCommands([
    {
      id: "mail.undoSend",
      label: t("compose.undoSend"),
      group: t("compose.group"),
      keys: ["z"],
      keysOnly: true,
      run() {
        held.current = held.current.filter(({ dueMs }) => dueMs > Date.now());
        const last = held.current.at(-1);
        if (!last) return false;
        void undo(last.id);
        return true;
      },
    },
  ]);

  const sayWho = (who: readonly string[]) =>
    who.length > 1 ? t("compose.andOthers", { who: who[0], count: who.length - 1 }) : (who[0] ?? "");
  return ({ id, state, dueMs, who: people }) => {
    const who = sayWho(people);
    const nowMs = Date.now();
    const back = { label: t("common.undo"), run: () => void undo(id) };
    if (dueMs !== undefined && dueMs - nowMs > GRACE_MS) {
      toast({
        text: t("compose.scheduled", { when: sayMoment(dueMs, nowMs, i18n.language, zone), who }),
        action: back,
      });
    } else if (!online) toast({ text: t("compose.waits", { who }), ...(state === "held" && { action: back }) });
    else if (dueMs !== undefined && dueMs > nowMs) {
      held.current.push({ id, dueMs });
      showUndoSend(id, { who, fromMs: nowMs, dueMs, onUndo: () => void undo(id) });
    } else toast({ text: t("compose.sentTo", { who }) });
  };
}
