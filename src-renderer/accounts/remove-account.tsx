// Removing an account: never with edits that only this device has, unless the user says so (design §6.6).
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import { type Failure, toFailure } from "../../src-preload/contract/failure.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useCall } from "../live.tsx";
import { choose } from "../ui/choose.tsx";
import { confirmLoss } from "../ui/confirm.tsx";
import { saveCalendarFile } from "../ui/save-file.ts";
import { toast } from "../ui/toast.tsx";

/** @returns asks, then removes; throws Failure */
export function useRemoveAccount(): (account: Account) => Promise<void> {
  const { t } = useTranslation();
  const call = useCall();

  async function save({ id, label }: Account) {
    const { text, count } = await call("events.export", { accountId: id, unsynced: true });
    saveCalendarFile(t("accounts.unsyncedFile", { name: label }), text);
    toast({ text: t("transfer.exported", { count }) });
  }

  /** Sync first, keep a file, or remove all the same: until the account is gone or the user gives up. */
  async function settle(account: Account, failure: Failure): Promise<void> {
    const { id, label } = account;
    // The file holds events: where mail alone is unsent it would be empty, and look like a copy of it.
    const { count } = await call("events.export", { accountId: id, unsynced: true });
    const toFile = { value: "save", label: t("accounts.unsyncedSave") } as const;
    const answer = await choose({
      title: t("accounts.unsyncedTitle", { name: label }),
      text: sayFailure(t, failure),
      cancel: t("common.cancel"),
      choices: [
        { value: "sync", label: t("accounts.unsyncedSync"), tone: "main" },
        ...(count > 0 ? [toFile] : []),
        { value: "remove", label: t("accounts.unsyncedRemove"), tone: "loss" },
      ],
    });
    if (answer === "sync") {
      await call("sync.run", { accountId: id });
      await remove(account);
    } else if (answer === "save") {
      await save(account);
      await settle(account, failure);
    } else if (answer === "remove") await gone(account, true);
  }

  async function gone({ id, label }: Account, discardUnsynced: boolean): Promise<void> {
    await call("accounts.remove", { id, ...(discardUnsynced && { discardUnsynced }) });
    toast({ text: t("accounts.removed", { name: label }) });
  }

  async function remove(account: Account): Promise<void> {
    try {
      await gone(account, false);
    } catch (error) {
      const failure = toFailure(error);
      if (failure.reason !== "unsynced-edits") throw failure;
      await settle(account, failure);
    }
  }

  return async (account) => {
    const sure = await confirmLoss({
      title: t("accounts.removeTitle", { name: account.label }),
      text: t("accounts.removeText"),
      cancel: t("common.cancel"),
      destroy: t("accounts.removeAction"),
    });
    if (sure) await remove(account);
  };
}
