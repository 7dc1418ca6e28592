// What was being written when the window went away, by a crash or by quitting, is offered again at the next start. The words
// are drafts on disk; only their names are noted here.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { DraftId } from "../../src-preload/contract/shapes.ts";
import { useCall } from "../live.tsx";
import { toast } from "../ui/toast.tsx";
import type { Write } from "./write.ts";

const KEY = "cadran.writing";

function noted(): readonly string[] {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

/** @param items what is open now */
export function useUnfinished(
  items: readonly { readonly draftId?: DraftId }[],
  hasMail: boolean,
  write: (wish: Write) => void,
): void {
  const { t } = useTranslation();
  const call = useCall();
  const isAsked = useRef(false);
  const ids = items.flatMap(({ draftId }) => (draftId === undefined ? [] : [draftId]));
  const open = JSON.stringify(ids);

  async function offer(before: readonly string[]) {
    const { drafts } = await call("mail.drafts", {});
    const left = drafts.filter(({ id }) => before.includes(id));
    const [first] = left;
    if (!first) return;
    toast({
      text: t("compose.unfinished", { count: left.length, subject: first.subject || t("outbox.noSubject") }),
      action: {
        label: t("compose.resume"),
        run: () => {
          for (const draft of left) write({ kind: "edit", draft });
        },
      },
    });
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as soon as there is mail
  useEffect(() => {
    if (!hasMail || isAsked.current) return;
    isAsked.current = true;
    const before = noted();
    localStorage.removeItem(KEY);
    if (before.length > 0) void offer(before).catch(() => undefined);
  }, [hasMail]);

  useEffect(() => {
    if (open !== "[]") localStorage.setItem(KEY, open);
    else if (isAsked.current) localStorage.removeItem(KEY);
  }, [open]);
}
