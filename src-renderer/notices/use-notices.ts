// The notices that nobody has dealt with, and what can be done with them; each deed can be taken back.
import { useTranslation } from "react-i18next";
import type { Notice } from "../../src-preload/contract/notices.ts";
import { useCall, useLive } from "../live.tsx";
import { sayMoment } from "../time/say-when.ts";
import { useTold } from "../told.ts";
import { useUndo } from "../undo.tsx";

const NONE: readonly Notice[] = [];

/** @returns newest first; none until the engine has answered */
export function useNotices(): readonly Notice[] {
  const { data } = useLive("notices.list", {});
  return data?.notices ?? NONE;
}

/** What is done with notices; failures are told. */
export interface NoticeDeeds {
  readonly dismiss: (ids: readonly string[]) => void;
  readonly snooze: (ids: readonly string[], untilMs: number) => void;
  readonly archive: (notice: Extract<Notice, { kind: "mail" }>) => void;
}

/** @param zone the one times are said in */
export function useNoticeDeeds(zone: string): NoticeDeeds {
  const { t, i18n } = useTranslation();
  const call = useCall();
  const told = useTold();
  const undo = useUndo();
  const restore = (ids: readonly string[]) => call("notices.restore", { ids: [...ids] });

  async function dismiss(ids: readonly string[]) {
    const run = () => call("notices.dismiss", { ids: [...ids] });
    await run();
    undo.offer(t("notices.dismissed", { count: ids.length }), { undo: () => restore(ids), redo: run });
  }

  /** One of the alarms of an event comes back; the others are done with. */
  async function snooze([first, ...others]: readonly string[], untilMs: number) {
    if (first === undefined) return;
    const run = async () => {
      await call("notices.snooze", { id: first, untilMs });
      if (others.length > 0) await call("notices.dismiss", { ids: others });
    };
    await run();
    const when = sayMoment(untilMs, Date.now(), i18n.language, zone);
    undo.offer(t("notices.snoozed", { when }), { undo: () => restore([first, ...others]), redo: run });
  }

  async function archive({ id, messageId, folderId }: Extract<Notice, { kind: "mail" }>) {
    let { undoId } = await call("mail.move", { ids: [messageId], role: "archive", fromFolderId: folderId });
    await call("notices.dismiss", { ids: [id] });
    const turn = async () => {
      if (undoId !== undefined) ({ undoId } = await call("mail.undo", { undoId }));
    };
    const back = { undo: () => Promise.all([turn(), restore([id])]), redo: () => turn() };
    undo.offer(t("mail.done.archive", { count: 1 }), back);
  }

  return {
    dismiss: (ids) => told(dismiss(ids)),
    snooze: (ids, untilMs) => told(snooze(ids, untilMs)),
    archive: (notice) => told(archive(notice)),
  };
}
