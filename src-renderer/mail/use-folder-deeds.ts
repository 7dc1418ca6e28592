// What is done with folders.
import { useTranslation } from "react-i18next";
import { type Failure, toFailure } from "../../src-preload/contract/failure.ts";
import type { FolderRole, MailFolder } from "../../src-preload/contract/mail.ts";
import type { AccountId } from "../../src-preload/contract/shapes.ts";
import { useCall } from "../live.tsx";
import { useTold } from "../told.ts";
import { askText } from "../ui/ask-text.tsx";
import { confirmLoss } from "../ui/confirm.tsx";
import { toast } from "../ui/toast.tsx";
import { useUndo } from "../undo.tsx";
import { useMailFacts } from "./facts.tsx";
import { folderName } from "./role-look.ts";

/** Roles that a person may give. */
export const GIVEN_ROLES = ["archive", "sent", "drafts", "junk", "trash"] as const satisfies readonly FolderRole[];

/** A command that asks first while the folder holds mail. */
function useRemoval() {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const sure = (folder: MailFolder) =>
    confirmLoss({
      title: t("mail.folder.removeTitle", { name: folder.name }),
      text: t("mail.folder.removeText", { count: folder.total }),
      cancel: t("common.cancel"),
      destroy: t("mail.folder.removeAction"),
    });
  const remove = async (folder: MailFolder) => {
    const { id } = folder;
    try {
      if (folder.total === 0) await call("mail.removeFolder", { id });
      else if (await sure(folder)) await call("mail.removeFolder", { id, evenFull: true });
    } catch (error) {
      const failure: Failure = toFailure(error);
      // Mail came in while it was asked for.
      if (failure.reason !== "unsynced-edits") throw failure;
      if (await sure(folder)) await call("mail.removeFolder", { id, evenFull: true });
    }
  };
  return (folder: MailFolder) => told(remove(folder));
}

/** @returns the deeds; failures are told */
export function useFolderDeeds() {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const undo = useUndo();
  const { deeds } = useMailFacts();
  const remove = useRemoval();
  const hidden = (id: MailFolder["id"], value: boolean) => call("mail.changeFolder", { id, hidden: value });
  return {
    remove,
    check: ({ id }: MailFolder) => told(call("sync.run", { folderId: id })),
    readAll: (folder: MailFolder) => deeds.readAll(folder.id, folderName(t, folder)),
    setNotify: ({ id }: MailFolder, notify: boolean) => told(call("mail.changeFolder", { id, notify })),
    setRole: ({ id }: MailFolder, role: FolderRole | null) => told(call("mail.changeFolder", { id, role })),
    hide: (folder: MailFolder) => {
      const { id } = folder;
      const way = { undo: () => hidden(id, false), redo: () => hidden(id, true) };
      told(hidden(id, true).then(() => undo.offer(t("mail.folder.hidden", { name: folderName(t, folder) }), way)));
    },
    create: (accountId: AccountId, parent?: MailFolder) =>
      askText({
        title: parent ? t("mail.folder.createTitle", { name: folderName(t, parent) }) : t("mail.folder.create"),
        label: t("mail.folder.name"),
        action: t("mail.folder.createAction"),
        run: (name) => call("mail.createFolder", { accountId, name, ...(parent && { parentId: parent.id }) }),
      }),
    rename: ({ id, name: initial }: MailFolder) =>
      askText({
        title: t("mail.folder.renameTitle", { name: initial }),
        label: t("mail.folder.name"),
        initial,
        action: t("mail.folder.renameAction"),
        run: (name) => call("mail.changeFolder", { id, name }),
      }),
    empty: async (folder: MailFolder) => {
      const sure = await confirmLoss({
        title: t("mail.folder.emptyTitle", { name: folderName(t, folder) }),
        text: t("mail.folder.emptyText", { count: folder.total }),
        cancel: t("common.cancel"),
        destroy: t("mail.folder.emptyAction"),
      });
      if (!sure) return;
      told(
        call("mail.emptyFolder", { id: folder.id }).then(({ count }) =>
          toast({ text: t("mail.folder.emptied", { count }) }),
        ),
      );
    },
  };
}
