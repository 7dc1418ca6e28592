// What is done with messages: each deed is one command, told in one message with a way back.
import { useTranslation } from "react-i18next";
import type { Input } from "../../src-preload/contract/contract.ts";
import type { FolderRole } from "../../src-preload/contract/mail.ts";
import type { FolderId, MessageId } from "../../src-preload/contract/shapes.ts";
import { useCall } from "../live.tsx";
import { useTold } from "../told.ts";
import { useUndo } from "../undo.tsx";
import { saveBytes } from "./save-bytes.ts";

/** The messages a deed is for. */
export interface Target {
  readonly ids: readonly MessageId[];
  /** Conversations they are of: what the message counts. */
  readonly count: number;
  /** The folder of the list they were chosen in; absent among results and over all accounts. */
  readonly fromFolderId?: FolderId | undefined;
}

type Deed = (call: ReturnType<typeof useCall>) => Promise<{ undoId?: string | undefined }>;

/** Takes a deed back and does it again: the engine answers each undo with the undo of it. */
function wayBack(call: ReturnType<typeof useCall>, undoId: string | undefined) {
  if (undoId === undefined) return undefined;
  let id: string | undefined = undoId;
  const turn = async () => {
    if (id !== undefined) ({ undoId: id } = await call("mail.undo", { undoId: id }));
  };
  return { undo: turn, redo: turn };
}

/** @returns the deeds; failures are told */
export function useMailDeeds() {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const undo = useUndo();
  const run = (deed: Deed, text?: string) =>
    told(
      deed(call).then(({ undoId }) => {
        if (text !== undefined) undo.offer(text, wayBack(call, undoId));
      }),
    );
  const flag = (target: Target, change: Pick<Input<"mail.flag">, "add" | "remove">, text?: string) =>
    run((c) => c("mail.flag", { ids: [...target.ids], ...change }), text);
  const from = ({ fromFolderId }: Target) => fromFolderId !== undefined && { fromFolderId };
  return {
    /** Quiet: opening a message is no deed that needs a word. */
    seen: (ids: readonly MessageId[]) => flag({ ids, count: 1 }, { add: ["\\Seen"] }),
    read: (target: Target) => flag(target, { add: ["\\Seen"] }, t("mail.done.read", { count: target.count })),
    unread: (target: Target) => flag(target, { remove: ["\\Seen"] }, t("mail.done.unread", { count: target.count })),
    star: (target: Target, on: boolean) =>
      flag(
        target,
        on ? { add: ["\\Flagged"] } : { remove: ["\\Flagged"] },
        t(on ? "mail.done.star" : "mail.done.unstar", { count: target.count }),
      ),
    label: (target: Target, keyword: string, on: boolean) =>
      flag(target, on ? { add: [keyword] } : { remove: [keyword] }, t("mail.done.label", { count: target.count })),
    moveTo: (target: Target, folderId: FolderId, name: string) =>
      run(
        (c) => c("mail.move", { ids: [...target.ids], folderId, ...from(target) }),
        t("mail.done.move", { count: target.count, name }),
      ),
    moveToRole: (target: Target, role: Extract<FolderRole, "archive" | "junk" | "inbox">) =>
      run(
        (c) => c("mail.move", { ids: [...target.ids], role, ...from(target) }),
        t(`mail.done.${role}`, { count: target.count }),
      ),
    remove: (target: Target, forGood = false) =>
      run(
        (c) => c("mail.remove", { ids: [...target.ids], ...from(target), ...(forGood && { forGood }) }),
        t(forGood ? "mail.done.removeForGood" : "mail.done.remove", { count: target.count }),
      ),
    snooze: (target: Target, untilMs: number | null, when: string) =>
      run(
        (c) => c("mail.snooze", { ids: [...target.ids], untilMs }),
        t(untilMs === null ? "mail.done.unsnooze" : "mail.done.snooze", { count: target.count, when }),
      ),
    save: (ids: readonly MessageId[]) =>
      told(
        call("mail.export", { ids: [...ids] }).then(({ name, base64 }) => saveBytes(name, "message/rfc822", base64)),
      ),
    readAll: (folderId: FolderId, name: string) =>
      run((c) => c("mail.markRead", { folderId }), t("mail.done.readAll", { name })),
  };
}

/** The deeds. */
export type MailDeeds = ReturnType<typeof useMailDeeds>;
