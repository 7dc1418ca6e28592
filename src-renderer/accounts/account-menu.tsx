// The menu of an account in the sidebar: name, sign in again, leave.
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconDots, IconKey, IconPencil, IconRefresh, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import { toFailure } from "../../src-preload/contract/failure.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useCall } from "../live.tsx";
import { askText } from "../ui/ask-text.tsx";
import { confirmLoss } from "../ui/confirm.tsx";
import { STROKE } from "../ui/hue.ts";
import { toast } from "../ui/toast.tsx";

/** @returns opens the dialog that asks an account's password again */
export function useSignIn(): (account: Account) => void {
  const { t } = useTranslation();
  const call = useCall();
  return ({ id, label }) =>
    askText({
      title: t("accounts.signInTitle", { name: label }),
      hint: t("accounts.signInHint"),
      label: t("accounts.password"),
      secret: true,
      action: t("accounts.connect"),
      busy: t("accounts.connecting"),
      run: (password) => call("accounts.update", { id, password }),
    });
}

function useAccountDeeds({ id, label }: Account) {
  const { t } = useTranslation();
  const call = useCall();
  const told = (work: Promise<unknown>) => {
    work.catch((error: unknown) => toast({ text: sayFailure(t, toFailure(error)), tone: "failed" }));
  };
  async function remove() {
    const { calendars } = await call("sync.status", {});
    const count = calendars.filter(({ accountId }) => accountId === id).reduce((n, { pending }) => n + pending, 0);
    const text = (
      <>
        <p>{t("accounts.removeText")}</p>
        {count > 0 && <p className="err w5 mt4">{t("accounts.removePending", { count })}</p>}
      </>
    );
    const title = t("accounts.removeTitle", { name: label });
    const sure = await confirmLoss({ title, text, cancel: t("common.cancel"), destroy: t("accounts.removeAction") });
    if (sure) await call("accounts.remove", { id });
  }
  return {
    remove: () => told(remove()),
    syncNow: () => told(call("sync.run", { accountId: id })),
    rename: () =>
      askText({
        title: t("accounts.renameTitle"),
        label: t("common.name"),
        initial: label,
        action: t("common.rename"),
        run: (name) => call("accounts.update", { id, label: name }),
      }),
  };
}

/** The menu button of an account, with a triangle while it waits for its password. */
export function AccountMenu({ account }: { account: Account }) {
  const { t } = useTranslation();
  const signIn = useSignIn();
  const deeds = useAccountDeeds(account);
  const waits = account.state === "sign-in";
  return (
    <span className="row">
      {waits && (
        <Tooltip label={t("sync.signIn")}>
          <span className="row li-state">
            <IconAlertTriangle size={15} stroke={STROKE} className="err" role="img" aria-label={t("sync.signIn")} />
          </span>
        </Tooltip>
      )}
      <Menu position="bottom-end" shadow="md" width={220} withinPortal>
        <Menu.Target>
          <ActionIcon size={24} className="li-menu" aria-label={t("accounts.menu", { name: account.label })}>
            <IconDots size={16} stroke={STROKE} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconRefresh size={16} stroke={STROKE} />} onClick={deeds.syncNow}>
            {t("accounts.syncNow")}
          </Menu.Item>
          <Menu.Item leftSection={<IconPencil size={16} stroke={STROKE} />} onClick={deeds.rename}>
            {t("common.rename")}
          </Menu.Item>
          {account.kind !== "demo" && (
            <Menu.Item leftSection={<IconKey size={16} stroke={STROKE} />} onClick={() => signIn(account)}>
              {t("accounts.signIn")}
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item className="danger" leftSection={<IconTrash size={16} stroke={STROKE} />} onClick={deeds.remove}>
            {t("accounts.remove")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
