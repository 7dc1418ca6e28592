// Glyph and word of a folder.
import {
  IconAlertOctagon,
  IconArchive,
  IconClockHour4,
  IconFile,
  IconFolder,
  IconInbox,
  IconSend,
  IconStack2,
  IconStar,
  IconTemplate,
  IconTrash,
} from "@tabler/icons-react";
import type { TFunction } from "i18next";
import type { FolderRole, MailFolder } from "../../src-preload/contract/mail.ts";

const ICONS: Readonly<Record<FolderRole, typeof IconInbox>> = {
  inbox: IconInbox,
  sent: IconSend,
  drafts: IconFile,
  archive: IconArchive,
  junk: IconAlertOctagon,
  trash: IconTrash,
  all: IconStack2,
  flagged: IconStar,
  important: IconStar,
  templates: IconTemplate,
  scheduled: IconClockHour4,
  snoozed: IconClockHour4,
};

/** The glyph of a role; that of a plain folder without one. */
export const roleIcon = (role: FolderRole | undefined) => (role ? ICONS[role] : IconFolder);

/** A folder as it is called here: servers call the same one Trash, Corbeille or Deleted Items. */
export const folderName = (t: TFunction, { role, name }: Pick<MailFolder, "role" | "name">): string =>
  role ? t(`mail.role.${role}`) : name;
