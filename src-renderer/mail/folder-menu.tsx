// What can be done with a folder.
import { ActionIcon, Menu } from "@mantine/core";
import {
  IconDots,
  IconEdit,
  IconEyeOff,
  IconFolderPlus,
  IconMailOpened,
  IconRefresh,
  IconTags,
  IconTrash,
  IconUpload,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { MailFolder } from "../../src-preload/contract/mail.ts";
import { STROKE } from "../ui/hue.ts";
import { folderName } from "./role-look.ts";
import { GIVEN_ROLES, useFolderDeeds } from "./use-folder-deeds.ts";
import { useMailImport } from "./use-mail-import.ts";

const icon = { size: 16, stroke: STROKE, "aria-hidden": true } as const;

function RoleMenu({ folder }: { folder: MailFolder }) {
  const { t } = useTranslation();
  const { setRole } = useFolderDeeds();
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={<IconTags {...icon} />}>{t("mail.folder.role")}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        {GIVEN_ROLES.map((role) => (
          <Menu.RadioItem
            key={role}
            value={role}
            checked={folder.role === role}
            closeMenuOnClick
            onChange={() => setRole(folder, role)}
          >
            {t(`mail.role.${role}`)}
          </Menu.RadioItem>
        ))}
        <Menu.RadioItem
          value=""
          checked={folder.role === undefined}
          closeMenuOnClick
          onChange={() => setRole(folder, null)}
        >
          {t("mail.folder.noRole")}
        </Menu.RadioItem>
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}

/** What takes mail away. */
function LastItems({ folder }: { folder: MailFolder }) {
  const { t } = useTranslation();
  const deeds = useFolderDeeds();
  const canEmpty = folder.role === "trash" || folder.role === "junk";
  return (
    <>
      {(canEmpty || folder.role === undefined) && <Menu.Divider />}
      {canEmpty && (
        <Menu.Item
          className="danger"
          leftSection={<IconTrash {...icon} />}
          disabled={folder.total === 0}
          onClick={() => deeds.empty(folder)}
        >
          {t("mail.folder.empty")}
        </Menu.Item>
      )}
      {folder.role === undefined && (
        <Menu.Item className="danger" leftSection={<IconTrash {...icon} />} onClick={() => deeds.remove(folder)}>
          {t("mail.folder.remove")}
        </Menu.Item>
      )}
    </>
  );
}

/** The button and its menu. */
export function FolderMenu({ folder }: { folder: MailFolder }) {
  const { t } = useTranslation();
  const deeds = useFolderDeeds();
  const files = useMailImport();
  const name = folderName(t, folder);
  return (
    <Menu position="bottom-start" width={250}>
      <Menu.Target>
        <ActionIcon size={24} className="mf-more" aria-label={t("mail.folder.menu", { name })}>
          <IconDots size={16} stroke={STROKE} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconRefresh {...icon} />} onClick={() => deeds.check(folder)}>
          {t("mail.check")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconMailOpened {...icon} />}
          disabled={folder.unread === 0}
          onClick={() => deeds.readAll(folder)}
        >
          {t("mail.readAll")}
        </Menu.Item>
        <Menu.Item leftSection={<IconFolderPlus {...icon} />} onClick={() => deeds.create(folder.accountId, folder)}>
          {t("mail.folder.createIn")}
        </Menu.Item>
        {folder.role === undefined && (
          <Menu.Item leftSection={<IconEdit {...icon} />} onClick={() => deeds.rename(folder)}>
            {t("mail.folder.rename")}
          </Menu.Item>
        )}
        {folder.selectable && (
          <Menu.Item leftSection={<IconUpload {...icon} />} onClick={() => files.pick(folder)}>
            {t("mail.folder.import")}
          </Menu.Item>
        )}
        <RoleMenu folder={folder} />
        <Menu.CheckboxItem
          checked={folder.notify}
          closeMenuOnClick
          onChange={() => deeds.setNotify(folder, !folder.notify)}
        >
          {t("mail.folder.notify")}
        </Menu.CheckboxItem>
        {folder.role !== "inbox" && (
          <Menu.Item leftSection={<IconEyeOff {...icon} />} onClick={() => deeds.hide(folder)}>
            {t("mail.folder.hide")}
          </Menu.Item>
        )}
        <LastItems folder={folder} />
      </Menu.Dropdown>
    </Menu>
  );
}
