// The menu of an account in the sidebar: name, sign in again, leave.
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCalendarPlus,
  IconDots,
  IconKey,
  IconPencil,
  IconRefresh,
  IconStethoscope,
  IconTrash,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import { useCall } from "../live.tsx";
import { useTold } from "../told.ts";
import { askText } from "../ui/ask-text.tsx";
import { STROKE } from "../ui/hue.ts";
import { useRemoveAccount } from "./remove-account.tsx";

function useAccountDeeds(account: Account) {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const remove = useRemoveAccount();
  const { id, label } = account;
  return {
    remove: () => told(remove(account)),
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

interface Props {
  readonly account: Account;
  /** Creates a calendar on its server; absent where that is not at hand. */
  readonly onNewCalendar?: () => void;
  readonly onDoctor: () => void;
  readonly onSignIn: (account: Account) => void;
}

/** The menu button of an account, with a triangle that leads to its sign-in while it waits for one. */
export function AccountMenu({ account, onNewCalendar, onDoctor, onSignIn }: Props) {
  const { t } = useTranslation();
  const deeds = useAccountDeeds(account);
  const waits = account.state === "sign-in";
  const hasServer = account.kind !== "webcal" && account.kind !== "demo";
  return (
    <span className="row">
      {waits && (
        <Tooltip label={`${t("sync.signIn")} · ${t("shell.signInAction")}`}>
          <ActionIcon
            size={24}
            className="li-alert"
            aria-label={t("accounts.signInNow", { name: account.label })}
            onClick={() => onSignIn(account)}
          >
            <IconAlertTriangle size={15} stroke={STROKE} />
          </ActionIcon>
        </Tooltip>
      )}
      <Menu position="bottom-end" shadow="md" width={240} withinPortal>
        <Menu.Target>
          <ActionIcon size={24} className="li-menu" aria-label={t("accounts.menu", { name: account.label })}>
            <IconDots size={16} stroke={STROKE} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconRefresh size={16} stroke={STROKE} />} onClick={deeds.syncNow}>
            {t("accounts.syncNow")}
          </Menu.Item>
          <Menu.Item leftSection={<IconStethoscope size={16} stroke={STROKE} />} onClick={onDoctor}>
            {t("accounts.doctor")}
          </Menu.Item>
          {hasServer && onNewCalendar && (
            <Menu.Item leftSection={<IconCalendarPlus size={16} stroke={STROKE} />} onClick={onNewCalendar}>
              {t("accounts.newCalendar")}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPencil size={16} stroke={STROKE} />} onClick={deeds.rename}>
            {t("common.rename")}
          </Menu.Item>
          {account.kind !== "demo" && (
            <Menu.Item leftSection={<IconKey size={16} stroke={STROKE} />} onClick={() => onSignIn(account)}>
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
